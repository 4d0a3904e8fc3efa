/* DESIGN: from a code on a screen to an event its reader may know of, and to a mark. */
#include "here_gate.h"

static enum err over(struct ctx *ctx)
{
    return refuse_field(&ctx->why, "code",
                        "No screen shows that code now. Read the one that is there at this moment: "
                        "it changes every half minute.");
}

/* An event they may not know of has no code for them. */
static enum err find_event(struct ctx *ctx, enum err err, struct here *ret)
{
    if (err == OK && ctx->actor.person.v)
        err = event_find_seen(ctx, ret->place.event.v, &ret->event);
    return err == ERR_NOT_FOUND || err == ERR_DENIED || err == ERR_INVALID ? over(ctx) : err;
}

enum err here_gate_code(struct ctx *ctx, struct str code, struct here *ret)
{
    *ret = (struct here){.place = {.event = {0}}};
    enum err err = register_code_find(ctx->store, ctx->now, ctx->site->sealed_key, code, ctx->arena,
                                      &ret->place);
    return find_event(ctx, err, ret);
}

enum err here_gate_seen(struct ctx *ctx, struct str seen, const char *whose, struct here *ret)
{
    int64_t session = 0;
    *ret = (struct here){.place = {.event = {0}}};
    enum err err = register_seen_read(ctx->site->sealed_key, seen, whose, ctx->now, &session);
    if (err == OK)
        err = register_seen_find(ctx->store, session, ctx->arena, &ret->place);
    return find_event(ctx, err, ret);
}

enum err here_gate_arrive(struct ctx *ctx, const struct here *here, bool *ret_before)
{
    return register_arrive(ctx->store, ctx->now, &here->event, &here->place.state,
                           ctx->actor.person, &ctx->why, ret_before);
}
