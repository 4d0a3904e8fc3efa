#ifndef SPARKD_SPARK_PROGRAMME_H
#define SPARKD_SPARK_PROGRAMME_H

#include "spark_event.h"
#include "talk.h"

/*
 * The programme of a SPARK event (SP-05, SP-12): talks with their rooms and
 * times, and the waiting list. What was announced stands. Until then times may
 * move: talks are packed in the order of booking, or where they need more than
 * minutes by a plan that keeps every rule; where the order is drawn by lot
 * nobody has a time before it is drawn.
 */
struct talk_scene;
struct programme_item {
    struct talk talk;
    int room;                          /* index into rooms */
    struct instant starts_at, ends_at; /* without the changeover */
    bool pinned;
};

struct programme {
    struct event_id event;
    const struct spark_settings *settings;
    struct instant ends_at;         /* of the event */
    const struct talk_scene *scene; /* for programme_fits */
    int version;
    bool announced;
    bool drawing; /* its speakers are being drawn, one at a time */
    const struct talk_room *rooms;
    int room_count;
    struct programme_item *items; /* by start, then room */
    int count;
    struct talk *waiting; /* in line; also confirmed talks that wait for a longer form */
    int waiting_count;
    struct talk
        *unplaced; /* confirmed, without a time: not drawn yet, or not in what was announced */
    int unplaced_count;
    struct talk *requested; /* proposals nobody decided on, by when they came */
    int requested_count;
    int64_t seconds_left;
};

/* The caller has found the event for its viewer. ERR_NOT_FOUND: no SPARK event. */
enum err programme_find(struct store *store, struct event_id event, struct arena *arena,
                        struct programme *ret) MUST_USE;
/* The same without the places and sentences of those in line: for a stage, which is looked at again
 * and again. */
enum err programme_find_plain(struct store *store, struct event_id event, struct arena *arena,
                              struct programme *ret) MUST_USE;
/* The same with a time for everybody before anything is announced, kept or not, drawn or not: what
 * a board starts from. */
enum err programme_find_drafted(struct store *store, struct event_id event, struct arena *arena,
                                struct programme *ret) MUST_USE;

/* Would that talk have a slot of so many minutes now, by the answer that booking gives? NULL: a new
 * one that needs nothing but the minutes. */
bool programme_fits(const struct programme *programme, const struct talk *talk, int minutes,
                    struct arena *arena);

#endif
