#ifndef SPARKD_WEB_ARRANGE_DESK_H
#define SPARKD_WEB_ARRANGE_DESK_H

#include <stdatomic.h>

#include "clock.h"
#include "lane.h"

/*
 * Where orders are computed (house: threads, compute): takes a job whose row
 * is committed to the one computing thread, and what came of it to the writer.
 * On the loop, but for progress, which any thread may read.
 */
struct arrange_desk;

struct arrange_desk_options {
    struct lane *compute, *writer; /* compute NULL: nothing is computed, jobs fail */
    struct clock *clock;
};
struct arrange_desk *arrange_desk_new(const struct arrange_desk_options *options);
void arrange_desk_free(struct arrange_desk *desk);

/* What ran when the server ended has failed. */
void arrange_desk_recover(struct arrange_desk *desk);
void arrange_desk_start(struct arrange_desk *desk, int64_t job);
/* Its row says so already; if it runs it ends within a moment. */
void arrange_desk_cancel(struct arrange_desk *desk, int64_t job);
/* Nothing more is begun, what runs ends. */
void arrange_desk_stop(struct arrange_desk *desk);

struct arrange_seen {
    int64_t moves_done, moves_planned;
    int hard, points;
};
/* False: that job does not run just now. desk may be NULL. */
bool arrange_desk_look(struct arrange_desk *desk, int64_t job, struct arrange_seen *ret);

#endif
