/* DESIGN: what becomes of a place in the API: accepted, given up with a reason, passed on, swapped,
 * given to a substitute; several people booked at once. */
#include "api.h"
#include "api_gate.h"
#include "booking_ask.h"
#include "booking_gate.h"
#include "booking_group.h"
#include "json_input.h"
#include "json_view.h"
#include "places_gate.h"
#include "spark_booking.h"
#include "talk.h"
#include "viewer.h"

static enum err answer_booking(struct ctx *ctx, struct response *response, struct booking_id id)
{
    struct booking booking;
    enum err err = booking_find(ctx->store, id, ctx->arena, &booking);
    return err == OK ? response_json(response, 200, json_view_booking(&booking)) : err;
}

/* ---- one's own offer, anybody's end ---- */

enum err api_booking_accept(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct booking booking;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_own(ctx, request->id, &booking);
    if (err == OK)
        err = booking_accept(ctx->store, ctx->now, booking.id, &ctx->why);
    return err == OK ? answer_booking(ctx, response, booking.id) : err;
}

enum err api_booking_withdraw(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct booking_withdrawal withdrawal = {{request->id}, ctx->actor.person, NULL};
    struct booking booking;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_ended_by(ctx, request->id, &booking);
    if (err != OK)
        return err;
    json_input_text(&in, "reason", &withdrawal.reason);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = spark_booking_withdraw(ctx->store, ctx->now, &withdrawal, &ctx->why);
    return err == OK ? answer_booking(ctx, response, booking.id) : err;
}

/* ---- asking a colleague ---- */

static json_t *ask_view(const struct booking_ask *ask)
{
    json_t *view = json_pack(
        "{s:I, s:s, s:o, s:I, s:s, s:s, s:b, s:o}", "id", (json_int_t)ask->id.v, "kind",
        ask->wanted.v ? "swap" : "hand-over", "booking", json_view_booking(&ask->booking), "to_id",
        (json_int_t)ask->to.v, "to_name", ask->to_name, "by_name", ask->booking.person_name, "open",
        ask->open, "asked_at", json_view_instant(ask->asked_at));
    if (ask->wanted.v)
        json_object_set_new(view, "wanted_event_id", json_integer(ask->wanted.v));
    return view;
}

static enum err answer_ask(struct ctx *ctx, struct response *response, int status,
                           struct booking_ask_id id)
{
    struct booking_ask ask;
    enum err err = booking_ask_find(ctx->store, id, ctx->now, ctx->arena, &ask);
    return err == OK ? response_json(response, status, ask_view(&ask)) : err;
}

static enum err ask(struct ctx *ctx, const struct request *request, const char *required,
                    struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct booking_ask_new new = {.booking = {request->id}};
    struct booking_ask_id id = {0};
    struct booking booking;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    json_input_require(&in, required);
    json_input_id(&in, "person_id", &new.to.v);
    json_input_id(&in, "event_id", &new.wanted.v);
    err = json_input_end(&reader, response);
    if (err == OK && new.wanted.v)
        err = booking_gate_wanted(ctx, new.wanted.v);
    if (err == OK)
        err = booking_ask_make(ctx->store, ctx->now, &new, &ctx->why, &id);
    return err == OK ? answer_ask(ctx, response, 201, id) : err;
}

enum err api_booking_hand_over(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return ask(ctx, request, "person_id", response);
}

enum err api_booking_swap(struct ctx *ctx, const struct request *request, struct response *response)
{
    return ask(ctx, request, "person_id event_id", response);
}

enum err api_booking_ask_list(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct booking_ask_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK && request->id != ctx->actor.person.v)
        err = ERR_NOT_FOUND;
    if (err == OK)
        err = booking_ask_list(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, ask_view(&list.items[i]));
    return response_json(response, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

enum err api_booking_ask_accept(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct booking_ask asked;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_asked(ctx, request->id, false, &asked);
    if (err == OK)
        err = booking_ask_accept(ctx->store, ctx->now, asked.id, &ctx->why);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    return err == OK ? response_json(response, 204, NULL) : err;
}

enum err api_booking_ask_decline(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct booking_ask asked;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_asked(ctx, request->id, false, &asked);
    if (err == OK)
        err = booking_ask_decline(ctx->store, ctx->now, asked.id, ctx->arena);
    return err == OK ? response_json(response, 204, NULL) : err;
}

enum err api_booking_ask_take_back(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct booking_ask asked;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_asked(ctx, request->id, true, &asked);
    if (err == OK)
        err = booking_ask_take_back(ctx->store, ctx->now, asked.id);
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- by whoever organises ---- */

enum err api_booking_replace(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct booking_handing handing = {.id = {request->id}, .by = ctx->actor.person};
    struct booking_placed placed;
    struct booking booking;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_arranged(ctx, request->id, &booking);
    if (err != OK)
        return err;
    json_input_require(&in, "person_id");
    json_input_id(&in, "person_id", &handing.to.v);
    json_input_text(&in, "reason", &handing.reason);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = booking_gate_hand(ctx, &booking, &handing);
    if (err == OK)
        err = booking_hand(ctx->store, ctx->now, &handing, &ctx->why, &placed);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    return err == OK ? answer_booking(ctx, response, placed.id) : err;
}

static json_t *item_view(const struct booking_group_item *item)
{
    json_t *view =
        json_pack("{s:I, s:s}", "person_id", (json_int_t)item->person.v, "name", item->name);
    if (!item->placed.id.v) {
        json_object_set_new(view, "status", json_string(item->slug ? "refused" : "not booked"));
        if (item->slug)
            json_object_update_new(
                view, json_pack("{s:s, s:s}", "why", item->slug, "detail", item->detail));
        return view;
    }
    json_object_update_new(view, json_pack("{s:s, s:I}", "status",
                                           booking_status_name(item->placed.status), "booking_id",
                                           (json_int_t)item->placed.id.v));
    return view;
}

enum err api_booking_group(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct booking_group group = {.by = ctx->actor.person};
    struct booking_group_result *result = ARENA_NEW(ctx->arena, struct booking_group_result);
    struct places_seen seen;
    int64_t *ids = NULL;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = places_gate_find(ctx, request->id, &seen);
    if (err != OK)
        return err;
    json_input_require(&in, "person_ids");
    json_input_ids(&in, "person_ids", BOOKING_GROUP_MAX, &ids, &group.count);
    json_input_bool(&in, "all", &group.all);
    json_input_bool(&in, "online", &group.online);
    err = json_input_end(&reader, response);
    if (err != OK)
        return err;
    struct person_id *people = ARENA_ARRAY(ctx->arena, struct person_id, (size_t)group.count + 1);
    for (int i = 0; i < group.count; i++)
        people[i].v = ids[i];
    group.event = seen.event.id;
    group.people = people;
    group.sees_drafts = seen.edits;
    err = places_gate_people(ctx, &seen, &group);
    if (err == OK)
        err = booking_group_book(ctx->store, ctx->now, &group, &ctx->why, result);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < result->count; i++)
        json_array_append_new(items, item_view(&result->items[i]));
    return response_json(response, 200,
                         json_pack("{s:b, s:i, s:i, s:o}", "done", result->done, "placed",
                                   result->placed, "waiting", result->waiting, "items", items));
}
