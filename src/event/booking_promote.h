#ifndef SPARKD_EVENT_BOOKING_PROMOTE_H
#define SPARKD_EVENT_BOOKING_PROMOTE_H

#include "booking_place.h"

/* booking_promote of an event that was just read. */
enum err booking_promote_event(struct store *store, struct instant now, const struct event *event,
                               struct arena *arena) MUST_USE;

#endif
