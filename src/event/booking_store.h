#ifndef SPARKD_EVENT_BOOKING_STORE_H
#define SPARKD_EVENT_BOOKING_STORE_H

#include "booking.h"
#include "busy.h"
#include "notice.h"

/* The SQL of bookings, and the notice each row makes. */

/* Of a live booking `b`: booking_status_has_place. */
#define BOOKING_HAS_PLACE(b) b ".status <> 'waiting'"

/* A live booking with whom it is to be told. */
struct booking_row {
    struct booking_id id;
    const char *uid;
    int seq;
    enum booking_status status;
    enum booking_part part;
    struct instant booked_at, offered_until;
    bool approved; /* a request that was approved while it waited */
    bool behind;   /* waits, and somebody of their school has a place (fresh_first) */
    struct person_id person;
    const char *person_name, *person_email;
    struct event_id event;
    bool required; /* they may not give it up by themselves */
    bool beyond;   /* let in at the door when every place was taken: has none of them */
    bool online;   /* takes part online: has none of the room's places */
};

struct booking_rows {
    struct booking_row *items;
    int count;
};

/* An attendee with a place in the room, offered or requested ones too; not one beyond the
 * capacity, nor one who takes part online. */
bool booking_store_takes_place(const struct booking_row *row);

/* No mail put it into a calendar: it is not theirs for sure, or it is a workshop they chose on the
 * page of its day. */
bool booking_store_is_tentative(const struct event *event, const struct booking_row *row);

/* What all notices of one booking have in common; of its event, before kind, detail and position.
 */
struct notice booking_store_notice(const struct event *event, const struct booking_row *row,
                                   enum notice_kind kind);

/* Any status. */
enum err booking_store_find(struct store *store, struct booking_id id, struct arena *arena,
                            struct booking_row *ret) MUST_USE;
/* The live one; ERR_NOT_FOUND without. */
enum err booking_store_find_live(struct store *store, struct event_id event,
                                 struct person_id person, struct arena *arena,
                                 struct booking_row *ret) MUST_USE;
/* All live ones, in the order of booking. */
enum err booking_store_live(struct store *store, struct event_id event, struct arena *arena,
                            struct booking_rows *ret) MUST_USE;
/* The first who waits behind `after` (booked_at, id, behind; zeros: the first of all) and has not
 * left, in the order in which the event gives its places; ERR_NOT_FOUND at the end. */
enum err booking_store_next_waiting(struct store *store, const struct event *event,
                                    const struct booking_row *after, struct day today,
                                    struct arena *arena, struct booking_row *ret) MUST_USE;
/* The first offer that ran out by now or reaches past `latest`; ERR_NOT_FOUND: none. */
enum err booking_store_next_offer(struct store *store, struct event_id event, struct instant now,
                                  struct instant latest, struct arena *arena,
                                  struct booking_row *ret) MUST_USE;
/* Some events; where a person waits and a place is free, and where an offer ran out. */
enum { BOOKING_STORE_OPENINGS_MAX = 50 };
struct booking_openings {
    struct event_id events[BOOKING_STORE_OPENINGS_MAX];
    int count;
};
enum err booking_store_openings(struct store *store, struct instant now, struct person_id person,
                                struct booking_openings *ret) MUST_USE;
enum err booking_store_due_events(struct store *store, struct instant now, int limit,
                                  struct booking_openings *ret) MUST_USE;

/* A new booking of uid, event, person and status with its place in the room, if one is free;
 * ERR_CONFLICT if not. Online there is always one. Sets the id, as the next two do: leading (no
 * place, any part) and waiting. */
enum err booking_store_place(struct store *store, struct instant now,
                             struct booking_row *row) MUST_USE;
enum err booking_store_lead(struct store *store, struct instant now,
                            struct booking_row *row) MUST_USE;
enum err booking_store_wait(struct store *store, struct instant now,
                            struct booking_row *row) MUST_USE;

/*
 * Each changes row as the database: status, and a seq that is one higher.
 * ERR_CONFLICT: it is not what row says.
 */
/* A waiting one takes a free place; until: of an offer, v 0 else. ERR_CONFLICT: none is free. */
enum err booking_store_promote(struct store *store, struct instant now, struct booking_row *row,
                               enum booking_status to, struct instant until) MUST_USE;
/* One that has a place keeps it under another status. */
enum err booking_store_settle(struct store *store, struct instant now, struct booking_row *row,
                              enum booking_status to) MUST_USE;
/* An attendee takes part online from now on, under that status, and gives the place in the room
 * back; a wait or an offer ends so. */
enum err booking_store_go_online(struct store *store, struct instant now, struct booking_row *row,
                                 enum booking_status as) MUST_USE;
/* The other way round. ERR_CONFLICT: no place in the room is free. */
enum err booking_store_go_in(struct store *store, struct instant now,
                             struct booking_row *row) MUST_USE;
/* A live one of a part that takes no place, confirmed; gives back the place of who attended. */
enum err booking_store_set_part(struct store *store, struct instant now, struct booking_row *row,
                                enum booking_part part) MUST_USE;
/* One that waits or is offered will be confirmed, not requested; seq stays. */
enum err booking_store_approve(struct store *store, struct instant now,
                               const struct booking_row *row) MUST_USE;
/* A confirmed one is of that event now; the places of both are the caller's. */
enum err booking_store_move(struct store *store, struct instant now, struct booking_row *row,
                            struct event_id to) MUST_USE;
/* Nobody can say yes to what was asked about it (booking_ask). */
enum err booking_store_end_asks(struct store *store, struct instant now,
                                struct booking_id id) MUST_USE;
/* Ends a live one and gives its place back; `as` is an ended status. */
enum err booking_store_end(struct store *store, struct instant now, struct booking_row *row,
                           enum booking_status as, const char *reason) MUST_USE;
/* seq of all live ones rises. */
enum err booking_store_raise_all(struct store *store, struct instant now,
                                 struct event_id event) MUST_USE;
/* Ends all live ones. */
enum err booking_store_cancel_all(struct store *store, struct instant now,
                                  struct event_id event) MUST_USE;
enum err booking_store_position(struct store *store, const struct booking_row *row,
                                int *ret) MUST_USE;
/* Does this person have a confirmed talk at the event? */
enum err booking_store_presents(struct store *store, struct event_id event, struct person_id person,
                                bool *ret) MUST_USE;

/* booking_list.c: one booking with its event. */
enum err booking_list_find(struct store *store, struct booking_id id, struct arena *arena,
                           struct booking *ret) MUST_USE;

#endif
