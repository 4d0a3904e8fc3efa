#ifndef SPARKD_WEB_EVENT_ASK_H
#define SPARKD_WEB_EVENT_ASK_H

#include "event.h"
#include "form.h"

/* What the query of the list of events asks for, and the address that asks it. */
struct event_ask {
    const char *q;           /* in the title; "": any */
    int kind;                /* enum event_kind or EVENT_ANY_KIND */
    struct school_id school; /* v 0: any */
    struct day from;         /* DAY_NONE: now */
    bool places;             /* only where one can be booked */
    struct event_cursor after;
};

/* From q, kind, school, from (YYYY-MM-DD), places (yes) and after. ERR_INVALID `bad-filter` for a
 * value that none of our pages sends. */
enum err event_ask_read(const struct form *query, struct refusal *why,
                        struct event_ask *ret) MUST_USE;
/* "/events?kind=spark&after=1794480300-12"; a cursor of id 0 is the start of the list. */
const char *event_ask_link(const struct event_ask *ask, struct event_cursor after,
                           struct arena *arena);
/* "SPARK, Oak School, from 1 December 2026, places left"; "" without filters. school: its name. */
const char *event_ask_summary(const struct event_ask *ask, const char *school, struct arena *arena);
/* "No SPARK called “algebra” at Oak School with places left is planned." */
const char *event_ask_empty(const struct event_ask *ask, const char *school, struct arena *arena);
/* "Twilight", "INSET day" */
const char *event_kind_words(enum event_kind kind);

#endif
