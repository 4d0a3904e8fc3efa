#ifndef SPARKD_SPARK_DATE_PLAN_WHY_H
#define SPARKD_SPARK_DATE_PLAN_WHY_H

#include "date_plan_rules.h"

/* Why an event has no date, or why it has this one (programme specification, sections 6, 7 and
 * 10), always with the other dates as they stand. */

struct date_why_not {
    int looked;             /* days and hosts and starts that were looked at */
    int counts[DATE_RULES]; /* how many of them each rule forbids; several may forbid one */
    unsigned any_of;        /* rules of which giving up one alone leaves a date */
    unsigned together;      /* none does: the fewest that leave one when all are given up */
};
void date_plan_why_not(const struct date_instance *instance, const struct date_slot *slots,
                       int event, struct date_why_not *ret);
/* The same for people, in a sentence or three. */
const char *date_plan_why_not_words(const struct date_instance *instance,
                                    const struct date_why_not *why, struct arena *arena);

struct date_why_here {
    int points, terms[DATE_TERMS];
    struct date_slot other; /* the best on another day at this host; day -1: there is none */
    int other_points, other_terms[DATE_TERMS];
    struct date_slot of_term[DATE_PLAN_TERMS_MAX]; /* the best there in each other term; day -1 */
    int of_term_points[DATE_PLAN_TERMS_MAX];
    unsigned broken; /* rules it breaks: only what is pinned can */
};
void date_plan_why_here(const struct date_instance *instance, const struct date_slot *slots,
                        int event, struct date_why_here *ret);
/* What speaks against it, a sentence each, the worst first: "Oak hosts 3 other events that year.
 * The way there takes about 20 minutes." */
const char *date_plan_why_here_words(const struct date_instance *instance,
                                     const struct date_slot *slots, int event, struct arena *arena);
/* What it breaks: "it breaks: a room that is large enough"; "" if nothing. */
const char *date_plan_why_broken_words(const struct date_instance *instance, unsigned broken,
                                       struct arena *arena);

#endif
