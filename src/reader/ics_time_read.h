#ifndef SPARKD_FEED_ICS_TIME_READ_H
#define SPARKD_FEED_ICS_TIME_READ_H

#include "ics_zone_read.h"

/* A date or a time of a file. */
struct ics_time {
    int64_t wall_s; /* on its clock, since 1970-01-01T00:00 */
    bool is_date;
    struct ics_clock clock;
    struct instant at; /* of a date its first moment in the trust's zone */
};

/* The zones of one calendar of a file. */
struct ics_zones {
    icalcomponent *calendar;
    const char *tzid; /* the one found last */
    struct ics_clock clock;
    bool unknown; /* a zone was asked for that the file does not explain */
};

/* The time that a property has. False for what is no time, and for one in an unknown zone. */
bool ics_time_read(struct ics_zones *zones, icalproperty *property, struct icaltimetype value,
                   struct ics_time *ret);
/* The same wall time of another date: `value` on the clock of `like`. */
bool ics_time_like(const struct ics_time *like, struct icaltimetype value, struct ics_time *ret);
/* Wall time moved, in days and seconds of the clock. */
struct instant ics_time_add_days(const struct ics_time *time, int days);
/* Which day of its clock it is on. */
int32_t ics_time_day(const struct ics_time *time);

/* How long an entry takes: days of the clock, and then seconds (RFC 5545 3.8.5.3). */
struct ics_length {
    int days;
    int64_t seconds;
};
/* False for one that is negative or takes more than ten years. */
bool ics_length_of_duration(struct icaldurationtype duration, struct ics_length *ret);
/* From DTEND, DURATION, or neither: a date takes its day, a time nothing (RFC 5545 3.6.1). */
bool ics_length_read(struct ics_zones *zones, icalcomponent *event, const struct ics_time *start,
                     struct ics_length *ret);
struct instant ics_length_end(const struct ics_length *length, const struct ics_time *start);

#endif
