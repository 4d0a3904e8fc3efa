#ifndef SPARKD_EVENT_EVENT_PLACE_H
#define SPARKD_EVENT_EVENT_PLACE_H

#include "event.h"

/* What is said of an event's place beside its room (TW-05, TW-06). "" is nothing. */
struct event_place {
    const char *online_link; /* for those who come, lead or organise */
    const char *getting_in;  /* for everybody who sees the event: doors, parking, access */
    const char *catering;    /* the same: what there is to eat and drink */
    const char *equipment;   /* for organisers: what has to be ready */
    const char *needs;       /* for organisers: what those who come need; erased after the event */
    int version;             /* 1 before anything was said */
};

enum { EVENT_PLACE_TEXT_CHARS_MAX = 1000, EVENT_PLACE_LINK_CHARS_MAX = 500 };

/* Empty texts if nothing was said. */
enum err event_place_find(struct store *store, struct event_id event, struct arena *arena,
                          struct event_place *ret) MUST_USE;
/* ERR_STALE unless version is 0 or the one there is; ERR_INVALID with the fields that are wrong:
 * the link stays while somebody is booked online by it. */
enum err event_place_put(struct store *store, struct instant now, struct event_id event,
                         int version, const struct event_place *place,
                         struct refusal *why) MUST_USE;

/* Pure: is the link shown to the viewer for whom the event was found? Whoever may edit it sees it
 * besides. A request, a wait or an offer is no place yet. */
bool event_place_opens_link(const struct event *event);

#endif
