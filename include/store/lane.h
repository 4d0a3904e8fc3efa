#ifndef SPARKD_STORE_LANE_H
#define SPARKD_STORE_LANE_H

#include <stdint.h>

#include "store.h"

/*
 * Where threads meet (house: threads). A lane is a bounded queue of jobs, the
 * threads that run them on their own connections, and a descriptor that turns
 * readable when there are answers. The writer lane has one thread: it takes
 * all that waits (at most batch_max), runs each job inside a savepoint of one
 * IMMEDIATE transaction, commits, and only then hands the answers back. A job
 * that fails is rolled back alone; if the transaction is lost, every job of
 * the batch ends ERR_IO and none of its effects stays.
 */
struct lane;

/* Embedded in the submitter's own struct; freed by `done`. */
struct job {
    struct job *next; /* the lane's */
    /* On the lane's thread. An error rolls this job's changes back. No effect outside the store. */
    enum err (*run)(struct job *job, struct store *store);
    /* On the loop, from lane_drain, after the commit. */
    void (*done)(struct job *job, enum err err);
    bool quiet;   /* what it changes concerns nobody's reading: no new generation */
    enum err err; /* the lane's */
};

enum lane_kind { LANE_WRITER, LANE_READERS };

struct lane_options {
    enum lane_kind kind;
    const char *path; /* of the database */
    int threads;      /* 1 for the writer */
    int batch_max;    /* writer: 64 */
    int queue_max;    /* 4,096 */
    bool behind;      /* its threads get the processor when nobody else here wants it more */
};

/* The writer's connection is opened now, ERR_IO if it cannot be; a reader's with its first job,
 * which ends ERR_IO if it cannot be. */
enum err lane_new(const struct lane_options *options, struct lane **ret) MUST_USE;
/* Runs what is queued, joins the threads, then drains: every job's `done` is called. */
void lane_free(struct lane *lane);

/* ERR_BUSY: the queue is full (answer 503 with Retry-After); the job stays the caller's. */
enum err lane_submit(struct lane *lane, struct job *job) MUST_USE;
/* Each thread, once nothing waits, gives back the memory it keeps for speed. For after work as
 * large as the trust: what comes next pays a few milliseconds to have it again. */
void lane_shrink(struct lane *lane);
/* Readable when lane_drain has something to do. */
int lane_fd(const struct lane *lane);
/* Calls `done` of every finished job, in order. On the loop. */
void lane_drain(struct lane *lane);
/* Grows with each committed batch in which a job that is not quiet changed rows: what was read
 * before is old. */
uint64_t lane_generation(const struct lane *lane);

#endif
