/* DESIGN: whose year somebody sees, by name or as figures. */
#include "status_view.h"

#include "tz.h"

static bool is_in(const struct permission_scope *scope, struct school_id school)
{
    for (int i = 0; i < scope->school_count; i++)
        if (scope->schools[i].v == school.v)
            return true;
    return scope->trust;
}

enum err status_view_schools(struct ctx *ctx, enum action action, struct school **ret,
                             int *ret_count)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, action);
    struct school *all;
    int count = 0, kept = 0;
    enum err err = school_list(ctx->store, ctx->arena, &all, &count);
    for (int i = 0; err == OK && i < count; i++)
        if (is_in(&scope, all[i].id))
            all[kept++] = all[i];
    if (err == OK) {
        *ret = all;
        *ret_count = kept;
    }
    return err;
}

enum err status_view_gate_names(struct ctx *ctx, struct school_id school)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, ACTION_STATUS_VIEW);
    bool any = scope.trust || scope.school_count > 0;
    if (school.v ? is_in(&scope, school) : any)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only those who lead professional development at that school, and its heads, see "
                  "by name what is done and due.");
}

enum err status_view_gate_figures(struct ctx *ctx)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, ACTION_AGGREGATE_VIEW);
    if (scope.trust || scope.school_count > 0)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only leaders, governors and trustees see how the year stands. Your own part of "
                  "it is under Deadlines.");
}

enum err status_view_figures(struct ctx *ctx, struct status_figures *ret)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, ACTION_AGGREGATE_VIEW);
    struct status_figures figures;
    int kept = 0;
    enum err err = status_figures(ctx->store, tz_day(ctx->now), ctx->arena, &figures);
    for (int i = 0; err == OK && i < figures.count; i++)
        if (is_in(&scope, figures.items[i].school))
            figures.items[kept++] = figures.items[i];
    figures.count = kept;
    if (err == OK)
        *ret = figures;
    return err;
}

const char *status_view_words(enum standing standing)
{
    static const char *const words[STANDINGS] = {
        [STANDING_DONE] = "Done",
        [STANDING_DUE] = "To do",
        [STANDING_LATE] = "Late",
        [STANDING_EXEMPT] = "Not in the cycle",
    };
    return words[standing];
}
