#ifndef SPARKD_WEB_BOOKING_ONLINE_VIEW_H
#define SPARKD_WEB_BOOKING_ONLINE_VIEW_H

#include "event.h"
#include "view.h"

#include <jansson.h>

/* In the room or online, in what an event's page says of places (event_places_view). Nothing where
 * the event offers one of them alone. */

/* To whoever may book: the two to choose from; a room that is full without a waiting list leaves
 * the other. */
enum err booking_online_view_open(struct ctx *ctx, const struct event *event,
                                  json_t **places) MUST_USE;
/* To whoever has a booking: which it is, and the press that makes it the other. */
enum err booking_online_view_mine(struct ctx *ctx, const struct event *event,
                                  json_t *places) MUST_USE;
/* ", 3 more online"; "" if nobody is. */
enum err booking_online_view_count(struct ctx *ctx, const struct event *event,
                                   const char **ret) MUST_USE;

#endif
