#ifndef SPARKD_EVENT_BOOKING_WALK_IN_H
#define SPARKD_EVENT_BOOKING_WALK_IN_H

#include "event.h"
#include "person.h"

/* Somebody stands in the room without a confirmed booking and has one from now on: with a place if
 * one is free, else beyond the capacity. What they waited for or had asked for becomes it. Nobody
 * is mailed. */
enum err booking_walk_in(struct store *store, struct instant now, const struct event *event,
                         struct person_id person, struct arena *arena) MUST_USE;
/* They were not there after all: it ends, and its place is free. */
enum err booking_walk_out(struct store *store, struct instant now, struct event_id event,
                          struct person_id person, struct arena *arena) MUST_USE;

#endif
