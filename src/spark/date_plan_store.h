#ifndef SPARKD_SPARK_DATE_PLAN_STORE_H
#define SPARKD_SPARK_DATE_PLAN_STORE_H

#include "date_plan.h"

/* The SQL of wishes and their dates. */
enum err date_plan_store_find(struct store *store, int year, struct date_plan *ret) MUST_USE;
enum err date_plan_store_put(struct store *store, const struct date_plan *plan) MUST_USE;
enum err date_plan_store_wishes(struct store *store, struct arena *arena,
                                struct date_plan *plan) MUST_USE;
enum err date_plan_store_picks(struct store *store, struct arena *arena,
                               struct date_plan *plan) MUST_USE;
/* With its schools and its dates, which are none yet. */
enum err date_plan_store_insert(struct store *store, struct instant now, struct person_id actor,
                                int year, const struct date_wish_fields *fields,
                                struct date_wish_id *ret) MUST_USE;
/* With its schools; dates that are too many go, as date_plan_wish_change says. */
enum err date_plan_store_update(struct store *store, const struct date_plan *plan,
                                const struct date_wish *changed) MUST_USE;
enum err date_plan_store_delete(struct store *store, struct date_wish_id id) MUST_USE;
enum err date_plan_store_year_of(struct store *store, struct date_wish_id id,
                                 int *ret_year) MUST_USE;
/* Only where it is of that version still and no draft. */
enum err date_plan_store_set(struct store *store, const struct date_pick_fields *pick,
                             int version) MUST_USE;
/* A search found no date for it: where it has none and is of that version still. */
enum err date_plan_store_sought(struct store *store, struct date_wish_id wish, int nth,
                                int version) MUST_USE;
enum err date_plan_store_drafted(struct store *store, struct date_wish_id wish, int nth,
                                 struct event_id event) MUST_USE;
/* Of the date as it is now. */
enum err date_plan_store_missed(struct store *store, struct date_wish_id wish, int nth,
                                const char *why) MUST_USE;

#endif
