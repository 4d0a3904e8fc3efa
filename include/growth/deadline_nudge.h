#ifndef SPARKD_GROWTH_DEADLINE_NUDGE_H
#define SPARKD_GROWTH_DEADLINE_NUDGE_H

#include "deadline.h"
#include "nudge.h"

/*
 * Which reminders the deadlines of the cycle call for (NO-01, NO-02, NO-13):
 * none once a thing is done, none to the exempt or to who has left, none between
 * an agreed conversation and the day after it.
 */

struct nudge_items {
    struct nudge_item *items;
    int count;
};
/* Every step that falls in [from, to], both inclusive, as if today were `from`: what was queued
 * before that day counts as sent. Reads only. */
enum err deadline_nudge_due(struct store *store, struct day from, struct day to,
                            struct arena *arena, struct nudge_items *ret) MUST_USE;

struct nudge_plan {
    struct nudge_message *messages; /* by day, then person */
    int count;
};
/*
 * The dry run of `sparkd nudges --from --to`: exactly what would be mailed.
 * For the day's real run plan (today, today) and hand the messages to
 * nudge_queue, NUDGE_BATCH a transaction. Reads only.
 */
enum err nudge_plan(struct store *store, struct day from, struct day to, struct arena *arena,
                    struct nudge_plan *ret) MUST_USE;

struct nudge_letter_item {
    int64_t deadline_id;
    int64_t conversation_id; /* 0: a stage */
    enum nudge_step step;
    struct day due_on;
    const char *label;
    const char *mentee; /* whose it is, in the mentor's letter; NULL in one's own */
};
struct nudge_letter {
    struct day on;                   /* the day it is written for: that of `now` */
    struct nudge_letter_item *items; /* most urgent first */
    int count;                       /* 0: nothing is needed any more, drop it */
};
/* What the message of an outbox row of kind "nudges" still has to say, asked when it is claimed. */
enum err nudge_letter(struct store *store, int64_t outbox_id, struct instant now,
                      struct arena *arena, struct nudge_letter *ret) MUST_USE;

#endif
