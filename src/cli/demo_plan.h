#ifndef SPARKD_CLI_DEMO_PLAN_H
#define SPARKD_CLI_DEMO_PLAN_H

#include "demo.h"
#include "event.h"
#include "series_rules.h"

/*
 * The demo's programme as a coordinator would write it down before entering it:
 * conf/data/demo-programme.csv, a line an event, a series, or the same at each
 * school. Read here, entered by demo_event.
 *
 * kind, title, purpose · on: a day of 2026/27, moved by whole weeks to another
 * year · at, minutes · host: 1 to 8, taken in turn by a trust with fewer
 * schools, or "each" · room: hall, library, training, meeting, centre, or words
 * · places: a number, or "all" it is for · for: school, trust, support,
 * leaders, heads, governors, or nobody in particular · repeat: how, how often,
 * which weekday of the stretch · booked: how many of the staff book · how: words,
 * some with a number (enum demo_word).
 */
enum demo_for {
    DEMO_FOR_ANYBODY,
    DEMO_FOR_SCHOOL,
    DEMO_FOR_TRUST,
    DEMO_FOR_SUPPORT,
    DEMO_FOR_LEADERS,
    DEMO_FOR_HEADS,
    DEMO_FOR_GOVERNORS,
    DEMO_FORS
};

/* What `how` may say. */
enum demo_word {
    DEMO_DRAFT,
    DEMO_INVITED,
    DEMO_VOLUNTARY,
    DEMO_APPROVAL, /* a booking is a request first */
    DEMO_OFFER,    /* a free place is offered for two days */
    DEMO_QUOTA,    /* so many places a school */
    DEMO_CATERING,
    DEMO_ONLINE,
    DEMO_LEAD,    /* a colleague of the host leads it */
    DEMO_STAGGER, /* each: every second school two days later */
    DEMO_TALKS,
    DEMO_GIVEN,     /* the same, over by now: what is kept of them is shared */
    DEMO_KEYNOTE,   /* so many minutes after it begins a guest speaks to everybody */
    DEMO_CALL,      /* calls for talks, from so many days before, in two rooms */
    DEMO_GUEST,     /* a parent may come */
    DEMO_WORKSHOPS, /* in blocks, to choose from */
    DEMO_CANCELLED,
    DEMO_PROVIDER, /* =1 to 4: which of demo_org's */
    DEMO_POUNDS,
    DEMO_CLOSES,   /* booking, so many days before */
    DEMO_SESSIONS, /* meets so often, */
    DEMO_APART,    /* so many days apart; a week unless said */
    DEMO_CREDIT,   /* minutes, where they are not its length */
    DEMO_TYPE,     /* key of the policy's activities */
    DEMO_WORDS
};

enum { DEMO_EACH = -1, DEMO_ALL = -1 };

struct demo_plan {
    enum event_kind kind;
    const char *title, *purpose;
    struct day on;
    int at_min, minutes;
    int host;         /* from 0; DEMO_EACH */
    const char *room; /* as written */
    int places;       /* DEMO_ALL: of all it is for */
    enum demo_for whom;
    bool repeats;
    struct series_rule rule; /* if it repeats: how, how often, which */
    int booked;
    unsigned words; /* 1 << enum demo_word */
    int numbers[DEMO_WORDS];
    const char *type; /* "": the kind's own */
};

struct demo_programme {
    struct demo_plan *items;
    int count;
};

/* ERR_BUG: the file is not as it has to be. */
enum err demo_programme_read(const struct demo *demo, struct demo_programme *ret) MUST_USE;
static inline bool demo_plan_says(const struct demo_plan *plan, enum demo_word word)
{
    return plan->words >> (unsigned)word & 1;
}

/* When a SPARK event begins to take talks: the Monday five weeks before, or when it calls. */
struct instant demo_talks_from(const struct demo_plan *plan, struct day on);

#endif
