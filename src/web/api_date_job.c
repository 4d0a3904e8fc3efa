/* DESIGN: a search for dates in the API: how far it is, what came of it, stopped. */
#include "api.h"
#include "api_gate.h"
#include "compute_desk.h"
#include "date_plan_gate.h"
#include "json_view.h"

static json_t *job_json(struct ctx *ctx, const struct date_job *job)
{
    struct compute_seen seen = {job->moves_done, job->moves_planned, job->undated, job->points};
    bool runs = job->state == DATE_JOB_RUNNING &&
                compute_desk_look(ctx->site->desk, COMPUTE_DATES, job->id, &seen) &&
                seen.moves_done > 0;
    bool known = runs || job->found;
    return json_pack("{s:I, s:i, s:i, s:s, s:o, s:I, s:I, s:o, s:o}", "id", (json_int_t)job->id,
                     "year", job->year, "gap_days", job->gap_days, "state",
                     date_job_state_name(job->state), "asked_at", json_view_instant(job->asked_at),
                     "moves_done", (json_int_t)seen.moves_done, "moves_planned",
                     (json_int_t)job->moves_planned, "undated",
                     known ? json_integer(seen.hard) : json_null(), "points",
                     known ? json_integer(seen.points) : json_null());
}

enum err api_date_job(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct date_job job;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = date_plan_gate_search(ctx, request->id, &job);
    return err == OK ? response_json(response, 200, job_json(ctx, &job)) : err;
}

enum err api_date_job_stop(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = date_plan_gate_stop(ctx, request->id, response);
    return err == OK ? response_json(response, 204, NULL) : err;
}
