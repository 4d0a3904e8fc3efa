#ifndef SPARKD_EVENT_EVENT_STORE_H
#define SPARKD_EVENT_EVENT_STORE_H

#include "event.h"

/* The SQL of events and their sessions. */

/* Drafts too; viewer is whose bookings and talks count as "my", v 0 nobody's. */
enum err event_store_find(struct store *store, struct person_id viewer, struct event_id id,
                          struct arena *arena, struct event *ret) MUST_USE;
enum err event_store_insert(struct store *store, struct instant now, struct person_id actor,
                            const struct event_fields *fields, struct event_id *ret) MUST_USE;
/* Raises the version; `seen` raises seq and modified_at too. ERR_CONFLICT: more places are taken
 * than the capacity. */
enum err event_store_update(struct store *store, struct instant now, struct event_id id,
                            const struct event_fields *fields, bool seen) MUST_USE;
/* The sessions have changed: raises what event_store_update raises. */
enum err event_store_touch(struct store *store, struct instant now, struct event_id id,
                           bool seen) MUST_USE;
/* `seen` as above. */
enum err event_store_set_status(struct store *store, struct instant now, struct event_id id,
                                enum event_status status, bool seen) MUST_USE;
enum err event_store_set_cancel_reason(struct store *store, struct event_id id,
                                       const char *reason) MUST_USE;
/* Not called off, by start; at most EVENT_LIST_MAX. */
enum err event_store_workshops(struct store *store, struct event_id day, struct arena *arena,
                               struct event_list *ret) MUST_USE;
enum err event_store_between(struct store *store, struct instant from, struct instant to,
                             enum event_scope scope, struct school_id school, struct arena *arena,
                             struct event_list *ret) MUST_USE;
/* All occurrences of a series, by the day that named them. */
enum err event_store_series(struct store *store, struct person_id viewer, int64_t series,
                            struct arena *arena, struct event_list *ret) MUST_USE;

#endif
