#ifndef SPARKD_GROWTH_DEADLINE_RULES_H
#define SPARKD_GROWTH_DEADLINE_RULES_H

#include "deadline.h"

/* Sets status, current and may_undo from the rest, as things stand at `now`. */
void deadline_rules_judge(struct deadline *deadline, bool exempt, struct instant now);

/* Whether something said at `done_at` may still be taken back. */
bool deadline_rules_may_undo(struct instant done_at, struct instant now);

/* Until when (inclusive) an exemption from the cycle reaches that says `until`; DAY_NONE: for ever.
 */
struct day deadline_rules_exempt_until(struct day until);

/* When somebody was not here: DAY_NONE as `from` is since ever. Both inclusive. */
struct deadline_gap {
    struct day from, until;
};
struct deadline_dates {
    struct day opens_on, due_on;
};
/*
 * Dates for somebody who was not here when it fell due: opens when they are
 * back, due on the 10th school day after, on the year's last at the latest;
 * both DAY_NONE if the year is over by then. `year`: the school days of the academic year.
 */
struct deadline_dates deadline_rules_redate(struct deadline_dates dates, struct deadline_gap gap,
                                            struct calendar year);

#endif
