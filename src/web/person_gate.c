/* DESIGN: people as whoever asks may find them. */
#include "person_gate.h"

#include "tz.h"

enum err person_gate_find(struct ctx *ctx, int64_t id, struct person_seen *ret)
{
    struct person_seen seen;
    const struct person_id person = {id};
    struct day today = tz_day(ctx->now);
    enum err err = person_record_find(ctx->store, person, ctx->arena, &seen.record);
    if (err == OK)
        err = permission_person(ctx->store, &ctx->actor, person, today, ctx->arena, &seen.object);
    if (err != OK)
        return err;
    if (id != ctx->actor.person.v && !may(&ctx->actor, ACTION_PERSON_LIST, &seen.object) &&
        !may(&ctx->actor, ACTION_PERSON_VIEW, &seen.object))
        return ERR_NOT_FOUND;
    *ret = seen;
    return OK;
}

static enum err refuse_act(struct ctx *ctx, enum action action)
{
    if (action == ACTION_ROLE_GRANT)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only an administrator gives and ends roles. Ask one of them.");
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "You may not change this. Ask the CPD leader of the school, or a trust "
                  "coordinator.");
}

enum err person_gate_may(struct ctx *ctx, int64_t id, enum action action, struct person_seen *ret)
{
    struct person_seen seen;
    enum err err = person_gate_find(ctx, id, &seen);
    if (err == OK && seen.record.merged_into.v)
        return ERR_NOT_FOUND;
    if (err == OK && !may(&ctx->actor, action, &seen.object))
        return refuse_act(ctx, action);
    if (err == OK)
        *ret = seen;
    return err;
}

bool person_gate_everywhere(const struct ctx *ctx, enum action action,
                            const struct person_seen *seen)
{
    for (int i = 0; i < seen->object.more_school_count; i++)
        if (!may(&ctx->actor, action, &(struct object){.school = seen->object.more_schools[i]}))
            return false;
    return true;
}

enum err person_gate_somewhere(struct ctx *ctx, enum action action, bool own)
{
    struct permission_scope scope = permission_scope(&ctx->actor, action);
    if (scope.trust || scope.school_count || (own && scope.own))
        return OK;
    return refuse_act(ctx, action);
}
