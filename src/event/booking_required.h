#ifndef SPARKD_EVENT_BOOKING_REQUIRED_H
#define SPARKD_EVENT_BOOKING_REQUIRED_H

#include "booking.h"

/*
 * A place for somebody who has to come: what they had at the event becomes it,
 * the event has a place more if all are taken, and they are told. They cannot
 * give it up by themselves; what else they have then is left to them, named on
 * the event's list.
 */
enum err booking_require(struct store *store, struct instant now, const struct event *event,
                         struct person_id person, struct arena *arena) MUST_USE;

/* Ends such a place, with a sentence why; no change if there is none. */
enum err booking_unrequire(struct store *store, struct instant now, const struct event *event,
                           struct person_id person, const char *detail,
                           struct arena *arena) MUST_USE;

#endif
