#ifndef SPARKD_ORG_SCHOOL_YEAR_H
#define SPARKD_ORG_SCHOOL_YEAR_H

#include "buf.h"
#include "calendar.h"

/*
 * One academic year of one school as a list of stretches that people read and
 * edit: terms, half-terms, INSET days, closures (TW-02, NO-02). A stretch
 * belongs to the academic year in which it begins. Every change makes the year
 * as it is to be; it is judged whole and saved whole.
 */
struct span_id {
    int64_t v;
};

struct school_span {
    struct span_id id; /* v 0: not kept yet */
    struct span span;
};

enum { YEAR_SPANS_MAX = 80 };

struct school_year {
    struct school_id school;
    int year;                  /* 2026 is 2026/27 */
    struct school_span *spans; /* by first day; room for YEAR_SPANS_MAX + 1 */
    int count;
};

/* ---- judgement ---- */

/* An empty one, its room in the arena. */
struct school_year school_year_new(struct school_id school, int year, struct arena *arena);
/* A copy to change, with room of its own. */
struct school_year school_year_copy(const struct school_year *year, struct arena *arena);
/* Sorts by first day, terms before what lies in them. */
void school_year_sort(struct school_year *year);

/* Adds one at the end. ERR_LIMIT with words: YEAR_SPANS_MAX are there. */
enum err school_year_add(struct school_year *year, const struct span *span,
                         struct refusal *why) MUST_USE;
/*
 * Adds those that are not there: one of the same kind and days only gives its
 * name to the one that is, so that doing it twice is doing it once.
 */
enum err school_year_merge(struct school_year *year, const struct span *spans, int count,
                           struct refusal *why) MUST_USE;
void school_year_remove(struct school_year *year, int index);

/*
 * Refuses what makes no sense: a stretch without a name, one that ends before
 * it begins or lies in another year, terms that overlap, half-terms outside a
 * term or longer than three weeks, INSET days that overlap or last longer than
 * a week. An INSET day outside a term is allowed: many schools train before
 * pupils come. With CHECK_WHOLE every stretch is judged, faults standing under
 * fields like "spans[3].from"; else only stretch `focus` and what it does to
 * others, under kind, name, from and to; with CHECK_NOTHING it was judged before.
 */
enum { CHECK_WHOLE = -1, CHECK_NOTHING = -2 };
enum err school_year_check(const struct school_year *year, int focus, struct refusal *why) MUST_USE;

/* ERR_CONFLICT "half-term-inside" if stretch `index` is a term and a half-term lies in it. */
enum err school_year_check_removal(const struct school_year *year, int index,
                                   struct refusal *why) MUST_USE;

/* What is allowed but odd about one stretch, as a sentence to check it by; NULL if nothing is. */
const char *school_year_doubt(const struct school_year *year, int index,
                              const struct bank_holiday *holidays, int holiday_count,
                              struct arena *arena);

/* Its stretches alone, to compute with. */
struct span *school_year_spans(const struct school_year *year, struct arena *arena);
bool school_year_is_same(const struct school_year *a, const struct school_year *b);
/* The same stretches in another year, whole weeks apart, none of them kept yet. */
struct school_year school_year_shift(const struct school_year *from, int year, struct arena *arena);
/* How many of its school days are with pupils, and how many are INSET days. */
void school_year_days(const struct school_year *year, const struct bank_holiday *holidays,
                      int holiday_count, struct arena *arena, int *ret_pupils, int *ret_inset);

/* "4 January 2027" */
const char *school_year_date(struct arena *arena, struct day day);
/* "2026/27" */
const char *school_year_name(struct arena *arena, int year);

/*
 * As calendar_parse_year reads it, UTF-8, its cells as base/csv writes them.
 * With `for_spreadsheets` a byte order mark goes before and lines end in CR LF.
 */
void school_year_format(const struct school_year *year, bool for_spreadsheets, struct buf *out);

/* ---- the store ---- */

/* ERR_LIMIT: more than YEAR_SPANS_MAX. */
enum err school_year_load(struct store *store, struct school_id school, int year,
                          struct arena *arena, struct school_year *ret) MUST_USE;
/* The year of one stretch, and which of it. ERR_NOT_FOUND. */
enum err school_year_find_span(struct store *store, struct span_id id, struct arena *arena,
                               struct school_year *ret, int *ret_index) MUST_USE;
/* Makes the stored year this one; rows that are the same are left alone. Not judged here. */
enum err school_year_save(struct store *store, const struct school_year *year,
                          struct arena *arena) MUST_USE;
/* The years of a school that have stretches, newest first; at most `max`. */
enum err school_year_list(struct store *store, struct school_id school, int max, int *ret_years,
                          int *ret_count) MUST_USE;

#endif
