/* DESIGN: a school's year in the API, and what a call asks to become of it. */
#include "year_json.h"

#include "json_view.h"

static json_t *date_json(struct ctx *ctx, const struct year_page *page,
                         const struct school_year *year, int i)
{
    const struct school_span *row = &year->spans[i];
    const char *check = school_year_doubt(year, i, page->holidays, page->holiday_count, ctx->arena);
    return json_pack("{s:o, s:s, s:s, s:o, s:o, s:s?}", "id", json_view_id(row->id.v), "kind",
                     span_kind_name(row->span.kind), "name", row->span.name, "from",
                     json_view_day(row->span.from), "to", json_view_day(row->span.to), "check",
                     check);
}

static json_t *last_json(const struct calendar_last *last)
{
    if (!last->version)
        return json_null();
    return json_pack("{s:i, s:s, s:o, s:i}", "year", last->year, "words", last->words, "at",
                     json_view_instant(last->at), "moved", last->moved);
}

json_t *year_json(struct ctx *ctx, const struct year_page *page, const struct school_year *year)
{
    json_t *dates = json_array(), *holidays = json_array();
    int pupils, inset;
    school_year_days(year, page->holidays, page->holiday_count, ctx->arena, &pupils, &inset);
    for (int i = 0; i < year->count; i++)
        json_array_append_new(dates, date_json(ctx, page, year, i));
    for (int i = 0; i < page->holiday_count; i++)
        json_array_append_new(holidays,
                              json_pack("{s:o, s:s}", "on", json_view_day(page->holidays[i].on),
                                        "name", page->holidays[i].name));
    return json_pack("{s:I, s:i, s:i, s:i, s:i, s:o, s:o, s:o}", "school",
                     (json_int_t)page->school.id.v, "year", year->year, "version",
                     page->last.version, "pupil_days", pupils, "inset_days", inset, "dates", dates,
                     "bank_holidays", holidays, "last_change", last_json(&page->last));
}

json_t *year_json_rows(const struct suggestions *rows, const char *note)
{
    json_t *items = json_array();
    for (int i = 0; i < rows->count; i++) {
        const struct suggestion *row = &rows->items[i];
        json_array_append_new(items,
                              json_pack("{s:s?, s:s, s:o, s:o}", "kind",
                                        row->taken ? span_kind_name(row->span.kind) : NULL, "name",
                                        row->span.name, "from", json_view_day(row->span.from), "to",
                                        json_view_day(row->span.to)));
    }
    return json_pack("{s:o, s:s?}", "dates", items, "note", note);
}

static enum err answer(struct ctx *ctx, const struct year_page *page,
                       const struct school_year *year, bool dry_run, int moved,
                       struct response *response)
{
    return response_json(response, 200,
                         json_pack("{s:b, s:i, s:o}", "dry_run", dry_run, "moved", moved,
                                   "calendar", year_json(ctx, page, year)));
}

enum err year_json_answer(struct ctx *ctx, const struct year_wish *wish, struct response *response)
{
    int moved = 0;
    if (wish->dry_run) {
        enum err err = school_year_check(&wish->year, wish->focus, &ctx->why);
        if (err == OK)
            err = calendar_change_count(ctx->store, &wish->year, ctx->now, &moved);
        struct school_year shown = wish->year;
        school_year_sort(&shown);
        return err == OK ? answer(ctx, wish->page, &shown, true, moved, response) : err;
    }
    enum err err = year_gate_save(ctx, &wish->year, wish->words, wish->focus, -1, &moved);
    if (err == OK)
        err = year_gate_open(ctx, wish->page->school.id.v, wish->year.year, ACTION_CALENDAR_EDIT,
                             wish->page);
    return err == OK ? answer(ctx, wish->page, &wish->page->year, false, moved, response) : err;
}
