#ifndef SPARKD_EVENT_LEDGER_H
#define SPARKD_EVENT_LEDGER_H

#include "hours_adjustment.h"
#include "hours_setting.h"

/*
 * The ledger of hours: what somebody owes in an academic year, has done and is
 * asked for (TW-01, TW-02, practice P3). It is reckoned from their jobs, their
 * schools' calendars, the events they went to and what was agreed by hand, each
 * time it is asked for; nothing of it is stored.
 */

/* A job as far as it lies in the year, and what it makes somebody owe. */
struct ledger_job {
    struct hours_job job;
    struct school_id school;
    const char *school_name;
    struct day from, to; /* of the whole job; DAY_NONE: open */
    int inset_min, directed_min;
};

struct ledger_event {
    struct hours_entry entry;
    const char *title, *kind; /* "twilight" */
    struct instant starts_at, ends_at;
    enum hours_counts counts; /* in the end: SPARK as the trust says */
    int minutes;              /* credited, or to come */
};

struct ledger {
    bool kept; /* else nothing below is filled but the person */
    int year;
    struct person_id person;
    const char *name;
    struct hours_totals totals;
    struct ledger_job *jobs;
    struct ledger_event *events; /* that count, the earliest first */
    struct hours_adjustment *adjustments;
    int job_count, event_count, adjustment_count;
};

/* ERR_NOT_FOUND: nobody of that id. Whoever has no job in the year owes nothing. */
enum err ledger_find(struct store *store, struct person_id person, int year, struct arena *arena,
                     struct ledger *ret) MUST_USE;

/* Everybody who works at that school in the year, at least for a day, by name; with their jobs
 * elsewhere. Not kept: nobody. */
struct ledger_list {
    bool kept;
    struct ledger *items;
    int count;
};
enum err ledger_list(struct store *store, struct school_id school, int year, struct arena *arena,
                     struct ledger_list *ret) MUST_USE;
/* Does one of their jobs at that school go by that group's rule? */
bool ledger_is_in_group(const struct ledger *ledger, struct school_id school,
                        enum hours_group group);

/* ---- the moment of requiring ---- */

/* An event about to be required: toward what it counts, and how much. `leave_out`: the event
 * itself, if it is in the ledger already; 0: it is not. */
struct ledger_asking {
    int year;
    enum hours_counts counts;
    int minutes;
    int64_t leave_out;
};
/* "This would ask Priya for 31 h 30 of 30 h": everything counted that they did and that is required
 * of them, with this on top. Not kept: the ledger is off. */
enum err ledger_would_ask(struct store *store, struct person_id person,
                          const struct ledger_asking *asking, struct arena *arena,
                          struct hours_ask *ret) MUST_USE;

/* Those of a school whom it would ask for more than there is, by name. */
struct ledger_over {
    struct person_id person;
    const char *name;
    struct hours_ask ask;
};
struct ledger_over_list {
    struct ledger_over *items;
    int count;
};
enum err ledger_list_over(struct store *store, struct school_id school,
                          const struct ledger_asking *asking, struct arena *arena,
                          struct ledger_over_list *ret) MUST_USE;

#endif
