/* DESIGN: the only place that asks the system what time it is. */
#include "clock.h"

#include <time.h>

static int64_t system_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return ts.tv_sec;
}

void clock_init_real(struct clock *clock)
{
    clock->ahead_s = 0;
}

void clock_init_at(struct clock *clock, struct instant start)
{
    clock->ahead_s = start.v - system_now();
}

struct instant clock_now(const struct clock *clock)
{
    return (struct instant){system_now() + clock->ahead_s};
}

enum err clock_move(struct clock *clock, struct instant to)
{
    struct instant now = clock_now(clock);
    if (to.v < now.v)
        return ERR_INVALID;
    clock->ahead_s += to.v - now.v;
    return OK;
}

struct instant clock_system_time(const struct clock *clock, struct instant t)
{
    return (struct instant){t.v - clock->ahead_s};
}

int64_t clock_monotonic_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}
