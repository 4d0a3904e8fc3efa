#ifndef SPARKD_SPARK_SPARK_RULES_H
#define SPARKD_SPARK_SPARK_RULES_H

#include "spark_event.h"

/* What a plan of a SPARK event starts from. */
struct spark_draft {
    const struct event_fields *fields;     /* the event as it shall be */
    const struct spark_fields *spark;      /* what is said of its talks */
    const struct spark_settings *now;      /* NULL: there is none yet */
    const struct event_fields *fields_now; /* NULL with it */
};

/*
 * The settings that follow; refuses fields rooms, seats, changeover_s,
 * fixed_minutes, blocks, talks_a_person. Blocks: as given; else what the fixed
 * minutes leave; else, in a change, the old ones moved with the event, a single
 * block keeping its distance from start and end.
 */
void spark_rules_plan(const struct spark_draft *draft, struct refusal *why,
                      struct spark_settings *ret);

#endif
