#ifndef SPARKD_SPARK_SLIDES_SET_H
#define SPARKD_SPARK_SLIDES_SET_H

#include "programme.h"
#include "slides.h"

/*
 * The slides of an evening as its chair shows them: one numbered set in running
 * order, room by room. Numbers follow from the programme each time and are
 * nowhere stored.
 */
struct slides_item {
    const struct talk *talk;
    int room;    /* index into the programme's rooms */
    int number;  /* within its room, from 1; 0: it has no slot yet */
    bool called; /* a reserve, by the chair: it has no number */
    struct instant starts_at;
    struct slides slides;
    const char *file_name; /* in the set: "03 Hall Ten words a day – Ana Ito.pptx"; NULL: no file */
};

struct slides_set {
    struct programme programme;
    struct slides_item *items; /* by room and start, without a slot, then reserves once called */
    int count;
    int missing, late, files;
    struct instant closes_at; /* v 0: there is no cut-off */
    /* By whoever asked, v 0: never; and what has come or changed since. */
    struct instant taken_at;
    bool order_changed; /* numbers are others; titles, settings and the line do not count */
    int newer;
};
/* As `person` has taken it. ERR_NOT_FOUND: no SPARK event. */
enum err slides_set_find(struct store *store, struct event_id event, struct person_id person,
                         struct arena *arena, struct slides_set *ret) MUST_USE;
/* Above the items of one room: "Main hall", "The room", "No time yet". */
const char *slides_set_heading(const struct slides_set *set, const struct slides_item *item);
/* Pure: another number for each order of talks in rooms, never 0. */
int64_t slides_set_order(const struct slides_set *set);
/* They take it away as it is in that order. */
enum err slides_set_take(struct store *store, struct instant now, const struct slides_set *set,
                         struct person_id person) MUST_USE;

#endif
