#ifndef SPARKD_EVENT_SERIES_RULES_H
#define SPARKD_EVENT_SERIES_RULES_H

#include "calendar.h"

/*
 * When a series meets: a rule in wall time, on the school days of its host
 * (TW-02, TW-15: what repeats repeats in term). Pure: a rule and a school's
 * calendar in, dates out.
 */
enum series_repeat {
    SERIES_WEEKLY,
    SERIES_FORTNIGHTLY, /* every second week by the diary, counted from the first day */
    SERIES_MONTHLY,     /* the nth weekday of each calendar month */
    SERIES_HALF_TERMLY, /* the nth such school day of each half of a term */
    SERIES_TERMLY,      /* the nth such school day of each term */
    SERIES_REPEATS
};

/* "weekly", "half-termly": as in the database, the API and forms. */
const char *series_repeat_name(enum series_repeat repeat);
enum err series_repeat_parse(struct str s, enum series_repeat *ret) MUST_USE;
/* True for those that ask which weekday of a month, half-term or term. */
bool series_repeat_is_counted(enum series_repeat repeat);

enum {
    SERIES_LAST = -1, /* nth: the last one */
    SERIES_NTH_MAX = 5,
    SERIES_TIMES_MAX = 120,
    SERIES_DAYS_MAX = 2 * 366, /* from its first day */
};

struct series_rule {
    enum series_repeat repeat;
    enum weekday weekday; /* Monday to Friday */
    int nth;              /* 1 to 5 or SERIES_LAST where it is counted, else 0 */
    int start_min;        /* minutes after midnight, wall time */
    int length_min;
    struct day from;  /* none earlier; fortnights count from the first such weekday */
    struct day until; /* the last day it may be; DAY_NONE: `times` decides */
    int times;        /* how often it meets; 0 with `until` */
    bool inset;       /* on INSET days too */
};

/* A host's stretches and the bank holidays, of every academic year the rule may reach. */
struct series_calendar {
    const struct span *spans;
    int span_count;
    const struct bank_holiday *holidays;
    int holiday_count;
};

/* Why a series does not meet on a day its rule names. */
enum series_why {
    SERIES_MEETS,
    SERIES_WEEKEND,
    SERIES_BANK_HOLIDAY,
    SERIES_INSET_DAY,
    SERIES_CLOSURE,
    SERIES_HALF_TERM,
    SERIES_OUT_OF_TERM,
    SERIES_NO_CALENDAR, /* the academic year has no terms yet */
    SERIES_TOO_SHORT,   /* the term or half of it has no nth such day */
    SERIES_CLOCK,       /* the clocks change in that hour */
};

struct series_date {
    struct day on;
    struct instant starts_at, ends_at; /* v 0 unless it meets */
    enum series_why why;
    const char *name; /* of the stretch or holiday, "" without one */
};

struct series_dates {
    struct series_date *items; /* by day */
    int count, meets;          /* all of them, and those on which it meets */
};

/* Refuses every bad field: repeats, weekday, nth, starts_at, ends_at, from, until, times. */
void series_rules_check(const struct series_rule *rule, struct refusal *why);

/*
 * The days the rule names, those it skips among them, in order. A counted day
 * that is closed gives way to the next one in its half-term or term, one of a
 * month is skipped. Of days without a calendar in a row only the first is
 * listed. The rule has been checked.
 */
struct series_dates series_rules_expand(const struct series_rule *rule,
                                        const struct series_calendar *calendar,
                                        struct arena *arena);

/* What that day is at the school; *ret_name as in series_date. */
enum series_why series_rules_day(const struct series_calendar *calendar, struct day day, bool inset,
                                 const char **ret_name);
/*
 * The instants of a wall time on a day. ERR_INVALID where the clocks change in
 * the hour of the start or the end (calendar specification, section 7).
 */
enum err series_rules_at(struct day day, int start_min, int length_min, struct instant *ret_starts,
                         struct instant *ret_ends) MUST_USE;

/* "every second Thursday in term at 16:00", "on the last Thursday of each half-term at 16:00" */
const char *series_rules_words(const struct series_rule *rule, struct arena *arena);
/* "half-term", "closed: Polling day", "bank holiday: Good Friday" */
const char *series_why_words(const struct series_date *date, struct arena *arena);

#endif
