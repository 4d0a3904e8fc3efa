#ifndef SPARKD_BASE_CLOCK_H
#define SPARKD_BASE_CLOCK_H

#include "instant.h"

/*
 * Where "now" comes from. Edges read it once per turn and pass it down; the
 * domain takes a struct instant. A demo clock runs on from a chosen instant
 * and may be moved forward, by any thread.
 */
struct clock {
    _Atomic int64_t ahead_s; /* seconds added to the system's time */
};

void clock_init_real(struct clock *clock);
void clock_init_at(struct clock *clock, struct instant start);
struct instant clock_now(const struct clock *clock);
/* Moves a demo clock; ERR_INVALID for an instant before clock_now. */
enum err clock_move(struct clock *clock, struct instant to) MUST_USE;
/* What the system's real-time clock must show when this clock shows t. */
struct instant clock_system_time(const struct clock *clock, struct instant t);
/* Monotonic milliseconds, for deadlines of connections and for measuring. */
int64_t clock_monotonic_ms(void);

#endif
