#ifndef SPARKD_EVENT_BOOKING_H
#define SPARKD_EVENT_BOOKING_H

#include "busy.h"
#include "clash.h"

/*
 * Places at events, and the wait for one (SP-09, SP-11, TW-05). Never more
 * places taken than the capacity: the statements and a CHECK of the schema
 * hold that, whoever writes at the same time (performance, section 4). A
 * place that was given is never taken back. Every use case runs inside the
 * caller's transaction and tells by mail whom it touches, once.
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
    int position; /* on the waiting list from 1, by when they asked; 0 if not waiting */
    enum booking_part part;
    struct instant booked_at, ended_at, modified_at; /* ended_at v 0: live */
    struct instant offered_until;                    /* of an offer */
    const char *reason;                              /* of its end, in words; "" */
    bool online;                                     /* they take part online */
    bool required;                                   /* they cannot give it up by themselves */
    int credit_min; /* what the register counts of its hours; -1: nothing said */
    int seq;
    const char *event_title, *event_purpose, *place;
    enum event_kind event_kind;
    enum event_status event_status;
    struct school_id host;
    const char *host_name;
    struct instant starts_at, ends_at;
    int session_count;       /* of the event: all of them are booked */
    struct event_id day;     /* of which the event is a workshop; v 0: of none */
    const char *online_link; /* to take part; "": there is none, or they have no place */
};

enum { BOOKING_REASON_CHARS_MAX = 300 };

struct booking_request {
    struct event_id event;
    struct person_id person; /* who comes */
    struct person_id by;     /* who asks */
    bool sees_drafts;        /* else a draft is not found */
    enum booking_part part;  /* leading and assisting takes no place and waits for none (AC-27) */
    bool online; /* they take part online, where the event offers it (booking_online.h) */
};

enum { BOOKING_WARNINGS_MAX = CLASHES_MAX + 1 };
struct booking_placed {
    struct booking_id id;
    enum booking_status status; /* confirmed, requested or waiting */
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
 * ERR_INVALID: no such person; field online: it is in the room alone.
 */
enum err booking_book(struct store *store, struct instant now,
                      const struct booking_request *request, struct refusal *why,
                      struct booking_placed *ret) MUST_USE;

struct booking_withdrawal {
    struct booking_id id;
    struct person_id by;
    const char *reason; /* organisers read it; NULL or "": none */
};
/*
 * Gives the place, the offer or the wait up (a talk may wait for that person:
 * spark_booking_withdraw); the first in line is promoted in the same
 * transaction. No change if it has ended already. ERR_CONFLICT `too-late` once
 * the event has started, and for the person's own place from withdraw_h before
 * it; somebody else gives a reason from then on (ERR_INVALID, field reason).
 * `required` for whoever has to come and asks themselves.
 */
enum err booking_withdraw(struct store *store, struct instant now,
                          const struct booking_withdrawal *withdrawal,
                          struct refusal *why) MUST_USE;

/* Ends the live booking of a person at an event, if there is one, with a sentence why. */
enum err booking_withdraw_at(struct store *store, struct instant now, struct event_id event,
                             struct person_id person, const char *detail,
                             struct arena *arena) MUST_USE;

/* Says yes to an offer: confirmed, or requested where the event asks for approval. No change if
 * the place is theirs already; ERR_CONFLICT `no-offer`, `offer-over`. To say no is to withdraw. */
enum err booking_accept(struct store *store, struct instant now, struct booking_id id,
                        struct refusal *why) MUST_USE;

struct booking_decision {
    struct booking_id id;
    struct person_id by;
    bool approved;
    const char *reason; /* of a no; NULL or "": none */
};
/*
 * A request was decided (AP-11): confirmed, or declined and its place given to
 * the next. One that still waits keeps waiting and is confirmed once a place
 * comes free, or is declined. ERR_CONFLICT `decided`: nothing waits for that.
 */
enum err booking_decide(struct store *store, struct instant now,
                        const struct booking_decision *decision, struct refusal *why) MUST_USE;

/*
 * Gives free places to those who wait: in order of asking, with fresh_first
 * schools without a place first; passes over whoever is taken at that time or
 * has left. With offer_min a place is offered for so long, unless that reaches
 * past the closing of booking or the start: then it is given. Offers that ran
 * out end first. No new ones once the event has started.
 */
enum err booking_promote(struct store *store, struct instant now, struct event_id event,
                         struct arena *arena) MUST_USE;
/* The same at every event with a free place where this person waits: call it when they become
 * free. */
enum err booking_promote_person(struct store *store, struct instant now, struct person_id person,
                                struct arena *arena) MUST_USE;
/* The same wherever an offer ran out, at most `limit` events; *ret_more: there are others. */
enum err booking_promote_due(struct store *store, struct instant now, int limit,
                             struct arena *arena, bool *ret_more) MUST_USE;

/* ERR_NOT_FOUND for an unknown id; a cancelled one is found. The caller asks may(). */
enum err booking_find(struct store *store, struct booking_id id, struct arena *arena,
                      struct booking *ret) MUST_USE;

/* ---- lists ---- */

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
/* How a person's bookings of events to come ended, the latest of each event where they have none
 * now; soonest first, at most 50. */
enum err booking_list_ended(struct store *store, struct person_id person, struct instant now,
                            struct arena *arena, struct booking_list *ret) MUST_USE;
/* Who has a place, in the order of booking, then who waits, in order; at most 10,000. */
enum err booking_list_attendees(struct store *store, struct event_id event, struct arena *arena,
                                struct booking_list *ret) MUST_USE;
/* The places of one school's people at an event, or everybody's (school v 0): at most 10,000. */
struct booking_at {
    struct event_id event;
    struct school_id school;
    struct day today; /* who belongs to the school then */
};
/* As booking_list_attendees. */
enum err booking_list_at(struct store *store, const struct booking_at *at, struct arena *arena,
                         struct booking_list *ret) MUST_USE;
/* Who gave up, or was declined, and has nothing there now; the latest first. */
enum err booking_list_given_up(struct store *store, const struct booking_at *at,
                               struct arena *arena, struct booking_list *ret) MUST_USE;
/* For feeds: a person's bookings of every status, of events that overlap [from, to), by start.
 * At most 2,000. */
enum err booking_list_between(struct store *store, struct person_id person, struct instant from,
                              struct instant to, struct arena *arena,
                              struct booking_list *ret) MUST_USE;

#endif
