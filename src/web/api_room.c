/* DESIGN: the register of rooms in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "event_room.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"
#include "tz.h"

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct room room;
    enum err err = org_gate_room(ctx, id, false, &room);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, room.version);
    json_t *view = org_json_room(&room);
    return status == 201 ? api_gate_created(ctx, response, view, "rooms", id)
                         : response_json(response, status, view);
}

/* ---- looking ---- */

static enum err read_filter(struct ctx *ctx, const struct request *request, struct room_filter *ret)
{
    struct api_list list;
    enum room_feature feature = ROOM_STEP_FREE;
    struct str text = form_find(&request->query, "feature");
    int64_t seats = form_int(&request->query, "seats", form_has(&request->query, "seats") ? -1 : 0);
    struct room_filter filter = {.school = {api_list_id(ctx, request, "school")}};
    if (text.p && room_feature_parse(text, &feature) != OK)
        refuse_field(&ctx->why, "feature", "Send a feature as rooms have it: step_free.");
    if (seats < 0 || seats > ROOM_SEATS_MAX)
        refuse_field(&ctx->why, "seats", "Send a number of seats up to %d.", ROOM_SEATS_MAX);
    enum err err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    filter.seats = (int)seats;
    filter.has = text.p ? ROOM_HAS(feature) : 0;
    filter.limit = list.limit;
    filter.after = list.after[1] < INT32_MAX ? (int)list.after[1] : INT32_MAX;
    *ret = filter;
    return OK;
}

enum err api_room_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room_filter filter;
    struct room_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_ORG_VIEW);
    if (err == OK)
        err = read_filter(ctx, request, &filter);
    if (err == OK)
        err = room_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, org_json_room(&list.items[i]));
    return api_list_answer(response, items, api_list_cursor(ctx->arena, 0, list.next));
}

enum err api_room_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

/* ---- changing ---- */

/* A list of feature keys; whoever sends it went through the checklist. */
static void read_features(const struct json_input *in, struct room_fields *f)
{
    static const char SENTENCE[] = "Send a list of features as rooms have them: [\"step_free\"].";
    const json_t *list = json_object_get(in->object, "features"), *item;
    size_t i;
    enum room_feature feature;
    if (!list)
        return;
    f->checked = true;
    f->has = 0;
    if (!json_is_array(list)) {
        json_input_refuse(in, "features", SENTENCE);
        return;
    }
    json_array_foreach(list, i, item)
    {
        if (!json_is_string(item) ||
            room_feature_parse(str_of(json_string_value(item)), &feature) != OK) {
            json_input_refuse(in, "features", SENTENCE);
            return;
        }
        f->has |= ROOM_HAS(feature);
    }
}

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, bool creates, struct room_fields *f)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "name seats");
    json_input_text(&in, "name", &f->name);
    json_input_text(&in, "address", &f->address);
    json_input_int(&in, "seats", &f->seats);
    json_input_text(&in, "equipment", &f->equipment);
    json_input_text(&in, "notes", &f->notes);
    read_features(&in, f);
    return json_input_end(&reader, response);
}

enum err api_room_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room_fields fields = {.name = "", .address = "", .equipment = "", .notes = ""};
    struct room_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_body_school(ctx, request, &fields.school);
    if (err == OK)
        err = read_fields(ctx, request, response, true, &fields);
    if (err == OK)
        err = room_create(ctx->store, tz_day(ctx->now), &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "room-create", id.v, "");
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct room *ret, int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_room(ctx, request->id, true, ret);
    return err == OK ? api_gate_match(ctx, request, response, ret->version, ret_version) : err;
}

enum err api_room_change(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room room;
    int version;
    enum err err = find_to_change(ctx, request, response, &room, &version);
    if (err == OK)
        err = read_fields(ctx, request, response, false, &room.fields);
    if (err == OK)
        err = room_change(ctx->store, tz_day(ctx->now), room.id, version, &room.fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "room-change", room.id.v, "");
    return err == OK ? answer(ctx, response, 200, room.id.v) : err;
}

enum err api_room_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room room;
    struct day on = DAY_NONE;
    int version;
    enum err err = find_to_change(ctx, request, response, &room, &version);
    if (err == OK)
        err = org_gate_day(ctx, request, response, "ended_on", &on);
    if (err == OK)
        err = event_room_end(ctx->store, room.id, version, on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "room-end", room.id.v, "");
    return err == OK ? answer(ctx, response, 200, room.id.v) : err;
}
