/* DESIGN: an event's life on its page: published, called off, closed, done, archived. */
#include "audit.h"
#include "check.h"
#include "event_form_view.h"
#include "event_life.h"
#include "page.h"
#include "sheet.h"
#include "training_gate.h"
#include "words.h"

/* ---- publish ---- */

/* What it must say before people are asked to come is typed on its form. */
static enum err publish_refused(struct ctx *ctx, const struct event *event, enum err why,
                                struct response *response)
{
    struct event_about about;
    struct spark_settings settings;
    json_t *view;
    bool spark = event->fields.kind == EVENT_SPARK;
    if (why != ERR_INVALID)
        return event_page_refused(ctx, response, event->id.v, why);
    enum err err = event_about_find(ctx->store, event->id, ctx->arena, &about);
    if (err == OK && spark)
        err = spark_event_find(ctx->store, event->id, ctx->arena, &settings);
    if (err != OK)
        return err;
    const struct form form = event_input_form(event, &about, spark ? &settings : NULL, ctx->arena);
    event_input_rename(&ctx->why);
    err = event_form_view(ctx, event, &form, &view);
    return err == OK ? response_page_refused(response, why, "coordinator/event_form.html", view)
                     : err;
}

enum err page_event_publish(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = training_gate_event(ctx, &event);
    if (err == OK)
        err = event_publish(ctx->store, ctx->now, event.id, 0, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-publish", event.id.v, "");
    if (err != OK)
        return publish_refused(ctx, &event, err, response);
    return response_redirect(ctx, response, "%s?done=published",
                             event_href(ctx, event.fields.kind, event.id));
}

/* ---- cancel ---- */

/* "12 people are booked and 3 wait" */
static const char *audience_words(struct ctx *ctx, const struct event *event)
{
    if (event->taken == 0)
        return "Nobody is booked";
    const char *booked = words_count(ctx->arena, event->taken, "person is", "people are");
    if (event->waiting == 0)
        return arena_printf(ctx->arena, "%s booked", booked);
    return arena_printf(ctx->arena, "%s booked and %d %s", booked, event->waiting,
                        event->waiting == 1 ? "waits" : "wait");
}

static const char *cancel_words(struct ctx *ctx, const struct event *event)
{
    if (event->status == EVENT_DRAFT)
        return "It was never published, so nobody is told. It cannot be brought back.";
    return arena_printf(ctx->arena, "%s. %s told by email at once. It cannot be brought back.",
                        audience_words(ctx, event),
                        event->fields.kind == EVENT_SPARK
                            ? "All talks and bookings end, and everybody they belong to is"
                            : "Everyone concerned is");
}

static struct sheet cancel_sheet(struct ctx *ctx, const struct event *event)
{
    static const struct sheet_field fields[] = {
        {SHEET_AREA, "reason", "Why? (optional)",
         "Everyone who is told reads it. For example: the speaker is ill", NULL, 0, false}};
    return (struct sheet){
        .title = "Cancel this event?",
        .intro =
            arena_printf(ctx->arena, "%s, %s. %s", event->fields.title,
                         words_when(ctx->arena, event->fields.starts_at, event->fields.ends_at),
                         cancel_words(ctx, event)),
        .action = arena_printf(ctx->arena, "/events/%lld/cancel", (long long)event->id.v),
        .button = "Cancel the event",
        .back_href = event_href(ctx, event->fields.kind, event->id),
        .back_text = event->fields.title,
        .keep = "Keep it",
        .fields = fields,
        .count = COUNT_OF(fields),
        .grave = true,
    };
}

enum err page_event_cancel_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    const struct form none = {NULL, 0};
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    if (!event_life_may_cancel(&event, ctx->now))
        return response_redirect(ctx, response, "%s", event_href(ctx, event.fields.kind, event.id));
    const struct sheet sheet = cancel_sheet(ctx, &event);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_event_cancel(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct spark_ending ending = {event.id, 0,
                                        sheet_lines(ctx->arena, &request->form, "reason")};
    err = spark_event_call_off(ctx->store, ctx->now, &ending, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-cancel", event.id.v, "");
    if (err == ERR_INVALID) {
        const struct sheet sheet = cancel_sheet(ctx, &event);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    if (err != OK)
        return event_page_refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "%s?done=called-off",
                             event_href(ctx, event.fields.kind, event.id));
}

/* ---- closed, open again, done, archived ---- */

enum err page_event_status(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    enum event_status to;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    if (event_status_parse(str_of(field_text(ctx, request, "status")), &to) != OK)
        err = refuse(&ctx->why, ERR_INVALID, "bad-status", "Choose what becomes of the event.");
    else
        err = event_life_move(ctx->store, ctx->now, event.id, 0, to, &ctx->why);
    if (err == OK && to != event.status)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-status", event.id.v,
                        event_status_name(to));
    if (err != OK)
        return event_page_refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "%s?done=now-%s",
                             event_href(ctx, event.fields.kind, event.id), event_status_name(to));
}
