/* DESIGN: the calendars of all schools at a glance, and the next year made for those without. */
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"
#include "year_roll.h"
#include "year_view.h"

static int asked_year(struct ctx *ctx, int64_t number)
{
    int year = year_gate_read(number);
    return year ? year : calendar_year(tz_day(ctx->now));
}

static json_t *row_view(struct ctx *ctx, const struct year_roll_school *row, int year)
{
    const char *text;
    if (row->dates)
        text = words_count(ctx->arena, row->dates, "date", "dates");
    else
        text = "No dates yet";
    json_t *view = json_pack("{s:s, s:s, s:s, s:b}", "name", row->school.name, "href",
                             arena_printf(ctx->arena, "/schools/%lld/calendar?year=%d",
                                          (long long)row->school.id.v, year),
                             "text", text, "missing", row->dates == 0);
    if (row->is_made) {
        const char *checks =
            row->doubts ? arena_printf(ctx->arena, ", %d to check", row->doubts) : "";
        json_object_set_new(
            view, "made",
            json_string(arena_printf(ctx->arena, "%s from %s%s",
                                     words_count(ctx->arena, row->next.count, "date", "dates"),
                                     school_year_name(ctx->arena, year - 1), checks)));
    }
    return view;
}

static json_t *years_view(struct ctx *ctx, int year)
{
    json_t *links = json_array();
    int now = calendar_year(tz_day(ctx->now));
    for (int y = now - 1; y <= now + 1; y++)
        json_array_append_new(
            links, json_pack("{s:s, s:s, s:b}", "text", school_year_name(ctx->arena, y), "href",
                             arena_printf(ctx->arena, "/school-calendars?year=%d", y), "current",
                             y == year));
    return links;
}

static json_t *page_view(struct ctx *ctx, const struct year_roll *roll)
{
    json_t *view = view_new("School calendars"), *rows = json_array();
    for (int i = 0; i < roll->count; i++)
        json_array_append_new(rows, row_view(ctx, &roll->schools[i], roll->year));
    view_back(view, "/trust", "Trust");
    json_object_set_new(view, "year_name", json_string(school_year_name(ctx->arena, roll->year)));
    json_object_set_new(view, "before_name",
                        json_string(school_year_name(ctx->arena, roll->year - 1)));
    json_object_set_new(view, "years", years_view(ctx, roll->year));
    json_object_set_new(view, "year", json_string(arena_printf(ctx->arena, "%d", roll->year)));
    view_list(view, "schools", rows);
    if (roll->makes)
        json_object_set_new(
            view, "roll",
            json_pack("{s:s, s:s, s:s}", "text",
                      arena_printf(ctx->arena, "Make %s for %s",
                                   school_year_name(ctx->arena, roll->year),
                                   words_count(ctx->arena, roll->makes, "school", "schools")),
                      "count", arena_printf(ctx->arena, "%d", roll->makes), "moves",
                      year_view_moves(ctx->arena, roll->moves)));
    return view;
}

static enum err check_member(struct ctx *ctx)
{
    return may(&ctx->actor, ACTION_CALENDAR_VIEW, &(struct object){.owner = ctx->actor.person})
               ? OK
               : ERR_NOT_FOUND;
}

enum err page_school_calendars(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct year_roll roll;
    int year = asked_year(ctx, form_int(&request->query, "year", 0));
    enum err err = check_member(ctx);
    if (err == OK)
        err = year_roll_plan(ctx, year, &roll);
    if (err != OK)
        return err;
    json_t *view = page_view(ctx, &roll);
    int64_t made = form_int(&request->query, "made", 0);
    if (made > 0 && made <= SCHOOLS_MAX)
        view_flash(view,
                   arena_printf(ctx->arena, "Made %s for %s.", school_year_name(ctx->arena, year),
                                words_count(ctx->arena, made, "school", "schools")));
    return response_page(response, "school_calendar/list.html", view);
}

enum err page_school_calendars_next(struct ctx *ctx, const struct request *request,
                                    struct response *response)
{
    struct year_roll roll;
    int year = year_gate_read(form_int(&request->form, "year", 0)), moved;
    enum err err = check_member(ctx);
    if (err == OK)
        err = year_roll_check(ctx);
    if (err != OK)
        return err;
    if (!year)
        return refuse_field(&ctx->why, "year", "Open the school calendars and choose the year.");
    err = year_roll_plan(ctx, year, &roll);
    /* Another number than the button said: somebody was quicker, the page is shown again. */
    if (err == OK && roll.makes != form_int(&request->form, "count", -1))
        return response_redirect(ctx, response, "/school-calendars?year=%d", year);
    if (err == OK)
        err = year_roll_save(ctx, &roll, &moved);
    return err == OK ? response_redirect(ctx, response, "/school-calendars?year=%d&made=%d", year,
                                         roll.makes)
                     : err;
}
