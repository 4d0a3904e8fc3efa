/* DESIGN: giving a talk: offered, changed, made longer or shorter, withdrawn. */
#include "event_rules.h"
#include "page.h"
#include "talk_input.h"
#include "talk_view.h"
#include "view.h"
#include "view_event.h"

static enum err to_event(struct ctx *ctx, struct response *response, struct event_id event,
                         const char *done)
{
    return response_redirect(ctx, response, "/spark/%lld%s%s", (long long)event.v,
                             done ? "?done=" : "", done ? done : "");
}

static bool is_refusal(enum err err)
{
    return err == ERR_CONFLICT || err == ERR_INVALID || err == ERR_STALE;
}

/* A refused change of a talk, said on its event's page; what was changed is undone. */
static enum err refuse_on_event(struct ctx *ctx, struct response *response, enum err refusal,
                                struct event_id id)
{
    struct event event;
    json_t *view;
    if (!is_refusal(refusal))
        return refusal;
    enum err err = spark_find(ctx, id, &event);
    if (err == OK)
        err = spark_show_view(ctx, &event, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, refusal, "spark/show.html", view);
}

/* ---- a new one ---- */

/* The evening for whoever may give a talk there. */
static enum err find_evening(struct ctx *ctx, int64_t id, struct spark_evening *ret)
{
    struct event event;
    enum err err = spark_find(ctx, (struct event_id){id}, &event);
    if (err != OK)
        return err;
    if (!event_may(ctx, ACTION_EVENT_BOOK, &event))
        return ERR_DENIED;
    return spark_evening_find(ctx, &event, ret);
}

static int my_talk_count(const struct ctx *ctx, const struct programme *programme)
{
    int count = 0;
    for (int i = 0; i < programme->count; i++)
        count += talk_presenter_of(&programme->items[i].talk, ctx->actor.person) != NULL;
    for (int i = 0; i < programme->unplaced_count; i++)
        count += talk_presenter_of(&programme->unplaced[i], ctx->actor.person) != NULL;
    for (int i = 0; i < programme->waiting_count; i++)
        count += programme->waiting[i].status == TALK_WAITING &&
                 talk_presenter_of(&programme->waiting[i], ctx->actor.person) != NULL;
    for (int i = 0; i < programme->requested_count; i++)
        count += talk_presenter_of(&programme->requested[i], ctx->actor.person) != NULL;
    return count;
}

enum err page_talk_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct spark_evening evening;
    struct refusal unused;
    refusal_init(&unused, ctx->arena);
    enum err err = find_evening(ctx, request->id, &evening);
    if (err != OK)
        return err;
    if (event_rules_bookable(&evening.event, ctx->now, &unused) != OK ||
        call_is_over(&evening.call, ctx->now) ||
        my_talk_count(ctx, &evening.programme) >= evening.settings.talks_a_person ||
        !talk_form_has_lengths(&evening))
        return to_event(ctx, response, evening.event.id, NULL); /* its page says why */
    return response_page(response, "spark/talk_form.html",
                         talk_form_view(ctx, &evening, NULL, NULL));
}

/* What the event's page says then. */
static const char *done_word(enum talk_status status)
{
    switch (status) {
    case TALK_DRAFT:
        return "talk-draft";
    case TALK_REQUESTED:
        return "talk-proposed";
    case TALK_WAITING:
        return "talk-waiting";
    default:
        return "talk-confirmed";
    }
}

enum err page_talk_book(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct spark_evening evening;
    struct talk_input input;
    struct talk_placed placed;
    enum err err = find_evening(ctx, request->id, &evening);
    if (err == OK)
        err = talk_input_read_form(ctx, request, NULL, &input);
    if (err != OK)
        return err;
    talk_input_needs(ctx, &evening.event, NULL, &input);
    talk_topic_check(&evening.call, NULL, &input.topic, &ctx->why);
    struct talk_request ask = talk_input_request(ctx, &input, &evening.event, &evening.lengths);
    err = talk_book(ctx->store, ctx->now, &ask, &ctx->why, &placed);
    if (err == OK)
        err = talk_topic_put(ctx->store, placed.id, &input.topic, ctx->arena);
    if (is_refusal(err))
        return response_page_refused(response, err, "spark/talk_form.html",
                                     talk_form_view(ctx, &evening, NULL, &input));
    if (err != OK)
        return err;
    return to_event(ctx, response, evening.event.id, done_word(placed.status));
}

/* ---- a change ---- */

/* One's own talk with its evening. */
struct own {
    struct talk talk;
    struct spark_evening evening;
};

