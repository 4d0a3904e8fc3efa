/* DESIGN: one event's page, and what is done to it there: publish, call off, book. */
#include "audit.h"
#include "booking.h"
#include "page.h"
#include "spark_event.h"
#include "spark_view.h"
#include "view_event.h"
#include "words.h"

/* ---- the page ---- */

static enum err show_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = view_new(event->fields.title), *places = NULL, *coordinator = NULL;
    enum err err = event_places_view(ctx, event, &places);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "places", places);
    if (err == OK)
        err = coordinator_view(ctx, event, NULL, &coordinator);
    if (coordinator)
        json_object_set_new(view, "coordinator", coordinator);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    view_back(view, "/events", "Events");
    *ret = view;
    return OK;
}

enum err page_event(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = event_find_seen(ctx, request->id, &event);
    if (err != OK)
        return err;
    if (event.fields.kind == EVENT_SPARK || event.fields.kind == EVENT_READING)
        return response_redirect(ctx, response, "%s", event_href(ctx, event.fields.kind, event.id));
    err = show_view(ctx, &event, &view);
    if (err != OK)
        return err;
    event_flash(view, request);
    return response_page(response, "events/show.html", view);
}

/* The event's page again, as things stand now, with what was refused above it. */
static enum err page_refused(struct ctx *ctx, struct response *response, int64_t id, enum err why)
{
    struct event event;
    json_t *view;
    bool told = why == ERR_CONFLICT || why == ERR_INVALID || why == ERR_STALE;
    enum err err = told ? event_find_seen(ctx, id, &event) : why;
    if (err != OK)
        return err;
    bool spark = event.fields.kind == EVENT_SPARK;
    err = spark ? spark_show_view(ctx, &event, &view) : show_view(ctx, &event, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, spark ? "spark/show.html" : "events/show.html",
                                 view);
}

/* ---- booking ---- */

enum err page_event_book(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct booking_placed placed;
    enum err err = event_find_seen(ctx, request->id, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &event))
        err = ERR_DENIED;
    if (err != OK)
        return err;
    const struct booking_request wanted = {
        .event = event.id,
        .person = ctx->actor.person,
        .by = ctx->actor.person,
        .sees_drafts = event_may(ctx, ACTION_EVENT_EDIT, &event),
    };
    err = booking_book(ctx->store, ctx->now, &wanted, &ctx->why, &placed);
    if (err != OK)
        return page_refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "%s?done=%s",
                             event_href(ctx, event.fields.kind, event.id),
                             placed.status == BOOKING_WAITING ? "waiting" : "booked");
}

/* ---- publish, call off ---- */

enum err page_event_publish(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = event_publish(ctx->store, ctx->now, event.id, 0, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-publish", event.id.v, "");
    if (err != OK)
        return page_refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "%s?done=published",
                             event_href(ctx, event.fields.kind, event.id));
}

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

enum err page_event_cancel_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const char *href = event_href(ctx, event.fields.kind, event.id);
    if (event.status == EVENT_CANCELLED)
        return response_redirect(ctx, response, "%s", href);
    json_t *view = view_new("Cancel this event?");
    view_back(view, href, event.fields.title);
    json_object_update_new(
        view,
        json_pack(
            "{s:s, s:s, s:s, s:b, s:s, s:{s:s, s:s}}", "subject",
            arena_printf(ctx->arena, "%s, %s", event.fields.title,
                         words_when(ctx->arena, event.fields.starts_at, event.fields.ends_at)),
            "text", cancel_words(ctx, &event), "action",
            arena_printf(ctx->arena, "/events/%lld/cancel", (long long)event.id.v), "grave", 1,
            "button", "Cancel the event", "keep", "text", "Keep it", "href", href));
    return response_page(response, "confirm.html", view);
}

enum err page_event_cancel(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = spark_event_cancel(ctx->store, ctx->now, event.id, 0, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-cancel", event.id.v, "");
    if (err != OK)
        return page_refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "%s?done=called-off",
                             event_href(ctx, event.fields.kind, event.id));
}
