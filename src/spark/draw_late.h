#ifndef SPARKD_SPARK_DRAW_LATE_H
#define SPARKD_SPARK_DRAW_LATE_H

#include "draw_rules.h"
#include "stage.h"

/*
 * By how much each room of the list runs behind the plan of a draw, so that who
 * has to leave is drawn by the real time: what the stage expects where it is
 * used, and never before now. Seconds, at most DRAW_LENGTH_MAX_S; 0: not late.
 */
struct draw_clock {
    const struct draw *draw;
    const struct draw_list *list;
    struct instant doors_at; /* second 0 of the list */
    struct instant now;
};
void draw_late_compute(const struct draw_clock *clock, const struct stage *stage,
                       int ret[static DRAW_ROOMS_MAX]);

#endif
