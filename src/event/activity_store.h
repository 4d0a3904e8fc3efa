#ifndef SPARKD_EVENT_ACTIVITY_STORE_H
#define SPARKD_EVENT_ACTIVITY_STORE_H

#include "activity.h"

/* The rows of activities; what may stand in them was judged by activity.c. */
enum err activity_store_insert(struct store *store, struct instant now, struct person_id person,
                               const struct activity_fields *fields,
                               struct activity_id *ret) MUST_USE;
enum err activity_store_update(struct store *store, struct instant now, struct activity_id id,
                               const struct activity_fields *fields) MUST_USE;
enum err activity_store_delete(struct store *store, struct activity_id id) MUST_USE;
/* by v 0: nobody. The version rises. */
enum err activity_store_verified(struct store *store, struct activity_id id, struct person_id by,
                                 struct instant at) MUST_USE;
/* "" removes it. */
enum err activity_store_note(struct store *store, struct activity_id id,
                             const char *learned) MUST_USE;

#endif
