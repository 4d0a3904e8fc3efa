#ifndef SPARKD_EVENT_YEAR_COPY_RULES_H
#define SPARKD_EVENT_YEAR_COPY_RULES_H

#include "series_rules.h"

/*
 * The day in the next school year that answers to one in this: the same week
 * of the same half of the same term, the same weekday; for a training day the
 * same INSET day of the year, counted from the first (TW-02). Pure. A half-term
 * and the holidays are no weeks, so that they are skipped.
 */
enum year_copy_why {
    YEAR_COPY_FOUND,
    YEAR_COPY_NOT_IN_TERM, /* the day itself lies in no term */
    YEAR_COPY_NO_TERM,     /* the other year has no such term, or half of it */
    YEAR_COPY_NO_WEEK,     /* that half is shorter there */
    YEAR_COPY_CLOSED,      /* the day is there, and the school is not open */
    YEAR_COPY_NO_INSET,    /* the other year has not as many INSET days */
};

struct year_copy_day {
    struct day on; /* DAY_NONE unless found or closed */
    enum year_copy_why why;
    struct series_date closed; /* of YEAR_COPY_CLOSED: what it is instead */
};

/* inset: of a training day, which follows the INSET days; and it may lie on one. */
struct year_copy_day year_copy_rules_day(const struct series_calendar *calendar, struct day day,
                                         bool inset);
/* "it was not in term", "half-term": why a day was not found; "" if it was. */
const char *year_copy_rules_words(const struct year_copy_day *day, struct arena *arena);

#endif
