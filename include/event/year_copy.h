#ifndef SPARKD_EVENT_YEAR_COPY_H
#define SPARKD_EVENT_YEAR_COPY_H

#include "event.h"
#include "year_copy_rules.h"

/*
 * Which events of a school year the next one can have again, and on which day
 * (TW-02): those that took place or are to, each once; a series by its first
 * date. What was copied already is said, so that doing it again adds only what
 * is new.
 */
struct year_copy_row {
    struct event_id event; /* of a series: its first date of the year */
    int64_t series;        /* 0: none */
    const char *title, *school_name;
    enum event_kind kind;
    struct instant starts_at, ends_at;
    struct year_copy_day day;
    struct event_id copy; /* that stands in the next year; v 0: none yet */
};
enum { YEAR_COPY_MAX = 1000 };
struct year_copy {
    struct year_copy_row *items; /* those not copied yet first, each by start */
    int count, year;             /* from which: 2026 is 2026/27 */
    bool more;                   /* than YEAR_COPY_MAX: they come once these are copied */
};

/* Of these schools, or of all with school_count -1. */
enum err year_copy_plan(struct store *store, int year, const struct school_id *schools,
                        int school_count, struct arena *arena, struct year_copy *ret) MUST_USE;

#endif
