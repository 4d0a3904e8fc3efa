/* DESIGN: the schools of the trust. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"
#include "tz.h"

enum err api_school_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct school *schools;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_ORG_VIEW);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:I, s:s}", "id", (json_int_t)schools[i].id.v,
                                               "name", schools[i].name));
    return api_list_answer_part(ctx, response, &list, items);
}

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct school school;
    struct school_officer *officers;
    int count;
    enum err err = org_gate_school(ctx, id, false, &school);
    if (err == OK)
        err = school_officer_list(ctx->store, school.id, tz_day(ctx->now), ctx->arena, &officers,
                                  &count);
    if (err != OK)
        return err;
    json_t *view = org_json_school(&school, officers, count);
    api_gate_tag(ctx, response, school.version);
    return status == 201 ? api_gate_created(ctx, response, view, "schools", id)
                         : response_json(response, status, view);
}

enum err api_school_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, bool creates, struct school_fields *fields)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "name");
    json_input_text(&in, "name", &fields->name);
    json_input_text(&in, "address", &fields->address);
    return json_input_end(&reader, response);
}

enum err api_school_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct school_fields fields = {"", ""};
    struct school_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_create_school(ctx);
    if (err == OK)
        err = read_fields(ctx, request, response, true, &fields);
    if (err == OK)
        err = school_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "school-create", id.v, "");
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

enum err api_school_change(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct school school;
    int version;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_school(ctx, request->id, true, &school);
    if (err == OK)
        err = api_gate_match(ctx, request, response, school.version, &version);
    if (err != OK)
        return err;
    struct school_fields fields = {school.name, school.address};
    err = read_fields(ctx, request, response, false, &fields);
    if (err == OK)
        err = school_change(ctx->store, school.id, version, &fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "school-change", school.id.v, "");
    return err == OK ? answer(ctx, response, 200, school.id.v) : err;
}

enum err api_school_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    struct day on = DAY_NONE;
    int version;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_school(ctx, request->id, false, &school);
    if (err == OK)
        err = org_gate_create_school(ctx);
    if (err == OK)
        err = api_gate_match(ctx, request, response, school.version, &version);
    if (err == OK)
        err = org_gate_day(ctx, request, response, "ended_on", &on);
    if (err == OK)
        err = school_end(ctx->store, school.id, version, on, tz_day(ctx->now), &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "school-end", school.id.v, "");
    return err == OK ? answer(ctx, response, 200, school.id.v) : err;
}
