#ifndef SPARKD_EVENT_EVENT_SESSION_H
#define SPARKD_EVENT_EVENT_SESSION_H

#include "event.h"

/* When an event meets: most meet once, a course of three afternoons three times. A booking is for
 * all of them. */
struct event_session {
    int64_t id;
    const char *uid; /* what calendars know it by */
    int position;    /* its number for good; that of 1 is in calendars under a booking's own uid */
    struct instant starts_at, ends_at;
    const char *room; /* "": the event's */
};

enum { EVENT_SESSIONS_MAX = 60, EVENT_SESSIONS_DAYS_MAX = 366 };

struct event_sessions {
    struct event_session items[EVENT_SESSIONS_MAX];
    int count;
};

/* All of an event's, by start. */
enum err event_session_list(struct store *store, struct event_id event, struct arena *arena,
                            struct event_sessions *ret) MUST_USE;

/* What is said of one session. */
struct event_session_fields {
    int64_t id; /* v 0: a new one, or whichever meets at that time */
    struct instant starts_at, ends_at;
    const char *room; /* at most 80 characters; "": the event's */
};

/* The same, to be sent again. */
int event_session_fields(const struct event_sessions *sessions,
                         struct event_session_fields ret[static EVENT_SESSIONS_MAX]);

/*
 * Pure: sorts them by start, refuses bad ones under "sessions[2].starts_at",
 * and gives each the row it keeps: the one it names, else one that meets at
 * the same time, else any that would be dropped, so that an entry in a calendar
 * moves rather than goes. items[].id 0 stays for those that are new.
 */
enum err event_session_match(const struct event_sessions *now,
                             struct event_session_fields items[static EVENT_SESSIONS_MAX],
                             int count, struct refusal *why) MUST_USE;

/* ERR_CONFLICT `register-taken`: a session would go whose register was opened, or be on another day
 * while somebody is marked there. */
enum err event_session_check_kept(struct store *store, const struct event_sessions *before,
                                  const struct event_session_fields *items, int count,
                                  struct refusal *why) MUST_USE;

/* Makes the event's rows these, which were matched, and follows with whoever is taken by it. */
enum err event_session_store(struct store *store, const struct event *event,
                             const struct event_sessions *before,
                             const struct event_session_fields *items, int count) MUST_USE;
/* As notices tell them; in the arena. */
struct notice_date *event_session_dates(const struct event *event,
                                        const struct event_sessions *sessions, struct arena *arena);

#endif
