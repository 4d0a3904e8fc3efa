#ifndef SPARKD_EVENT_EVENT_PEOPLE_H
#define SPARKD_EVENT_EVENT_PEOPLE_H

#include "booking.h"
#include "facilitator.h"

/*
 * Who runs an event: organisers, to whom it was given (TW-03), and who leads
 * it. A colleague who leads has a booking of that part (AC-27), so that their
 * time is taken and their calendar knows; somebody from outside stands in the
 * register of facilitators (PR-24). Use cases run in the caller's transaction.
 */
struct event_organiser {
    struct person_id person;
    const char *name;
};
struct event_organisers {
    struct event_organiser *items;
    int count;
};
enum { EVENT_ORGANISERS_MAX = 10, EVENT_LEADERS_MAX = 50 };

/* By name. */
enum err event_organiser_list(struct store *store, struct event_id event, struct arena *arena,
                              struct event_organisers *ret) MUST_USE;
/* No change if they are already. ERR_INVALID field person: nobody, or somebody who left;
 * ERR_LIMIT. */
enum err event_organiser_add(struct store *store, struct instant now, struct event_id event,
                             struct person_id person, struct refusal *why) MUST_USE;
enum err event_organiser_remove(struct store *store, struct event_id event,
                                struct person_id person) MUST_USE;

struct event_leader {
    struct person_id person;           /* a colleague; v 0: from outside */
    struct facilitator_id facilitator; /* from outside; v 0: a colleague */
    const char *name;
    const char *from; /* the provider from outside, or ""; of a colleague their school */
    enum booking_part part;
};
struct event_leaders {
    struct event_leader *items;
    int count;
};
/* Leaders first, then co-leaders and assistants, each by name. */
enum err event_leader_list(struct store *store, struct event_id event, struct arena *arena,
                           struct event_leaders *ret) MUST_USE;

/* Whom, as what, and by whom it is said: either a colleague or a facilitator. */
struct event_leading {
    struct event_id event;
    struct person_id person;
    struct facilitator_id facilitator;
    enum booking_part part;
    struct person_id by;
};
/*
 * They lead it, in another part than before if they did. A colleague of the
 * register is taken as the colleague; one who had a place gives it up and is
 * told once. ERR_CONFLICT: `clash` (other_id: the event) if they are elsewhere
 * then, `cancelled`, `too-late` once it is over; ERR_INVALID fields person,
 * facilitator, part; ERR_LIMIT.
 */
enum err event_leader_put(struct store *store, struct instant now,
                          const struct event_leading *leading, struct refusal *why) MUST_USE;
/* No change if they do not. */
enum err event_leader_remove(struct store *store, struct instant now,
                             const struct event_leading *leading, struct refusal *why) MUST_USE;

/* Who from outside leads another event at the same time: a move may bring that about. */
struct event_overlap {
    const char *name, *title; /* title "": a draft */
    struct instant starts_at, ends_at;
};
struct event_overlaps {
    struct event_overlap *items;
    int count;
};
enum err event_leader_overlaps(struct store *store, struct event_id event, struct arena *arena,
                               struct event_overlaps *ret) MUST_USE;

#endif
