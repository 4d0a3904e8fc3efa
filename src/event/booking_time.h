#ifndef SPARKD_EVENT_BOOKING_TIME_H
#define SPARKD_EVENT_BOOKING_TIME_H

#include "booking.h"

/* Whoever has a place is taken at every session: their rows of org/busy. */
enum err booking_time_take(struct store *store, const struct event *event, struct booking_id id,
                           struct person_id person, struct arena *arena) MUST_USE;

#endif
