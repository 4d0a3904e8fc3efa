/* DESIGN: an event's place, its people, and what those who come need, in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "booking_gate.h"
#include "event_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "spark_event.h"
#include "talk_need.h"

static enum err note(struct ctx *ctx, const char *action, const struct event *event)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, event->id.v, "");
}

/* ---- the place ---- */

/* What is not for the reader is null. */
static json_t *for_whom(bool shown, const char *text)
{
    return shown ? json_string(text) : json_null();
}

static enum err answer_place(struct ctx *ctx, struct response *response, int64_t id)
{
    struct event event;
    struct event_place place;
    enum err err = event_find_seen(ctx, id, &event);
    if (err == OK)
        err = event_place_find(ctx->store, event.id, ctx->arena, &place);
    if (err != OK)
        return err;
    bool edits = event_may(ctx, ACTION_EVENT_NEEDS, &event);
    api_gate_tag(ctx, response, place.version);
    return response_json(
        response, 200,
        json_pack("{s:i, s:s, s:o, s:o, s:s, s:s, s:o, s:o}", "version", place.version, "place",
                  event.place, "room_id", json_view_id(event.fields.in.v), "online_link",
                  for_whom(edits || event_place_opens_link(&event), place.online_link),
                  "getting_in", place.getting_in, "catering", place.catering, "equipment",
                  for_whom(edits, place.equipment), "needs", for_whom(edits, place.needs)));
}

enum err api_event_place_show(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer_place(ctx, response, request->id) : err;
}

/* room_id null: none of the register. */
static enum err read_place(struct ctx *ctx, const struct request *request,
                           struct response *response, struct event_place *place,
                           struct event_fields *fields)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_text(&in, "online_link", &place->online_link);
    json_input_text(&in, "getting_in", &place->getting_in);
    json_input_text(&in, "catering", &place->catering);
    json_input_text(&in, "equipment", &place->equipment);
    json_input_text(&in, "needs", &place->needs);
    if (json_is_null(json_object_get(request->json, "room_id"))) {
        fields->in.v = 0;
        fields->room = "";
    } else {
        json_input_id(&in, "room_id", &fields->in.v);
    }
    return json_input_end(&reader, response);
}

enum err api_event_place_change(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct event event;
    struct event_place place;
    int version;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_gate_arrange(ctx, request->id, &event);
    if (err == OK)
        err = event_place_find(ctx->store, event.id, ctx->arena, &place);
    if (err == OK)
        err = api_gate_match(ctx, request, response, place.version, &version);
    if (err != OK)
        return err;
    struct spark_change change = {.event = event.id, .fields = event.fields};
    err = read_place(ctx, request, response, &place, &change.fields);
    if (err == OK)
        err = event_place_put(ctx->store, ctx->now, event.id, version, &place, &ctx->why);
    if (err == OK && change.fields.in.v != event.fields.in.v)
        err = spark_event_update(ctx->store, ctx->now, &change, &ctx->why);
    if (err == OK)
        err = note(ctx, "event-place", &event);
    return err == OK ? answer_place(ctx, response, event.id.v) : err;
}

/* ---- people ---- */

static json_t *organisers_view(const struct event_organisers *list)
{
    json_t *items = json_array();
    for (int i = 0; i < list->count; i++)
        json_array_append_new(items, json_pack("{s:I, s:s}", "person_id",
                                               (json_int_t)list->items[i].person.v, "name",
                                               list->items[i].name));
    return items;
}

static json_t *leaders_view(const struct event_leaders *list)
{
    json_t *items = json_array();
    for (int i = 0; i < list->count; i++) {
        const struct event_leader *l = &list->items[i];
        json_array_append_new(
            items, json_pack("{s:o, s:o, s:s, s:s, s:s}", "person_id", json_view_id(l->person.v),
                             "facilitator_id", json_view_id(l->facilitator.v), "name", l->name,
                             "from", l->from, "part", booking_part_name(l->part)));
    }
    return items;
}

static enum err answer_people(struct ctx *ctx, struct response *response, const struct event *event)
{
    struct event_organisers organisers;
    struct event_leaders leaders;
    enum err err = event_organiser_list(ctx->store, event->id, ctx->arena, &organisers);
    if (err == OK)
        err = event_leader_list(ctx->store, event->id, ctx->arena, &leaders);
    return err == OK
               ? response_json(response, 200,
                               json_pack("{s:o, s:o}", "organisers", organisers_view(&organisers),
                                         "leaders", leaders_view(&leaders)))
               : err;
}

enum err api_event_people_show(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    return err == OK ? answer_people(ctx, response, &event) : err;
}

static enum err read_person(struct ctx *ctx, const struct request *request,
                            struct response *response, struct person_id *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "person_id");
    json_input_id(&in, "person_id", &ret->v);
    return json_input_end(&reader, response);
}

