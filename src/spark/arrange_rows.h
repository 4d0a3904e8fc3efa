#ifndef SPARKD_SPARK_ARRANGE_ROWS_H
#define SPARKD_SPARK_ARRANGE_ROWS_H

#include <stdint.h>

/*
 * The loops a search spends its time in: sums over rows of the tables, in
 * whole vectors where the processor has them. Integers, so the width shows in
 * nothing but speed.
 */

/* Of `count` rows, `stride` apart, the cells [0, width): cells += add - take. */
void arrange_rows_add(int32_t *cells, int stride, int count, const int32_t *add,
                      const int32_t *take, int width);

/* Talks and their starts and units: `now` of whom a talk `units` long meets at `to` grows by add,
 * of whom it met at `from` shrinks by it. A start below 0 meets nobody. */
struct arrange_meet {
    const int32_t *starts, *units; /* of `count` talks */
    int count;
    int length; /* of the talk */
    int from, to;
};
void arrange_rows_meet(int32_t *now, const struct arrange_meet *meet, const int32_t *add);

/* over[i] += there[i] + room[i] - now[i] - beside[i] - noise[i] - least, and twice pair[i] less if
 * starts[i] and `at` are `units` apart. */
struct arrange_weighing {
    const int32_t *there, *room, *now, *beside, *noise, *pair, *starts;
    int32_t least, at, units;
};
void arrange_rows_weigh(int32_t *over, const struct arrange_weighing *w, int count);

#endif
