#ifndef SPARKD_EVENT_WORKSHOP_STORE_H
#define SPARKD_EVENT_WORKSHOP_STORE_H

#include "workshop.h"

/* The SQL of workshops and of the bookings that a choice makes. */

/* ERR_CONFLICT `not-a-day`: of another kind, or itself a workshop; `cancelled`. */
enum err workshop_store_check_day(const struct event *day, struct refusal *why) MUST_USE;

struct workshop_ids {
    struct event_id *items;
    int count;
};
/* Of a block, but for those that were called off. */
enum err workshop_store_ids(struct store *store, struct block_id block, struct workshop_ids *ret,
                            struct arena *arena) MUST_USE;
/* The same of a day: drafts alone. */
enum err workshop_store_drafts(struct store *store, struct event_id day, struct workshop_ids *ret,
                               struct arena *arena) MUST_USE;

/* The event is a workshop from now on, of that day; or again, of another block. same_as v 0: of
 * none. */
enum err workshop_store_put(struct store *store, struct event_id event, struct event_id day,
                            const struct workshop_fields *fields) MUST_USE;
enum err workshop_store_find(struct store *store, struct event_id event, struct block_id *ret_block,
                             struct event_id *ret_same_as) MUST_USE;
enum err workshop_store_list(struct store *store, struct event_id day, struct person_id person,
                             struct arena *arena, struct workshop_list *ret) MUST_USE;
/* Those that repeat it repeat the first of them from now on, and that one none. */
enum err workshop_store_hand_on(struct store *store, struct event_id event) MUST_USE;
/* The bookings that somebody chose on that day. */
enum err workshop_store_chosen(struct store *store, struct event_id day, struct person_id person,
                               int64_t ret[static BLOCKS_MAX], int *ret_count) MUST_USE;

#endif
