#ifndef SPARKD_SPARK_SPARK_STORE_H
#define SPARKD_SPARK_SPARK_STORE_H

#include "spark_event.h"

/* The SQL of a SPARK event's settings, rooms and blocks. */

enum err spark_store_find(struct store *store, struct event_id event, struct arena *arena,
                          struct spark_settings *ret) MUST_USE;
enum err spark_store_insert(struct store *store, const struct spark_settings *settings) MUST_USE;
enum err spark_store_update(struct store *store, const struct spark_settings *settings) MUST_USE;
/* used_s becomes the sum over talks with a slot, the programme's version rises. ERR_CONFLICT: they
 * take more than the blocks offer. */
enum err spark_store_recount(struct store *store, struct event_id event) MUST_USE;
/* That programme_version is what is announced from now on. ERR_CONFLICT: two talks in one room at
 * once. */
enum err spark_store_publish(struct store *store, struct event_id event, int64_t version) MUST_USE;

#endif
