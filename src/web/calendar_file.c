/* DESIGN: a file that somebody brings, table or calendar, to rows of one year. */
#include "calendar_file.h"

#include "ics_child.h"
#include "school_year.h"
#include "words.h"

static bool is_calendar(struct str bytes)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    return str_eq_nocase(str_first(str_trim(str_first(bytes, 200)), 15), STR("BEGIN:VCALENDAR"));
}

static enum err read_calendar(struct ctx *ctx, struct str bytes, int year, struct suggestions *ret,
                              const char **ret_note)
{
    struct ics_dates dates;
    enum err err = ics_child_read(ics_child_program(ctx->arena), bytes, ICS_CHILD_WALL_MS,
                                  ctx->arena, &dates, &ctx->why);
    if (err != OK)
        return err;
    span_suggest(dates.items, dates.count, year, ctx->arena, ret);
    const struct {
        int count;
        const char *words;
    } left[] = {{ret->bank_holidays, "bank holidays (they are there already)"},
                {ret->other_years, "of other school years"},
                {dates.timed, "with a time of the day"},
                {dates.repeating, "that repeat"},
                {ret->more, "beyond what a year holds"}};
    const char *note = NULL;
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i].count)
            note = arena_printf(ctx->arena, "%s%d %s",
                                note ? arena_printf(ctx->arena, "%s, ", note) : "Left out: ",
                                left[i].count, left[i].words);
    *ret_note = note ? arena_printf(ctx->arena, "%s.", note) : NULL;
    return OK;
}

static enum err read_table(struct ctx *ctx, struct str bytes, int year, struct suggestions *ret,
                           const char **ret_note)
{
    struct suggestions rows = {.items = ARENA_ARRAY(ctx->arena, struct suggestion, YEAR_SPANS_MAX)};
    struct span *spans;
    int count, others = 0;
    enum err err = calendar_parse_year(NULL, bytes, ctx->arena, &spans, &count, &ctx->why);
    for (int i = 0; err == OK && i < count; i++) {
        if (calendar_year(spans[i].from) != year)
            others++;
        else if (rows.count == YEAR_SPANS_MAX)
            return refuse(&ctx->why, ERR_INVALID, "bad-file",
                          "The file has more than %d dates for one year. Leave some out.",
                          YEAR_SPANS_MAX);
        else
            rows.items[rows.count++] = (struct suggestion){spans[i], true};
    }
    *ret_note = others ? arena_printf(ctx->arena, "Left out: %s of other school years.",
                                      words_count(ctx->arena, others, "date", "dates"))
                       : NULL;
    *ret = rows;
    return err;
}

enum err calendar_file_read(struct ctx *ctx, struct str bytes, int year, struct suggestions *ret,
                            const char **ret_note)
{
    struct suggestions rows = {.count = 0};
    const char *note = NULL;
    enum err err = is_calendar(bytes) ? read_calendar(ctx, bytes, year, &rows, &note)
                                      : read_table(ctx, bytes, year, &rows, &note);
    if (err != OK)
        return err;
    if (!rows.count)
        return refuse(&ctx->why, ERR_INVALID, "bad-file",
                      "There are no dates of %s in this file.%s%s",
                      school_year_name(ctx->arena, year), note ? " " : "", note ? note : "");
    *ret = rows;
    *ret_note = note;
    return OK;
}
