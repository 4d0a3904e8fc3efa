#ifndef SPARKD_EVENT_SERIES_STORE_H
#define SPARKD_EVENT_SERIES_STORE_H

#include "series.h"

/* The SQL of series. */

enum err series_store_insert(struct store *store, struct instant now, struct person_id actor,
                             struct school_id school, const struct series_rule *rule,
                             struct series_id *ret) MUST_USE;
/* How far it goes, and its time of day; raises the version. */
enum err series_store_update(struct store *store, struct series_id id,
                             const struct series_rule *rule) MUST_USE;
/* An event becomes the occurrence of that day. */
enum err series_store_attach(struct store *store, struct event_id event, struct series_id series,
                             struct day on) MUST_USE;

#endif
