/* DESIGN: members of groups and governing bodies in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"

/* ---- looking ---- */

static enum err list_members(struct ctx *ctx, const struct request *request, enum membership_of of,
                             struct response *response)
{
    struct api_list list;
    struct membership *members;
    int count;
    enum err err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = membership_list(ctx->store, of, request->id, ctx->arena, &members, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, org_json_membership(&members[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_group_member_list(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct org_group group;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = org_gate_group(ctx, request->id, false, &group);
    return err == OK ? list_members(ctx, request, MEMBERSHIP_OF_GROUP, response) : err;
}

enum err api_body_member_list(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct governing_body body;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = org_gate_body(ctx, request->id, false, &body);
    return err == OK ? list_members(ctx, request, MEMBERSHIP_OF_BODY, response) : err;
}

/* ---- joining ---- */

static enum err read_new(struct ctx *ctx, const struct request *request, struct response *response,
                         struct membership_new *new)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *duty;
    json_input_require(&in, "person_id duty from_on");
    json_input_id(&in, "person_id", &new->person.v);
    json_input_day(&in, "from_on", &new->from);
    if (json_input_text(&in, "duty", &duty) && duty_parse(new->of, str_of(duty), &new->duty) != OK)
        json_input_refuse(&in, "duty",
                          new->of == MEMBERSHIP_OF_GROUP
                              ? "Choose member, leader or slt link."
                              : "Choose chair, vice-chair, member or clerk.");
    return json_input_end(&reader, response);
}

static enum err answer(struct ctx *ctx, enum membership_of of, struct membership_id id, int status,
                       struct response *response)
{
    struct membership membership;
    enum err err = membership_find(ctx->store, of, id, ctx->arena, &membership);
    return err == OK ? response_json(response, status, org_json_membership(&membership)) : err;
}

static enum err add(struct ctx *ctx, const struct request *request, enum membership_of of,
                    const char *audited, struct response *response)
{
    struct membership_new new = {.of = of, .whole = request->id, .from = DAY_NONE};
    struct membership_id id = {0};
    enum err err = read_new(ctx, request, response, &new);
    if (err == OK)
        err = membership_add(ctx->store, &new, &ctx->why, &id);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, audited, id.v, duty_name(new.duty));
    return err == OK ? answer(ctx, of, id, 201, response) : err;
}

enum err api_group_member_add(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct org_group group;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_group(ctx, request->id, true, &group);
    if (err == OK && !day_is_none(group.ended_on))
        return refuse(&ctx->why, ERR_CONFLICT, "ended", "This group has ended. Make a new one.");
    return err == OK ? add(ctx, request, MEMBERSHIP_OF_GROUP, "group-member-add", response) : err;
}

enum err api_body_member_add(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct governing_body body;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_body(ctx, request->id, true, &body);
    return err == OK ? add(ctx, request, MEMBERSHIP_OF_BODY, "body-member-add", response) : err;
}

/* ---- leaving ---- */

static enum err end(struct ctx *ctx, const struct request *request, enum membership_of of,
                    const char *audited, struct response *response)
{
    struct membership membership;
    struct day to = DAY_NONE;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_membership(ctx, of, request->id, &membership);
    if (err == OK)
        err = org_gate_day(ctx, request, response, "to_on", &to);
    if (err == OK)
        err = membership_end(ctx->store, of, membership.id, to, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, audited, membership.id.v,
                        duty_name(membership.duty));
    return err == OK ? answer(ctx, of, membership.id, 200, response) : err;
}

enum err api_group_member_end(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return end(ctx, request, MEMBERSHIP_OF_GROUP, "group-member-end", response);
}

enum err api_body_member_end(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return end(ctx, request, MEMBERSHIP_OF_BODY, "body-member-end", response);
}
