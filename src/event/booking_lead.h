#ifndef SPARKD_EVENT_BOOKING_LEAD_H
#define SPARKD_EVENT_BOOKING_LEAD_H

#include "event_people.h"

/* A colleague leads: a booking of that part, which takes no place. The event is known to be on, the
 * person to be there (event_people). */
enum err booking_lead(struct store *store, struct instant now, const struct event_leading *leading,
                      struct refusal *why) MUST_USE;
/* No change if they do not lead it; who only attends is left alone. */
enum err booking_lead_end(struct store *store, struct instant now,
                          const struct event_leading *leading, struct refusal *why) MUST_USE;

#endif
