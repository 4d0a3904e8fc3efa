#ifndef SPARKD_SPARK_SPARK_MOVE_H
#define SPARKD_SPARK_SPARK_MOVE_H

#include "event_look.h"
#include "postponement.h"
#include "spark_event.h"

/*
 * An event put off to another day or time (issue 4): all its sessions, its
 * workshops and its talks alike, and with them the windows in which it is booked
 * and its workshops are chosen. Whoever has a place or a talk is told once, with
 * the entry in their calendar moved; whoever has a place is asked whether they
 * can come then. Any kind of event.
 */
struct spark_move {
    struct event_id event;
    int version; /* 0: whatever it is now */
    struct person_id by;
    int64_t session;          /* of several, only this one, with its workshops; 0: all alike */
    struct instant starts_at; /* where it, or the first of them, begins from now on */
    const char *reason;       /* as everybody is told */
    bool without_room;        /* a room that is taken then is given up, a workshop's too */
};

/* What it would do; nothing is written. */
struct spark_move_look {
    struct event event; /* as it stands */
    struct instant from_starts_at, from_ends_at, starts_at, ends_at;
    struct event_look look; /* its room: with a sentence for each workshop's that is taken */
    int presenters;         /* who has a talk that is confirmed and no place: told, not asked */
    const char *presenters_busy; /* those of them who have something else then: names, or "" */
    int workshops;               /* that move with their day */
};
/*
 * ERR_INVALID `starts_at`, `reason`; ERR_CONFLICT `not-published`, `cancelled`,
 * `too-late` once it has begun, `with-its-day` for a workshop. A room that is
 * taken is in the look, and refused by the move.
 */
enum err spark_move_look(struct store *store, struct instant now, const struct spark_move *move,
                         struct refusal *why, struct spark_move_look *ret) MUST_USE;
/* The same, and ERR_CONFLICT `room-taken` unless without_room. */
enum err spark_move(struct store *store, struct instant now, const struct spark_move *move,
                    struct refusal *why) MUST_USE;
/* Without its mails: what is queued is told by the caller's event_news_tell. */
enum err spark_move_quietly(struct store *store, struct instant now, const struct spark_move *move,
                            struct refusal *why) MUST_USE;

/*
 * Whoever was asked says whether they can come. Yes keeps the place; no gives
 * it back, however near the event is, with their workshops of that day, and the
 * next in line gets it. ERR_CONFLICT: `not-asked`, `ended`, `too-late` once it
 * has begun, `required` for who has to come: only the organiser excuses them.
 */
enum err spark_move_answer(struct store *store, struct instant now, struct booking_id booking,
                           bool comes, struct refusal *why) MUST_USE;

#endif
