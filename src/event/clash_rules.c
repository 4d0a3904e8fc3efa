/* DESIGN: two things one person has: at one time, or too far apart for the time between. */
#include "clash_rules.h"

bool clash_rules_meets(struct instant from, struct instant to, struct instant other_from,
                       struct instant other_to, int travel_min)
{
    int64_t way_s = travel_min * INT64_C(60);
    return from.v < other_to.v + way_s && other_from.v < to.v + way_s;
}

bool clash_rules_overlaps(struct instant from, struct instant to, struct instant other_from,
                          struct instant other_to)
{
    return clash_rules_meets(from, to, other_from, other_to, 0);
}
