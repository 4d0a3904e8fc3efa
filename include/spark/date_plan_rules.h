#ifndef SPARKD_SPARK_DATE_PLAN_RULES_H
#define SPARKD_SPARK_DATE_PLAN_RULES_H

#include "arrange.h"
#include "event_kind.h"
#include "school.h"

/*
 * The year of a trust (programme specification, section 10): events that need
 * a date, and every (day, start, host school) they may have. Pure: no store,
 * no clock. Days are counted from the first of the instance, schools and
 * events are indexes; the same instance, seed and moves give the same dates on
 * any machine.
 */
enum {
    DATE_PLAN_EVENTS_MAX = 120,
    DATE_PLAN_STANDING_MAX = 300, /* events that have their date already */
    DATE_PLAN_TERMS_MAX = 12,
    DATE_PLAN_START_STEP_MIN = 30,
    DATE_PLAN_MOVES = 60000,
};

/* Never traded. */
enum date_rule {
    DATE_TERM,      /* a day of a term, or INSET, for the host and all who take part */
    DATE_CLOSED,    /* none of them is closed that day */
    DATE_INSET,     /* INSET on INSET days of all who take part */
    DATE_BETWEEN,   /* between the dates wished */
    DATE_WEEKDAY,   /* on the weekdays wished */
    DATE_HOST,      /* at the school wished, or at one that takes part */
    DATE_ROOM,      /* a room there is large enough */
    DATE_HOST_FREE, /* nothing else is there then */
    DATE_GAP,       /* so many days between two events that one school hosts */
    DATE_LEADER,    /* nobody leads two at one time, the way between them counted */
    DATE_RULES
};

/* Points: less is better. */
enum date_term {
    DATE_SHARED,  /* the same people on one day or in one week */
    DATE_SPREAD,  /* events of a kind, and of a wish, in one term */
    DATE_NEAR,    /* two of one wish within a few weeks */
    DATE_TURN,    /* one school hosts again */
    DATE_TRAVEL,  /* minutes on the way */
    DATE_POPULAR, /* Monday and Friday, and later than need be */
    DATE_KEPT,    /* not where it was proposed before */
    DATE_TERMS
};
/* "shared": as in the API. */
const char *date_plan_rules_term_name(enum date_term term);

enum {
    DATE_POINTS_DAY = 60, /* times the share of the smaller audience */
    DATE_POINTS_WEEK = 20,
    DATE_POINTS_KIND = 3, /* two of a kind in one term */
    DATE_POINTS_WISH = 6, /* besides, two of one wish */
    DATE_POINTS_NEAR = 2, /* each week less than DATE_NEAR_WEEKS between them */
    DATE_NEAR_WEEKS = 6,
    DATE_POINTS_TURN = 4,
    DATE_POINTS_TRAVEL_MIN = 5, /* one point for so many minutes on average */
    DATE_POINTS_FRIDAY = 4,
    DATE_POINTS_MONDAY = 1,
    DATE_POINTS_LATE = 2, /* each half-hour after the earliest */
    DATE_POINTS_DATE = 6, /* proposed for another day before */
    DATE_POINTS_HOST = 3, /* the same day, another host */
};

/* What a day is for one school. */
enum date_state { DATE_DAY_OUT, DATE_DAY_CLOSED, DATE_DAY_INSET, DATE_DAY_SCHOOL };

struct date_school {
    struct school_id id;
    const char *name;
    int seats; /* of its largest room; 0: it has none in the register */
};

struct date_slot {
    int day; /* -1: no date */
    int start_min;
    int host;
};

struct date_event {
    int wish; /* events of one wish have one number; -1: it stands */
    enum event_kind kind;
    int minutes, earliest_min, latest_min; /* begins from, ends by: minutes after midnight */
    unsigned weekdays;                     /* bit 0: Monday */
    int from, to;                          /* days it may be on */
    int host;                              /* -1: any that takes part */
    int seats;                             /* a room of so many */
    const bool *takes_part;                /* by school */
    const int64_t *leaders;                /* people who lead it, ascending */
    int leader_count;
    bool pinned;          /* by hand, or it stands: `was` is where it is */
    bool in_turn;         /* counts for the gap, the turn and the spread */
    struct date_slot was; /* where it was proposed; day -1: nowhere */
};

struct date_instance {
    struct day first;
    int day_count;
    const struct date_school *schools;
    int school_count;
    const uint8_t *state; /* enum date_state by school * day_count + day */
    const int8_t *term;   /* by day; -1: none */
    int term_count;
    const uint8_t *travel_min; /* by school * school_count + school */
    const struct date_event *events;
    int event_count;
    const uint8_t *share; /* per cent of the smaller audience: event * event_count + event */
    int gap_days;
};

static inline unsigned date_plan_rules_bit(enum date_rule rule)
{
    return 1u << (unsigned)rule;
}

/* Is this day in the school's year, and what is it for whoever takes part and hosts? The bits of
 * DATE_TERM, DATE_CLOSED, DATE_INSET, DATE_BETWEEN and DATE_WEEKDAY that forbid it. */
unsigned date_plan_rules_day(const struct date_instance *instance, const struct date_event *event,
                             int day, int host);
/* Bits of DATE_HOST and DATE_ROOM. */
unsigned date_plan_rules_host(const struct date_instance *instance, const struct date_event *event,
                              int host);
/* Bits of DATE_HOST_FREE, DATE_GAP and DATE_LEADER between two events at these slots; 0 if one has
 * no date. */
unsigned date_plan_rules_pair(const struct date_instance *instance, int a, struct date_slot at_a,
                              int b, struct date_slot at_b);
/* All rules that forbid the event this slot while the others are where `slots` has them. */
unsigned date_plan_rules_forbid(const struct date_instance *instance, const struct date_slot *slots,
                                int event, struct date_slot at);

/* Points of one event by itself, and of two; adds to terms (NULL: nobody asks). 0 without a date.
 */
int date_plan_rules_own(const struct date_instance *instance, int event, struct date_slot at,
                        int *terms);
int date_plan_rules_two(const struct date_instance *instance, int a, struct date_slot at_a, int b,
                        struct date_slot at_b, int *terms);
/* What the event costs there: its own points and those with every other. */
int date_plan_rules_points(const struct date_instance *instance, const struct date_slot *slots,
                           int event, struct date_slot at, int *terms);

/* How many starts the event may have; the n-th is earliest + n half-hours. */
int date_plan_rules_starts(const struct date_event *event);

struct date_report {
    int undated; /* of those that are wished */
    int broken;  /* pairs and events that break a rule: only what is pinned can */
    int points;
    int terms[DATE_TERMS];
};
void date_plan_rules_judge(const struct date_instance *instance, const struct date_slot *slots,
                           struct date_report *ret);

#endif
