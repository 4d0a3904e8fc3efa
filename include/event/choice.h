#ifndef SPARKD_EVENT_CHOICE_H
#define SPARKD_EVENT_CHOICE_H

#include "workshop.h"

/*
 * Who goes to which workshop of a day (practice P5). A choice is made whole:
 * what is no longer chosen is given back and what is new is taken, or nothing
 * changes at all. It may be made again as often as one likes until choosing
 * closes. Nothing is mailed: the day's page, the bookings and the feed show it,
 * and a change of mind is no news to anybody else.
 */
struct choice_made {
    struct event_id day;
    struct person_id person; /* whose */
    struct person_id by;     /* who says so */
    const struct event_id *workshops;
    int count;
    bool organises; /* `by` runs the day: opening and closing do not bind them */
};

/*
 * ERR_CONFLICT: `full`, `clash`, `not-eligible` (it is for others): the slug is
 * that of the first, and fields name the block of each that cannot be had;
 * `no-place` (they have no place on the day), `not-open`, `too-late`,
 * `cancelled`, `not-published`, `no-blocks`. ERR_INVALID, fields named by
 * block_field: none is chosen where one must be, two of one block, the same
 * workshop twice; field `workshops`: no workshop of
 * that day. A block that has nothing left to choose need not be chosen in.
 */
enum err choice_make(struct store *store, struct instant now, const struct choice_made *choice,
                     struct refusal *why) MUST_USE;

/* How far somebody is with a day. */
struct choice_state {
    bool has_place; /* on the day, to keep */
    bool is_open;   /* they may choose now */
    int blocks;     /* in which there is something to choose */
    int left;       /* where they must choose, and neither have nor lead one */
    int chosen;
    struct instant opens_at;  /* v 0: from publication */
    struct instant closes_at; /* the last moment, at latest the day's start */
};
/* All zero for an event without blocks; ERR_NOT_FOUND: no such event. */
enum err choice_find(struct store *store, struct instant now, struct event_id day,
                     struct person_id person, struct arena *arena,
                     struct choice_state *ret) MUST_USE;

/* Is that moment between those two of a state? ERR_CONFLICT `not-open`, `too-late`. */
enum err choice_check_open(struct instant opens_at, struct instant closes_at, struct instant now,
                           struct refusal *why) MUST_USE;

/* The same of what was read already: the day and its workshops for that person. */
struct choice_read {
    const struct event *day;
    const struct choosing *choosing;
    const struct block_list *blocks;
    const struct workshop_list *workshops;
};
struct choice_state choice_state(const struct choice_read *read, struct instant now);

/* ---- who has not chosen ---- */

struct choice_gap {
    struct person_id person;
    const char *name, *email, *school;
    struct block_id blocks[BLOCKS_MAX]; /* where they have to choose, and have not */
    bool full[BLOCKS_MAX];              /* that block: every workshop in it is */
    int block_count;
};
struct choice_gaps {
    struct choice_gap *items;
    int count; /* people */
};
enum { CHOICE_GAPS_MAX = 5000 };
/* Of those who attend the day, by name; at most CHOICE_GAPS_MAX people. */
enum err choice_list_gaps(struct store *store, struct event_id day, struct arena *arena,
                          struct choice_gaps *ret) MUST_USE;

/* A mail to each of them who has a block that is not full; ERR_CONFLICT `reminded` on a day on
 * which they were already, `too-late` and what stops choice_make. */
enum err choice_remind(struct store *store, struct instant now, struct event_id day,
                       struct refusal *why, int *ret_count) MUST_USE;

struct choice_placing {
    int placed; /* people, each told once */
    int stuck;  /* of whom some block had no room for them, or who are taken then */
    int left;   /* who were not come to: ask again */
};
/* As many as the writer has time for before somebody else's turn (house: the writer's jobs). */
enum { CHOICE_PLACED_MAX = 100 };
/*
 * Gives each of them, in the order of their booking of the day, the workshop
 * with the most places left in each block where they have none (of equals the
 * older); what they chose stays. After CHOICE_PLACED_MAX people it stops. ERR_CONFLICT as
 * choice_make, but not by opening and closing.
 */
enum err choice_place_rest(struct store *store, struct instant now, struct event_id day,
                           struct refusal *why, struct choice_placing *ret) MUST_USE;

/* ---- lists for the door ---- */

struct choice_seat {
    struct event_id workshop;
    const char *name, *school;
};
struct choice_seats {
    struct choice_seat *items;
    int count;
};
enum { CHOICE_SEATS_MAX = 20000 };
/* Who comes to which, by workshop (in the order of workshop_list) and name. */
enum err choice_list_seats(struct store *store, struct event_id day, struct arena *arena,
                           struct choice_seats *ret) MUST_USE;

#endif
