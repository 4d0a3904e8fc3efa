#ifndef SPARKD_SPARK_DRAW_STORE_H
#define SPARKD_SPARK_DRAW_STORE_H

#include "draw.h"

/* The SQL of draws: rounds with their secrets, and what was chosen. */

/* A round with what nobody else may see: its secret and record are here before it has ended, too.
 */
struct draw_row {
    int64_t id;
    struct draw_round round;
    struct instant doors_at;
    int64_t version; /* of the programme; 0: none yet */
};
/* The latest; ERR_NOT_FOUND: none. */
enum err draw_store_latest(struct store *store, struct event_id event, struct arena *arena,
                           struct draw_row *ret) MUST_USE;
enum err draw_store_rounds(struct store *store, struct event_id event, struct arena *arena,
                           struct draw_rounds *ret) MUST_USE;
/* Was any round given out? */
enum err draw_store_has_record(struct store *store, struct event_id event, bool *ret) MUST_USE;
enum err draw_store_commit(struct store *store, struct instant now, struct event_id event,
                           int round) MUST_USE;
/* Saves record, doors_at, drawn_at, version and ended_at; closed_at and by stay as they were first.
 */
enum err draw_store_save(struct store *store, struct instant now, struct person_id by,
                         const struct draw_row *row) MUST_USE;

/* How much likelier somebody is who presents for the first time; 1 if nothing was chosen. */
enum err draw_store_weight(struct store *store, struct event_id event, int *ret) MUST_USE;
/* Of an event that is made of another. */
enum err draw_store_copy_weight(struct store *store, struct event_id from,
                                struct event_id to) MUST_USE;
enum err draw_store_set(struct store *store, const struct draw_choice *choice) MUST_USE;

/* What a draw has to know of a talk beside the talk. */
struct draw_need {
    struct draw_pin pin;
    bool first_timer;
};
struct draw_needs {
    struct draw_need *items; /* of every talk with a slot; by id */
    int count;
};
enum err draw_store_needs(struct store *store, struct event_id event, struct arena *arena,
                          struct draw_needs *ret) MUST_USE;

/* The event is on another day: by when pinned talks are over goes with it. */
enum err draw_store_shift_pins(struct store *store, struct event_id event,
                               int64_t later_s) MUST_USE;

#endif
