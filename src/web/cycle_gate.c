/* DESIGN: who may find a deadline or a conversation; the same for pages and the API. */
#include "cycle_gate.h"

#include "org_words.h"
#include "tz.h"

static enum err judge(struct ctx *ctx, enum action action, const struct object *object)
{
    if (may(&ctx->actor, action, object))
        return OK;
    if (!permission_table[action].acts)
        return ERR_NOT_FOUND;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Your role has no part in the development cycle. Ask your %s if you think it "
                  "should.",
                  org_words(ctx).leader);
}

enum err cycle_gate_deadline(struct ctx *ctx, int64_t id, enum action action, struct deadline *ret)
{
    struct deadline deadline;
    struct object object;
    enum err err = deadline_find(ctx->store, ctx->actor.person, (struct deadline_id){id}, ctx->now,
                                 ctx->arena, &deadline);
    if (err == OK)
        err = permission_person(ctx->store, &ctx->actor, deadline.person, tz_day(ctx->now),
                                ctx->arena, &object);
    if (err == OK)
        err = judge(ctx, action, &object);
    if (err == OK)
        *ret = deadline;
    return err;
}

enum err cycle_gate_conversation(struct ctx *ctx, int64_t id, enum action action,
                                 struct conversation *ret)
{
    struct conversation c;
    enum err err = conversation_find(ctx->store, ctx->actor.person, (struct conversation_id){id},
                                     ctx->now, ctx->arena, &c);
    if (err != OK)
        return err;
    /* Of one that was held, the mentor on record stays its mentor (PR-06). */
    bool mentors = c.pd_mentor.v == ctx->actor.person.v;
    const struct object object = {
        .owner = c.person,
        .relations = mentors ? RELATION_BIT(RELATION_PD_MENTOR) : 0,
    };
    err = judge(ctx, action, &object);
    if (err == OK)
        *ret = c;
    return err;
}
