#ifndef SPARKD_EVENT_BOOKING_H
#define SPARKD_EVENT_BOOKING_H

#include "busy.h"
#include "clash.h"

/*
 * Places at events, and the wait for one (SP-09, SP-11, TW-05). Never more
 * confirmed places than the capacity: the statements and a CHECK of the schema
 * hold that, whoever writes at the same time (performance, section 4). Every
 * use case runs inside the caller's transaction and tells by mail whom it
 * touches.
 */
struct booking_id {
    int64_t v;
};

struct booking {
    struct booking_id id;
    const char *uid;
    struct event_id event;
    struct person_id person;
    const char *person_name, *school_name; /* the person's first school, "" if none */
    enum booking_status status;
    int position; /* on the waiting list from 1; 0 if not waiting */
    enum booking_part part;
    struct instant booked_at, ended_at, modified_at; /* ended_at v 0: live */
    struct instant offered_until;                    /* of an offer */
    const char *reason;                              /* of its end, in words; "" */
    bool required;                                   /* they cannot give it up by themselves */
    int seq;
    const char *event_title, *event_purpose, *place;
    enum event_kind event_kind;
    enum event_status event_status;
    struct school_id host;
    const char *host_name;
    struct instant starts_at, ends_at;
    int session_count; /* of the event: all of them are booked */
};

struct booking_request {
    struct event_id event;
    struct person_id person; /* who comes */
    struct person_id by;     /* who asks */
    bool sees_drafts;        /* else a draft is not found */
};

enum { BOOKING_WARNINGS_MAX = CLASHES_MAX + 1 };
struct booking_placed {
    struct booking_id id;
    enum booking_status status; /* confirmed or waiting */
    int position;
    const char *warnings[BOOKING_WARNINGS_MAX]; /* sentences on what clashes or is unusual */
    int warning_count;
};

/*
 * A place if there is one, else the waiting list. ERR_CONFLICT: `already-booked`
 * (other_id: the booking), `clash` (other_id: the event, 0 a conversation),
 * `full` (the waiting list is closed), `too-late`, `not-open`, `cancelled`,
 * `not-published`, `presenting` (their talk needs no place). ERR_DENIED `not-eligible`: it is for
 * others (audience_admits), unless sees_drafts. ERR_NOT_FOUND: no such event, or a draft;
 * ERR_INVALID: no such person.
 */
enum err booking_book(struct store *store, struct instant now,
                      const struct booking_request *request, struct refusal *why,
                      struct booking_placed *ret) MUST_USE;

/* Gives the place or the wait up (a talk may wait for that person: spark_booking_cancel); the first
 * in line is promoted in the same transaction. No change if it is cancelled already; ERR_CONFLICT
 * `too-late` once the event has started, `required` for whoever has to come and asks themselves. */
enum err booking_cancel(struct store *store, struct instant now, struct booking_id id,
                        struct person_id by, struct refusal *why) MUST_USE;

/* Ends the live booking of a person at an event, if there is one, with a sentence why. */
enum err booking_release(struct store *store, struct instant now, struct event_id event,
                         struct person_id person, const char *detail, struct arena *arena) MUST_USE;

/* Gives free places to those who wait, in order; passes over whoever is taken at that time or has
 * left. Nothing once the event has started. */
enum err booking_promote(struct store *store, struct instant now, struct event_id event,
                         struct arena *arena) MUST_USE;
/* The same at every event with a free place where this person waits: call it when they become
 * free. */
enum err booking_promote_person(struct store *store, struct instant now, struct person_id person,
                                struct arena *arena) MUST_USE;

/* ERR_NOT_FOUND for an unknown id; a cancelled one is found. The caller asks may(). */
enum err booking_find(struct store *store, struct booking_id id, struct arena *arena,
                      struct booking *ret) MUST_USE;

struct booking_list {
    struct booking *items;
    int count;
};

enum booking_when { BOOKING_UPCOMING, BOOKING_PAST };
enum { BOOKING_LIST_MAX = 200, BOOKING_BETWEEN_MAX = 2000, BOOKING_ATTENDEES_MAX = 10000 };

/* A person's live bookings of events that are not over (soonest first), or confirmed ones that are
 * (latest first). At most `limit`, 1-200. */
enum err booking_list(struct store *store, struct person_id person, enum booking_when when,
                      struct instant now, int limit, struct arena *arena,
                      struct booking_list *ret) MUST_USE;
/* Who has a place, in the order of booking, then who waits, in order; at most 10,000. */
enum err booking_list_attendees(struct store *store, struct event_id event, struct arena *arena,
                                struct booking_list *ret) MUST_USE;
/* For feeds: a person's bookings of every status, of events that overlap [from, to), by start.
 * At most 2,000. */
enum err booking_list_between(struct store *store, struct person_id person, struct instant from,
                              struct instant to, struct arena *arena,
                              struct booking_list *ret) MUST_USE;

#endif
