#ifndef SPARKD_SPARK_SPARK_BREAK_H
#define SPARKD_SPARK_SPARK_BREAK_H

#include "spark_event.h"

/*
 * A break in the time for talks: the block in which it lies becomes two. Talks
 * that were put in order go on to after it, each in its room and in its order as
 * far as there is time, and pins stay; what is announced is not moved.
 */
enum { SPARK_BREAK_MINUTES_MAX = 120, SPARK_BREAK_MINUTES_USUAL = 15 };

struct spark_break {
    struct event_id event;
    int version; /* of the event; 0: whatever it is */
    struct instant starts_at;
    int minutes;
    struct person_id by;
};

/*
 * ERR_INVALID fields break_at, break_minutes. ERR_CONFLICT `does-not-fit`: with
 * it a talk would break a rule that it keeps now, each named in a field of its
 * own; otherwise as spark_event_update. Nothing is changed unless it is OK.
 */
enum err spark_break_add(struct store *store, struct instant now, const struct spark_break *added,
                         struct refusal *why) MUST_USE;

#endif
