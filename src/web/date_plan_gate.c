/* DESIGN: who plans a year's dates, and each step of it with its line in the audit. */
#include "date_plan_gate.h"

#include "audit.h"
#include "calendar.h"
#include "tz.h"

bool date_plan_gate_may(const struct ctx *ctx)
{
    return permission_scope(&ctx->actor, ACTION_EVENT_EDIT).trust;
}

enum err date_plan_gate(struct ctx *ctx)
{
    if (date_plan_gate_may(ctx))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "The dates of the whole trust are planned by its coordinators. Ask one of them.");
}

enum err date_plan_gate_year(struct ctx *ctx, int64_t year, int *ret)
{
    int current = calendar_year(tz_day(ctx->now));
    if (year < current - 1 || year > current + 1)
        return refuse_field(&ctx->why, "year",
                            "Choose this school year, the one before or the next: %d to %d.",
                            current - 1, current + 1);
    *ret = (int)year;
    return OK;
}

static enum err note(struct ctx *ctx, const char *action, int64_t id, const char *detail)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, id, detail);
}

enum err date_plan_gate_propose(struct ctx *ctx, int year, int gap_days, struct response *response)
{
    int64_t job = 0;
    enum err err =
        date_job_start(ctx->store, ctx->now, year, gap_days, ctx->actor.person, &ctx->why, &job);
    if (err == OK)
        response->dates = job;
    return err == OK ? note(ctx, "dates-propose", year, "") : err;
}

enum err date_plan_gate_search(struct ctx *ctx, int64_t id, struct date_job *ret)
{
    enum err err = date_plan_gate(ctx);
    return err == OK ? date_job_find(ctx->store, id, ret) : err;
}

enum err date_plan_gate_stop(struct ctx *ctx, int64_t id, struct response *response)
{
    struct date_job job;
    enum err err = date_plan_gate_search(ctx, id, &job);
    if (err == OK)
        err = date_job_cancel(ctx->store, ctx->now, id);
    if (err == OK)
        response->date_stops = id;
    return err;
}

enum err date_plan_gate_wish(struct ctx *ctx, int year, const struct date_wish_fields *fields,
                             struct date_wish_id *ret)
{
    enum err err =
        date_plan_wish_add(ctx->store, ctx->now, ctx->actor.person, year, fields, &ctx->why, ret);
    return err == OK ? note(ctx, "date-wish", ret->v, "") : err;
}

enum err date_plan_gate_change(struct ctx *ctx, const struct date_wish *changed)
{
    enum err err = date_job_wish_change(ctx->store, ctx->now, changed, &ctx->why);
    return err == OK ? note(ctx, "date-wish-change", changed->id.v, "") : err;
}

enum err date_plan_gate_remove(struct ctx *ctx, struct date_wish_id id)
{
    enum err err = date_job_wish_remove(ctx->store, id, &ctx->why);
    return err == OK ? note(ctx, "date-wish-remove", id.v, "") : err;
}

enum err date_plan_gate_pick(struct ctx *ctx, const struct date_pick_fields *fields)
{
    enum err err = date_plan_pick_set(ctx->store, fields, &ctx->why);
    return err == OK ? note(ctx, "date-pick", fields->wish.v, "") : err;
}

enum err date_plan_gate_draft(struct ctx *ctx, int year, struct date_plan_drafts *ret)
{
    enum err err = date_plan_draft(ctx->store, ctx->now, ctx->actor.person, year, &ctx->why, ret);
    return err == OK ? note(ctx, "dates-draft", year, arena_printf(ctx->arena, "%d", ret->made))
                     : err;
}
