#ifndef SPARKD_EVENT_HOURS_RULES_H
#define SPARKD_EVENT_HOURS_RULES_H

#include "calendar.h"

/*
 * What somebody owes, has done and is asked for in one academic year (TW-01,
 * TW-02, practice P3). Pure: values in, minutes out. Minutes are integers: each
 * job's are rounded to the nearest minute, a half up, and then added, so that
 * what a page shows job by job adds up to what it shows below.
 */

/* Whose rule a job goes by. Leadership is a pay range and goes before the staff group. */
enum hours_group {
    HOURS_TEACHING,
    HOURS_LEADERSHIP,
    HOURS_CLASSROOM_SUPPORT,
    HOURS_ADMINISTRATION,
    HOURS_OTHER_SUPPORT,
    HOURS_GOVERNANCE,
    HOURS_GROUPS
};
/* "teaching", "leadership", "classroom support", …: as in the database and the API. */
const char *hours_group_name(enum hours_group group);
enum err hours_group_parse(struct str name, enum hours_group *ret) MUST_USE;
/* Of a job with that staff group (employment.h), on the leadership pay range or not. */
enum hours_group hours_group_of(struct str staff_group, bool leadership);

enum {
    HOURS_DAYS_MAX = 20,             /* INSET days a year */
    HOURS_DAY_MIN_MAX = 12 * 60,     /* of one day */
    HOURS_DIRECTED_MIN_MAX = 120000, /* 2,000 h a year */
};

/* What a full-time job of a group owes in a whole year. */
struct hours_rule {
    int inset_days, day_min; /* 5 days of 360 minutes */
    int directed_min;        /* 1,265 h; 0: outside directed time */
};
struct hours_rules {
    struct hours_rule of[HOURS_GROUPS];
    bool spark; /* SPARK attendance counts as INSET (requirements C2) */
};

/* ---- owed ---- */

/* A job in the year: the school days on which it is held, of all that its school's year has. */
struct hours_job {
    enum hours_group group;
    int fte_milli; /* 1000: full time */
    int days, year_days;
};
/*
 * How many of a year's school days lie in [from, to], either DAY_NONE for open;
 * a school whose calendar is empty is taken to work every weekday from 1
 * September to 31 July.
 */
void hours_count_days(struct calendar calendar, int year, struct day from, struct day to,
                      struct hours_job *ret);

/* That job's INSET and directed minutes: the rule, by its part of full time and of the year. */
int hours_job_inset(const struct hours_rules *rules, const struct hours_job *job);
int hours_job_directed(const struct hours_rules *rules, const struct hours_job *job);

/* ---- done ---- */

/* As event.counts has them. */
enum hours_counts { HOURS_COUNT_NOTHING, HOURS_COUNT_INSET, HOURS_COUNT_DIRECTED, HOURS_COUNTS };
/* "nothing", "inset", "directed" */
const char *hours_counts_name(enum hours_counts counts);
enum err hours_counts_parse(struct str name, enum hours_counts *ret) MUST_USE;

enum hours_state {
    HOURS_ATTENDED,
    HOURS_ABSENT,
    HOURS_TO_COME, /* has a place, or is required; no register says more yet */
    HOURS_CALLED_OFF,
};

/* Somebody's part in one event. */
struct hours_entry {
    int64_t event, day; /* day: the event of which it is a workshop, or itself */
    bool spark, required;
    enum hours_counts counts;
    enum hours_state state;
    int event_min;  /* credited for the whole of it */
    int credit_min; /* really attended, from the register; -1: all of it */
};

/* Toward what an entry counts: SPARK as the trust says and nothing else, the others as they say. */
enum hours_counts hours_entry_counts(const struct hours_rules *rules,
                                     const struct hours_entry *entry);
/* What it is credited with: never more than the event's, none if absent or called off. */
int hours_entry_credit(const struct hours_entry *entry);

/* Agreed by hand, more or less (paid time by agreement, INSET done elsewhere). */
struct hours_adjusted {
    enum hours_counts counts;
    int minutes;
};

struct hours_sheet {
    const struct hours_job *jobs;
    int job_count;
    const struct hours_entry *entries;
    int entry_count;
    const struct hours_adjusted *adjusted;
    int adjusted_count;
};

struct hours_totals {
    int inset_required, inset_done, inset_owed;
    int inset_booked;                  /* to come */
    int inset_asked;                   /* done, and required to come */
    int directed_limit, directed_used; /* limit 0: outside directed time, used 0 */
    int directed_asked;
};

/*
 * A day's workshops and the day itself count once: the day, or its workshops
 * added up, whichever is more. INSET is directed time too (practice P3).
 */
struct hours_totals hours_compute(const struct hours_rules *rules, const struct hours_sheet *sheet);

/* ---- asked ---- */

/* What somebody would be asked for, with so many minutes more of a required event. */
struct hours_ask {
    bool kept;                          /* the ledger is on and knows them; else nothing follows */
    int inset_asked, inset_required;    /* required 0: owes none by any rule, is never over */
    int directed_asked, directed_limit; /* limit 0: outside directed time */
    bool over_inset, over_directed;     /* more than there is, and by this event */
};
struct hours_ask hours_would_ask(const struct hours_totals *totals, enum hours_counts counts,
                                 int minutes);

#endif
