/* DESIGN: who may copy an event, and of which schools a year. */
#include "copy_gate.h"

#include "event_gate.h"
#include "tz.h"

enum err copy_gate_event(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = event_find_editable(ctx, id, ret);
    if (err == OK && !event_gate_may_appoint(ctx, ret))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Events are made by the trust's coordinators and the host school's CPD "
                      "leader. Ask them.");
    return err;
}

enum err copy_gate_year(struct ctx *ctx)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    if (scope.trust || scope.school_count)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only the trust's coordinators and a school's CPD leader create events. Ask "
                  "them.");
}

enum err copy_gate_plan(struct ctx *ctx, int64_t year, struct year_copy *ret)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    int current = calendar_year(tz_day(ctx->now));
    enum err err = copy_gate_year(ctx);
    if (err == OK && (year < current - 1 || year > current))
        return refuse_field(&ctx->why, "year",
                            "Choose this school year or the one before: %d or %d.", current - 1,
                            current);
    return err == OK ? year_copy_plan(ctx->store, (int)year, scope.schools,
                                      scope.trust ? -1 : scope.school_count, ctx->arena, ret)
                     : err;
}
