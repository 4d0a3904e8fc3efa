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

#endif
