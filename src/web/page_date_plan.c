/* DESIGN: a coordinator's planner: what is wished, dates proposed and made into drafts. */
#include "calendar.h"
#include "date_plan_gate.h"
#include "date_plan_view.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

static const char PAGE[] = "events/date_plan.html";

static const char *drafted_words(struct ctx *ctx, int made, int missed)
{
    const char *words = arena_printf(
        ctx->arena,
        "%s made, as drafts: nothing is published, and nobody is told but who leads one. Give each "
        "its room and its words, then publish it.",
        words_count(ctx->arena, made, "event is", "events are"));
    return missed ? arena_printf(ctx->arena, "%s %s not made: see why below.", words,
                                 words_count(ctx->arena, missed, "other was", "others were"))
                  : words;
}

static const char *found_words(struct ctx *ctx, int left, const char *begin)
{
    return left ? arena_printf(ctx->arena, "%s %s without one: see why below.", begin,
                               words_count(ctx->arena, left, "event is", "events are"))
                : arena_printf(ctx->arena, "%s Look through them, change what you know better.",
                               begin);
}

/* A number of events from the address. */
static int count_of(const struct request *request, const char *name)
{
    int64_t count = form_int(&request->query, name, 0);
    return count > 0 && count <= DATE_PLAN_EVENTS_MAX ? (int)count : 0;
}

static const char *done_words(struct ctx *ctx, const struct request *request)
{
    struct str done = form_find(&request->query, "done");
    int left = count_of(request, "left");
    if (str_eq_c(done, "wished"))
        return "Noted. It has no date until you ask for dates.";
    if (str_eq_c(done, "rewished"))
        return "Changed. Dates that it has stay until you ask for dates again.";
    if (str_eq_c(done, "removed"))
        return "Removed. Drafts that were made of it stay.";
    if (str_eq_c(done, "drafted"))
        return drafted_words(ctx, count_of(request, "made"), left);
    if (str_eq_c(done, "changed"))
        return "Changed.";
    if (str_eq_c(done, "proposed"))
        return found_words(ctx, left, "Dates are proposed.");
    if (str_eq_c(done, "stopped"))
        return found_words(ctx, left, "Stopped. These are the best dates until then.");
    return NULL;
}

static bool was_looked_for(const struct request *request)
{
    struct str done = form_find(&request->query, "done");
    return str_eq_c(done, "proposed") || str_eq_c(done, "stopped");
}

/* Dates that were looked for in vain are no success. */
static void say_done(struct ctx *ctx, const struct request *request,
                     const struct date_plan_rows *rows, json_t *view)
{
    if (was_looked_for(request) && rows->count && !rows->dated)
        json_object_set_new(
            view, "found_none",
            json_string(rows->count == 1
                            ? "No date was found for it. See why below."
                            : arena_printf(ctx->arena,
                                           "No date was found for any of the %d. See why below.",
                                           rows->count)));
    else
        view_flash(view, done_words(ctx, request));
}

enum err page_date_plan(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct date_plan_rows rows;
    json_t *view;
    int year = 0;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_gate_year(
            ctx, form_int(&request->query, "year", calendar_year(tz_day(ctx->now))), &year);
    if (err == ERR_INVALID)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = date_plan_view_rows(ctx, year, &rows);
    if (err == OK)
        err = date_plan_view(ctx, &rows, &view);
    if (err != OK)
        return err;
    say_done(ctx, request, &rows, view);
    return response_page(response, PAGE, view);
}

/* ---- proposing ---- */

static int gap_of(const struct request *request)
{
    int64_t gap = form_int(&request->form, "gap_days", -1);
    return gap >= 0 && gap < 1000 ? (int)gap : -1;
}

/* What runs already is what they want to see. */
static enum err begin(struct ctx *ctx, const struct request *request, struct response *response)
{
    int year = 0;
    enum err err = date_plan_gate_year(ctx, form_int(&request->form, "year", 0), &year);
    if (err == OK)
        err = date_plan_gate_propose(ctx, year, gap_of(request), response);
    if (err == OK || (err == ERR_CONFLICT && ctx->why.other_id))
        return response_redirect(ctx, response, "/programme-year/search/%lld",
                                 (long long)(err == OK ? response->dates : ctx->why.other_id));
    return err;
}

/* The page again, with what is wrong. */
static enum err again(struct ctx *ctx, int year, enum err why, struct response *response)
{
    struct date_plan_rows rows;
    json_t *view;
    enum err err = year ? date_plan_view_rows(ctx, year, &rows) : why;
    if (err == OK)
        err = date_plan_view(ctx, &rows, &view);
    return err == OK ? response_page_refused(response, why, PAGE, view) : err;
}

enum err page_date_plan_propose(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    int year = 0;
    enum err err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    err = date_plan_gate_year(ctx, form_int(&request->form, "year", 0), &year);
    if (err == OK)
        err = date_job_check(gap_of(request), &ctx->why);
    if (err == ERR_INVALID)
        return again(ctx, year, err, response);
    if (err == OK)
        response->then_write = begin;
    return err;
}

/* ---- drafts ---- */

enum err page_date_plan_draft(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct date_plan_drafts *drafts = ARENA_NEW(ctx->arena, struct date_plan_drafts);
    int year = 0;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_gate_year(ctx, form_int(&request->form, "year", 0), &year);
    if (err == OK)
        err = date_plan_gate_draft(ctx, year, drafts);
    if (err != OK)
        return err;
    return response_redirect(ctx, response,
                             "/programme-year/dates?year=%d&done=drafted&made=%d&left=%d", year,
                             drafts->made, drafts->missed_count);
}
