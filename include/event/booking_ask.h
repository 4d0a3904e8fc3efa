#ifndef SPARKD_EVENT_BOOKING_ASK_H
#define SPARKD_EVENT_BOOKING_ASK_H

#include "booking.h"

/*
 * A place that passes from one person to another without going through the
 * waiting list: handed on to a colleague, swapped for theirs (SP-11), or given
 * to somebody else by whoever organises (substitutions, until the start).
 */

struct booking_handing {
    struct booking_id id;
    struct person_id to, by;
    const char *reason; /* NULL or "": none */
    bool organises;     /* `by` may book anybody */
};
/*
 * The place becomes `to`'s at once, a wait of theirs with it. ERR_CONFLICT
 * `no-place` (it is no place, or not theirs any more), `required`, `too-late`,
 * `cancelled`, `full` (the places of their school are), and what booking_book
 * says of `to`; ERR_INVALID field person_id.
 */
enum err booking_hand(struct store *store, struct instant now,
                      const struct booking_handing *handing, struct refusal *why,
                      struct booking_placed *ret) MUST_USE;

/* Two people exchange their places at two events; each booking keeps its uid, so each calendar
 * entry moves. Refusals as above, and `needs-approval`. */
enum err booking_swap(struct store *store, struct instant now, struct booking_id one,
                      struct booking_id other, struct refusal *why) MUST_USE;

/* ---- asking first ---- */

struct booking_ask_id {
    int64_t v;
};

struct booking_ask {
    struct booking_ask_id id;
    struct booking booking; /* the place that is given */
    struct person_id to;
    const char *to_name;
    struct event_id wanted;   /* a swap: the event of theirs; v 0: handed on */
    const char *wanted_title; /* "" */
    const char *wanted_place; /* "" */
    struct instant wanted_starts, wanted_ends;
    struct instant asked_at;
    bool open; /* can still be answered */
};

struct booking_ask_new {
    struct booking_id booking; /* whose person asks */
    struct person_id to;
    struct event_id wanted; /* v 0: to hand the place on */
};
/* Asks them by mail. ERR_CONFLICT `no-place`, `too-late`, `cancelled`, `already-asked`,
 * `needs-approval`; ERR_INVALID fields person_id, event_id. Says nothing of what `to` has. */
enum err booking_ask_make(struct store *store, struct instant now,
                          const struct booking_ask_new *ask, struct refusal *why,
                          struct booking_ask_id *ret) MUST_USE;
/* They say yes, and it is done; refusals of booking_hand and booking_swap, `ask-over`. */
enum err booking_ask_accept(struct store *store, struct instant now, struct booking_ask_id id,
                            struct refusal *why) MUST_USE;
/* They say no: whoever asked is told. No change if it is over. */
enum err booking_ask_decline(struct store *store, struct instant now, struct booking_ask_id id,
                             struct arena *arena) MUST_USE;
/* Whoever asked thinks better of it. No change if it is over. */
enum err booking_ask_take_back(struct store *store, struct instant now,
                               struct booking_ask_id id) MUST_USE;

/* Answered ones and such as are over too; ERR_NOT_FOUND for an unknown id. */
enum err booking_ask_find(struct store *store, struct booking_ask_id id, struct instant now,
                          struct arena *arena, struct booking_ask *ret) MUST_USE;

struct booking_ask_list {
    struct booking_ask *items;
    int count;
};
enum { BOOKING_ASKS_MAX = 100 };
/* What can still be answered, to them and from them, by start; at most 100. */
enum err booking_ask_list(struct store *store, struct person_id person, struct instant now,
                          struct arena *arena, struct booking_ask_list *ret) MUST_USE;

#endif
