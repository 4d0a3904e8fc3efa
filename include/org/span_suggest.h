#ifndef SPARKD_ORG_SPAN_SUGGEST_H
#define SPARKD_ORG_SPAN_SUGGEST_H

#include "calendar.h"

/*
 * What the all-day entries of somebody else's calendar file probably mean for
 * a school's year, judged by their words; a person confirms each.
 */
struct date_entry {
    const char *name;
    struct day from, to; /* both inclusive */
};

struct suggestion {
    struct span span;
    bool taken; /* false: left out unless somebody chooses a kind */
};

struct suggestions {
    struct suggestion *items; /* by first day */
    int count;
    int other_years;   /* entries that begin in another academic year */
    int bank_holidays; /* left out: those of England are there already */
    int more;          /* left out: beyond what a year holds */
};

/*
 * "INSET", "training day", "staff day": INSET; "half term": half-term; "term" over
 * weeks, or "term starts" and the next "term ends": a term; "holiday",
 * "closed", "break": closure. At most YEAR_SPANS_MAX, the taken ones first to stay.
 */
void span_suggest(const struct date_entry *entries, int count, int year, struct arena *arena,
                  struct suggestions *ret);

#endif
