/* DESIGN: question cards for those who ask and those who answer, on one page of an event. */
#include "check.h"
#include "page.h"
#include "question_gate.h"
#include "sheet.h"
#include "stage_gate.h"
#include "stage_talk.h"
#include "talk_choice.h"
#include "view_event.h"
#include "words.h"

/* ---- lists ---- */

static json_t *state_tag(const struct question *q)
{
    static const struct {
        const char *text, *look;
    } TAGS[QUESTION_STATUSES] = {
        [QUESTION_WAITING] = {"With the organisers", "wait"},
        [QUESTION_PASSED] = {"With the speaker", "mine"},
        [QUESTION_HELD] = {"Not passed on", "quiet"},
        [QUESTION_ANSWERED] = {"Answered", "good"},
    };
    return view_tag(TAGS[q->status].text, TAGS[q->status].look);
}

static json_t *question_view(const struct question *q, enum question_which which)
{
    json_t *view = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)q->id.v, "talk", q->talk_title,
                             "words", q->words);
    if (q->status == QUESTION_ANSWERED && *q->answer)
        json_object_set_new(view, "answer", json_string(q->answer));
    if (which == QUESTION_LIST_MINE)
        json_object_set_new(view, "tag", state_tag(q));
    if (which != QUESTION_LIST_TO_ME)
        return view;
    json_object_set_new(view, "asker", json_string(question_asker_words(q)));
    json_object_set_new(view, "shared", json_boolean(q->shared));
    json_object_set_new(view, "open", json_boolean(q->status == QUESTION_PASSED));
    return view;
}

static enum err add_list(struct ctx *ctx, const struct event *event, enum question_which which,
                         const char *key, json_t *view)
{
    struct questions list;
    json_t *items = json_array();
    enum err err =
        question_list(ctx->store, event->id, which, ctx->actor.person, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(items, question_view(&list.items[i], which));
    view_list(view, key, items);
    return err;
}

/* ---- the form ---- */

struct asking {
    struct spark_evening evening;
    struct talk_spoken spoken;
    const struct form *typed;
    int64_t talk; /* chosen, 0: none */
};

/* Who has the stage now, where there is one; v 0: nobody, or it cannot be told. */
static struct talk_id find_speaking(struct ctx *ctx, struct event_id event)
{
    struct stage stage;
    if (stage_find(ctx->store, ctx->now, event, ctx->arena, &stage) != OK ||
        stage.programme.room_count != 1 || stage.rooms[0].on < 0)
        return (struct talk_id){0};
    return stage.rooms[0].rows[stage.rooms[0].on].talk;
}

/* Of who spoke, or is to: whoever is in line speaks once they were called. */
static void add_talk(struct ctx *ctx, const struct asking *asking, const struct talk *talk,
                     json_t *options)
{
    if (!talk_spoken_has(&asking->spoken, talk->id) || talk_gives(talk, ctx->actor.person))
        return;
    view_option_id(options, talk->id.v,
                   arena_printf(ctx->arena, "%s: %s", talk->presenters[0].name, talk->title),
                   talk->id.v == asking->talk);
}

static json_t *talks_view(struct ctx *ctx, const struct asking *asking)
{
    const struct programme *programme = &asking->evening.programme;
    json_t *options = json_array();
    view_option(options, "", "Choose a talk", asking->talk == 0);
    for (int i = 0; i < programme->count; i++)
        add_talk(ctx, asking, &programme->items[i].talk, options);
    for (int i = 0; i < programme->unplaced_count; i++)
        add_talk(ctx, asking, &programme->unplaced[i], options);
    for (int i = 0; i < programme->waiting_count; i++)
        if (programme->waiting[i].status == TALK_WAITING)
            add_talk(ctx, asking, &programme->waiting[i], options);
    return options;
}

static void add_form(struct ctx *ctx, const struct asking *asking, json_t *view)
{
    const struct form *typed = asking->typed;
    json_t *ask = json_pack("{s:o, s:s, s:b, s:i}", "talks", talks_view(ctx, asking), "words",
                            sheet_lines(ctx->arena, typed, "words"), "nameless",
                            form_has(typed, "nameless"), "most", QUESTION_CHARS_MAX);
    const char *talk = view_field_error(&ctx->why, "talk_id");
    const char *words = view_field_error(&ctx->why, "words");
    if (talk)
        json_object_set_new(ask, "talk_error", json_string(talk));
    if (words)
        json_object_set_new(ask, "words_error", json_string(words));
    json_object_set_new(view, "ask", ask);
}

/* Why nobody, or not whoever looks, may ask now; NULL: they may. */
static const char *stop_words(struct ctx *ctx, const struct event *event, bool comes)
{
    if (ctx->now.v < event->fields.starts_at.v)
        return "Questions can be asked here once the event has begun.";
    if (!event_status_is_on(event->status) || !question_is_open(event, ctx->now))
        return "It is too late to ask here. Write to the speaker.";
    return comes ? NULL : "Only those who come to the event ask questions here.";
}

/* ---- the page ---- */

static enum err add_queue(struct ctx *ctx, const struct event *event, json_t *view)
{
    int waiting = 0;
    if (!stage_gate_may_run(ctx, event))
        return OK;
    enum err err = question_count_waiting(ctx->store, event->id, &waiting);
    const char *text =
        waiting ? arena_printf(ctx->arena, "Look at %s",
                               words_count(ctx->arena, waiting, "new question", "new questions"))
                : "All question cards";
    json_object_set_new(view, "queue", json_pack("{s:s}", "text", text));
    return err;
}

static enum err fill(struct ctx *ctx, const struct asking *asking, json_t *view)
{
    const struct event *event = &asking->evening.event;
    bool comes = false, reads = false;
    enum err err = talk_choice_comes(ctx->store, event->id, ctx->actor.person, &comes);
    const char *stop = stop_words(ctx, event, comes);
    if (stop)
        json_object_set_new(view, "stop", json_string(stop));
    else
        add_form(ctx, asking, view);
    if (err == OK)
        err = add_list(ctx, event, QUESTION_LIST_TO_ME, "to_me", view);
    if (err == OK)
        err = add_list(ctx, event, QUESTION_LIST_MINE, "mine", view);
    if (err == OK)
        err = question_gate_reads(ctx, event, &reads);
    if (err == OK && reads)
        err = add_list(ctx, event, QUESTION_LIST_SHARED, "answered", view);
    return err == OK ? add_queue(ctx, event, view) : err;
}

static enum err find_asking(struct ctx *ctx, const struct request *request, struct asking *ret)
{
    struct event event;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = stage_talk_list_spoken(ctx->store, event.id, ctx->arena, &ret->spoken);
    return err == OK ? spark_evening_find(ctx, &event, &ret->evening) : err;
}

static enum err asking_view(struct ctx *ctx, const struct asking *asking, json_t **ret)
{
    const struct event *event = &asking->evening.event;
    json_t *view = view_new("Questions to the speakers");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    view_errors(view, &ctx->why);
    enum err err = fill(ctx, asking, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

enum err page_questions(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct asking *asking = ARENA_NEW(ctx->arena, struct asking);
    const struct form none = {NULL, 0};
    struct str done = form_find(&request->query, "done");
    json_t *view;
    enum err err = find_asking(ctx, request, asking);
    if (err != OK)
        return err;
    asking->typed = &none;
    asking->talk = form_int(&request->query, "talk", 0);
    if (!asking->talk)
        asking->talk = find_speaking(ctx, asking->evening.event.id).v;
    err = asking_view(ctx, asking, &view);
    if (err != OK)
        return err;
    if (str_eq_c(done, "asked"))
        view_flash(view, "Thank you. Your question goes to the organisers first, then to the "
                         "speaker. You are told by email once it is answered.");
    if (str_eq_c(done, "answered"))
        view_flash(view, "Your answer is saved, and whoever asked can read it.");
    return response_page(response, "spark/questions.html", view);
}

/* The card of one talk, by an address that tells nothing of its event and, a path alone, is kept by
 * signing in: a public programme leads here. */
enum err page_question_of(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    struct event event;
    enum err err = talk_find(ctx->store, (struct talk_id){request->id}, ctx->arena, &talk);
    if (err == OK)
        err = spark_find(ctx, talk.event, &event);
    return err == OK ? response_redirect(ctx, response, "/spark/%lld/questions?talk=%lld",
                                         (long long)event.id.v, (long long)talk.id.v)
                     : err;
}

enum err page_question_ask(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct asking *asking = ARENA_NEW(ctx->arena, struct asking);
    struct question_id id;
    json_t *view;
    enum err err = find_asking(ctx, request, asking);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &asking->evening.event))
        return ERR_DENIED;
    if (err != OK)
        return err;
    asking->typed = &request->form;
    asking->talk = form_int(&request->form, "talk_id", 0);
    const struct question_ask ask = {
        .event = asking->evening.event.id,
        .talk = {asking->talk},
        .by = ctx->actor.person,
        .words = sheet_lines(ctx->arena, &request->form, "words"),
        .named = !form_has(&request->form, "nameless"),
    };
    err = question_ask(ctx->store, ctx->now, &ask, &ctx->why, &id);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld/questions?done=asked",
                                 (long long)request->id);
    if (err != ERR_CONFLICT && err != ERR_INVALID)
        return err;
    enum err shown = asking_view(ctx, asking, &view);
    return shown == OK ? response_page_refused(response, err, "spark/questions.html", view) : shown;
}

