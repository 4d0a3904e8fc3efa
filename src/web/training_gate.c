/* DESIGN: who decides on training days, and who gives the year's programme out. */
#include "training_gate.h"

#include "training_day.h"
#include "viewer.h"

enum err training_gate_agree(struct ctx *ctx, const struct event *event)
{
    if (event_may(ctx, ACTION_TRAINING_DAY, event))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Training days are decided by the head and the senior leadership team of the "
                  "school, or by a trust coordinator. Ask one of them.");
}

enum err training_gate_find(struct ctx *ctx, int64_t id, struct event *ret)
{
    static const struct event_viewer drafts = {.all_drafts = true};
    struct event event;
    enum err err = event_find_seen(ctx, id, ret);
    if (err != ERR_NOT_FOUND)
        return err;
    err = event_find(ctx->store, &drafts, (struct event_id){id}, ctx->arena, &event);
    if (err != OK)
        return err;
    if (event.fields.kind != EVENT_INSET || !event_may(ctx, ACTION_TRAINING_DAY, &event))
        return ERR_NOT_FOUND;
    *ret = event;
    return OK;
}

enum err training_gate_programme(struct ctx *ctx)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_PROGRAMME_YEAR);
    if (scope.trust || scope.school_count)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "The year's programme is given out by the heads, CPD leaders and trust "
                  "coordinators.");
}

enum err training_gate_publish(struct ctx *ctx, struct school_id school)
{
    enum err err = training_gate_programme(ctx);
    if (err != OK || school.v < 0)
        return err;
    if (may(&ctx->actor, ACTION_PROGRAMME_YEAR, &(struct object){.school = school}))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "You may give out the programme of your own school only.");
}

enum err training_gate_event(struct ctx *ctx, const struct event *event)
{
    if (event->fields.kind == EVENT_INSET && event->status == EVENT_DRAFT &&
        event_may(ctx, ACTION_TRAINING_DAY, event)) {
        enum err err =
            training_day_agree(ctx->store, ctx->now, event, ctx->actor.person, &ctx->why);
        if (err != OK)
            return err;
    }
    return event->status == EVENT_DRAFT ? training_day_check(ctx->store, event, &ctx->why) : OK;
}
