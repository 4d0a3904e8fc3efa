#ifndef SPARKD_EVENT_CHOICE_STORE_H
#define SPARKD_EVENT_CHOICE_STORE_H

#include "booking_store.h"
#include "choice.h"

/* What choice.c and choice_rest.c share: a day as it can be chosen from, and taking one place. */
struct choosing_day {
    struct event event; /* read for the person, if there is one */
    struct choosing choosing;
    struct block_list blocks;
    struct workshop_list workshops; /* the same */
};
/* ERR_NOT_FOUND; person v 0: nobody in particular. */
enum err choice_store_day(struct store *store, struct event_id day, struct person_id person,
                          struct arena *arena, struct choosing_day *ret) MUST_USE;

/* choosing_closes. */
struct instant choice_store_closes(const struct choosing_day *day);

/* It is on and has blocks, and has not started: ERR_CONFLICT `not-published`, `cancelled`,
 * `too-late`, `no-blocks`. */
enum err choice_check_day(const struct choosing_day *day, struct instant now,
                          struct refusal *why) MUST_USE;

/* Who takes it; name: NULL if they choose themselves. */
struct choice_taker {
    struct person_id person;
    const char *name;
};
/*
 * A place at that workshop, with its time and without a word. ERR_CONFLICT
 * `full`, `clash`; ERR_DENIED `not-eligible`: it is for others. Nothing has
 * changed then.
 */
enum err choice_take(struct store *store, struct instant now, const struct workshop *workshop,
                     const struct choice_taker *taker, struct refusal *why) MUST_USE;

#endif
