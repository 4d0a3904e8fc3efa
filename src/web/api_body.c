/* DESIGN: governing bodies and their meetings in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"

/* ---- bodies ---- */

static enum err answer_body(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct governing_body body;
    enum err err = org_gate_body(ctx, id, false, &body);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, body.version);
    json_t *view = org_json_body(&body);
    return status == 201 ? api_gate_created(ctx, response, view, "governing-bodies", id)
                         : response_json(response, status, view);
}

enum err api_body_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct governing_body *bodies;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_ORG_VIEW);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = governing_body_list(ctx->store, ctx->arena, &bodies, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, org_json_body(&bodies[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_body_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer_body(ctx, response, 200, request->id) : err;
}

static enum err read_name(struct ctx *ctx, const struct request *request, struct response *response,
                          const char **ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "name");
    json_input_text(&in, "name", ret);
    return json_input_end(&reader, response);
}

enum err api_body_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school_id school = {0};
    struct governing_body_id id = {0};
    const char *name = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_body_school(ctx, request, &school);
    if (err == OK)
        err = read_name(ctx, request, response, &name);
    if (err == OK)
        err = governing_body_create(ctx->store, school, name, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "body-create", id.v, "");
    return err == OK ? answer_body(ctx, response, 201, id.v) : err;
}

enum err api_body_change(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct governing_body body;
    const char *name = "";
    int version;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_body(ctx, request->id, true, &body);
    if (err == OK)
        err = api_gate_match(ctx, request, response, body.version, &version);
    if (err == OK)
        err = read_name(ctx, request, response, &name);
    if (err == OK)
        err = governing_body_rename(ctx->store, body.id, version, name, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "body-change", body.id.v, "");
    return err == OK ? answer_body(ctx, response, 200, body.id.v) : err;
}

/* ---- meetings ---- */

static enum err answer_meeting(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct body_meeting meeting;
    struct governing_body body;
    enum err err = org_gate_meeting(ctx, id, false, &meeting, &body);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, meeting.version);
    json_t *view = org_json_meeting(&meeting);
    return status == 201 ? api_gate_created(ctx, response, view, "meetings", id)
                         : response_json(response, status, view);
}

enum err api_meeting_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct governing_body body;
    struct body_meeting_list meetings;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = org_gate_body(ctx, request->id, false, &body);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    int after = list.after[1] < INT32_MAX ? (int)list.after[1] : INT32_MAX;
    err = body_meeting_list(ctx->store, body.id, after, list.limit, ctx->arena, &meetings);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < meetings.count; i++)
        json_array_append_new(items, org_json_meeting(&meetings.items[i]));
    return api_list_answer(response, items, api_list_cursor(ctx->arena, 0, meetings.next));
}

enum err api_meeting_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer_meeting(ctx, response, 200, request->id) : err;
}

static enum err read_meeting(struct ctx *ctx, const struct request *request,
                             struct response *response, bool creates,
                             struct body_meeting_fields *fields)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "starts_at");
    json_input_instant(&in, "starts_at", &fields->starts_at);
    json_input_text(&in, "place", &fields->place);
    return json_input_end(&reader, response);
}

enum err api_meeting_create(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct governing_body body;
    struct body_meeting_fields fields = {.place = ""};
    struct body_meeting_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_body(ctx, request->id, true, &body);
    if (err == OK)
        err = read_meeting(ctx, request, response, true, &fields);
    if (err == OK)
        err = body_meeting_create(ctx->store, body.id, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-create", id.v, "");
    return err == OK ? answer_meeting(ctx, response, 201, id.v) : err;
}

static enum err find_meeting(struct ctx *ctx, const struct request *request,
                             struct response *response, struct body_meeting *ret, int *ret_version)
{
    struct governing_body body;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_meeting(ctx, request->id, true, ret, &body);
    return err == OK ? api_gate_match(ctx, request, response, ret->version, ret_version) : err;
}

enum err api_meeting_change(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct body_meeting meeting;
    int version;
    enum err err = find_meeting(ctx, request, response, &meeting, &version);
    if (err == OK)
        err = read_meeting(ctx, request, response, false, &meeting.fields);
    if (err == OK)
        err = body_meeting_change(ctx->store, meeting.id, version, &meeting.fields, &ctx->why);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-change", meeting.id.v, "");
    return err == OK ? answer_meeting(ctx, response, 200, meeting.id.v) : err;
}

enum err api_meeting_receive(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    struct body_meeting meeting;
    const char *received = "";
    int version;
    enum err err = find_meeting(ctx, request, response, &meeting, &version);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "received");
    json_input_text(&in, "received", &received);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = body_meeting_receive(ctx->store, ctx->now, meeting.id, version, received, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-received", meeting.id.v,
                        "");
    return err == OK ? answer_meeting(ctx, response, 200, meeting.id.v) : err;
}

enum err api_meeting_cancel(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct body_meeting meeting;
    int version;
    enum err err = find_meeting(ctx, request, response, &meeting, &version);
    if (err == OK)
        err = body_meeting_cancel(ctx->store, meeting.id, version, &ctx->why);
    if (err == OK && !meeting.cancelled)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-cancel", meeting.id.v, "");
    return err == OK ? answer_meeting(ctx, response, 200, meeting.id.v) : err;
}
