#ifndef SPARKD_SPARK_DATE_PLAN_SEARCH_H
#define SPARKD_SPARK_DATE_PLAN_SEARCH_H

#include "date_plan_rules.h"

/* The search for dates (programme specification, sections 3 and 10): one by one where each costs
 * least, then random changes, cooled by their number. */
struct date_search_options {
    uint64_t seed;
    int64_t moves;
    struct arrange_progress *progress; /* NULL: nobody looks; `hard` says how many have no date */
};

/* A slot for each event, in the arena: as many with a date as were found, then as few points. No
 * rule is broken but by what is pinned. Progress ends at the moves that were made. */
struct date_slot *date_plan_search_run(const struct date_instance *instance,
                                       const struct date_search_options *options,
                                       struct arena *arena);

#endif
