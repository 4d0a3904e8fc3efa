#ifndef SPARKD_EVENT_HOURS_STORE_H
#define SPARKD_EVENT_HOURS_STORE_H

#include "ledger.h"

/*
 * What the ledger of hours is reckoned from. All of it is read through these
 * four lists, of one person or of everybody who works at a school in a year,
 * the items of one person together, by the order of ids.
 */
struct hours_scope {
    struct person_id person; /* v 0: everybody of `school` */
    struct school_id school;
    int year;
};

enum {
    HOURS_PEOPLE_MAX = 2000, /* of a school */
    HOURS_ROWS_MAX = 200000, /* of bookings of a school in a year */
};

struct hours_person {
    struct person_id id;
    const char *name;
};
struct hours_people {
    struct hours_person *items;
    int count;
};
enum err hours_store_people(struct store *store, const struct hours_scope *scope,
                            struct arena *arena, struct hours_people *ret) MUST_USE;

/* Employments that lie in the year at least for a day; `days` are not counted yet. */
struct hours_jobs {
    struct ledger_job *items;
    struct person_id *of;
    int count;
};
enum err hours_store_jobs(struct store *store, const struct hours_scope *scope, struct arena *arena,
                          struct hours_jobs *ret) MUST_USE;

/* Parts in events of the year that say what their hours count toward, and in SPARK. */
struct hours_events {
    struct ledger_event *items;
    struct person_id *of;
    int count;
};
enum err hours_store_events(struct store *store, const struct hours_scope *scope,
                            struct arena *arena, struct hours_events *ret) MUST_USE;

/* Those that were not taken back. */
struct hours_adjustments {
    struct hours_adjustment *items;
    int count;
};
enum err hours_store_adjustments(struct store *store, const struct hours_scope *scope,
                                 struct arena *arena, struct hours_adjustments *ret) MUST_USE;

/* Midnight at the begin of an academic year. */
struct instant hours_store_begin(int year);

#endif
