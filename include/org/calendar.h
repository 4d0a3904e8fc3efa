#ifndef SPARKD_ORG_CALENDAR_H
#define SPARKD_ORG_CALENDAR_H

#include "refusal.h"
#include "school.h"

/*
 * The school days of one school, or of one person there. A school day is a
 * weekday inside a term and in no half-term, closure or bank holiday; an INSET
 * day counts, since staff work on it (practice P3, P4 and T1).
 */

enum span_kind { SPAN_TERM, SPAN_HALF_TERM, SPAN_INSET, SPAN_CLOSURE, SPAN_KINDS };

/* "term", "half_term", "inset", "closure": as in the database and the API. */
const char *span_kind_name(enum span_kind kind);
/* Those, and as people write them in a file: any case, "half-term", "half term". */
enum err span_kind_parse(struct str text, enum span_kind *ret) MUST_USE;

/* A stretch of a school's year, both ends inclusive. */
struct span {
    enum span_kind kind;
    const char *name;
    struct day from, to;
};

enum { SPANS_MAX = 2400, BANK_HOLIDAYS_MAX = 400, SPAN_NAME_BYTES_MAX = 80 };

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
/* The days of either: of somebody who works in two schools. */
struct calendar calendar_union(struct calendar a, struct calendar b, struct arena *arena);
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
/* The same as if its stretches that begin in academic year `year` were these. */
enum err calendar_load_with(struct store *store, struct school_id school, int year,
                            const struct span *spans, int count, struct arena *arena,
                            struct calendar *ret) MUST_USE;
/* The bank holidays in [from, to], in order. */
struct bank_holiday {
    struct day on;
    const char *name;
};
enum err calendar_list_bank_holidays(struct store *store, struct day from, struct day to,
                                     struct arena *arena, struct bank_holiday **ret,
                                     int *ret_count) MUST_USE;
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
/* From now on this is that school's own, whatever is stored: what a change would do. Before any
 * calendar_cache_find of that school. */
void calendar_cache_put(struct calendar_cache *cache, struct school_id school,
                        struct calendar calendar);

/* ---- files ---- */

/*
 * "date,name" a line, after that heading. Adds or renames; a bad line is
 * ERR_INVALID with slug "bad-file" and "file:line: what" in `why`, and changes nothing.
 */
enum err calendar_load_bank_holidays(struct store *store, const char *file, struct str csv,
                                     struct refusal *why) MUST_USE;
/*
 * "kind,name,from,to" a line (term, half-term, inset, closure), after that
 * heading. Commas or semicolons as the heading has them, cells in quotes where
 * a name holds one, dates as 2026-09-01 or 1/9/2026. As above; with `file`
 * NULL it says "Line 2: what".
 */
enum err calendar_parse_year(const char *file, struct str csv, struct arena *arena,
                             struct span **ret, int *ret_count, struct refusal *why) MUST_USE;
/* Moves a year's stretches to another one by whole weeks, so that weekdays stay. */
void calendar_shift_year(struct span *spans, int count, int from_year, int to_year);

#endif
