/* DESIGN: who is in the group of a series, in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "json_view.h"
#include "series_gate.h"
#include "talk.h"

enum err api_series_members(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct series_scene scene;
    struct series_members members;
    struct api_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = series_gate_find(ctx, request->id, &scene);
    if (err == OK && !scene.sees_members)
        err = refuse(&ctx->why, ERR_DENIED, "not-allowed",
                     "Only its organisers and the host school's leaders see who is in a group.");
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = series_member_list(ctx->store, scene.series.id, ctx->arena, &members);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < members.count; i++)
        json_array_append_new(
            items, json_pack("{s:I, s:I, s:s, s:s, s:o}", "id", (json_int_t)members.items[i].id,
                             "person_id", (json_int_t)members.items[i].person.v, "name",
                             members.items[i].name, "school", members.items[i].school_name,
                             "joined_at", json_view_instant(members.items[i].joined_at)));
    return api_list_answer_part(ctx, response, &list, items);
}

/* For oneself whoever may come; for somebody else whoever may change the series. */
static enum err check_joiner(struct ctx *ctx, const struct series_scene *scene,
                             struct person_id person)
{
    if (person.v == ctx->actor.person.v)
        return event_may(ctx, ACTION_EVENT_BOOK, scene->next) ? OK : ERR_DENIED;
    return scene->edits ? OK
                        : refuse(&ctx->why, ERR_DENIED, "not-allowed",
                                 "You can join for yourself only. Ask the organiser to add "
                                 "somebody else.");
}

static json_t *joined_json(const struct series_joined *joined)
{
    json_t *missed = json_array();
    for (int i = 0; i < joined->missed_count; i++)
        json_array_append_new(missed, json_pack("{s:I, s:o, s:s}", "event_id",
                                                (json_int_t)joined->missed[i].event.v, "starts_at",
                                                json_view_instant(joined->missed[i].starts_at),
                                                "why", joined->missed[i].why));
    return json_pack("{s:I, s:i, s:i, s:o}", "id", (json_int_t)joined->member, "booked",
                     joined->booked, "waiting", joined->waiting, "missed", missed);
}

enum err api_series_join(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const json_t *named = json_object_get(request->json, "person_id");
    struct person_id person = {json_is_integer(named) ? json_integer_value(named)
                                                      : ctx->actor.person.v};
    struct series_scene scene;
    struct series_joined joined;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = series_gate_find(ctx, request->id, &scene);
    if (err == OK)
        err = check_joiner(ctx, &scene, person);
    if (err != OK)
        return err;
    json_input_id(&in, "person_id", &person.v);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = series_member_join(ctx->store, ctx->now, scene.series.id, person, ctx->actor.person,
                                 &ctx->why, &joined);
    if (err == OK && person.v != ctx->actor.person.v)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-member-add", person.v, "");
    return err == OK ? response_json(response, 201, joined_json(&joined)) : err;
}

enum err api_series_leave(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct series_member member;
    struct series_scene scene;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = series_gate_member(ctx, request->id, &member, &scene);
    if (err == OK)
        err = series_member_leave(ctx->store, ctx->now, member.id, ctx->actor.person, &ctx->why);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    if (err == OK && member.person.v != ctx->actor.person.v)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-member-end",
                        member.person.v, "");
    return err == OK ? response_json(response, 204, NULL) : err;
}
