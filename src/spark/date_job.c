/* DESIGN: dates of a year asked for, looked for and kept: the row behind each search. */
#include "date_job.h"

#include "check.h"
#include "tz.h"

#define JOB_SELECT                                                                                 \
    "SELECT id, year, gap_days, state, moves_done, moves_planned, undated, points, asked_at"       \
    " FROM date_job "

enum { WISHED, RUNNING, START, FIND, FIND_LAST, END, FAIL, FAIL_RUNNING, CANCEL };
static const char *const SQL[] = {
    [WISHED] = "SELECT id FROM date_wish WHERE year = $1 LIMIT 1",
    [RUNNING] = "SELECT id FROM date_job WHERE year = $1 AND state = 'running' LIMIT 1",
    [START] = "INSERT INTO date_job (year, gap_days, asked_by, asked_at, moves_planned, state)"
              " VALUES ($1, $2, $3, $4, $5, 'running') RETURNING id",
    [FIND] = JOB_SELECT "WHERE id = $1",
    [FIND_LAST] = JOB_SELECT "WHERE year = $1 ORDER BY id DESC LIMIT 1",
    [END] = "UPDATE date_job SET state = CASE state WHEN 'running' THEN 'done' ELSE state END,"
            " moves_done = $2, undated = $3, points = $4, ended_at = $5 WHERE id = $1",
    [FAIL] = "UPDATE date_job SET state = 'failed', ended_at = $2"
             " WHERE id = $1 AND state = 'running'",
    [FAIL_RUNNING] = "UPDATE date_job SET state = 'failed', ended_at = $1"
                     " WHERE state = 'running'",
    [CANCEL] = "UPDATE date_job SET state = 'cancelled', ended_at = $2"
               " WHERE id = $1 AND state = 'running'",
};

static const char *const STATES[] = {"running", "done", "failed", "cancelled"};

const char *date_job_state_name(enum date_job_state state)
{
    return STATES[state];
}

/* ---- asking ---- */

enum err date_job_check(int gap_days, struct refusal *why)
{
    if (gap_days < 0 || gap_days > DATE_PLAN_GAP_MAX)
        return refuse_field(why, "gap_days", "Enter how many days apart: 0 to %d.",
                            DATE_PLAN_GAP_MAX);
    return OK;
}

static enum err check_idle(struct store *store, int year, struct refusal *why)
{
    int64_t id = 0;
    enum err err = store_find_int(store, SQL[RUNNING], PARAMS(p_int(year)), &id);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    why->other_id = id;
    return refuse(why, ERR_CONFLICT, "running",
                  "Dates are being looked for already. Wait until they are found, or stop it.");
}

static enum err check_year(struct store *store, int year, struct refusal *why)
{
    int64_t id = 0;
    enum err err = store_find_int(store, SQL[WISHED], PARAMS(p_int(year)), &id);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_CONFLICT, "empty",
                      "Nothing is wished for that year yet. Note first what it is to have.");
    return err == OK ? check_idle(store, year, why) : err;
}

/* What is looked for goes back to the wish it was looked for by number, and the number of one that
 * is gone may be another's. */
enum err date_job_wish_remove(struct store *store, struct date_wish_id id, struct refusal *why)
{
    int year;
    enum err err = date_plan_find_year(store, id, &year);
    if (err == OK)
        err = check_idle(store, year, why);
    return err == OK ? date_plan_wish_remove(store, id) : err;
}

enum err date_job_wish_change(struct store *store, struct instant now,
                              const struct date_wish *changed, struct refusal *why)
{
    int year;
    enum err err = date_plan_find_year(store, changed->id, &year);
    if (err == OK)
        err = check_idle(store, year, why);
    return err == OK ? date_plan_wish_change(store, now, changed, why) : err;
}

enum err date_job_start(struct store *store, struct instant now, int year, int gap_days,
                        struct person_id by, struct refusal *why, int64_t *ret)
{
    enum err err = date_job_check(gap_days, why);
    if (err == OK)
        err = check_year(store, year, why);
    if (err != OK)
        return err;
    return store_find_int(
        store, SQL[START],
        PARAMS(p_int(year), p_int(gap_days), p_int(by.v), p_instant(now), p_int(DATE_PLAN_MOVES)),
        ret);
}

/* ---- reading ---- */

static enum date_job_state parse_state(struct str s)
{
    size_t state = 0;
    while (state < COUNT_OF(STATES) && !str_eq_c(s, STATES[state]))
        state++;
    CHECK(state < COUNT_OF(STATES));
    return (enum date_job_state)state;
}

static enum err find(struct store *store, int sql, int64_t of, struct date_job *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[sql], PARAMS(p_int(of)), &rows);
    if (err != OK)
        return err;
    const struct date_job job = {
        .id = rows_int(&rows, 0),
        .year = (int)rows_int(&rows, 1),
        .gap_days = (int)rows_int(&rows, 2),
        .state = parse_state(rows_str(&rows, 3)),
        .moves_done = rows_int(&rows, 4),
        .moves_planned = rows_int(&rows, 5),
        .found = !rows_is_null(&rows, 6),
        .undated = (int)rows_int(&rows, 6),
        .points = (int)rows_int(&rows, 7),
        .asked_at = rows_instant(&rows, 8),
    };
    err = rows_end(&rows);
    if (err == OK)
        *ret = job;
    return err;
}

enum err date_job_find(struct store *store, int64_t id, struct date_job *ret)
{
    return find(store, FIND, id, ret);
}

enum err date_job_find_last(struct store *store, int year, struct date_job *ret)
{
    return find(store, FIND_LAST, year, ret);
}

/* ---- searching ---- */

enum err date_job_read(struct store *store, int64_t id, struct arena *arena,
                       struct date_proposal *ret)
{
    struct date_job job;
    enum err err = date_job_find(store, id, &job);
    if (err == OK && job.state != DATE_JOB_RUNNING)
        return ERR_NOT_FOUND;
    return err == OK
               ? date_plan_begin(store, tz_day(job.asked_at), job.year, job.gap_days, arena, ret)
               : err;
}

/* ---- ending ---- */

enum err date_job_end(struct store *store, struct instant now, int64_t id,
                      const struct date_proposal *proposal)
{
    enum err err = date_plan_keep(store, now, proposal);
    return err == OK
               ? store_exec(store, SQL[END],
                            PARAMS(p_int(id), p_int(proposal->moves_done), p_int(proposal->undated),
                                   p_int(proposal->points), p_instant(now)))
               : err;
}

enum err date_job_fail(struct store *store, struct instant now, int64_t id)
{
    return store_exec(store, SQL[FAIL], PARAMS(p_int(id), p_instant(now)));
}

enum err date_job_fail_running(struct store *store, struct instant now)
{
    return store_exec(store, SQL[FAIL_RUNNING], PARAMS(p_instant(now)));
}

enum err date_job_cancel(struct store *store, struct instant now, int64_t id)
{
    return store_exec(store, SQL[CANCEL], PARAMS(p_int(id), p_instant(now)));
}