enum err api_organiser_add(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    struct person_id person = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_gate_appoint(ctx, request->id, &event);
    if (err == OK)
        err = read_person(ctx, request, response, &person);
    if (err == OK)
        err = event_organiser_add(ctx->store, ctx->now, event.id, person, &ctx->why);
    if (err == OK)
        err = note(ctx, "organiser-add", &event);
    return err == OK ? answer_people(ctx, response, &event) : err;
}

enum err api_organiser_remove(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    struct person_id person = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_gate_appoint(ctx, request->id, &event);
    if (err == OK)
        err = read_person(ctx, request, response, &person);
    if (err == OK)
        err = event_organiser_remove(ctx->store, event.id, person);
    if (err == OK)
        err = note(ctx, "organiser-remove", &event);
    return err == OK ? answer_people(ctx, response, &event) : err;
}

static enum err read_leading(struct ctx *ctx, const struct request *request,
                             struct response *response, bool puts, struct event_leading *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *part;
    if (puts)
        json_input_require(&in, "part");
    json_input_id(&in, "person_id", &ret->person.v);
    json_input_id(&in, "facilitator_id", &ret->facilitator.v);
    if ((ret->person.v != 0) == (ret->facilitator.v != 0))
        json_input_refuse(&in, "person_id", "Send a person_id or a facilitator_id.");
    if (json_input_text(&in, "part", &part) && booking_part_parse(str_of(part), &ret->part) != OK)
        json_input_refuse(&in, "part", "Choose leader, co-leader or assistant.");
    return json_input_end(&reader, response);
}

static enum err act_on_leader(struct ctx *ctx, const struct request *request,
                              struct response *response, bool puts)
{
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_gate_arrange(ctx, request->id, &event);
    if (err != OK)
        return err;
    struct event_leading leading = {.event = event.id, .by = ctx->actor.person};
    err = read_leading(ctx, request, response, puts, &leading);
    if (err == OK)
        err = puts ? event_leader_put(ctx->store, ctx->now, &leading, &ctx->why)
                   : event_leader_remove(ctx->store, ctx->now, &leading, &ctx->why);
    if (err == OK)
        err = note(ctx, puts ? "leader-add" : "leader-remove", &event);
    return err == OK ? answer_people(ctx, response, &event) : err;
}

enum err api_leader_put(struct ctx *ctx, const struct request *request, struct response *response)
{
    return act_on_leader(ctx, request, response, true);
}

enum err api_leader_remove(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return act_on_leader(ctx, request, response, false);
}

/* ---- needs ---- */

enum err api_event_needs(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct booking_need_list list;
    struct talk_need_list speakers;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_gate_needs(ctx, request->id, &event);
    if (err == OK)
        err = booking_need_list(ctx->store, event.id, ctx->arena, &list);
    if (err == OK)
        err = talk_need_list(ctx->store, event.id, ctx->arena, &speakers);
    if (err != OK)
        return err;
    json_t *items = json_array(), *spoken = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items,
                              json_pack("{s:s, s:s, s:s}", "name", list.items[i].name, "access",
                                        list.items[i].access, "diet", list.items[i].diet));
    for (int i = 0; i < speakers.count; i++) {
        const struct talk_need_line *line = &speakers.items[i];
        json_array_append_new(spoken, json_pack("{s:I, s:s, s:s, s:s}", "talk_id",
                                                (json_int_t)line->talk.v, "title", line->title,
                                                "name", line->name, "access", line->access));
    }
    return response_json(response, 200,
                         json_pack("{s:o, s:o, s:n}", "items", items, "speakers", spoken, "next"));
}

static enum err answer_need(struct ctx *ctx, struct response *response,
                            const struct booking *booking)
{
    struct booking_need need;
    enum err err = booking_need_find(ctx->store, booking->id, ctx->arena, &need);
    return err == OK
               ? response_json(response, 200,
                               json_pack("{s:s, s:s}", "access", need.access, "diet", need.diet))
               : err;
}

enum err api_booking_needs(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct booking booking;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = booking_gate_own(ctx, request->id, &booking);
    return err == OK ? answer_need(ctx, response, &booking) : err;
}

enum err api_booking_needs_change(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct booking booking;
    struct booking_need need;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_own(ctx, request->id, &booking);
    if (err == OK)
        err = booking_need_find(ctx->store, booking.id, ctx->arena, &need);
    if (err != OK)
        return err;
    json_input_text(&in, "access", &need.access);
    json_input_text(&in, "diet", &need.diet);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = booking_need_put(ctx->store, ctx->now, &booking, &need, &ctx->why);
    return err == OK ? answer_need(ctx, response, &booking) : err;
}
