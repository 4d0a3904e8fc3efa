/* DESIGN: orders computed on a thread of their own, seen and stopped meanwhile. */
#include "arrange_desk.h"

#include <stdlib.h>

#include "arrange_job.h"
#include "check.h"
#include "err.h"
#include "log.h"

struct arrange_desk {
    struct arrange_desk_options options;
    _Atomic int64_t running; /* the job that progress is of; 0: none */
    struct arrange_progress progress;
    atomic_bool stopping;
};

/* One order: computed by the first job, kept by the second. */
struct order {
    struct job compute, keep;
    struct arrange_desk *desk;
    struct arena *arena;
    int64_t id;
    struct instant now;
    bool found, failed;
    struct arrange_job row;
    struct programme_board board;
    struct arrange_plan plan;
    struct arrange_report report;
};

struct arrange_desk *arrange_desk_new(const struct arrange_desk_options *options)
{
    struct arrange_desk *desk = check_calloc(1, sizeof *desk);
    desk->options = *options;
    return desk;
}

void arrange_desk_free(struct arrange_desk *desk)
{
    free(desk);
}

/* It runs until what it found is kept, so that nobody looks in between. */
static void free_order(struct order *order)
{
    int64_t id = order->id;
    atomic_compare_exchange_strong(&order->desk->running, &id, 0);
    arena_free(order->arena);
    free(order);
}

/* ---- the writer's part ---- */

static enum err run_keep(struct job *job, struct store *store)
{
    struct order *order = CONTAINER_OF(job, struct order, keep);
    if (order->found)
        return arrange_job_end(store, order->now, order->id, &order->board, &order->plan,
                               &order->report);
    return order->failed ? arrange_job_fail(store, order->now, order->id) : OK;
}

static void done_keep(struct job *job, enum err err)
{
    struct order *order = CONTAINER_OF(job, struct order, keep);
    if (err != OK)
        LOG(LOG_WARNING, "arrange", LOG_NUMBER("job", order->id), LOG_TEXT("err", err_name(err)));
    free_order(order);
}

/* Without room in the queue its row stays "running", and the next start says it failed. */
static void keep(struct order *order)
{
    order->now = clock_now(order->desk->options.clock);
    order->keep = (struct job){.run = run_keep, .done = done_keep, .quiet = true};
    if (lane_submit(order->desk->options.writer, &order->keep) != OK)
        free_order(order);
}

/* ---- the computing thread's part ---- */

static void begin(struct arrange_desk *desk, int64_t id)
{
    atomic_store(&desk->progress.cancel, false);
    atomic_store(&desk->progress.moves_done, 0);
    atomic_store(&desk->progress.moves_planned, 0);
    atomic_store(&desk->progress.hard, 0);
    atomic_store(&desk->progress.points, 0);
    atomic_store(&desk->running, id);
}

static enum err run_compute(struct job *job, struct store *store)
{
    struct order *order = CONTAINER_OF(job, struct order, compute);
    struct arrange_desk *desk = order->desk;
    if (atomic_load(&desk->stopping))
        return OK;
    begin(desk, order->id);
    enum err err = arrange_job_read(store, order->id, order->arena, &order->row, &order->board);
    store_rollback(store); /* no view of the data is held while it computes */
    if (err == OK) {
        arrange_job_compute(&order->row, &order->board, &desk->progress, order->arena, &order->plan,
                            &order->report);
        order->found = true;
    }
    order->failed = err != OK && err != ERR_NOT_FOUND;
    return OK;
}

static void done_compute(struct job *job, enum err err)
{
    struct order *order = CONTAINER_OF(job, struct order, compute);
    order->failed = order->failed || err != OK;
    if (atomic_load(&order->desk->stopping))
        free_order(order);
    else
        keep(order);
}

void arrange_desk_start(struct arrange_desk *desk, int64_t id)
{
    struct order *order = check_calloc(1, sizeof *order);
    order->desk = desk;
    order->id = id;
    order->arena = arena_new();
    order->compute = (struct job){.run = run_compute, .done = done_compute, .quiet = true};
    if (!desk->options.compute || lane_submit(desk->options.compute, &order->compute) != OK) {
        order->failed = true;
        keep(order);
    }
}

/* ---- meanwhile ---- */

void arrange_desk_cancel(struct arrange_desk *desk, int64_t job)
{
    if (atomic_load(&desk->running) == job)
        atomic_store(&desk->progress.cancel, true);
}

void arrange_desk_stop(struct arrange_desk *desk)
{
    atomic_store(&desk->stopping, true);
    atomic_store(&desk->progress.cancel, true);
}

bool arrange_desk_look(struct arrange_desk *desk, int64_t job, struct arrange_seen *ret)
{
    if (!desk || atomic_load(&desk->running) != job)
        return false;
    *ret = (struct arrange_seen){
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
    struct instant now;
};

static enum err run_recovery(struct job *job, struct store *store)
{
    return arrange_job_fail_running(store, CONTAINER_OF(job, struct recovery, job)->now);
}

static void done_recovery(struct job *job, enum err err)
{
    if (err != OK)
        LOG(LOG_WARNING, "arrange", LOG_TEXT("err", err_name(err)));
    free(CONTAINER_OF(job, struct recovery, job));
}

void arrange_desk_recover(struct arrange_desk *desk)
{
    struct recovery *recovery = check_calloc(1, sizeof *recovery);
    recovery->now = clock_now(desk->options.clock);
    recovery->job = (struct job){.run = run_recovery, .done = done_recovery, .quiet = true};
    if (lane_submit(desk->options.writer, &recovery->job) != OK)
        free(recovery);
}
