#ifndef SPARKD_ORG_WORKING_PATTERN_H
#define SPARKD_ORG_WORKING_PATTERN_H

#include "calendar.h"
#include "person.h"
#include "tz.h"

/*
 * When somebody works: the half-days of their jobs on the school days of their
 * schools, and the hours from 08:00 to 18:00. What lies outside is flagged and
 * never refused (TW-07).
 */
enum { PATTERN_FROM_H = 8, PATTERN_NOON_MIN = 12 * 60 + 30, PATTERN_TO_H = 18 };

enum pattern_fault {
    PATTERN_FITS,
    PATTERN_CLOSED,  /* none of their schools is open that day */
    PATTERN_NOT_DAY, /* they do not work on that half-day */
    PATTERN_EARLY,   /* begins before 08:00 */
    PATTERN_LATE,    /* ends after 18:00 */
};

/* One job of theirs, and the school days of its school. */
struct pattern_job {
    int working_days;
    struct day starts_on, ends_on; /* DAY_NONE: no bound */
    struct calendar calendar;      /* a year without days is not known, rather than closed */
};

struct working_pattern {
    struct pattern_job *jobs;
    int count;
};

/* Pure: does somebody with these half-days (org/working_days) work from `from` to `to`? The morning
 * ends, and the afternoon begins, at 12:30; what lasts after the school day belongs to the
 * afternoon (practice P3). Judged by its first day. */
bool working_pattern_covers(int working_days, struct local from, struct local to);
/* Pure: what of it [from, to) lies outside of; judged by its first day and its halves.
 * Without a job on that day there is no pattern. */
enum pattern_fault working_pattern_judge(const struct working_pattern *pattern, struct instant from,
                                         struct instant to);
/* "This lies outside your working pattern: you do not work on Wednesday afternoons."; NULL: it
 * does not. name: of the person, NULL for "you". */
const char *working_pattern_words(struct arena *arena, const struct working_pattern *pattern,
                                  const char *name, struct instant from, struct instant to);

/* All of somebody's jobs, whenever. */
enum err working_pattern_load(struct store *store, struct person_id person, struct arena *arena,
                              struct working_pattern *ret) MUST_USE;

#endif
