#ifndef SPARKD_EVENT_EVENT_COPY_H
#define SPARKD_EVENT_EVENT_COPY_H

#include "event_shift.h"

/* What of an event another one like it has too; how it is made is spark_copy's. */

/*
 * What is kept of one event beside its fields, for the other too: what it is
 * about, what is said of its place, who organises (but for those who left) and
 * who leads from outside, for whom it is and how many places a school has, its
 * files. Not who is booked, nor what they need.
 */
enum err event_copy_beside(struct store *store, struct event_id from, struct event_id to) MUST_USE;
/* `to` is a copy of `from`; why that one was added late is nothing of this one's. */
enum err event_copy_mark(struct store *store, struct event_id from, struct event_id to) MUST_USE;

/* Its fields as they would be, by days and minutes; a room that is out of use or taken then is
 * given up, and *ret_without_room says so. */
enum err event_copy_fields(struct store *store, const struct event *event, struct event_shift shift,
                           struct refusal *why, struct event_fields *ret,
                           bool *ret_without_room) MUST_USE;
/* The other sessions of an event of several. */
enum err event_copy_sessions(struct store *store, struct instant now, const struct event *from,
                             struct event_id to, struct event_shift shift,
                             struct refusal *why) MUST_USE;
/* The blocks of a day, its workshops, and when they are chosen. */
enum err event_copy_workshops(struct store *store, struct instant now, struct person_id actor,
                              const struct event *from, struct event_id to,
                              struct event_shift shift, struct refusal *why) MUST_USE;

#endif
