/* DESIGN: who may see and change the register of schools, groups, bodies and providers. */
#include "org_gate.h"

#include "json_input.h"
#include "org_words.h"
#include "tz.h"

static bool may_at(const struct ctx *ctx, enum action action, struct school_id school)
{
    return may(&ctx->actor, action, &(struct object){.school = school});
}

static enum err deny(struct ctx *ctx, const char *sentence)
{
    return refuse(&ctx->why, ERR_DENIED, "not-allowed", "%s", sentence);
}

enum err org_gate_view(struct ctx *ctx)
{
    if (may_at(ctx, ACTION_ORG_VIEW, (struct school_id){0}))
        return OK;
    return deny(ctx, "The schools of the trust are shown to those who work or train here.");
}

bool org_gate_may_edit(const struct ctx *ctx, struct school_id school)
{
    return may_at(ctx, ACTION_ORG_EDIT, school);
}

enum err org_gate_edit(struct ctx *ctx, struct school_id school)
{
    if (org_gate_may_edit(ctx, school))
        return OK;
    if (school.v)
        return deny(
            ctx, arena_printf(
                     ctx->arena,
                     "The school's head and %s and the trust's coordinators change this. Ask them.",
                     org_words(ctx).leader));
    return deny(ctx, "What belongs to the whole trust is changed by its coordinators. Ask them.");
}

enum err org_gate_edit_somewhere(struct ctx *ctx)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_ORG_EDIT);
    if (scope.trust || scope.school_count)
        return OK;
    return deny(
        ctx, arena_printf(ctx->arena,
                          "A school's head and %s and the trust's coordinators do this. Ask them.",
                          org_words(ctx).leader));
}

enum err org_gate_create_school(struct ctx *ctx)
{
    if (may_at(ctx, ACTION_SCHOOL_CREATE, (struct school_id){0}))
        return OK;
    return deny(ctx, "The trust's coordinators and administrators add schools. Ask them.");
}

/* OK for whoever may see it; unknown to others. */
static enum err check_seen(struct ctx *ctx, struct school_id school, bool edit)
{
    if (!may_at(ctx, ACTION_ORG_VIEW, school))
        return ERR_NOT_FOUND;
    return edit ? org_gate_edit(ctx, school) : OK;
}

enum err org_gate_school(struct ctx *ctx, int64_t id, bool edit, struct school *ret)
{
    struct school school;
    enum err err = school_find(ctx->store, (struct school_id){id}, ctx->arena, &school);
    if (err == OK)
        err = check_seen(ctx, school.id, edit);
    if (err == OK)
        *ret = school;
    return err;
}

enum err org_gate_group(struct ctx *ctx, int64_t id, bool edit, struct org_group *ret)
{
    struct org_group group;
    enum err err =
        org_group_find(ctx->store, (struct org_group_id){id}, tz_day(ctx->now), ctx->arena, &group);
    if (err == OK)
        err = check_seen(ctx, group.fields.school, edit);
    if (err == OK)
        *ret = group;
    return err;
}

enum err org_gate_body(struct ctx *ctx, int64_t id, bool edit, struct governing_body *ret)
{
    struct governing_body body;
    enum err err =
        governing_body_find(ctx->store, (struct governing_body_id){id}, ctx->arena, &body);
    if (err == OK)
        err = check_seen(ctx, body.school, edit);
    if (err == OK)
        *ret = body;
    return err;
}

enum err org_gate_room(struct ctx *ctx, int64_t id, bool edit, struct room *ret)
{
    struct room room;
    enum err err = room_find(ctx->store, (struct room_id){id}, ctx->arena, &room);
    if (err == OK)
        err = check_seen(ctx, room.fields.school, edit);
    if (err == OK)
        *ret = room;
    return err;
}

enum err org_gate_meeting(struct ctx *ctx, int64_t id, bool edit, struct body_meeting *ret_meeting,
                          struct governing_body *ret_body)
{
    struct body_meeting meeting;
    enum err err =
        body_meeting_find(ctx->store, (struct body_meeting_id){id}, ctx->arena, &meeting);
    if (err == OK)
        err = org_gate_body(ctx, meeting.body.v, edit, ret_body);
    if (err == OK)
        *ret_meeting = meeting;
    return err;
}

enum err org_gate_membership(struct ctx *ctx, enum membership_of of, int64_t id,
                             struct membership *ret)
{
    struct membership membership;
    struct org_group group;
    struct governing_body body;
    enum err err =
        membership_find(ctx->store, of, (struct membership_id){id}, ctx->arena, &membership);
    if (err == OK)
        err = of == MEMBERSHIP_OF_GROUP ? org_gate_group(ctx, membership.whole, true, &group)
                                        : org_gate_body(ctx, membership.whole, true, &body);
    if (err == OK)
        *ret = membership;
    return err;
}

/* ---- providers ---- */

enum err org_gate_providers(struct ctx *ctx, bool edit)
{
    const struct school_id trust = {0};
    if (!may_at(ctx, ACTION_PROVIDER_VIEW, trust))
        return deny(ctx, arena_printf(ctx->arena,
                                      "The register of providers is kept by those who plan and pay "
                                      "for development. Ask your %s.",
                                      org_words(ctx).leader));
    if (edit && !may_at(ctx, ACTION_PROVIDER_EDIT, trust))
        return deny(ctx, "CPD leaders and the trust's coordinators keep the register of "
                         "providers. Ask them.");
    return OK;
}

static enum err check_register(struct ctx *ctx, bool edit)
{
    if (!may_at(ctx, ACTION_PROVIDER_VIEW, (struct school_id){0}))
        return ERR_NOT_FOUND;
    return org_gate_providers(ctx, edit);
}

enum err org_gate_provider(struct ctx *ctx, int64_t id, bool edit, struct provider *ret)
{
    enum err err = check_register(ctx, edit);
    return err == OK ? provider_find(ctx->store, (struct provider_id){id}, ctx->arena, ret) : err;
}

enum err org_gate_facilitator(struct ctx *ctx, int64_t id, bool edit, struct facilitator *ret)
{
    enum err err = check_register(ctx, edit);
    return err == OK ? facilitator_find(ctx->store, (struct facilitator_id){id}, ctx->arena, ret)
                     : err;
}

enum err org_gate_day(struct ctx *ctx, const struct request *request, struct response *response,
                      const char *name, struct day *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, name);
    json_input_day(&in, name, ret);
    return json_input_end(&reader, response);
}

enum err org_gate_body_school(struct ctx *ctx, const struct request *request, struct school_id *ret)
{
    const json_t *school = json_object_get(request->json, "school");
    enum err err = org_gate_edit_somewhere(ctx);
    if (err != OK)
        return err;
    if (!school || (!json_is_null(school) && !json_is_integer(school)) ||
        (json_is_integer(school) && json_integer_value(school) < 1))
        return refuse_field(&ctx->why, "school",
                            "Send the school's id, or null for the whole trust.");
    ret->v = json_integer_value(school);
    return org_gate_edit(ctx, *ret);
}
