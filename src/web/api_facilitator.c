/* DESIGN: facilitators in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct facilitator facilitator;
    enum err err = org_gate_facilitator(ctx, id, false, &facilitator);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, facilitator.version);
    json_t *view = org_json_facilitator(&facilitator);
    return status == 201 ? api_gate_created(ctx, response, view, "facilitators", id)
                         : response_json(response, status, view);
}

enum err api_facilitator_list(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct api_list page;
    struct facilitator_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = org_gate_providers(ctx, false);
    if (err != OK)
        return err;
    struct facilitator_filter filter = {
        .q = query_text(ctx, request, "q"),
        .provider = {api_list_id(ctx, request, "provider")},
    };
    err = api_list_read(ctx, request, &page);
    if (err != OK)
        return err;
    filter.limit = page.limit;
    filter.after = page.after[1] < INT32_MAX ? (int)page.after[1] : INT32_MAX;
    err = facilitator_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, org_json_facilitator(&list.items[i]));
    return api_list_answer(response, items, api_list_cursor(ctx->arena, 0, list.next));
}

enum err api_facilitator_show(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, struct facilitator_fields *f)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_text(&in, "name", &f->name);
    json_input_id(&in, "person_id", &f->person.v);
    json_input_id(&in, "provider", &f->provider.v);
    json_input_text(&in, "email", &f->email);
    json_input_text(&in, "expertise", &f->expertise);
    return json_input_end(&reader, response);
}

enum err api_facilitator_create(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct facilitator_fields fields = {.name = "", .email = "", .expertise = ""};
    struct facilitator_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_providers(ctx, true);
    if (err == OK)
        err = read_fields(ctx, request, response, &fields);
    if (err == OK)
        err = facilitator_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "facilitator-create", id.v, "");
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct facilitator *ret, int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_facilitator(ctx, request->id, true, ret);
    return err == OK ? api_gate_match(ctx, request, response, ret->version, ret_version) : err;
}

enum err api_facilitator_change(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct facilitator f;
    int version;
    enum err err = find_to_change(ctx, request, response, &f, &version);
    if (err == OK)
        err = read_fields(ctx, request, response, &f.fields);
    if (err == OK)
        err = facilitator_change(ctx->store, f.id, version, &f.fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "facilitator-change", f.id.v, "");
    return err == OK ? answer(ctx, response, 200, f.id.v) : err;
}

enum err api_facilitator_end(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct facilitator f;
    struct day on = DAY_NONE;
    int version;
    enum err err = find_to_change(ctx, request, response, &f, &version);
    if (err == OK)
        err = org_gate_day(ctx, request, response, "ended_on", &on);
    if (err == OK)
        err = facilitator_end(ctx->store, f.id, version, on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "facilitator-end", f.id.v, "");
    return err == OK ? answer(ctx, response, 200, f.id.v) : err;
}
