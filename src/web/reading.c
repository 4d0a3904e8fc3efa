/* DESIGN: who reads a confidential record, and the row that says so. */
#include "reading.h"

#include "audit.h"

static bool needs_no_row(const struct ctx *ctx, const struct object *object)
{
    return object->owner.v == ctx->actor.person.v ||
           (object->relations & RELATION_BIT(RELATION_PD_MENTOR));
}

static enum err record(struct ctx *ctx, const struct object *object, const char *action,
                       int64_t object_id)
{
    const struct audit_entry entry = {.actor = ctx->actor.person,
                                      .action = action,
                                      .object_id = object_id,
                                      .subject = object->owner,
                                      .detail = "in an emergency"};
    return audit_record(ctx->store, ctx->now, &entry);
}

enum err reading_gate_as(struct ctx *ctx, struct person_id person, const char *action,
                         int64_t object_id, struct object *ret)
{
    struct object object;
    enum err err =
        permission_person_now(ctx->store, &ctx->actor, person, ctx->now, ctx->arena, &object);
    if (err == OK && !may(&ctx->actor, ACTION_DEADLINE_VIEW, &object))
        err = ERR_NOT_FOUND;
    if (err == OK && !needs_no_row(ctx, &object))
        err = record(ctx, &object, action, object_id);
    if (err == OK)
        *ret = object;
    return err;
}

enum err reading_gate(struct ctx *ctx, struct person_id person, const char *action,
                      int64_t object_id)
{
    struct object object;
    return reading_gate_as(ctx, person, action, object_id, &object);
}
