/* DESIGN: who may close a school for a day. */
#include "closure_gate.h"

bool closure_gate_may(const struct ctx *ctx, struct school_id school)
{
    const struct object object = {.school = school};
    return may(&ctx->actor, ACTION_CALENDAR_EDIT, &object) &&
           (may(&ctx->actor, ACTION_EVENT_EDIT, &object) ||
            may(&ctx->actor, ACTION_TRAINING_DAY, &object));
}

enum err closure_gate_open(struct ctx *ctx, int64_t id, struct school *ret)
{
    const struct school_id school = {id};
    enum err err = school_find(ctx->store, school, ctx->arena, ret);
    if (err == OK && !may(&ctx->actor, ACTION_CALENDAR_VIEW, &(struct object){.school = school}))
        return ERR_NOT_FOUND;
    if (err == OK && !closure_gate_may(ctx, school))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "A school is closed by its senior leaders and whoever leads development "
                      "there, and by the trust's coordinators. Tell them.");
    return err;
}
