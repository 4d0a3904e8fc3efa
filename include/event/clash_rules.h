#ifndef SPARKD_EVENT_CLASH_RULES_H
#define SPARKD_EVENT_CLASH_RULES_H

#include <stdbool.h>

#include "instant.h"

/* Pure: whether one person can be at both. travel_min: the minutes between the two places, 0 where
 * one of them is nowhere in particular. What ends as the other begins, at one place, is no clash.
 */
bool clash_rules_meets(struct instant from, struct instant to, struct instant other_from,
                       struct instant other_to, int travel_min);
/* They are at one time; else only the way is too long. */
bool clash_rules_overlaps(struct instant from, struct instant to, struct instant other_from,
                          struct instant other_to);

#endif
