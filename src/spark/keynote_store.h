#ifndef SPARKD_SPARK_KEYNOTE_STORE_H
#define SPARKD_SPARK_KEYNOTE_STORE_H

#include "keynote.h"

enum err keynote_store_list(struct store *store, struct event_id event, struct arena *arena,
                            struct keynotes *ret) MUST_USE;
enum err keynote_store_insert(struct store *store, struct event_id event,
                              const struct keynote *keynote, struct keynote_id *ret) MUST_USE;
enum err keynote_store_update(struct store *store, const struct keynote *keynote) MUST_USE;
enum err keynote_store_delete(struct store *store, struct keynote_id id) MUST_USE;
/* They go along when the event moves. */
enum err keynote_store_shift(struct store *store, struct event_id event, int64_t later_s) MUST_USE;
/* Was it ever begun on a stage, an undo later or not? */
enum err keynote_store_begun(struct store *store, struct keynote_id id, bool *ret) MUST_USE;

#endif
