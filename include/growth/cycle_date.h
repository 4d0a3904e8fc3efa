#ifndef SPARKD_GROWTH_CYCLE_DATE_H
#define SPARKD_GROWTH_CYCLE_DATE_H

#include "cycle.h"
#include "policy_school.h"

/* A school's own dates for the items of one cycle (PR-02, CY-01), in place of the trust's. */
struct cycle_date {
    struct school_id school;
    int64_t item_id; /* of cycle_item */
    struct deadline_rule opens, due;
};

struct cycle_date_list {
    struct cycle_date *items; /* by school and item */
    int count;
};

/* Those of every school. */
enum err cycle_date_list(struct store *store, struct cycle_id cycle, struct arena *arena,
                         struct cycle_date_list *ret) MUST_USE;
/* NULL: the trust's dates hold there. */
const struct cycle_date *cycle_date_get(const struct cycle_date_list *list, struct school_id school,
                                        int64_t item_id);

/* Puts the dates a school adds into that cycle, in place of what it had there. */
enum err cycle_date_save(struct store *store, struct cycle_id cycle, struct school_id school,
                         const struct policy_school *additions) MUST_USE;

/*
 * What policy_school_save gave, in force in the year that runs and those after
 * it; the deadlines of the school's people follow at once, *ret_moved of them
 * get another date. Years that are over keep theirs.
 */
enum err cycle_date_apply(struct store *store, struct school_id school,
                          const struct policy_school *additions, struct instant now,
                          int *ret_moved) MUST_USE;

#endif
