/* DESIGN: who may see an event's register and who may take it. */
#include "register_gate.h"

static enum err find(struct ctx *ctx, int64_t id, int64_t position, enum action action,
                     struct register_view *ret)
{
    struct register_view found = {.state = NULL};
    enum err err = event_find_seen(ctx, id, &found.event);
    if (err == OK && found.event.fields.kind == EVENT_READING)
        return ERR_NOT_FOUND;
    if (err == OK && !event_may(ctx, action, &found.event))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "The register is taken by those who organise or lead the event, the trust's "
                      "coordinators and the host school's CPD leader.");
    if (err == OK)
        err = register_list(ctx->store, found.event.id, ctx->arena, &found.states);
    if (err != OK)
        return err;
    found.takes = event_may(ctx, ACTION_REGISTER_TAKE, &found.event);
    *ret = found;
    ret->state = position < 0 || position > EVENT_SESSIONS_MAX
                     ? NULL
                     : register_pick(&ret->states, (int)position, ctx->now);
    return ret->state ? OK : ERR_NOT_FOUND;
}

enum err register_gate_view(struct ctx *ctx, int64_t event, int64_t position,
                            struct register_view *ret)
{
    return find(ctx, event, position, ACTION_REGISTER_VIEW, ret);
}

enum err register_gate_take(struct ctx *ctx, int64_t event, int64_t position,
                            struct register_view *ret)
{
    return find(ctx, event, position, ACTION_REGISTER_TAKE, ret);
}