static enum err find_own(struct ctx *ctx, int64_t id, enum talk_part part, struct own *ret)
{
    struct event event;
    enum err err = talk_find_own(ctx, (struct talk_id){id}, part, &ret->talk);
    if (err == OK)
        err = spark_find(ctx, ret->talk.event, &event);
    return err == OK ? spark_evening_find(ctx, &event, &ret->evening) : err;
}

enum err page_talk_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct own own;
    enum err err = find_own(ctx, request->id, TALK_PART_LEAD, &own);
    if (err != OK)
        return err;
    if (own.talk.status == TALK_WITHDRAWN || own.talk.status == TALK_DECLINED ||
        event_rules_window(&own.evening.event, ctx->now) == EVENT_WINDOW_STARTED)
        return to_event(ctx, response, own.talk.event, NULL);
    return response_page(response, "spark/talk_form.html",
                         talk_form_view(ctx, &own.evening, &own.talk, NULL));
}

/* The longer form has no room: the words stay, and one may wait for it (SP-09). */
static enum err refuse_longer(struct ctx *ctx, struct response *response, const struct own *own,
                              const struct talk_input *input)
{
    bool may_wait = own->evening.event.fields.waiting_list && own->talk.status == TALK_CONFIRMED;
    refuse_field(&ctx->why, "minutes", "%s", ctx->why.detail);
    json_t *view = talk_form_view(ctx, &own->evening, &own->talk, input);
    if (may_wait)
        json_object_set_new(
            json_object_get(view, "form"), "wait",
            json_string(arena_printf(ctx->arena, "Save, and wait for %d minutes", input->minutes)));
    return response_page_refused(response, ERR_CONFLICT, "spark/talk_form.html", view);
}

static enum err refuse_stale(struct ctx *ctx, struct response *response, const struct own *own,
                             const struct talk_input *input)
{
    bool differs;
    json_t *view = talk_stale_view(ctx, &own->evening, &own->talk, input, &differs);
    if (differs)
        return response_page_refused(response, ERR_STALE, "stale.html", view);
    json_decref(view);
    return to_event(ctx, response, own->talk.event, "talk-saved");
}

static enum err refuse_edit(struct ctx *ctx, struct response *response, enum err err,
                            const struct own *own, const struct talk_input *input)
{
    if (err == ERR_STALE)
        return refuse_stale(ctx, response, own, input);
    if (own->talk.status == TALK_WITHDRAWN || !is_refusal(err))
        return refuse_on_event(ctx, response, err, own->talk.event);
    if (err == ERR_CONFLICT && str_eq_c(str_of(ctx->why.slug), "does-not-fit"))
        return refuse_longer(ctx, response, own, input);
    return response_page_refused(response, err, "spark/talk_form.html",
                                 talk_form_view(ctx, &own->evening, &own->talk, input));
}

enum err page_talk_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct own own;
    struct talk_input input;
    struct talk_placed placed;
    enum err err = find_own(ctx, request->id, TALK_PART_LEAD, &own);
    if (err == OK)
        err = talk_input_read_form(ctx, request, &own.talk, &input);
    if (err != OK)
        return err;
    talk_input_needs(ctx, &own.evening.event, &own.talk, &input);
    const struct talk_topic stands = talk_input_stands(ctx, &own.talk);
    talk_topic_check(&own.evening.call, &stands, &input.topic, &ctx->why);
    struct talk_edit edit = talk_input_edit(ctx, &input, own.talk.id, &own.evening.lengths);
    err = talk_change(ctx->store, ctx->now, &edit, &ctx->why, &placed);
    if (err == OK)
        err = talk_topic_put(ctx->store, own.talk.id, &input.topic, ctx->arena);
    bool submits = input.submit && own.talk.status == TALK_DRAFT;
    if (err == OK && submits)
        err = talk_submit(ctx->store, ctx->now, own.talk.id, ctx->actor.person, &ctx->why, &placed);
    if (err != OK)
        return refuse_edit(ctx, response, err, &own, &input);
    return to_event(ctx, response, own.talk.event,
                    submits                         ? done_word(placed.status)
                    : own.talk.status == TALK_DRAFT ? "talk-draft"
                                                    : "talk-saved");
}

/* ---- its length alone ---- */

static bool has_length(const struct talk_lengths *lengths, int minutes)
{
    for (int i = 0; i < lengths->count; i++)
        if (lengths->minutes[i] == minutes)
            return true;
    return false;
}

