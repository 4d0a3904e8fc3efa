#ifndef SPARKD_SPARK_DATE_JOB_H
#define SPARKD_SPARK_DATE_JOB_H

#include "date_plan.h"

/*
 * A search for the dates of a year, asked for and kept by the writer and run
 * on a thread of its own in between (programme specification, sections 3.4
 * and 10). Cancelled, it keeps the best it had; after a restart it has failed.
 */
enum date_job_state { DATE_JOB_RUNNING, DATE_JOB_DONE, DATE_JOB_FAILED, DATE_JOB_CANCELLED };
/* "running" */
const char *date_job_state_name(enum date_job_state state);

struct date_job {
    int64_t id;
    int year, gap_days;
    enum date_job_state state;
    int64_t moves_done, moves_planned;
    bool found;          /* dates were found and kept */
    int undated, points; /* of them */
    struct instant asked_at;
};

/* ERR_INVALID: gap_days. */
enum err date_job_check(int gap_days, struct refusal *why) MUST_USE;
/* Besides ERR_CONFLICT `running` (other_id: the job) while one of that year runs, `empty` where
 * nothing is wished. */
enum err date_job_start(struct store *store, struct instant now, int year, int gap_days,
                        struct person_id by, struct refusal *why, int64_t *ret) MUST_USE;
/* As date_plan_wish_change; ERR_CONFLICT `running` while its year is looked for. */
enum err date_job_wish_change(struct store *store, struct instant now,
                              const struct date_wish *changed, struct refusal *why) MUST_USE;
/* Takes a wish away, with its dates. ERR_NOT_FOUND; ERR_CONFLICT `running` while its year is looked
 * for. */
enum err date_job_wish_remove(struct store *store, struct date_wish_id id,
                              struct refusal *why) MUST_USE;
/* ERR_NOT_FOUND. */
enum err date_job_find(struct store *store, int64_t id, struct date_job *ret) MUST_USE;
/* The last that was asked for of that year. ERR_NOT_FOUND. */
enum err date_job_find_last(struct store *store, int year, struct date_job *ret) MUST_USE;

/* On the computing thread, before date_plan_search; nothing before the day after it was asked for.
 * ERR_NOT_FOUND: it runs no longer. */
enum err date_job_read(struct store *store, int64_t id, struct arena *arena,
                       struct date_proposal *ret) MUST_USE;
/* Keeps what was found. A cancelled one keeps its state too. */
enum err date_job_end(struct store *store, struct instant now, int64_t id,
                      const struct date_proposal *proposal) MUST_USE;
enum err date_job_fail(struct store *store, struct instant now, int64_t id) MUST_USE;
/* At the start of a server: whatever ran has failed. */
enum err date_job_fail_running(struct store *store, struct instant now) MUST_USE;
/* No change if it runs no longer. */
enum err date_job_cancel(struct store *store, struct instant now, int64_t id) MUST_USE;

#endif
