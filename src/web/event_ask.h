#ifndef SPARKD_WEB_EVENT_ASK_H
#define SPARKD_WEB_EVENT_ASK_H

#include "event.h"
#include "form.h"

/* What the query of a list of events asks for, and the address that asks it. Texts are never NULL;
 * "": any. */
struct event_ask {
    const char *q;                            /* words of title, provider, theme, people, place */
    const char *type, *theme, *level, *phase; /* keys of the policy, but the phase */
    int kind;                                 /* enum event_kind or EVENT_ANY_KIND */
    struct school_id school;                  /* v 0: any */
    struct day from, to;                      /* DAY_NONE: now, or any with q; no end */
    bool free;                                /* only where one can be booked */
    struct event_cursor after;
};

/* From q, type, kind, school, theme, phase, level, from, to (YYYY-MM-DD), free (1) and after.
 * ERR_INVALID `bad-filter` for a value that none of our pages sends. */
enum err event_ask_read(const struct form *query, struct refusal *why,
                        struct event_ask *ret) MUST_USE;
/* "/events?kind=spark&after=1794480300-12"; a cursor of id 0 is the start of the list. */
const char *event_ask_link(const struct event_ask *ask, struct event_cursor after,
                           struct arena *arena);
/* The same at another address, "/events.csv", from its start. */
const char *event_ask_link_to(const char *path, const struct event_ask *ask, struct arena *arena);
/* What the list is asked for at that moment, at most `limit`. */
struct event_filter event_ask_filter(const struct event_ask *ask, struct instant now, int limit);

/* What keys mean, to be read; NULL where nothing is asked or nobody knows. */
struct event_ask_names {
    const char *school, *type, *theme, *level;
};
/* One thing that is asked for, in words, and all the others without it. */
struct event_ask_part {
    const char *words; /* "Twilight", "“algebra”", "from 1 December 2026" */
    struct event_ask without;
};
enum { EVENT_ASK_PARTS_MAX = 10 };
/* In the order in which they are shown; returns how many. */
int event_ask_parts(const struct event_ask *ask, const struct event_ask_names *names,
                    struct arena *arena, struct event_ask_part ret[static EVENT_ASK_PARTS_MAX]);

/* "Twilight", "INSET day" */
const char *event_kind_words(enum event_kind kind);

#endif
