#ifndef SPARKD_EVENT_EVENT_LOOK_H
#define SPARKD_EVENT_EVENT_LOOK_H

#include "booking.h"
#include "event_session.h"

/*
 * What an event would meet at other times than it has: seen before it is moved
 * (issue 4). What somebody else has then is not named (contract,
 * section 5).
 */
struct event_look {
    const struct look_busy {
        const char *name;
        bool required; /* they have to come */
    } * busy;          /* who has a place and something else then, by name */
    int busy_count;
    int told;            /* who has a place */
    int waiting;         /* who waits for one */
    const char *room;    /* why the room is not free, a sentence; "" if it is, or there is none */
    const char *leaders; /* who from outside is elsewhere then: "Ann Ash, Bob Birch", "" */
    const char *day;     /* "half-term", "bank holiday: Good Friday": why its first day is no
                            school day at the host; "" if it is one */
};

/* At these times, all of its sessions as they would be (event_session_fields): 1 or more. Nothing
 * is written, and nothing refused: whatever stands in the way is in *ret. */
enum err event_look_at(struct store *store, const struct event *event,
                       const struct event_session_fields *times, int count, struct arena *arena,
                       struct event_look *ret) MUST_USE;
/* The same for who knows the school's calendar already: `day` is "". */
enum err event_look_times(struct store *store, const struct event *event,
                          const struct event_session_fields *times, int count, struct arena *arena,
                          struct event_look *ret) MUST_USE;

/* Has somebody something else at any of these times? Not what (contract). */
enum err event_look_is_busy(struct store *store, const struct event *event, struct person_id person,
                            const struct event_session_fields *times, int count,
                            struct arena *arena, bool *ret) MUST_USE;

#endif
