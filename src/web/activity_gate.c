/* DESIGN: who may see, change and verify what somebody did elsewhere. */
#include "activity_gate.h"

#include "org_words.h"
#include "tz.h"

static enum err deny(struct ctx *ctx, enum action action)
{
    const char *leader = org_words(ctx).leader;
    if (action == ACTION_ACTIVITY_VERIFY)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "A school's %s and the trust's coordinators verify what was done elsewhere.",
                      leader);
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only who did it changes what they wrote down. Ask them.");
}

enum err activity_gate_find(struct ctx *ctx, int64_t id, enum action action, struct activity *ret)
{
    struct activity activity;
    struct object object;
    enum err err = activity_find(ctx->store, (struct activity_id){id}, ctx->arena, &activity);
    if (err == OK)
        err = permission_person(ctx->store, &ctx->actor, activity.person, tz_day(ctx->now),
                                ctx->arena, &object);
    if (err != OK)
        return err;
    if (!may(&ctx->actor, ACTION_ACTIVITY_VIEW, &object))
        return ERR_NOT_FOUND;
    if (!may(&ctx->actor, action, &object))
        return deny(ctx, action);
    *ret = activity;
    return OK;
}

enum err activity_gate_own(struct ctx *ctx)
{
    if (may(&ctx->actor, ACTION_ACTIVITY_VIEW, &(struct object){.owner = ctx->actor.person}))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "What was done elsewhere is written down by those who work or train here.");
}

enum err activity_gate_watch(struct ctx *ctx, struct activity_watch *ret)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_ACTIVITY_VERIFY);
    if (!scope.trust && !scope.school_count)
        return deny(ctx, ACTION_ACTIVITY_VERIFY);
    struct school_id *schools =
        ARENA_ARRAY(ctx->arena, struct school_id, (size_t)scope.school_count + 1);
    for (int i = 0; i < scope.school_count; i++)
        schools[i] = scope.schools[i];
    *ret = (struct activity_watch){ctx->actor.person, scope.trust, schools, scope.school_count};
    return OK;
}

bool activity_gate_is_own(const struct ctx *ctx, const struct activity *activity)
{
    return activity->person.v == ctx->actor.person.v;
}
