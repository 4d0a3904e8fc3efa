#ifndef SPARKD_SPARK_SPARK_COPY_H
#define SPARKD_SPARK_SPARK_COPY_H

#include "spark_event.h"
#include "year_copy.h"

/*
 * An event made again on another day, as a draft of any kind (issue 4): what it
 * is about, when it meets and can be booked, its place, its organisers, for
 * whom it is, its files; a day with its blocks and workshops, a SPARK evening
 * with its blocks. Nobody is booked on it and nobody is told.
 */
struct spark_copied {
    struct event_id event;
    bool without_room; /* the room is taken then, or out of use */
};
/* ERR_INVALID field `on`: no day, one outside this school year and the two after it, or one whose
 * clock changes then; ERR_CONFLICT `with-its-day` for
 * a workshop. */
enum err spark_copy(struct store *store, struct instant now, struct person_id actor,
                    struct event_id from, struct day on, struct refusal *why,
                    struct spark_copied *ret) MUST_USE;

/*
 * Of a plan, all that were found, are not copied yet and are not left out; a
 * series with the days its rule gives it there. What cannot be made is listed
 * with the reason and undone alone.
 */
struct spark_copy_year {
    int made, without_room;
    struct spark_copy_missed {
        const struct year_copy_row *row;
        const char *why;
    } * missed;
    int missed_count;
};
enum err spark_copy_year(struct store *store, struct instant now, struct person_id actor,
                         const struct year_copy *plan, const bool *leave_out, struct refusal *why,
                         struct spark_copy_year *ret) MUST_USE;

#endif
