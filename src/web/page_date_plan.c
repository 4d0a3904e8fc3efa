/* DESIGN: a coordinator's planner: what is wished, dates proposed and made into drafts. */
#include "calendar.h"
#include "date_plan_gate.h"
#include "date_plan_view.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

static const char PAGE[] = "events/date_plan.html";

static const char *drafted_words(struct ctx *ctx, int made)
{
    return arena_printf(ctx->arena,
                        "%s made, as drafts: nothing is published, and nobody is told. Give each "
                        "its room and its words, then publish it.",
                        words_count(ctx->arena, made, "event is", "events are"));
}

static const char *done_words(struct ctx *ctx, const struct request *request)
{
    struct str done = form_find(&request->query, "done");
    int64_t left = form_int(&request->query, "left", 0);
    if (str_eq_c(done, "wished"))
        return "Noted. It has no date until you ask for dates.";
    if (str_eq_c(done, "removed"))
        return "Removed. Drafts that were made of it stay.";
    int64_t made = form_int(&request->query, "made", 0);
    if (str_eq_c(done, "drafted") && made >= 0 && made <= DATE_PLAN_EVENTS_MAX)
        return drafted_words(ctx, (int)made);
    if (str_eq_c(done, "changed"))
        return "Changed.";
    if (str_eq_c(done, "proposed"))
        return left > 0 && left <= DATE_PLAN_EVENTS_MAX
                   ? arena_printf(ctx->arena, "Dates are proposed. %s without one: see why below.",
                                  words_count(ctx->arena, (int)left, "event is", "events are"))
                   : "Dates are proposed. Look through them, change what you know better.";
    return NULL;
}

enum err page_date_plan(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    int year = 0;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_gate_year(
            ctx, form_int(&request->query, "year", calendar_year(tz_day(ctx->now))), &year);
    if (err == ERR_INVALID)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = date_plan_view(ctx, year, &view);
    if (err != OK)
        return err;
    view_flash(view, done_words(ctx, request));
    return response_page(response, PAGE, view);
}

/* ---- proposing ---- */

static enum err keep(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    enum err err = date_plan_gate_keep(ctx);
    return err == OK ? response_redirect(ctx, response,
                                         "/programme-year/dates?year=%d&done=proposed&left=%d",
                                         ctx->date_proposal->plan.year, ctx->date_proposal->undated)
                     : err;
}

/* The page again, with what is wrong. */
static enum err again(struct ctx *ctx, int year, enum err why, struct response *response)
{
    json_t *view;
    enum err err = year ? date_plan_view(ctx, year, &view) : why;
    return err == OK ? response_page_refused(response, why, PAGE, view) : err;
}

enum err page_date_plan_propose(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    int year = 0;
    int64_t gap = form_int(&request->form, "gap_days", -1);
    enum err err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    err = date_plan_gate_year(ctx, form_int(&request->form, "year", 0), &year);
    if (err == OK)
        err = date_plan_gate_propose(ctx, year, gap >= 0 && gap < 1000 ? (int)gap : -1);
    if (err == ERR_INVALID)
        return again(ctx, year, err, response);
    if (err == OK)
        response->then_write = keep;
    return err;
}

/* ---- drafts ---- */

enum err page_date_plan_draft(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct date_plan_drafts *drafts = ARENA_NEW(ctx->arena, struct date_plan_drafts);
    json_t *view, *missed;
    int year = 0;
    enum err err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_gate_year(ctx, form_int(&request->form, "year", 0), &year);
    if (err == OK)
        err = date_plan_gate_draft(ctx, year, drafts);
    if (err == OK && !drafts->missed_count)
        return response_redirect(ctx, response,
                                 "/programme-year/dates?year=%d&done=drafted&made=%d", year,
                                 drafts->made);
    if (err == OK)
        err = date_plan_view(ctx, year, &view);
    if (err != OK)
        return err;
    missed = json_array(); /* why, is known of this attempt alone: its answer is the page */
    for (int i = 0; i < drafts->missed_count; i++)
        json_array_append_new(missed, json_pack("{s:s, s:s}", "title", drafts->missed[i].title,
                                                "why", drafts->missed[i].why));
    view_list(view, "missed", missed);
    view_flash(view, drafted_words(ctx, drafts->made));
    return response_page(response, PAGE, view);
}
