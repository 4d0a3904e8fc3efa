#ifndef SPARKD_SPARK_PROGRAMME_H
#define SPARKD_SPARK_PROGRAMME_H

#include "spark_event.h"
#include "talk.h"

/*
 * The programme of a SPARK event (SP-05, SP-12): talks with their rooms and
 * times, and the waiting list. What was announced stands; until then talks are
 * packed into rooms and blocks in the order of booking, and times may move.
 */
struct programme_item {
    struct talk talk;
    int room;                          /* index into rooms */
    struct instant starts_at, ends_at; /* without the changeover */
    bool pinned;
};

struct programme {
    struct event_id event;
    const struct spark_settings *settings;
    struct instant ends_at; /* of the event */
    int version;
    bool announced;
    bool drawing; /* its speakers are being drawn, one at a time */
    const struct talk_room *rooms;
    int room_count;
    struct programme_item *items; /* by start, then room */
    int count;
    struct talk *waiting; /* in line; also confirmed talks that wait for a longer form */
    int waiting_count;
    struct talk *unplaced; /* confirmed, but not in what was announced: in the hat of a draw, or not
                              drawn; by id */
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

#endif
