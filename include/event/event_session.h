#ifndef SPARKD_EVENT_EVENT_SESSION_H
#define SPARKD_EVENT_EVENT_SESSION_H

#include "event.h"

/* When an event meets: most meet once, a course of three afternoons three times. */
struct event_session {
    int64_t id;
    const char *uid; /* what calendars know it by */
    int position;    /* from 1, by time */
    struct instant starts_at, ends_at;
    const char *room; /* "": the event's */
};

enum { EVENT_SESSIONS_MAX = 60 };

struct event_sessions {
    struct event_session items[EVENT_SESSIONS_MAX];
    int count;
};

/* All of an event's, by position. */
enum err event_session_list(struct store *store, struct event_id event, struct arena *arena,
                            struct event_sessions *ret) MUST_USE;

#endif
