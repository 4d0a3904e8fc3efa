#ifndef SPARKD_ORG_CALENDAR_H
#define SPARKD_ORG_CALENDAR_H

#include "refusal.h"
#include "school.h"

/*
 * The school days of one school, or of one person there. A school day is a
 * weekday inside a term and in no closure or bank holiday; an INSET day counts,
 * since staff work on it (practice P3, P4 and T1).
 */

enum span_kind { SPAN_TERM, SPAN_INSET, SPAN_CLOSURE };

/* A stretch of a school's year, both ends inclusive; half-terms are closures. */
struct span {
    enum span_kind kind;
    const char *name;
    struct day from, to;
};

enum { SPANS_MAX = 400, BANK_HOLIDAYS_MAX = 400 };

/* School days in order; borrows from the arena or calendar it was made of. */
struct calendar {
    const struct day *days;
    int count;
};

/* ---- judgement ---- */

/* The school days of these stretches. */
struct calendar calendar_compute(const struct span *spans, int span_count,
                                 const struct day *bank_holidays, int bank_holiday_count,
                                 struct arena *arena);
/* Those of them on which a person works at least half a day (employment.working_days). */
struct calendar calendar_of_person(struct calendar calendar, int working_days, struct arena *arena);
/* Those of one academic year; borrows `calendar`. */
struct calendar calendar_of_year(struct calendar calendar, int year);

/* The academic year a date lies in: 2026 is 1 August 2026 to 31 July 2027 (CY-01). */
int calendar_year(struct day day);
struct day calendar_year_first(int year);
struct day calendar_year_last(int year);

bool calendar_is_school_day(struct calendar calendar, struct day day);
/* DAY_NONE, here and below, where the calendar has no such day. */
struct day calendar_on_or_before(struct calendar calendar, struct day day);
struct day calendar_on_or_after(struct calendar calendar, struct day day);
/* n school days before or after, n >= 1: 1 is the nearest one that is not `day` itself. */
struct day calendar_before(struct calendar calendar, struct day day, int n);
struct day calendar_after(struct calendar calendar, struct day day, int n);

/* ---- the store ---- */

/* ERR_LIMIT: more stretches than SPANS_MAX. A school without stretches has no school days. */
enum err calendar_load(struct store *store, struct school_id school, struct arena *arena,
                       struct calendar *ret) MUST_USE;
/* Adds stretches to a school: a year, or one closure. */
enum err calendar_insert_year(struct store *store, struct school_id school,
                              const struct span *spans, int count) MUST_USE;

/* Calendars of many people at once: each school is read once, each working week computed once. */
struct calendar_cache;
struct calendar_cache *calendar_cache_new(struct arena *arena);
/* working_days: WORKING_DAYS_ALL for the school's own. */
enum err calendar_cache_find(struct calendar_cache *cache, struct store *store,
                             struct school_id school, int working_days,
                             struct calendar *ret) MUST_USE;

/* ---- files ---- */

/*
 * "date,name" a line, after that heading. Adds or renames; a bad line is
 * ERR_INVALID with slug "bad-file" and "file:line: what" in `why`, and changes nothing.
 */
enum err calendar_load_bank_holidays(struct store *store, const char *file, struct str csv,
                                     struct refusal *why) MUST_USE;
/* "kind,name,from,to" a line (term, inset, closure), after that heading. As above. */
enum err calendar_parse_year(const char *file, struct str csv, struct arena *arena,
                             struct span **ret, int *ret_count, struct refusal *why) MUST_USE;
/* Moves a year's stretches to another one by whole weeks, so that weekdays stay. */
void calendar_shift_year(struct span *spans, int count, int from_year, int to_year);

#endif
