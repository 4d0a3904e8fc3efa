#ifndef SPARKD_SPARK_SPARK_CONVERSATION_H
#define SPARKD_SPARK_SPARK_CONVERSATION_H

#include "conversation.h"

/*
 * As conversation_schedule and conversation_hold; who is free then gets the
 * slot their talk waits for too (SP-11). Taking it back and confirming free
 * nobody: conversation_undo and conversation_confirm are enough.
 */
enum err spark_conversation_schedule(struct store *store, struct person_id actor,
                                     struct conversation_id id,
                                     const struct conversation_time *time, struct instant now,
                                     struct refusal *why) MUST_USE;
enum err spark_conversation_hold(struct store *store, struct person_id actor,
                                 struct conversation_id id, int version, struct day held_on,
                                 struct instant now, struct refusal *why) MUST_USE;

#endif
