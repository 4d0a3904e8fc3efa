#ifndef SPARKD_SPARK_ARRANGE_JOB_H
#define SPARKD_SPARK_ARRANGE_JOB_H

#include "programme_board.h"

/*
 * An order that the arranger is asked for (SP-12; contract section 5: jobs).
 * It is asked for and ended by the writer; in between it is computed on a
 * thread of its own, from what the board holds when it begins.
 */
enum arrange_job_state { JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED, JOB_STATES };
/* "running" */
const char *arrange_job_state_name(enum arrange_job_state state);
/* "arrange", "repair", "improve": the words of the contract */
const char *arrange_job_mode_name(enum arrange_mode mode);
enum err arrange_job_mode_parse(struct str s, enum arrange_mode *ret) MUST_USE;

struct arrange_ask {
    enum arrange_mode mode;
    int64_t seed, moves;
    int moved_max; /* of ARRANGE_IMPROVE */
};

struct arrange_job {
    int64_t id;
    struct event_id event;
    struct arrange_ask ask;
    int number; /* of the version it began from */
    enum arrange_job_state state;
    int64_t moves_done;
    bool has_plan;
    int hard, points; /* of the plan */
    struct instant asked_at, accepted_at;
};

/* Refuses fields mode, seed, moves, moved_max. ERR_CONFLICT `running` (other_id: the job) while
 * one of that event runs, `empty` without talks. */
enum err arrange_job_start(struct store *store, struct instant now,
                           const struct programme_board *board, const struct arrange_ask *ask,
                           struct person_id by, struct refusal *why, int64_t *ret) MUST_USE;
/* ERR_NOT_FOUND. */
enum err arrange_job_find(struct store *store, int64_t id, struct arrange_job *ret) MUST_USE;

/* On the computing thread: what the board holds, then the order. The board is read in a moment,
 * the order takes as long as its moves do. ERR_NOT_FOUND: it runs no longer. */
enum err arrange_job_read(struct store *store, int64_t id, struct arena *arena,
                          struct arrange_job *ret_job, struct programme_board *ret) MUST_USE;
void arrange_job_compute(const struct arrange_job *job, struct programme_board *board,
                         struct arrange_progress *progress, struct arena *arena,
                         struct arrange_plan *ret, struct arrange_report *ret_report);

/* What was found. A cancelled one keeps its state, and what was found until then. */
enum err arrange_job_end(struct store *store, struct instant now, int64_t id,
                         const struct programme_board *board, const struct arrange_plan *plan,
                         const struct arrange_report *report) MUST_USE;
enum err arrange_job_fail(struct store *store, struct instant now, int64_t id) MUST_USE;
/* At the start of a server: whatever ran has failed. */
enum err arrange_job_fail_running(struct store *store, struct instant now) MUST_USE;
/* No change if it runs no longer. */
enum err arrange_job_cancel(struct store *store, struct instant now, int64_t id) MUST_USE;

/* Its plan for the board's talks; those it does not know have no slot. */
enum err arrange_job_plan(struct store *store, int64_t id, const struct programme_board *board,
                          struct arena *arena, struct arrange_slot **ret) MUST_USE;
/* Its plan is the latest version. ERR_CONFLICT `no-plan`; ERR_STALE: the board is another now. */
enum err arrange_job_accept(struct store *store, struct instant now, const struct arrange_job *job,
                            const struct programme_board *board, struct person_id by,
                            struct refusal *why) MUST_USE;

#endif
