#ifndef SPARKD_TEST_HOURS_TABLE_H
#define SPARKD_TEST_HOURS_TABLE_H

#include "hours_rules.h"
#include "support.h"

/* tests/data/hours.tsv, read; its head says what stands in it. */
enum { HOURS_CASES_MAX = 120, HOURS_CASE_ITEMS_MAX = 12, HOURS_NUMBERS = 8 };

struct hours_case_job {
    int school; /* 0 oak, 1 ash, 2 elm */
    const char *staff_group;
    bool leadership;
    int fte_milli;
    struct day from, to;
};
struct hours_case_event {
    const char *name, *of; /* of: the day whose workshop it is; NULL: none */
    const char *kind, *counts, *state;
    int minutes, credit_min; /* -1: all */
    bool last_year;
};
struct hours_case {
    const char *name;
    struct hours_rules rules;
    struct hours_case_job jobs[HOURS_CASE_ITEMS_MAX];
    struct hours_case_event events[HOURS_CASE_ITEMS_MAX];
    struct hours_adjusted adjusted[HOURS_CASE_ITEMS_MAX];
    int job_count, event_count, adjusted_count;
    int numbers[HOURS_NUMBERS];
};
struct hours_table {
    struct hours_case *cases;
    int count;
};

/* Ends the test if a line cannot be read. */
struct hours_table hours_table_read(struct arena *arena);
/* "-" of the head: as a new trust finds it. */
struct hours_rules hours_table_rules(void);
/* tests/data/hours_oak.csv and hours_ash.csv; elm has none. */
struct str hours_table_calendar(struct arena *arena, int school);
enum { HOURS_SCHOOLS = 3 };
extern const char *const hours_table_schools[HOURS_SCHOOLS];
/* The eight numbers in the table's order. */
void hours_table_assert(const struct hours_case *c, const struct hours_totals *totals);

#endif
