#ifndef SPARKD_FEED_ICS_SERIES_READ_H
#define SPARKD_FEED_ICS_SERIES_READ_H

#include "ics_taken.h"
#include "ics_time_read.h"

/* One VEVENT as it stands in a file. */
struct ics_entry {
    icalcomponent *event;
    const char *uid;
    struct icaltimetype first; /* its DTSTART as it stands */
    struct ics_time start;
    struct ics_length length;
    bool busy; /* neither cancelled nor transparent */
};

/* One that stands for an occurrence of another (RECURRENCE-ID), or for it and all that follow. */
struct ics_change {
    struct ics_entry entry;
    struct ics_time of;
    bool following;
};

/* Every time an entry takes: its start, its RRULEs and RDATEs, without its EXDATEs, EXRULEs and
 * what `changes` (of the same UID) stand for (RFC 5545 3.8.5). */
void ics_series_expand(const struct ics_entry *entry, const struct ics_change *changes, int count,
                       struct ics_zones *zones, struct ics_taken *taken);

#endif
