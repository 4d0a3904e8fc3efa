#ifndef SPARKD_EVENT_EVENT_SHIFT_H
#define SPARKD_EVENT_EVENT_SHIFT_H

#include "event_session.h"

/*
 * How far an event moves, by the calendar and the clock on the wall, so that
 * what was at four stays at four whether the clocks have changed or not
 * (calendar specification, section 7). Pure.
 */
struct event_shift {
    int days;
    int minutes; /* of the day, either way */
};

/* From the one's day and minute of the day to the other's. */
struct event_shift event_shift_between(struct instant from, struct instant to);
/* ERR_INVALID in the hours in which the clocks change. A moment of v 0 stays one. */
enum err event_shift_at(struct event_shift shift, struct instant at, struct instant *ret) MUST_USE;
/* All of them, or with ERR_INVALID as event_shift_at some. */
enum err event_shift_sessions(struct event_shift shift, struct event_session_fields *items,
                              int count) MUST_USE;
/* Start, end and the booking window. A window that has opened by now stays open. ERR_INVALID as
 * event_shift_at. */
enum err event_shift_fields(struct event_shift shift, struct instant now,
                            struct event_fields *fields) MUST_USE;

#endif
