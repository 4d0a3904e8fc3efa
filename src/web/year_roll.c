/* DESIGN: next year for every school that has none yet, in one act. */
#include "year_roll.h"

#include "org_words.h"

static bool may_edit(const struct ctx *ctx, struct school_id school)
{
    return may(&ctx->actor, ACTION_CALENDAR_EDIT, &(struct object){.school = school});
}

enum err year_roll_check(struct ctx *ctx)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_CALENDAR_EDIT);
    if (scope.trust || scope.school_count)
        return OK;
    return refuse(
        &ctx->why, ERR_DENIED, "not-allowed",
        "A school's leaders and its %s change its calendar, and the trust's coordinators.",
        org_words(ctx).leader);
}

/* A year that would not be accepted is not offered: its school makes it on its own page. */
static enum err plan_one(struct ctx *ctx, const struct school_year *before,
                         const struct bank_holiday *holidays, int holiday_count, int year,
                         struct year_roll_school *row)
{
    struct refusal why;
    refusal_init(&why, ctx->arena);
    row->next = school_year_shift(before, year, ctx->arena);
    if (school_year_check(&row->next, CHECK_WHOLE, &why) != OK)
        return OK;
    row->is_made = true;
    for (int i = 0; i < row->next.count; i++)
        row->doubts +=
            school_year_doubt(&row->next, i, holidays, holiday_count, ctx->arena) != NULL;
    return calendar_change_count(ctx->store, &row->next, ctx->now, &row->moves);
}

static enum err fill(struct ctx *ctx, struct year_roll *roll, const struct bank_holiday *holidays,
                     int holiday_count)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < roll->count; i++) {
        struct year_roll_school *row = &roll->schools[i];
        struct school_year have, before = {.count = 0};
        err = school_year_load(ctx->store, row->school.id, roll->year, ctx->arena, &have);
        if (err != OK)
            break;
        row->dates = have.count;
        bool wanted = !have.count && may_edit(ctx, row->school.id);
        if (wanted)
            err = school_year_load(ctx->store, row->school.id, roll->year - 1, ctx->arena, &before);
        if (err == OK && before.count)
            err = plan_one(ctx, &before, holidays, holiday_count, roll->year, row);
        roll->makes += row->is_made;
        roll->moves += row->moves;
    }
    return err;
}

enum err year_roll_plan(struct ctx *ctx, int year, struct year_roll *ret)
{
    struct year_roll roll = {.year = year};
    struct school *schools;
    struct bank_holiday *holidays;
    int holiday_count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &roll.count);
    if (err == OK)
        err = calendar_list_bank_holidays(ctx->store, calendar_year_first(year),
                                          calendar_year_last(year), ctx->arena, &holidays,
                                          &holiday_count);
    if (err != OK)
        return err;
    roll.schools = ARENA_ARRAY(ctx->arena, struct year_roll_school, (size_t)roll.count + 1);
    for (int i = 0; i < roll.count; i++)
        roll.schools[i].school = schools[i];
    err = fill(ctx, &roll, holidays, holiday_count);
    if (err == OK)
        *ret = roll;
    return err;
}

enum err year_roll_save(struct ctx *ctx, const struct year_roll *roll, int *ret_moved)
{
    int sum = 0;
    enum err err = OK;
    const char *words =
        arena_printf(ctx->arena, "Made from %s", school_year_name(ctx->arena, roll->year - 1));
    for (int i = 0; err == OK && i < roll->count; i++) {
        int moved = 0;
        if (roll->schools[i].is_made)
            err = year_gate_save(ctx, &roll->schools[i].next, words, CHECK_WHOLE, -1, &moved);
        sum += moved;
    }
    if (err == OK)
        *ret_moved = sum;
    return err;
}
