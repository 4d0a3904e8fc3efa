/* DESIGN: how the dates of a year are looked for at the desk. */
#include "date_way.h"

#include "check.h"
#include "date_job.h"

struct search {
    struct compute_work work;
    struct date_proposal proposal;
};

static enum err compute(struct compute_work *work, struct store *store,
                        struct arrange_progress *progress)
{
    struct search *search = CONTAINER_OF(work, struct search, work);
    enum err err = date_job_read(store, work->id, work->arena, &search->proposal);
    store_rollback(store); /* no view of the data is held while it computes */
    if (err == OK)
        date_plan_search(&search->proposal, progress, work->arena);
    return err;
}

static enum err keep(struct compute_work *work, struct store *store, struct instant now)
{
    const struct search *search = CONTAINER_OF(work, struct search, work);
    return date_job_end(store, now, work->id, &search->proposal);
}

const struct compute_way date_way = {COMPUTE_DATES, "dates",       compute,
                                     keep,          date_job_fail, date_job_fail_running};

void date_way_begin(struct compute_desk *desk, int64_t job)
{
    struct arena *arena = arena_new();
    struct search *search = ARENA_NEW(arena, struct search);
    search->work = (struct compute_work){.way = &date_way, .arena = arena, .id = job};
    compute_desk_begin(desk, &search->work);
}
