#ifndef SPARKD_EVENT_REGISTER_STORE_H
#define SPARKD_EVENT_REGISTER_STORE_H

#include "booking_store.h"
#include "register.h"

/* The SQL of registers. */

/* What of an event and one of its sessions a use case asks. */
struct register_scene {
    struct register_state state;
    struct event_id event;
    enum event_status status;
    int hours_min;
};
/* ERR_NOT_FOUND: the event has no such session. */
enum err register_store_scene(struct store *store, struct event_id event, int64_t session,
                              struct arena *arena, struct register_scene *ret) MUST_USE;
enum err register_store_states(struct store *store, struct event_id event, struct arena *arena,
                               struct register_states *ret) MUST_USE;
/* No change if it is open, or closed, already. */
enum err register_store_open(struct store *store, struct instant now, int64_t session,
                             struct person_id by) MUST_USE;
enum err register_store_close(struct store *store, struct instant now, int64_t session,
                              struct person_id by) MUST_USE;
enum err register_store_reopen(struct store *store, int64_t session) MUST_USE;
/* Is the register of every session of the event closed? */
enum err register_store_all_closed(struct store *store, struct event_id event, bool *ret) MUST_USE;

/* Was anybody ever marked at that session? */
enum err register_store_is_taken(struct store *store, int64_t session, bool *ret) MUST_USE;

/* Was it closed, or does a mark stand of anybody? */
enum err register_store_stands(struct store *store, int64_t session, bool *ret) MUST_USE;

/* Does any register of the event say something of them that stands? */
enum err register_store_says(struct store *store, struct event_id event, struct person_id person,
                             bool *ret) MUST_USE;

/* ---- entries ---- */

/* An entry as it was sent, to be told from another of the same key. */
struct register_sent {
    int64_t id;
    struct person_id person;
    enum register_mark_kind mark;
    int late_min, early_min, away_min;
    enum register_how how;
    const char *reason;
};
/* ERR_NOT_FOUND: no entry of that key. */
enum err register_store_sent(struct store *store, int64_t session, const char *key,
                             struct arena *arena, struct register_sent *ret) MUST_USE;
/* Keeps it, taken at `at` whatever the mark says. */
enum err register_store_insert(struct store *store, struct instant now,
                               const struct register_mark *mark, struct instant at, bool corrects,
                               int64_t *ret) MUST_USE;
/* Nothing stands of anybody any more; session 0: at any of the event's. */
enum err register_store_take_back(struct store *store, struct instant now, struct event_id event,
                                  int64_t session, struct person_id by) MUST_USE;
/* ERR_NOT_FOUND: nothing was said of them. */
enum err register_store_standing(struct store *store, int64_t session, struct person_id person,
                                 struct arena *arena, struct register_standing *ret) MUST_USE;
/* Does a mark other than 'none' stand of them at any session of the event? */
enum err register_store_is_marked(struct store *store, struct event_id event,
                                  struct person_id person, bool *ret) MUST_USE;

/* ---- who is on it ---- */

/* Does the person have a booking that stands on the register? */
enum err register_store_is_on(struct store *store, struct event_id event, struct person_id person,
                              bool *ret_on, bool *ret_walk_in) MUST_USE;
enum err register_store_roll(struct store *store, struct event_id event, int64_t session,
                             struct arena *arena, struct register_roll *ret) MUST_USE;
enum err register_store_history(struct store *store, int64_t session, struct person_id person,
                                struct arena *arena, struct register_history *ret) MUST_USE;

/* ---- attendance ---- */

/* A booking beside what stands of its person at each session of the event. */
struct register_attendance {
    struct booking_id booking;
    enum booking_status status;
    int credit_min; /* -1: none */
    int parts;      /* how many of `all` are theirs, from `first` on */
    int first;
};
struct register_attendances {
    struct register_attendance *items;
    int count;
    struct register_part *all; /* by booking, then by start of the session */
};
/* Of those on the register; person v 0: all of them. */
enum err register_store_attendance(struct store *store, struct event_id event,
                                   struct person_id person, struct arena *arena,
                                   struct register_attendances *ret) MUST_USE;
/* credit_min -1: none. */
enum err register_store_attend(struct store *store, struct instant now, struct booking_id booking,
                               enum booking_status status, int credit_min) MUST_USE;

#endif
