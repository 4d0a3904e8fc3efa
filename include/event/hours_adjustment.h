#ifndef SPARKD_EVENT_HOURS_ADJUSTMENT_H
#define SPARKD_EVENT_HOURS_ADJUSTMENT_H

#include "hours_rules.h"
#include "person.h"

/*
 * What was agreed with somebody beside the register: INSET done elsewhere, paid
 * time by agreement (practice P3). It says who agreed it and why, and is taken
 * back, never deleted.
 */
struct hours_adjustment_id {
    int64_t v;
};

enum {
    HOURS_ADJUSTMENT_MIN_MAX = 200 * 60,
    HOURS_REASON_CHARS_MAX = 200,
    HOURS_ADJUSTMENTS_MAX = 200, /* of a person in a year */
};

struct hours_agreement {
    struct person_id person;
    int year;
    enum hours_counts counts; /* INSET (and so directed time), or directed time alone */
    int minutes;              /* less than 0: taken off */
    const char *reason;
};
struct hours_adjustment {
    struct hours_adjustment_id id;
    struct hours_agreement what;
    const char *made_by; /* a name */
    struct instant made_at;
    bool ended; /* taken back */
};

/* ERR_INVALID fields counts, minutes, reason, year; ERR_CONFLICT `own-hours`: nobody agrees with
 * themselves; ERR_LIMIT `too-many`. */
enum err hours_adjustment_make(struct store *store, const struct hours_agreement *what,
                               struct person_id by, struct instant now, struct refusal *why,
                               struct hours_adjustment_id *ret) MUST_USE;
enum err hours_adjustment_find(struct store *store, struct hours_adjustment_id id,
                               struct arena *arena, struct hours_adjustment *ret) MUST_USE;
/* Takes it back. ERR_CONFLICT `own-hours`, `ended` if it was already. */
enum err hours_adjustment_end(struct store *store, struct hours_adjustment_id id,
                              struct person_id by, struct instant now,
                              struct refusal *why) MUST_USE;

#endif
