#ifndef SPARKD_SPARK_PROGRAMME_H
#define SPARKD_SPARK_PROGRAMME_H

#include "talk.h"

/*
 * The programme of a SPARK event (SP-05, SP-12): confirmed talks in the order
 * of booking, packed into its blocks, and the waiting list. Start times are
 * computed, so they may move until the event is held.
 */
struct programme_item {
    struct talk talk;
    struct instant starts_at, ends_at; /* without the changeover */
};

struct programme {
    struct event_id event;
    int version;
    const char *room;
    struct programme_item *items; /* by start */
    int count;
    struct talk *waiting; /* in line; also confirmed talks that wait for a longer form */
    int waiting_count;
    int64_t seconds_left;
};

/* The caller has found the event for its viewer. ERR_NOT_FOUND: no SPARK event. */
enum err programme_find(struct store *store, struct event_id event, struct arena *arena,
                        struct programme *ret) MUST_USE;

#endif
