/* DESIGN: how an order of talks is computed at the desk. */
#include "arrange_way.h"

#include "arrange_job.h"
#include "check.h"

struct order {
    struct compute_work work;
    struct arrange_job row;
    struct programme_board board;
    struct arrange_plan plan;
    struct arrange_report report;
};

static enum err compute(struct compute_work *work, struct store *store,
                        struct arrange_progress *progress)
{
    struct order *order = CONTAINER_OF(work, struct order, work);
    enum err err = arrange_job_read(store, work->id, work->arena, &order->row, &order->board);
    store_rollback(store); /* no view of the data is held while it computes */
    if (err == OK)
        arrange_job_compute(&order->row, &order->board, progress, work->arena, &order->plan,
                            &order->report);
    return err;
}

static enum err keep(struct compute_work *work, struct store *store, struct instant now)
{
    const struct order *order = CONTAINER_OF(work, struct order, work);
    return arrange_job_end(store, now, work->id, &order->board, &order->plan, &order->report);
}

const struct compute_way arrange_way = {COMPUTE_ORDER, "arrange",        compute,
                                        keep,          arrange_job_fail, arrange_job_fail_running};

void arrange_way_begin(struct compute_desk *desk, int64_t job)
{
    struct arena *arena = arena_new();
    struct order *order = ARENA_NEW(arena, struct order);
    order->work = (struct compute_work){.way = &arrange_way, .arena = arena, .id = job};
    compute_desk_begin(desk, &order->work);
}
