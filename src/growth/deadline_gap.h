#ifndef SPARKD_GROWTH_DEADLINE_GAP_H
#define SPARKD_GROWTH_DEADLINE_GAP_H

#include "absence.h"
#include "deadline_rules.h"

/* When somebody was not here, so that nothing fell due: before they began, and while away (PR-05).
 */
struct deadline_gaps {
    struct deadline_gap items[ABSENCES_MAX + 1];
    int count;
};
enum err deadline_gap_list(struct store *store, struct person_id person,
                           struct deadline_gaps *ret) MUST_USE;
/* The dates after all of them. `year`: the school days of the academic year. */
struct deadline_dates deadline_gap_pass(const struct deadline_gaps *gaps,
                                        struct deadline_dates dates, struct calendar year);

#endif
