#ifndef SPARKD_EVENT_APPROVAL_RULES_H
#define SPARKD_EVENT_APPROVAL_RULES_H

#include "approval.h"
#include "calendar.h"

/* Judgements about requests: pure. */

/* Candidates of that rank and above stand in at the last step alone. */
enum { APPROVAL_RANK_LAST = 50 };

/* Somebody who might decide a step. */
struct approval_candidate {
    struct person_id person;
    int rank;     /* the lower the sooner */
    bool is_role; /* holds the role of the step, else stands in for who does */
    bool junior;  /* of those who stand in: not for a request of the one they stand in for */
    bool away;
};
/*
 * Marks who decides (AP-11): of the lowest rank in which somebody is here, those who are; where
 * all are away, the lowest rank as it is. Never who asks, nor their juniors in their stead.
 * Returns how many.
 */
int approval_rules_holders(const struct approval_candidate *candidates, int count,
                           struct person_id asker, bool last, bool *ret_holds);

/* The step after `from` (-1: before the first) that takes the request: the next that somebody
 * holds; the last one whether somebody does or not; -1 after the last. */
int approval_rules_next(const bool *is_held, int count, int from);

/* Steps that a request of that cost goes through: those of the route, without those of dearer
 * ones. The last of the route is never left out. Returns how many, their places in ret. */
int approval_rules_steps(const struct approval_route *route, int cost_pence, int *ret);

/* The last day of a step that begins then: that many school days on; where the school has no
 * calendar, weekdays. */
struct day approval_rules_due(struct calendar calendar, struct day from, int school_days);

#endif
