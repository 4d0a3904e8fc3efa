#ifndef SPARKD_EVENT_EVENT_COPY_H
#define SPARKD_EVENT_EVENT_COPY_H

#include "event_shift.h"

/*
 * What of an event another one like it has too (issue 4: copy from last year);
 * how it is made is spark_copy's. Use cases run in the caller's transaction.
 */

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
 * given up, and *ret_without_room says so. ERR_INVALID field on: the clocks change in that hour. */
enum err event_copy_fields(struct store *store, const struct event *event, struct event_shift shift,
                           struct refusal *why, struct event_fields *ret,
                           bool *ret_without_room) MUST_USE;
/* The other sessions of an event of several; no change for one that meets once. ERR_INVALID field
 * on, and what event_set_sessions says of the copy. */
enum err event_copy_sessions(struct store *store, struct instant now, const struct event *from,
                             struct event_id to, struct event_shift shift,
                             struct refusal *why) MUST_USE;
/* The blocks of a day, its workshops (which repeat each other as before, and are without a room
 * that is not to be had), and when they are chosen; no change for an event without blocks.
 * ERR_INVALID field on, and what block_create and workshop_create say of the copy. */
enum err event_copy_workshops(struct store *store, struct instant now, struct person_id actor,
                              const struct event *from, struct event_id to,
                              struct event_shift shift, struct refusal *why) MUST_USE;

#endif
