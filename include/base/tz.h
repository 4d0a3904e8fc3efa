#ifndef SPARKD_BASE_TZ_H
#define SPARKD_BASE_TZ_H

#include "instant.h"

/* A wall time in the server's zone (a trust has one: Europe/London). */
struct local {
    struct day day;
    int hour, minute, second;
};

#define TZ_NAME "Europe/London"

/* Once, before any thread starts. ERR_IO if the system's tz database lacks the zone. */
enum err tz_init(void) MUST_USE;

/* offset of the zone at t, seconds east of UTC. */
int tz_offset_s(struct instant t);
struct local tz_local(struct instant t);
struct day tz_day(struct instant t);

/*
 * The instant of a wall time. The gap (clocks go forward) is ERR_INVALID, the
 * overlap (clocks go back) ERR_CONFLICT: nothing in a school happens then, so
 * callers refuse both in words (calendar specification, section 7).
 */
enum err tz_instant(struct local local, struct instant *ret) MUST_USE;

/* The instant of day at hour:minute, for hours in which clocks never change (04:00 and later). */
struct instant tz_at(struct day day, int hour, int minute);

/* 2026-11-12T15:52:00+00:00: RFC 3339 with the zone's offset. */
void tz_format(struct instant t, char ret[static INSTANT_TEXT_MAX]);

#endif
