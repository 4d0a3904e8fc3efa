#ifndef SPARKD_EVENT_REGISTER_PRESENTER_H
#define SPARKD_EVENT_REGISTER_PRESENTER_H

#include "event.h"

/*
 * Who gives a talk in the programme of a SPARK event stands on its register
 * (SP-10). They have no booking, for they need no place; attendance and hours
 * hang on bookings, so the first mark of them, or the register's end, makes one
 * that takes no place and of which nobody is told.
 */

/* They have a booking from now on, if they give a talk there; *ret_on: they do. */
enum err register_presenter_join(struct store *store, struct instant now, struct event_id event,
                                 struct person_id person, struct arena *arena,
                                 bool *ret_on) MUST_USE;
/* The same for all who give one. */
enum err register_presenter_join_all(struct store *store, struct instant now, struct event_id event,
                                     struct arena *arena) MUST_USE;

#endif
