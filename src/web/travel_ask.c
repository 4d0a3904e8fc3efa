/* DESIGN: who says how long the way between two schools takes, and that it was said. */
#include "travel_ask.h"

#include "audit.h"
#include "org_gate.h"

bool travel_ask_may(const struct ctx *ctx, struct school_id a, struct school_id b)
{
    return org_gate_may_edit(ctx, a) || org_gate_may_edit(ctx, b);
}

enum err travel_ask_put(struct ctx *ctx, struct school_id a, struct school_id b, int minutes)
{
    bool named = a.v > 0 && b.v > 0;
    if (named && !travel_ask_may(ctx, a, b))
        return org_gate_edit(ctx, a);
    enum err err = travel_put(ctx->store, a, b, minutes, &ctx->why);
    const char *detail = minutes < 0 ? "not said" : arena_printf(ctx->arena, "%d minutes", minutes);
    return err == OK
               ? audit_add(ctx->store, ctx->now, ctx->actor.person, "travel-change", a.v, detail)
               : err;
}
