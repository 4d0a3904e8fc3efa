#ifndef SPARKD_GROWTH_CONVERSATION_STORE_H
#define SPARKD_GROWTH_CONVERSATION_STORE_H

#include "conversation.h"

/* The rows of conversations; no judgement. */

/* pd_mentor is the one on record; may_undo is not judged. */
enum err conversation_store_find(struct store *store, struct conversation_id id,
                                 struct arena *arena, struct conversation *ret) MUST_USE;
/* As conversation_list_times. */
enum { CONVERSATION_TIMES_MAX = 500 };
enum err conversation_store_list(struct store *store, struct person_id person, struct instant from,
                                 struct instant to, struct arena *arena, struct conversation *ret,
                                 int *ret_count) MUST_USE;
/* Writes mentor, time, room, held and confirmed; raises version, seq and modified_at. */
enum err conversation_store_update(struct store *store, const struct conversation *conversation,
                                   struct instant confirmed_at, struct instant now) MUST_USE;
/* Makes today's mentor the one of the person's conversations that are not held yet, and moves who
 * is busy; *ret_freed are the mentors who are free at an agreed time now. */
struct conversation_freed {
    struct person_id mentors[PACK_ITEMS_MAX];
    int count;
};
enum err conversation_store_follow_mentor(struct store *store, struct person_id person,
                                          struct cycle_id cycle, struct instant now,
                                          struct conversation_freed *ret_freed) MUST_USE;

#endif