/* The length asked for in the form, or the one it has where it is to stop waiting. */
static enum err change_length(struct ctx *ctx, const struct request *request,
                              struct response *response, bool wait, const char *done)
{
    struct own own;
    struct talk_input input;
    struct talk_placed placed;
    enum err err = find_own(ctx, request->id, TALK_PART_LEAD, &own);
    if (err == OK)
        err = talk_input_read_form(ctx, request, &own.talk, &input);
    if (err != OK)
        return err;
    if (!form_has(&request->form, "minutes"))
        input.minutes = own.talk.minutes;
    input.wait_for_longer = wait;
    struct talk_edit edit = talk_input_edit(ctx, &input, own.talk.id, &own.evening.lengths);
    err = talk_change(ctx->store, ctx->now, &edit, &ctx->why, &placed);
    if (err != OK)
        return refuse_on_event(ctx, response, err, own.talk.event);
    bool in_line = wait && placed.position > 0;
    return to_event(ctx, response, own.talk.event, wait && !in_line ? "talk-length" : done);
}

enum err page_talk_length_ask(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct own own;
    int minutes = (int)form_int(&request->query, "minutes", 0);
    enum err err = find_own(ctx, request->id, TALK_PART_LEAD, &own);
    if (err != OK)
        return err;
    if (minutes < 1 || minutes == own.talk.minutes || !has_length(&own.evening.lengths, minutes))
        return to_event(ctx, response, own.talk.event, NULL);
    return response_page(response, "confirm.html",
                         talk_length_view(ctx, &own.evening, &own.talk, minutes));
}

enum err page_talk_length(struct ctx *ctx, const struct request *request, struct response *response)
{
    return change_length(ctx, request, response, false, "talk-length");
}

enum err page_talk_wait(struct ctx *ctx, const struct request *request, struct response *response)
{
    return change_length(ctx, request, response, true, "talk-in-line");
}

enum err page_talk_wait_end(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return change_length(ctx, request, response, false, "talk-wait-ended");
}

/* ---- the end ---- */

enum err page_talk_withdraw(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct own own;
    enum err err = find_own(ctx, request->id, TALK_PART_LEAD, &own);
    if (err != OK)
        return err;
    if (own.talk.status == TALK_WITHDRAWN || own.talk.status == TALK_DECLINED)
        return to_event(ctx, response, own.talk.event, "talk-withdrawn");
    if (own.talk.status != TALK_DRAFT)
        err = talk_check_withdraw(ctx->store, ctx->now, &own.talk, &ctx->why);
    if (err != OK)
        return refuse_on_event(ctx, response, err, own.talk.event);
    return response_page(response, "confirm.html",
                         talk_withdraw_view(ctx, &own.evening, &own.talk));
}

enum err page_talk_withdraw_do(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct talk talk;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err != OK)
        return err;
    bool leaves = talk.status != TALK_DRAFT && talk_goes_on(&talk, ctx->actor.person) &&
                  !str_eq_c(form_find(&request->form, "talk"), "falls");
    const char *done = leaves                      ? "talk-left"
                       : talk.status == TALK_DRAFT ? "talk-discarded"
                                                   : "talk-withdrawn";
    err = leaves ? talk_leave(ctx->store, ctx->now, talk.id, ctx->actor.person, &ctx->why)
                 : talk_withdraw(ctx->store, ctx->now, talk.id, ctx->actor.person, &ctx->why);
    return err == OK ? to_event(ctx, response, talk.event, done)
                     : refuse_on_event(ctx, response, err, talk.event);
}

enum err page_talk_leave(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct own own;
    enum err err = find_own(ctx, request->id, TALK_PART_NAMED, &own);
    if (err != OK)
        return err;
    if (own.talk.status == TALK_WITHDRAWN || own.talk.person.v == ctx->actor.person.v)
        return to_event(ctx, response, own.talk.event, NULL);
    return response_page(response, "confirm.html", talk_leave_view(ctx, &own.evening, &own.talk));
}

enum err page_talk_leave_do(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct talk talk;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_NAMED, &talk);
    if (err != OK)
        return err;
    if (talk.person.v == ctx->actor.person.v) /* whoever offered it withdraws it */
        return response_redirect(ctx, response, "/talks/%lld/withdraw", (long long)talk.id.v);
    err = talk_leave(ctx->store, ctx->now, talk.id, ctx->actor.person, &ctx->why);
    return err == OK ? to_event(ctx, response, talk.event, "talk-left")
                     : refuse_on_event(ctx, response, err, talk.event);
}
