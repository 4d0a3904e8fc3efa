#ifndef SPARKD_GROWTH_STATUS_H
#define SPARKD_GROWTH_STATUS_H

#include "cycle.h"
#include "deadline.h"

/*
 * How the year stands (web specification, section 9): by name for who leads
 * the development of a school (EQ-09: status and dates, never content), as
 * counts without names for governors and trustees (GO-11). Whoever asks has
 * been judged by may().
 */
enum standing { STANDING_DONE, STANDING_DUE, STANDING_LATE, STANDING_EXEMPT, STANDINGS };
/* "done", "due", "late", "exempt" */
const char *standing_name(enum standing standing);
enum err standing_parse(struct str s, enum standing *ret) MUST_USE;

struct status_item {
    int64_t id;
    enum deadline_kind kind;
    const char *key, *label;
    int64_t counts[STANDINGS]; /* of the people that were asked for */
};
struct status_items {
    struct status_item items[PACK_ITEMS_MAX]; /* in the order of the cycle */
    int count;
};

/* The year's items with the counts of one school; v 0: none of it counted. */
enum err status_items(struct store *store, struct school_id school, struct day today,
                      struct arena *arena, struct status_items *ret) MUST_USE;

struct status_row {
    struct person_id person;
    const char *name, *label;
    int64_t item;
    enum standing standing;
    struct day due_on, done_on;
};
struct status_rows {
    struct status_row *items; /* by name, then in the order of the cycle */
    int count;
    bool more;
};
struct status_query {
    struct school_id school;
    int64_t item; /* 0: all */
    int standing; /* enum standing, STANDINGS: any */
    int skip, limit;
};
/* Who works in that school today, and how they stand. */
enum err status_list(struct store *store, const struct status_query *query, struct day today,
                     struct arena *arena, struct status_rows *ret) MUST_USE;

/* ---- without names ---- */

enum { STATUS_WITHHELD = -1 };
struct status_figure {
    struct school_id school; /* v 0: all schools of the table together */
    const char *school_name; /* NULL: all */
    int64_t item;
    int64_t all, counts[STANDINGS]; /* STATUS_WITHHELD: not shown */
};
struct status_figures {
    struct day on; /* the day they were counted; DAY_NONE: none yet */
    struct status_figure *items;
    int count;
};
/* Those of the last month that was counted, by item, then school, all schools last. */
enum err status_figures(struct store *store, struct day today, struct arena *arena,
                        struct status_figures *ret) MUST_USE;

/* Counts this month's, once, withholding what is small and what changed by little since the last
 * (access/suppress): *ret_rows are to be kept with status_figures_keep. None if it is done already
 * or the year is not open. Reads only. */
struct status_count {
    int64_t item;
    struct school_id school;
    const char *standing;
    int64_t people; /* STATUS_WITHHELD */
};
struct status_counts {
    struct day on;
    struct status_count *rows;
    int count;
};
enum err status_figures_count(struct store *store, struct day today, struct arena *arena,
                              struct status_counts *ret) MUST_USE;
enum err status_figures_keep(struct store *store, const struct status_counts *counts) MUST_USE;

#endif
