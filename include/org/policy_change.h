#ifndef SPARKD_ORG_POLICY_CHANGE_H
#define SPARKD_ORG_POLICY_CHANGE_H

#include "policy_pack.h"

/* One thing that reads otherwise in another pack. */
struct policy_change {
    const char
        *what; /* its path: "labels.pd_mentor", "cycle.goals.due", "lists.outcomes.reading" */
    const char *from; /* NULL: it was not there */
    const char *to;   /* NULL: it is gone */
    int people;       /* whose deadline gets another date; filled by cycle_change */
};

struct policy_change_list {
    struct policy_change *items; /* labels, appraisal, talks, cycle, lists; in the pack's order */
    int count;
};

/* What would read otherwise with `to` in place of `from`; both with lists; pure. */
struct policy_change_list policy_change_compute(const struct policy_pack *from,
                                                const struct policy_pack *to, struct arena *arena);

#endif
