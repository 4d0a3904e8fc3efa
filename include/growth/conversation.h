#ifndef SPARKD_GROWTH_CONVERSATION_H
#define SPARKD_GROWTH_CONVERSATION_H

#include "deadline.h"

/*
 * A development conversation: when and where, that it was held, and that both
 * say so (CY-05, CY-09, CY-12). Only its owner and their PD mentor may see or
 * change it; everybody else gets ERR_NOT_FOUND. Nothing of what was said is
 * here. Each use case that writes does all of it or nothing, in the caller's
 * transaction.
 */
struct conversation_id {
    int64_t v;
};

struct conversation {
    struct conversation_id id;
    const char *uid;
    struct deadline_id deadline;
    const char *label;
    int year; /* of its cycle */
    struct day due_on;
    struct person_id person;
    struct person_id pd_mentor;       /* of today, or of when it was held; v 0 if none */
    struct person_id recorded_mentor; /* differs from it only until the next deadline_sync */
    const char *person_name, *pd_mentor_name; /* the second NULL if there is none */
    struct instant starts_at, ends_at;        /* v 0: no time agreed */
    const char *room;
    struct day held_on; /* DAY_NONE: not held */
    struct person_id held_by, confirmed_by;
    struct instant done_at; /* when it was said to be held */
    bool may_undo;
    int version, seq;
    struct instant created_at, modified_at;
};

/* With its mentor of now; ERR_NOT_FOUND for anybody but the two. */
/* A conversation as its person or pd_mentor sees it; ERR_NOT_FOUND to anybody else. */
enum err conversation_find(struct store *store, struct person_id actor, struct conversation_id id,
                           struct instant now, struct arena *arena,
                           struct conversation *ret) MUST_USE;

/* The same for whoever may() lets read it in an emergency, which the caller asks. */
enum err conversation_show(struct store *store, struct conversation_id id, struct instant now,
                           struct arena *arena, struct conversation *ret) MUST_USE;

struct conversation_times {
    struct conversation *items;
    int count;
};
/* Their own and their mentees' with an agreed time that begins in [from, to), by time: for
 * calendars. */
enum err conversation_list_times(struct store *store, struct person_id person, struct instant from,
                                 struct instant to, struct arena *arena,
                                 struct conversation_times *ret) MUST_USE;

enum { CONVERSATION_MINUTES = 60, CONVERSATION_MINUTES_MAX = 240, CONVERSATION_ROOM_CHARS = 80 };

struct conversation_time {
    int version; /* as it was read; 0: whatever it is now */
    struct instant starts_at;
    struct instant ends_at; /* v 0: CONVERSATION_MINUTES later */
    struct str room;
};
/*
 * Agrees a time, or another one; both are busy then, and get the places they
 * wait for at the time they had agreed before. ERR_STALE: it was changed
 * since; ERR_INVALID fields starts_at, ends_at, room; ERR_CONFLICT `clash`
 * (other_id: the event, 0 if it is none) or `already-held`.
 */
enum err conversation_schedule(struct store *store, struct person_id actor,
                               struct conversation_id id, const struct conversation_time *time,
                               struct instant now, struct refusal *why) MUST_USE;

/*
 * "We have had it": closes the deadline and silences its nudges; a time agreed
 * for later falls away, which may free both for a place. ERR_INVALID
 * field held_on (not after today, not before the year); ERR_CONFLICT `already-held`;
 * ERR_STALE as above.
 */
enum err conversation_hold(struct store *store, struct person_id actor, struct conversation_id id,
                           int version, struct day held_on, struct instant now,
                           struct refusal *why) MUST_USE;
/* Takes that back, by either of the two within 7 days: else ERR_CONFLICT `too-late` or `not-held`.
 */
enum err conversation_undo(struct store *store, struct person_id actor, struct conversation_id id,
                           struct instant now, struct refusal *why) MUST_USE;
/* The other one agrees; twice is once. ERR_CONFLICT `not-held`, or `own` for who said it. */
enum err conversation_confirm(struct store *store, struct person_id actor,
                              struct conversation_id id, struct instant now,
                              struct refusal *why) MUST_USE;

#endif
