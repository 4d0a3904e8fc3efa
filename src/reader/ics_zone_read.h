#ifndef SPARKD_FEED_ICS_ZONE_READ_H
#define SPARKD_FEED_ICS_ZONE_READ_H

/* Only its _r functions: the others keep their last 2,500 strings per thread. */
#include <libical/ical.h>

#include "instant.h"

/* The clock a time of a file goes by: UTC, the trust's, or one the file itself describes. */
struct ics_clock {
    enum { ICS_CLOCK_OURS, ICS_CLOCK_UTC, ICS_CLOCK_FILE } kind;
    icaltimezone *zone;
};

/*
 * The clock of a TZID: the trust's under each of its names, else the VTIMEZONE
 * of that calendar, else UTC under its names. False: the file does not explain
 * it, or in a way no zone has (RFC 5545 3.6.5).
 */
bool ics_zone_find(icalcomponent *calendar, const char *tzid, struct ics_clock *ret);

/*
 * The instant of a wall time, seconds since 1970-01-01T00:00 on that clock. Of
 * a time that happens twice the first; of one that does not happen, what the
 * offset before the gap makes of it (RFC 5545 3.3.5).
 */
struct instant ics_zone_instant(const struct ics_clock *clock, int64_t wall_s);
/* The wall time of an instant. */
int64_t ics_zone_wall(const struct ics_clock *clock, struct instant t);

#endif
