/* DESIGN: question cards for whoever runs the evening: let through or held, and undone, on a phone.
 */
#include "check.h"
#include "page.h"
#include "question_gate.h"
#include "view_event.h"
#include "words.h"

struct step {
    enum question_status to;
    const char *path, *done;
    const char *said; /* of a card, after it was done */
};
static const struct step STEPS[] = {
    {QUESTION_PASSED, "pass", "passed", "was let through. The speaker can answer it now."},
    {QUESTION_HELD, "hold", "held", "is held. Whoever asked sees that it was not passed on."},
    {QUESTION_WAITING, "back", "back", "waits again."},
};

static json_t *card_view(struct ctx *ctx, const struct question *q)
{
    const char *who =
        q->named ? q->asker
                 : arena_printf(ctx->arena, "%s (without a name for the speaker)", q->asker);
    json_t *view =
        json_pack("{s:I, s:s, s:s, s:s, s:s}", "id", (json_int_t)q->id.v, "talk", q->talk_title,
                  "words", q->words, "who", who, "at", words_time(ctx->arena, q->asked_at));
    if (q->status == QUESTION_ANSWERED && *q->answer)
        json_object_set_new(view, "answer", json_string(q->answer));
    return view;
}

static void add_status(struct ctx *ctx, const struct questions *list, enum question_status status,
                       const char *key, json_t *view)
{
    json_t *items = json_array();
    for (int i = 0; i < list->count; i++)
        if (list->items[i].status == status)
            json_array_append_new(items, card_view(ctx, &list->items[i]));
    view_list(view, key, items);
}

/* What was done last, with a way back: not for what was answered meanwhile. */
static void say_done(struct ctx *ctx, const struct request *request, const struct questions *list,
                     json_t *view)
{
    struct str done = form_find(&request->query, "done");
    int64_t of = form_int(&request->query, "of", 0);
    for (int i = 0; i < list->count; i++)
        for (size_t k = 0; k < COUNT_OF(STEPS); k++) {
            const struct question *q = &list->items[i];
            if (q->id.v != of || q->status != STEPS[k].to || !str_eq_c(done, STEPS[k].done))
                continue;
            json_object_set_new(
                view, "done",
                json_pack("{s:I, s:s, s:b}", "id", (json_int_t)of, "text",
                          arena_printf(ctx->arena, "“%s” %s", q->words, STEPS[k].said), "undo",
                          q->status != QUESTION_WAITING));
        }
}

enum err page_question_queue(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    struct questions list;
    enum err err = question_gate_queue(ctx, request->id, &event);
    if (err == OK)
        err = question_list(ctx->store, event.id, QUESTION_LIST_ALL, ctx->actor.person, ctx->arena,
                            &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Question cards");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld/questions", (long long)event.id.v),
              "Questions to the speakers");
    json_object_set_new(view, "event", event_facts_view(ctx, &event));
    say_done(ctx, request, &list, view);
    add_status(ctx, &list, QUESTION_WAITING, "waiting", view);
    add_status(ctx, &list, QUESTION_PASSED, "passed", view);
    add_status(ctx, &list, QUESTION_HELD, "held", view);
    add_status(ctx, &list, QUESTION_ANSWERED, "answered", view);
    return response_page(response, "spark/question_queue.html", view);
}

static enum err moderate(struct ctx *ctx, const struct request *request, const struct step *step,
                         struct response *response)
{
    struct question question;
    enum err err = question_gate_moderate(ctx, request->id, &question);
    if (err != OK)
        return err;
    const struct question_moderation moderation = {question.id, ctx->actor.person, step->to};
    err = question_moderate(ctx->store, ctx->now, &moderation, &ctx->why);
    return err == OK
               ? response_redirect(ctx, response, "/spark/%lld/questions/queue?done=%s&of=%lld",
                                   (long long)question.event.v, step->done,
                                   (long long)question.id.v)
               : err;
}

enum err page_question_pass(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return moderate(ctx, request, &STEPS[0], response);
}

enum err page_question_hold(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return moderate(ctx, request, &STEPS[1], response);
}

enum err page_question_back(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return moderate(ctx, request, &STEPS[2], response);
}
