/* DESIGN: one event's page, and booking there. */
#include "booking.h"
#include "check.h"
#include "choice_view.h"
#include "coordinator_view.h"
#include "event_about_view.h"
#include "event_more_view.h"
#include "page.h"
#include "places_gate.h"
#include "spark_event.h"
#include "spark_view.h"
#include "training_gate.h"
#include "view_event_place.h"
#include "words.h"

/* ---- the page ---- */

static enum err show_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = view_new(event->fields.title), *places = NULL, *coordinator = NULL;
    enum err err = event_places_view(ctx, event, &places);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "places", places);
    if (err == OK)
        err = event_about_view(ctx, event, view);
    if (err == OK)
        err = coordinator_view(ctx, event, NULL, &coordinator);
    if (coordinator)
        json_object_set_new(view, "coordinator", coordinator);
    if (err == OK)
        err = event_place_view(ctx, event, view);
    if (err == OK)
        err = choice_view_day(ctx, event, view);
    if (err == OK)
        err = event_more_view(ctx, event, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    view_back(view, "/events", "Events");
    if (!coordinator && places_gate_may(ctx, event))
        json_object_set_new(view, "arrange", json_true());
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

enum err event_page_refused(struct ctx *ctx, struct response *response, int64_t id, enum err why)
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
        .online = str_eq_c(form_find(&request->form, "online"), "yes"),
    };
    err = booking_book(ctx->store, ctx->now, &wanted, &ctx->why, &placed);
    if (err != OK)
        return event_page_refused(ctx, response, request->id, err);
    return response_redirect(ctx, response, "%s?done=%s",
                             event_href(ctx, event.fields.kind, event.id),
                             placed.status == BOOKING_WAITING     ? "waiting"
                             : placed.status == BOOKING_REQUESTED ? "requested"
                             : wanted.online                      ? "online"
                                                                  : "booked");
}
