/* DESIGN: what I did elsewhere, as a list and as a file. */
#include "activity_gate.h"
#include "activity_view.h"
#include "calendar.h"
#include "check.h"
#include "list_file.h"
#include "page.h"
#include "policy_gate.h"
#include "tz.h"
#include "words.h"

enum { PAGE_ACTIVITIES = 50, YEARS_SHOWN = 20 };

/* ---- the list ---- */

static struct activity_filter read_filter(struct ctx *ctx, const struct request *request)
{
    int64_t after = form_int(&request->query, "after", 0);
    int64_t year = form_int(&request->query, "year", 0);
    return (struct activity_filter){
        .person = ctx->actor.person,
        .year = year >= 1900 && year < 2200 ? (int)year : 0,
        .after = after > 0 && after < 1000000 ? (int)after : 0,
        .limit = PAGE_ACTIVITIES,
    };
}

static const char *link_of(struct ctx *ctx, const char *page, int year, int after)
{
    struct buf link;
    buf_init(&link, 256);
    buf_add_c(&link, page);
    view_link_number(&link, "year", year);
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

/* "2026/27" */
static const char *year_words(struct arena *arena, int year)
{
    return arena_printf(arena, "%d/%02d", year, (year + 1) % 100);
}

static enum err fill_years(struct ctx *ctx, int chosen, json_t *view)
{
    int first, last;
    json_t *years = json_array();
    enum err err = activity_years(ctx->store, ctx->actor.person, &first, &last);
    if (err != OK)
        return err;
    int now = calendar_year(tz_day(ctx->now));
    last = last > now || !last ? last : now;
    view_option(years, "", "All years", !chosen);
    for (int year = last; first && year >= first && year > last - YEARS_SHOWN; year--)
        view_option(years, arena_printf(ctx->arena, "%d", year), year_words(ctx->arena, year),
                    year == chosen);
    view_list(view, "years", years);
    return OK;
}

static void fill_total(struct ctx *ctx, const struct activity_filter *f,
                       const struct activity_list *list, json_t *view)
{
    if (!list->total)
        return;
    const char *time = words_duration(ctx->arena, list->total);
    json_object_set_new(view, "total",
                        json_string(f->year ? arena_printf(ctx->arena, "%s in %s", time,
                                                           year_words(ctx->arena, f->year))
                                            : arena_printf(ctx->arena, "%s in all", time)));
}

/* For whoever verifies: how many wait, at least. */
static enum err fill_waiting(struct ctx *ctx, json_t *view)
{
    struct activity_watch watch;
    struct activity_list list;
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_ACTIVITY_VERIFY);
    if (!scope.trust && !scope.school_count)
        return OK;
    enum err err = activity_gate_watch(ctx, &watch);
    if (err == OK)
        err = activity_list_to_verify(ctx->store, &watch, tz_day(ctx->now), 0, PAGE_ACTIVITIES,
                                      ctx->arena, &list);
    if (err == OK)
        json_object_set_new(
            view, "waiting",
            json_string(list.next ? arena_printf(ctx->arena, "More than %d activities wait for you",
                                                 PAGE_ACTIVITIES)
                        : list.count
                            ? arena_printf(ctx->arena, "%s for you",
                                           words_count(ctx->arena, list.count, "activity waits",
                                                       "activities wait"))
                            : "Activities to verify"));
    return err;
}

static enum err find_list(struct ctx *ctx, const struct activity_filter *filter,
                          struct policy_pack *ret_pack, struct activity_list *ret)
{
    struct school school;
    enum err err = activity_gate_own(ctx);
    if (err == OK)
        err = policy_gate_here(ctx, ret_pack, &school);
    return err == OK ? activity_list(ctx->store, filter, ctx->arena, ret) : err;
}

enum err page_activities(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct activity_filter f = read_filter(ctx, request);
    struct policy_pack pack;
    struct activity_list list;
    enum err err = find_list(ctx, &f, &pack, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Your activities"), *rows = json_array();
    int before = f.after > f.limit ? f.after - f.limit : 0;
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, activity_view_row(ctx, &pack, &list.items[i]));
    view_list(view, "activities", rows);
    view_pages(view, f.after, list.count,
               f.after ? link_of(ctx, "/activities", f.year, before) : NULL,
               list.next ? link_of(ctx, "/activities", f.year, list.next) : NULL);
    json_object_set_new(view, "file", json_string(link_of(ctx, "/activities.csv", f.year, 0)));
    fill_total(ctx, &f, &list, view);
    if (str_eq_c(form_find(&request->query, "done"), "deleted"))
        view_flash(view, "The activity is deleted.");
    err = fill_years(ctx, f.year, view);
    if (err == OK)
        err = fill_waiting(ctx, view);
    if (err == OK)
        return response_page(response, "activities/list.html", view);
    json_decref(view);
    return err;
}

/* ---- the file ---- */

static const char *number(struct ctx *ctx, int n)
{
    return n ? arena_printf(ctx->arena, "%d", n) : "";
}

static const char *standard_numbers(struct ctx *ctx, int standard)
{
    const char *text = "";
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        if (standard & (1 << i))
            text = arena_printf(ctx->arena, "%s%s%d", text, *text ? " " : "", i + 1);
    return text;
}

static void add_row(struct ctx *ctx, const struct policy_pack *pack, const struct activity *a,
                    struct buf *out)
{
    const struct activity_fields *f = &a->fields;
    struct day verified = a->verified_at.v ? tz_day(a->verified_at) : DAY_NONE;
    const char *const cells[] = {
        list_file_day(ctx, f->from),
        list_file_day(ctx, f->to),
        activity_view_type(ctx, pack, f->type),
        f->title,
        f->provider,
        arena_printf(ctx->arena, "%d", f->minutes),
        activity_part_name(f->part),
        activity_view_item(ctx, pack, "levels", f->level),
        activity_view_item(ctx, pack, "themes", f->theme),
        standard_numbers(ctx, f->standard),
        f->award.body,
        f->award.level,
        number(ctx, f->award.credits),
        award_status_name(f->award.status),
        list_file_day(ctx, f->award.on),
        a->verified_by_name,
        list_file_day(ctx, verified),
        number(ctx, a->files),
    };
    csv_row(out, cells, COUNT_OF(cells));
}

enum err page_activities_file(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    static const char *const names[] = {
        "From",    "To",    "Kind",      "Title",       "Provider",    "Minutes",
        "Part",    "Level", "Theme",     "Standard",    "Award by",    "Award level",
        "Credits", "Award", "Completed", "Verified by", "Verified on", "Files"};
    struct activity_filter filter = read_filter(ctx, request);
    struct policy_pack pack;
    struct activity_list list;
    struct buf out;
    filter.limit = LIST_FILE_ROWS_MAX;
    filter.after = 0;
    enum err err = find_list(ctx, &filter, &pack, &list);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, COUNT_OF(names));
    for (int i = 0; i < list.count; i++)
        add_row(ctx, &pack, &list.items[i], &out);
    return list_file_answer(ctx, response, "activities.csv", &out);
}
