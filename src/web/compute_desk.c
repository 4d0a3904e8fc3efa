/* DESIGN: long work computed on a thread of its own, seen and stopped meanwhile. */
#include "compute_desk.h"

#include <stdlib.h>

#include "check.h"
#include "err.h"
#include "log.h"

enum { KINDS = 2 };

struct compute_desk {
    struct compute_desk_options options;
    _Atomic int64_t running; /* the key of what progress is of; 0: nothing */
    struct arrange_progress progress;
    atomic_bool stopping;
};

struct compute_desk *compute_desk_new(const struct compute_desk_options *options)
{
    struct compute_desk *desk = check_calloc(1, sizeof *desk);
    desk->options = *options;
    return desk;
}

void compute_desk_free(struct compute_desk *desk)
{
    free(desk);
}

/* Kind and id as one, never 0. */
static int64_t key_of(enum compute_kind kind, int64_t id)
{
    return id * KINDS + (int64_t)kind + 1;
}

/* It runs until what it found is kept, so that nobody looks in between. */
static void free_work(struct compute_work *work)
{
    int64_t key = key_of(work->way->kind, work->id);
    atomic_compare_exchange_strong(&work->desk->running, &key, 0);
    arena_free(work->arena);
}

/* ---- the writer's part ---- */

static enum err run_keep(struct job *job, struct store *store)
{
    struct compute_work *work = CONTAINER_OF(job, struct compute_work, keep);
    if (work->found)
        return work->way->keep(work, store, work->now);
    return work->failed ? work->way->fail(store, work->now, work->id) : OK;
}

static void done_keep(struct job *job, enum err err)
{
    struct compute_work *work = CONTAINER_OF(job, struct compute_work, keep);
    if (err != OK)
        LOG(LOG_WARNING, work->way->area, LOG_NUMBER("job", work->id),
            LOG_TEXT("err", err_name(err)));
    free_work(work);
}

/* Without room in the queue its row stays "running", and the next start says it failed. */
static void keep(struct compute_work *work)
{
    work->now = clock_now(work->desk->options.clock);
    work->keep = (struct job){.run = run_keep, .done = done_keep, .quiet = true};
    if (lane_submit(work->desk->options.writer, &work->keep) != OK)
        free_work(work);
}

/* ---- the computing thread's part ---- */

static void begin(struct compute_desk *desk, int64_t key)
{
    atomic_store(&desk->progress.cancel, false);
    atomic_store(&desk->progress.moves_done, 0);
    atomic_store(&desk->progress.moves_planned, 0);
    atomic_store(&desk->progress.hard, 0);
    atomic_store(&desk->progress.points, 0);
    atomic_store(&desk->running, key);
}

static enum err run_compute(struct job *job, struct store *store)
{
    struct compute_work *work = CONTAINER_OF(job, struct compute_work, compute);
    struct compute_desk *desk = work->desk;
    if (atomic_load(&desk->stopping))
        return OK;
    begin(desk, key_of(work->way->kind, work->id));
    enum err err = work->way->compute(work, store, &desk->progress);
    work->found = err == OK;
    work->failed = err != OK && err != ERR_NOT_FOUND;
    return OK;
}

static void done_compute(struct job *job, enum err err)
{
    struct compute_work *work = CONTAINER_OF(job, struct compute_work, compute);
    work->failed = work->failed || err != OK;
    if (atomic_load(&work->desk->stopping))
        free_work(work);
    else
        keep(work);
}

void compute_desk_begin(struct compute_desk *desk, struct compute_work *work)
{
    work->desk = desk;
    work->compute = (struct job){.run = run_compute, .done = done_compute, .quiet = true};
    if (!desk->options.compute || lane_submit(desk->options.compute, &work->compute) != OK) {
        work->failed = true;
        keep(work);
    }
}

/* ---- meanwhile ---- */

void compute_desk_cancel(struct compute_desk *desk, enum compute_kind kind, int64_t id)
{
    if (atomic_load(&desk->running) == key_of(kind, id))
        atomic_store(&desk->progress.cancel, true);
}

void compute_desk_stop(struct compute_desk *desk)
{
    atomic_store(&desk->stopping, true);
    atomic_store(&desk->progress.cancel, true);
}

bool compute_desk_look(struct compute_desk *desk, enum compute_kind kind, int64_t id,
                       struct compute_seen *ret)
{
    if (!desk || atomic_load(&desk->running) != key_of(kind, id))
        return false;
    *ret = (struct compute_seen){
        .moves_done = atomic_load(&desk->progress.moves_done),
        .moves_planned = atomic_load(&desk->progress.moves_planned),
        .hard = atomic_load(&desk->progress.hard),
        .points = atomic_load(&desk->progress.points),
    };
    return true;
}

/* ---- after a restart ---- */

struct recovery {
    struct job job;
    const struct compute_way *way;
    struct instant now;
};

static enum err run_recovery(struct job *job, struct store *store)
{
    const struct recovery *recovery = CONTAINER_OF(job, struct recovery, job);
    return recovery->way->fail_running(store, recovery->now);
}

static void done_recovery(struct job *job, enum err err)
{
    struct recovery *recovery = CONTAINER_OF(job, struct recovery, job);
    if (err != OK)
        LOG(LOG_WARNING, recovery->way->area, LOG_TEXT("err", err_name(err)));
    free(recovery);
}

void compute_desk_recover(struct compute_desk *desk, const struct compute_way *way)
{
    struct recovery *recovery = check_calloc(1, sizeof *recovery);
    recovery->way = way;
    recovery->now = clock_now(desk->options.clock);
    recovery->job = (struct job){.run = run_recovery, .done = done_recovery, .quiet = true};
    if (lane_submit(desk->options.writer, &recovery->job) != OK)
        free(recovery);
}
