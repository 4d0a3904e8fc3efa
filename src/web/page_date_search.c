/* DESIGN: dates of a year being looked for: how far it is, stopped, what came of it. */
#include "compute_desk.h"
#include "date_plan_gate.h"
#include "page.h"
#include "school_year.h"
#include "view.h"
#include "words.h"

static void add_progress(struct ctx *ctx, const struct compute_seen *seen, json_t *view)
{
    bool runs = seen->moves_planned > 0;
    int percent = runs ? (int)(seen->moves_done * 100 / seen->moves_planned) : 0;
    const char *text =
        !runs        ? "It begins in a moment."
        : seen->hard ? arena_printf(ctx->arena, "Best so far: %s without a date.",
                                    words_count(ctx->arena, seen->hard, "event is", "events are"))
                     : arena_printf(ctx->arena, "Best so far: every event has a date, %s.",
                                    words_count(ctx->arena, seen->points, "point", "points"));
    json_object_set_new(view, "running", json_pack("{s:i, s:s}", "percent", percent, "text", text));
    json_object_set_new(view, "reloads_soon", json_true());
}

enum err page_date_search(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct date_job job;
    struct compute_seen seen = {.moves_planned = 0};
    enum err err = date_plan_gate_search(ctx, request->id, &job);
    if (err != OK)
        return err;
    bool runs = compute_desk_look(ctx->site->desk, COMPUTE_DATES, job.id, &seen) && !job.found;
    if (job.found)
        return response_redirect(ctx, response, "/programme-year/dates?year=%d&done=%s&left=%d",
                                 job.year, job.state == DATE_JOB_DONE ? "proposed" : "stopped",
                                 job.undated);
    runs = runs || job.state == DATE_JOB_RUNNING;
    json_t *view = view_new(runs ? "Looking for dates" : "No dates were found");
    const char *href = arena_printf(ctx->arena, "/programme-year/dates?year=%d", job.year);
    view_back(view, href, "Plan the dates");
    json_object_update_new(view,
                           json_pack("{s:I, s:s, s:s}", "id", (json_int_t)job.id, "year",
                                     school_year_name(ctx->arena, job.year), "plan_href", href));
    if (runs)
        add_progress(ctx, &seen, view);
    else
        json_object_set_new(view, job.state == DATE_JOB_FAILED ? "failed" : "stopped", json_true());
    return response_page(response, "events/date_search.html", view);
}

enum err page_date_search_stop(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    enum err err = date_plan_gate_stop(ctx, request->id, response);
    return err == OK ? response_redirect(ctx, response, "/programme-year/search/%lld",
                                         (long long)request->id)
                     : err;
}