/* ---- an answer ---- */

static const struct sheet_field FIELDS[] = {
    {SHEET_AREA, "answer", "Your answer", "Up to 1,000 characters, plain text. Name no pupil.",
     NULL, 0, false},
    {SHEET_TICK, "shared", "Show the question and my answer to everybody who came",
     "Without the name of whoever asked. Otherwise they alone read it.", NULL, 0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct question *q)
{
    return (struct sheet){
        .title = "Answer a question",
        .intro = arena_printf(ctx->arena, "%s asks about “%s”: %s", question_asker_words(q),
                              q->talk_title, q->words),
        .action = arena_printf(ctx->arena, "/questions/%lld/answer", (long long)q->id.v),
        .button = "Answer",
        .back_href = arena_printf(ctx->arena, "/spark/%lld/questions", (long long)q->event.v),
        .back_text = "Questions to the speakers",
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_question_answer(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct question question;
    struct form values = sheet_values(ctx->arena);
    enum err err = question_gate_answer(ctx, request->id, &question);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &question);
    sheet_put(&values, ctx->arena, "answer", question.answer);
    if (question.shared)
        sheet_put(&values, ctx->arena, "shared", "yes");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_question_answer_save(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct question question;
    enum err err = question_gate_answer(ctx, request->id, &question);
    if (err != OK)
        return err;
    const struct question_reply reply = {
        .id = question.id,
        .by = ctx->actor.person,
        .answer = sheet_lines(ctx->arena, &request->form, "answer"),
        .shared = form_has(&request->form, "shared"),
    };
    err = question_answer(ctx->store, ctx->now, &reply, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld/questions?done=answered",
                                 (long long)question.event.v);
    const struct sheet sheet = sheet_of(ctx, &question);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
