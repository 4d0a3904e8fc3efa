#ifndef SPARKD_EVENT_BOOKING_STORE_H
#define SPARKD_EVENT_BOOKING_STORE_H

#include "booking.h"
#include "busy.h"
#include "notice.h"

/* The SQL of bookings, and the notice each row makes. */

/* A live booking with whom it is to be told. */
struct booking_row {
    struct booking_id id;
    const char *uid;
    int seq;
    enum booking_status status;
    struct instant booked_at;
    struct person_id person;
    const char *person_name, *person_email;
    struct event_id event;
    bool required; /* they may not give it up by themselves */
};

struct booking_rows {
    struct booking_row *items;
    int count;
};

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
/* The first who waits behind `after` (booked_at and id; zeros: the first of all) and has not left;
 * ERR_NOT_FOUND at the end. */
enum err booking_store_next_waiting(struct store *store, struct event_id event,
                                    const struct booking_row *after, struct day today,
                                    struct arena *arena, struct booking_row *ret) MUST_USE;
/* Events with a free place where a person waits. */
enum { BOOKING_STORE_OPENINGS_MAX = 50 };
struct booking_openings {
    struct event_id events[BOOKING_STORE_OPENINGS_MAX];
    int count;
};
enum err booking_store_openings(struct store *store, struct instant now, struct person_id person,
                                struct booking_openings *ret) MUST_USE;

/* A confirmed booking and its place, if one is free; ERR_CONFLICT if not. */
enum err booking_store_place(struct store *store, struct instant now, struct event_id event,
                             struct person_id person, const char *uid,
                             struct booking_id *ret) MUST_USE;
enum err booking_store_wait(struct store *store, struct instant now, struct event_id event,
                            struct person_id person, const char *uid,
                            struct booking_id *ret) MUST_USE;
/* A waiting one takes a free place; raises seq. ERR_CONFLICT: none is free. */
enum err booking_store_confirm(struct store *store, struct instant now,
                               const struct booking_row *row) MUST_USE;
/* Ends a live one, gives its place back, raises seq; `as` is an ended status. ERR_CONFLICT: it is
 * not what row says. */
enum err booking_store_end(struct store *store, struct instant now, const struct booking_row *row,
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
