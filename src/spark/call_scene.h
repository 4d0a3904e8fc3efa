#ifndef SPARKD_SPARK_CALL_SCENE_H
#define SPARKD_SPARK_CALL_SCENE_H

#include "call_rules.h"

/* Zeros where an event keeps no places. */
enum err call_kept_find(struct store *store, struct event_id event, struct call_kept *ret) MUST_USE;
/* Have none of those who present it ever given a talk before that event? Whoever was asked counts,
 * so that nobody is named as a first-timer to win a place. */
enum err call_first_timer(struct store *store, const struct talk *talk, bool *ret) MUST_USE;

/*
 * Is it what the event calls for, and still open where it is offered now? Only
 * what differs from `before` is looked at (NULL: all). Refuses fields minutes,
 * category, theme; ERR_CONFLICT `call-closed`.
 */
enum err call_check(struct store *store, struct instant now, const struct talk *talk,
                    const struct talk *before, struct refusal *why) MUST_USE;

/* The call's own days go along when its event moves. Kept places that were opened stay open. */
enum err call_shift(struct store *store, struct event_id event, int days) MUST_USE;
/* As the other calls, so many days on; its kept places are kept again. */
enum err call_copy(struct store *store, struct event_id from, struct event_id to,
                   int days) MUST_USE;

#endif
