#ifndef SPARKD_EVENT_PROGRAMME_YEAR_H
#define SPARKD_EVENT_PROGRAMME_YEAR_H

#include "event.h"

/*
 * The year's programme, given out (TW-09, practice P3): what is required is in
 * the calendar that people had at the start; what comes later says why.
 */
struct programme_year {
    struct school_id school; /* v 0: the whole trust's */
    const char *school_name; /* "" */
    int year;                /* 2026 is 2026/27 */
    struct instant published_at;
    const char *published_by;
};
enum { PROGRAMME_YEARS_MAX = 500 };
struct programme_years {
    struct programme_year *items;
    int count;
};
/* Of that year: the trust's first, then by school. */
enum err programme_year_list(struct store *store, int year, struct arena *arena,
                             struct programme_years *ret) MUST_USE;
/* Given out now; no change if it was. ERR_INVALID `school`, `year`. */
enum err programme_year_publish(struct store *store, struct instant now, struct person_id actor,
                                struct school_id school, int year, struct refusal *why) MUST_USE;
/* Is the programme that holds an event of that school and day given out? */
enum err programme_year_is_out(struct store *store, struct school_id school, struct day day,
                               bool *ret) MUST_USE;

#endif
