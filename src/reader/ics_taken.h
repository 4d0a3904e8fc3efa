#ifndef SPARKD_FEED_ICS_TAKEN_H
#define SPARKD_FEED_ICS_TAKEN_H

#include "own_calendar.h"

/* The stretches of [from, to) that a file takes, as they are found. */
struct ics_taken {
    struct arena *arena;
    struct instant from, to;
    struct own_calendar_span *items;
    int count, room;
    int64_t steps;     /* of repeats, done so far */
    int left_out;      /* entries that were not understood in full */
    const char *fault; /* NULL: none so far */
};

/* Clipped to [from, to); an empty one is none. Too many: fault "many". */
void ics_taken_add(struct ics_taken *taken, struct instant from, struct instant to);
/* One more step of a repeat; false, with fault "many", beyond what any calendar needs. */
bool ics_taken_step(struct ics_taken *taken);
/* Puts them in order, joins what touches, parts what is longer than OWN_CALENDAR_SPAN_S. Too many:
 * fault "many". */
void ics_taken_finish(struct ics_taken *taken);

#endif
