#ifndef SPARKD_SPARK_STAGE_REGISTER_H
#define SPARKD_SPARK_STAGE_REGISTER_H

#include "event.h"
#include "refusal.h"

/*
 * Whoever speaks on the stage is here (SP-10): the register says so of all
 * whose talk is on or was given and of whom it says nothing yet, in the name of
 * `by`, who pressed. What the stage said is taken back when the act is undone;
 * what anybody said at the door stands. Does nothing where the register cannot
 * be taken: too early, closed, or the event is not on. In the transaction of
 * the act, after stage_talk_keep.
 */
enum err stage_register_follow(struct store *store, struct instant now, struct event_id event,
                               struct person_id by, struct arena *arena) MUST_USE;

#endif
