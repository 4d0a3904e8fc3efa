#ifndef SPARKD_WEB_COMPUTE_DESK_H
#define SPARKD_WEB_COMPUTE_DESK_H

#include <stdatomic.h>

#include "arrange.h"
#include "clock.h"
#include "lane.h"

/*
 * Where long work is computed (house: threads, compute): takes work whose row
 * is committed to the one computing thread, and what came of it to the writer.
 * On the loop, but for progress, which any thread may read.
 */
struct compute_desk;

struct compute_desk_options {
    struct lane *compute, *writer; /* compute NULL: nothing is computed, work fails */
    struct clock *clock;
};
struct compute_desk *compute_desk_new(const struct compute_desk_options *options);
void compute_desk_free(struct compute_desk *desk);
/* Nothing more is begun, what runs ends. */
void compute_desk_stop(struct compute_desk *desk);

/* What is computed: orders of talks, dates of a year. Ids are each kind's own. */
enum compute_kind { COMPUTE_ORDER, COMPUTE_DATES };

struct compute_work;
struct compute_way {
    enum compute_kind kind;
    const char *area; /* of its lines in the log */
    /* On the computing thread: reads, lets go of its view of the data, computes. ERR_NOT_FOUND: it
     * runs no longer. */
    enum err (*compute)(struct compute_work *work, struct store *store,
                        struct arrange_progress *progress);
    /* On the writer: what was found, or that nothing was. */
    enum err (*keep)(struct compute_work *work, struct store *store, struct instant now);
    enum err (*fail)(struct store *store, struct instant now, int64_t id);
    /* What ran when the server ended has failed. */
    enum err (*fail_running)(struct store *store, struct instant now);
};

/* Part of what each kind knows besides; that lies in the work's arena and ends with it. */
struct compute_work {
    const struct compute_way *way;
    struct arena *arena;
    int64_t id;
    /* the desk's own */
    struct compute_desk *desk;
    struct job compute, keep;
    struct instant now;
    bool found, failed;
};
void compute_desk_begin(struct compute_desk *desk, struct compute_work *work);
void compute_desk_recover(struct compute_desk *desk, const struct compute_way *way);

/* Its row says so already; if it runs it ends within a moment. */
void compute_desk_cancel(struct compute_desk *desk, enum compute_kind kind, int64_t id);

struct compute_seen {
    int64_t moves_done, moves_planned;
    int hard, points;
};
/* False: that does not run just now. desk may be NULL. */
bool compute_desk_look(struct compute_desk *desk, enum compute_kind kind, int64_t id,
                       struct compute_seen *ret);

#endif
