#ifndef SPARKD_EVENT_WORKSHOP_H
#define SPARKD_EVENT_WORKSHOP_H

#include "block.h"

/*
 * A workshop of a day: an event under it that meets when its block does, with
 * places and a room of its own. It is chosen with the others of the day
 * (choice.h), never booked by itself, and has no waiting list.
 */
enum { WORKSHOPS_MAX = 200 };

struct workshop_fields {
    struct block_id block;
    const char *title, *purpose; /* purpose: what it is about, for those who choose */
    const char *room;            /* in words, where it is in none of the register */
    struct room_id in;           /* of the register; v 0: none */
    int capacity;                /* at most the seats of the room */
    struct event_id same_as;     /* a workshop of the day that this one repeats; v 0: none */
};

struct workshop {
    struct event_id id;
    struct block_id block;
    struct event_id run_of; /* the workshop of which it is a run: itself, or the one it repeats */
    const char *title, *purpose, *place, *room;
    struct room_id in;
    const char *leaders; /* "Priya Shah, Tom Reed", leaders first; "" */
    enum event_status status;
    struct instant starts_at, ends_at;
    int capacity, taken, version;
    /* the viewer's own; v 0: none */
    int64_t my_booking;
    bool my_lead; /* they lead it, or assist */
};

struct workshop_list {
    struct workshop *items;
    int count;
};

/*
 * A workshop of the day, published if the day is. ERR_INVALID fields block_id,
 * title, purpose, room, capacity (1 or more, and no more than the room seats),
 * same_as; ERR_CONFLICT `room-taken`, `cancelled`; ERR_LIMIT `too-many`.
 */
enum err workshop_create(struct store *store, struct instant now, struct person_id actor,
                         struct event_id day, const struct workshop_fields *fields,
                         struct refusal *why, struct event_id *ret) MUST_USE;
/* As event_update. ERR_CONFLICT `chosen`: it stays in its block, and is no run of another, once
 * somebody has chosen it. */
enum err workshop_update(struct store *store, struct instant now, struct event_id id, int version,
                         const struct workshop_fields *fields, struct refusal *why) MUST_USE;

/* Of a day, by block and title, at most WORKSHOPS_MAX, none that was called off; drafts too.
 * person: the viewer; v 0: nobody. */
enum err workshop_list(struct store *store, struct event_id day, struct person_id person,
                       struct arena *arena, struct workshop_list *ret) MUST_USE;
/* NULL if it is not among them. */
const struct workshop *workshop_in(const struct workshop_list *list, struct event_id id);

/* Published or closed: it can be chosen while its day can (choice_make), room permitting. */
bool workshop_is_on(const struct workshop *workshop);

/* The block of an event; ERR_NOT_FOUND: it is no workshop of one. */
enum err workshop_find_block(struct store *store, struct event_id event,
                             struct block_id *ret) MUST_USE;

/* ---- what other rooms of this area ask ---- */

/* ERR_CONFLICT `choose`: a place at a workshop comes and goes with a choice. */
enum err workshop_check_single(struct store *store, const struct event *event,
                               struct refusal *why) MUST_USE;
/* Makes the fields of a workshop what a workshop's are: no waiting list, no approval, when its
 * block is. ERR_INVALID fields starts_at, capacity. No change for any other event. */
enum err workshop_settle(struct store *store, const struct event *before,
                         struct event_fields *fields, struct refusal *why) MUST_USE;
/* The day was published: so are its workshops. */
enum err workshop_publish_all(struct store *store, struct instant now, const struct event *day,
                              struct refusal *why) MUST_USE;
/* The event was called off: the first of those that repeat it is what the others repeat, so that
 * they can be changed and copied as before. No change for what nothing repeats. */
enum err workshop_follow_cancel(struct store *store, struct event_id event) MUST_USE;
/* What somebody chose of that day is given back without a word: their place there ended. */
enum err workshop_give_back(struct store *store, struct instant now, struct event_id day,
                            struct person_id person, struct arena *arena) MUST_USE;

#endif
