/* DESIGN: the events of a year made again in the next: each with its new day, those left out. */
#include "audit.h"
#include "check.h"
#include "copy_gate.h"
#include "page.h"
#include "school_year.h"
#include "spark_copy.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* A form has 200 fields at most. */
enum { PAGE_ROWS = 150 };

static json_t *row_view(struct ctx *ctx, const struct year_copy_row *row)
{
    const char *what =
        row->series ? arena_printf(ctx->arena, "%s (a series)", row->title) : row->title;
    return json_pack("{s:s, s:s, s:s, s:s}", "title", what, "where", row->school_name, "was",
                     words_date(ctx->arena, tz_day(row->starts_at)), "href",
                     event_href(ctx, row->kind, row->event));
}

static void add_row(struct ctx *ctx, const struct year_copy_row *row, json_t *take, json_t *by_hand,
                    json_t *done)
{
    json_t *view = row_view(ctx, row);
    const char *name = arena_printf(ctx->arena, "take_%lld", (long long)row->event.v);
    if (row->copy.v) {
        json_object_set_new(view, "copy_href", json_string(event_href(ctx, row->kind, row->copy)));
        json_array_append_new(done, view);
    } else if (row->day.why != YEAR_COPY_FOUND) {
        const char *why = year_copy_rules_words(&row->day, ctx->arena);
        why = day_is_none(row->day.on)
                  ? words_begin(ctx->arena, why)
                  : arena_printf(ctx->arena, "%s: %s", words_date(ctx->arena, row->day.on), why);
        json_object_set_new(view, "why", json_string(why));
        json_array_append_new(by_hand, view);
    } else {
        json_object_update_new(
            view, json_pack("{s:s, s:s}", "name", name, "is", words_date(ctx->arena, row->day.on)));
        json_array_append_new(take, view);
    }
}

/* Those from `skip` on; the rest is a page of its own. */
static json_t *cut(struct ctx *ctx, const struct year_copy *plan, json_t *take, int64_t skip,
                   json_t *view)
{
    static const char href[] = "/programme-year/copy?year=%d&skip=%d";
    int all = (int)json_array_size(take);
    int from = skip > 0 && skip < all ? (int)skip / PAGE_ROWS * PAGE_ROWS : 0;
    int to = all - from > PAGE_ROWS ? from + PAGE_ROWS : all;
    json_t *page = json_array();
    for (int i = from; i < to; i++)
        json_array_append(page, json_array_get(take, (size_t)i));
    view_pages(view, from, to - from,
               from ? arena_printf(ctx->arena, href, plan->year, from - PAGE_ROWS) : NULL,
               to < all ? arena_printf(ctx->arena, href, plan->year, to) : NULL);
    json_decref(take);
    return page;
}

static json_t *plan_view(struct ctx *ctx, const struct year_copy *plan, int64_t skip)
{
    const char *from = school_year_name(ctx->arena, plan->year);
    const char *to = school_year_name(ctx->arena, plan->year + 1);
    json_t *view = view_new(arena_printf(ctx->arena, "Copy %s to %s", from, to));
    json_t *take = json_array(), *by_hand = json_array(), *done = json_array();
    for (int i = 0; i < plan->count; i++)
        add_row(ctx, &plan->items[i], take, by_hand, done);
    view_back(view, "/programme-year", "The year’s programme");
    json_object_update_new(
        view, json_pack("{s:i, s:s, s:s, s:s}", "year", plan->year, "from", from, "to", to, "count",
                        words_count(ctx->arena, (int)json_array_size(take), "event", "events")));
    if (plan->year < calendar_year(tz_day(ctx->now)))
        json_object_set_new(view, "other",
                            json_pack("{s:i, s:s}", "year", plan->year + 1, "text",
                                      arena_printf(ctx->arena, "Copy %s instead", to)));
    else
        json_object_set_new(view, "other",
                            json_pack("{s:i, s:s}", "year", plan->year - 1, "text",
                                      arena_printf(ctx->arena, "Copy %s instead",
                                                   school_year_name(ctx->arena, plan->year - 1))));
    if (plan->more)
        json_object_set_new(
            view, "more",
            json_string(arena_printf(ctx->arena,
                                     "%s has more than %d events. These are the first of those not "
                                     "copied yet: once they are copied, the next come here.",
                                     from, YEAR_COPY_MAX)));
    view_list(view, "take", cut(ctx, plan, take, skip, view));
    view_list(view, "by_hand", by_hand);
    view_list(view, "copied", done);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_year_copy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct year_copy plan;
    int64_t made = form_int(&request->query, "made", 0);
    enum err err = copy_gate_plan(
        ctx, form_int(&request->query, "year", calendar_year(tz_day(ctx->now))), &plan);
    if (err == ERR_INVALID)
        return ERR_NOT_FOUND;
    if (err != OK)
        return err;
    json_t *view = plan_view(ctx, &plan, form_int(&request->query, "skip", 0));
    if (made > 0 && made <= YEAR_COPY_MAX)
        view_flash(view,
                   arena_printf(ctx->arena,
                                "%s copied, as drafts. Look through them and "
                                "publish them.",
                                words_count(ctx->arena, (int)made, "event is", "events are")));
    return response_page(response, "events/year_copy.html", view);
}

/* What could not be made stands on the page, with the reason. */
static enum err show_missed(struct ctx *ctx, int64_t year, const struct spark_copy_year *all,
                            struct response *response)
{
    struct year_copy plan;
    json_t *missed = json_array();
    enum err err = copy_gate_plan(ctx, year, &plan);
    if (err != OK) {
        json_decref(missed);
        return err;
    }
    for (int i = 0; i < all->missed_count; i++)
        json_array_append_new(missed, json_pack("{s:s, s:s}", "title", all->missed[i].row->title,
                                                "why", all->missed[i].why));
    json_t *view = plan_view(ctx, &plan, 0);
    view_list(view, "missed", missed);
    view_flash(view, arena_printf(ctx->arena, "%s copied, as drafts.",
                                  words_count(ctx->arena, all->made, "event is", "events are")));
    return response_page(response, "events/year_copy.html", view);
}

enum err page_year_copy_make(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct year_copy plan;
    struct spark_copy_year all;
    int64_t year = form_int(&request->form, "year", 0);
    enum err err = copy_gate_plan(ctx, year, &plan);
    if (err != OK)
        return err;
    bool *leave_out = ARENA_ARRAY(ctx->arena, bool, (size_t)plan.count + 1);
    for (int i = 0; i < plan.count; i++)
        leave_out[i] = !form_has(&request->form, arena_printf(ctx->arena, "take_%lld",
                                                              (long long)plan.items[i].event.v));
    err =
        spark_copy_year(ctx->store, ctx->now, ctx->actor.person, &plan, leave_out, &ctx->why, &all);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "year-copy", year,
                        arena_printf(ctx->arena, "%d", all.made));
    if (err != OK)
        return err;
    if (all.missed_count)
        return show_missed(ctx, year, &all, response);
    return response_redirect(ctx, response, "/programme-year/copy?year=%lld&made=%d",
                             (long long)year, all.made);
}
