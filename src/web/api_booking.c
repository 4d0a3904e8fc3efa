/* DESIGN: places in the API: booked, looked at, given up. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "booking_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "spark_booking.h"
#include "viewer.h"

/* With what is said of it: clashes that are not refused, and the working pattern. */
static enum err answer_placed(struct ctx *ctx, struct response *response,
                              const struct booking_placed *placed)
{
    struct booking booking;
    json_t *warnings = json_array();
    enum err err = booking_find(ctx->store, placed->id, ctx->arena, &booking);
    for (int i = 0; i < placed->warning_count; i++)
        json_array_append_new(warnings, json_string(placed->warnings[i]));
    if (err != OK) {
        json_decref(warnings);
        return err;
    }
    json_t *view = json_view_booking(&booking);
    if (placed->warning_count)
        json_object_set(view, "warnings", warnings);
    json_decref(warnings);
    return api_gate_created(ctx, response, view, "bookings", placed->id.v);
}

/* ---- booking ---- */

/* For oneself whoever may come; for somebody else who arranges their places. */
static enum err check_booker(struct ctx *ctx, const struct event *event, struct person_id person)
{
    if (person.v != ctx->actor.person.v)
        return booking_gate_for(ctx, event, person);
    if (event_may(ctx, ACTION_EVENT_BOOK, event))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-eligible",
                  "This event is for the staff of the trust, and your role is none of theirs. Ask "
                  "the organiser if you should come.");
}

/* The person of the body, before anything else is judged: oneself if it names none. */
static struct person_id person_of(const struct ctx *ctx, const struct request *request)
{
    const json_t *person = json_object_get(request->json, "person_id");
    return json_is_integer(person) ? (struct person_id){json_integer_value(person)}
                                   : ctx->actor.person;
}

enum err api_booking_create(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct booking_request wish = {.person = person_of(ctx, request), .by = ctx->actor.person};
    struct booking_placed placed;
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = check_booker(ctx, &event, wish.person);
    if (err != OK)
        return err;
    json_input_id(&in, "person_id", &wish.person.v);
    json_input_bool(&in, "online", &wish.online);
    err = json_input_end(&reader, response);
    wish.event = event.id;
    wish.sees_drafts = event_may(ctx, ACTION_EVENT_EDIT, &event);
    if (err == OK)
        err = booking_book(ctx->store, ctx->now, &wish, &ctx->why, &placed);
    return err == OK ? answer_placed(ctx, response, &placed) : err;
}

/* ---- looking ---- */

enum err api_booking_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct booking booking;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = booking_gate_seen(ctx, request->id, &booking);
    return err == OK ? response_json(response, 200, json_view_booking(&booking)) : err;
}

static enum err read_when(struct ctx *ctx, const struct request *request, enum booking_when *ret)
{
    struct str when = form_find(&request->query, "when");
    *ret = when.p && str_eq_c(when, "past") ? BOOKING_PAST : BOOKING_UPCOMING;
    if (when.p && *ret == BOOKING_UPCOMING && !str_eq_c(when, "upcoming"))
        return refuse_field(&ctx->why, "when", "Choose upcoming or past.");
    return OK;
}

enum err api_booking_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct booking_list bookings;
    enum booking_when when = BOOKING_UPCOMING;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK && request->id != ctx->actor.person.v)
        err = ERR_NOT_FOUND;
    if (err == OK)
        err = read_when(ctx, request, &when);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = booking_list(ctx->store, ctx->actor.person, when, ctx->now, BOOKING_LIST_MAX,
                           ctx->arena, &bookings);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < bookings.count; i++)
        json_array_append_new(items, json_view_booking(&bookings.items[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

/* ---- giving it up ---- */

enum err api_booking_cancel(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct booking booking;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_ended_by(ctx, request->id, &booking);
    if (err != OK)
        return err;
    err = spark_booking_withdraw(ctx->store, ctx->now,
                                 &(struct booking_withdrawal){booking.id, ctx->actor.person, NULL},
                                 &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}
