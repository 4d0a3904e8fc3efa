/* DESIGN: who may see and change an event's place, its people, and what those who come need. */
#include "event_gate.h"

static enum err check_open(struct ctx *ctx, const struct event *event)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(&ctx->why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled and can no longer be changed.");
    return OK;
}

enum err event_gate_arrange(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = event_find_editable(ctx, id, ret);
    return err == OK ? check_open(ctx, ret) : err;
}

bool event_gate_may_appoint(const struct ctx *ctx, const struct event *event)
{
    return may(&ctx->actor, ACTION_EVENT_EDIT, &(struct object){.school = event->fields.school});
}

enum err event_gate_appoint(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = event_find_editable(ctx, id, ret);
    if (err == OK && !event_gate_may_appoint(ctx, ret))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "The trust's coordinators and the host school's CPD leader say who organises "
                      "an event. Ask them.");
    return err == OK ? check_open(ctx, ret) : err;
}

enum err event_gate_needs(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = event_find_seen(ctx, id, ret);
    if (err == OK && !event_may(ctx, ACTION_EVENT_NEEDS, ret))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "What people need is told to the event's organisers only.");
    return err;
}
