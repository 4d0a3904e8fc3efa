#ifndef SPARKD_EVENT_TRAINING_DAY_H
#define SPARKD_EVENT_TRAINING_DAY_H

#include "event.h"

/* A training day is the senior leaders' to decide; who organises it may be somebody else (TW-03).
 */

struct training_day {
    struct person_id agreed_by; /* v 0: nobody yet */
    const char *agreed_name;
    struct instant agreed_at;
};
enum err training_day_find(struct store *store, struct event_id event, struct arena *arena,
                           struct training_day *ret) MUST_USE;
/* A senior leader agrees to it; the caller asks may(). No change if one did. ERR_CONFLICT
 * `not-a-training-day`. */
enum err training_day_agree(struct store *store, struct instant now, const struct event *event,
                            struct person_id actor, struct refusal *why) MUST_USE;
/* ERR_CONFLICT `not-agreed` for an INSET day nobody agreed to; OK for all else. */
enum err training_day_check(struct store *store, const struct event *event,
                            struct refusal *why) MUST_USE;

/* Drafts of training days to come that nobody agreed to yet, by day; at most 200. */
struct training_days {
    struct training_draft {
        struct event_id event;
        const char *title, *school_name;
        struct school_id school;
        struct instant starts_at;
    } * items;
    int count;
};
enum err training_day_list(struct store *store, struct instant now, struct arena *arena,
                           struct training_days *ret) MUST_USE;

#endif
