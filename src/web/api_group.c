/* DESIGN: groups and their members in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"
#include "tz.h"

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct org_group group;
    enum err err = org_gate_group(ctx, id, false, &group);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, group.version);
    json_t *view = org_json_group(&group);
    return status == 201 ? api_gate_created(ctx, response, view, "groups", id)
                         : response_json(response, status, view);
}

/* ---- looking ---- */

static enum err read_filter(struct ctx *ctx, const struct request *request,
                            struct org_group_filter *ret)
{
    struct api_list list;
    enum org_group_kind kind;
    struct str text = form_find(&request->query, "kind");
    struct org_group_filter filter = {
        .school = {api_list_id(ctx, request, "school")},
        .kind = query_text(ctx, request, "kind"),
    };
    if (text.p && org_group_kind_parse(text, &kind) != OK)
        refuse_field(&ctx->why, "kind", "Choose department, team, phase or working party.");
    enum err err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    filter.limit = list.limit;
    filter.after = list.after[1] < INT32_MAX ? (int)list.after[1] : INT32_MAX;
    *ret = filter;
    return OK;
}

enum err api_group_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group_filter filter;
    struct org_group_list groups;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_ORG_VIEW);
    if (err == OK)
        err = read_filter(ctx, request, &filter);
    if (err == OK)
        err = org_group_list(ctx->store, &filter, tz_day(ctx->now), ctx->arena, &groups);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < groups.count; i++)
        json_array_append_new(items, org_json_group(&groups.items[i]));
    return api_list_answer(response, items, api_list_cursor(ctx->arena, 0, groups.next));
}

enum err api_group_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

/* ---- changing ---- */

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, bool creates,
                            struct org_group_fields *fields)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *kind;
    if (creates)
        json_input_require(&in, "kind name");
    json_input_text(&in, "name", &fields->name);
    if (json_input_text(&in, "kind", &kind) &&
        org_group_kind_parse(str_of(kind), &fields->kind) != OK)
        json_input_refuse(&in, "kind", "Choose department, team, phase or working party.");
    return json_input_end(&reader, response);
}

enum err api_group_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group_fields fields = {.kind = ORG_GROUP_TEAM, .name = ""};
    struct org_group_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_body_school(ctx, request, &fields.school);
    if (err == OK)
        err = read_fields(ctx, request, response, true, &fields);
    if (err == OK)
        err = org_group_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "group-create", id.v, "");
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct org_group *ret, int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_group(ctx, request->id, true, ret);
    return err == OK ? api_gate_match(ctx, request, response, ret->version, ret_version) : err;
}

enum err api_group_change(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group group;
    int version;
    enum err err = find_to_change(ctx, request, response, &group, &version);
    if (err == OK)
        err = read_fields(ctx, request, response, false, &group.fields);
    if (err == OK)
        err = org_group_change(ctx->store, group.id, version, &group.fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "group-change", group.id.v, "");
    return err == OK ? answer(ctx, response, 200, group.id.v) : err;
}

enum err api_group_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group group;
    struct day on = DAY_NONE;
    int version;
    enum err err = find_to_change(ctx, request, response, &group, &version);
    if (err == OK)
        err = org_gate_day(ctx, request, response, "ended_on", &on);
    if (err == OK)
        err = org_group_end(ctx->store, group.id, version, on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "group-end", group.id.v, "");
    return err == OK ? answer(ctx, response, 200, group.id.v) : err;
}
