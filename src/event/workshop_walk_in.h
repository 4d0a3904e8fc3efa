#ifndef SPARKD_EVENT_WORKSHOP_WALK_IN_H
#define SPARKD_EVENT_WORKSHOP_WALK_IN_H

#include "event.h"

/*
 * Before somebody is let in at the door of a workshop: they have a place on its
 * day, and are in no other workshop of the block; one that they chose and are
 * not marked in is given back. No change for any other event. ERR_CONFLICT
 * `no-place`: none on the day; `elsewhere`: marked in another of the block.
 */
enum err workshop_walk_in(struct store *store, struct instant now, const struct event *event,
                          struct person_id person, struct refusal *why) MUST_USE;

#endif
