/* DESIGN: who may see and change a school's year, and the saving of it once what moves was said. */
#include "year_gate.h"

#include "org_words.h"
#include "tz.h"

enum { YEAR_MIN = 2000, YEAR_MAX = 2100 };

int year_gate_read(int64_t number)
{
    return number >= YEAR_MIN && number <= YEAR_MAX ? (int)number : 0;
}

static enum err check(struct ctx *ctx, struct school_id school, enum action action,
                      struct year_page *page)
{
    const struct object object = {.school = school};
    if (!may(&ctx->actor, ACTION_CALENDAR_VIEW, &object))
        return ERR_NOT_FOUND;
    page->may_edit = may(&ctx->actor, ACTION_CALENDAR_EDIT, &object);
    if (may(&ctx->actor, action, &object))
        return OK;
    return refuse(
        &ctx->why, ERR_DENIED, "not-allowed",
        "A school's leaders and its %s change its calendar, and the trust's coordinators. "
        "Tell them what is wrong with it.",
        org_words(ctx).leader);
}

/* What stands beside the year. */
static enum err fill(struct ctx *ctx, struct year_page *page)
{
    int year = page->year.year;
    enum err err =
        calendar_list_bank_holidays(ctx->store, calendar_year_first(year), calendar_year_last(year),
                                    ctx->arena, &page->holidays, &page->holiday_count);
    if (err == OK)
        err = calendar_change_last(ctx->store, page->school.id, ctx->arena, &page->last);
    return err;
}

enum err year_gate_open(struct ctx *ctx, int64_t school, int year, enum action action,
                        struct year_page *ret)
{
    struct year_page page = {.may_edit = false};
    struct school_id id = {school};
    enum err err = school_find(ctx->store, id, ctx->arena, &page.school);
    if (err == OK)
        err = check(ctx, id, action, &page);
    if (err == OK)
        err = school_year_load(ctx->store, id, year ? year : calendar_year(tz_day(ctx->now)),
                               ctx->arena, &page.year);
    if (err == OK)
        err = fill(ctx, &page);
    if (err == OK)
        *ret = page;
    return err;
}

enum err year_gate_open_date(struct ctx *ctx, int64_t id, enum action action, struct year_page *ret,
                             int *ret_index)
{
    struct year_page page = {.may_edit = false};
    int index;
    enum err err =
        school_year_find_span(ctx->store, (struct span_id){id}, ctx->arena, &page.year, &index);
    if (err == OK)
        err = school_find(ctx->store, page.year.school, ctx->arena, &page.school);
    if (err == OK)
        err = check(ctx, page.school.id, action, &page);
    if (err == OK)
        err = fill(ctx, &page);
    if (err != OK)
        return err;
    *ret = page;
    *ret_index = index;
    return OK;
}

enum err year_gate_save(struct ctx *ctx, const struct school_year *year, const char *words,
                        int focus, int moves, int *ret_moves)
{
    int would_move = 0;
    enum err err = school_year_check(year, focus, &ctx->why);
    if (err == OK)
        err = calendar_change_count(ctx->store, year, ctx->now, &would_move);
    if (err != OK)
        return err;
    *ret_moves = would_move;
    if (moves >= 0 && would_move != moves)
        return ERR_STALE;
    const struct calendar_change change = {ctx->actor.person, year, words, focus};
    return calendar_change_save(ctx->store, ctx->now, &change, &ctx->why, ret_moves);
}
