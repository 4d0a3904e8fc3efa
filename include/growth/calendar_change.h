#ifndef SPARKD_GROWTH_CALENDAR_CHANGE_H
#define SPARKD_GROWTH_CALENDAR_CHANGE_H

#include "deadline.h"
#include "school_year.h"

/*
 * Changing a school's calendar: judged, saved, written to the audit, and the
 * deadlines of its people follow in the same transaction (NO-02, practice P4).
 * The last change of a school can be taken back.
 */

/* How many deadlines would get other dates if this were the year; changes nothing. */
enum err calendar_change_count(struct store *store, const struct school_year *year,
                               struct instant now, int *ret_moves) MUST_USE;

/*
 * Makes it the year. words: "Added Autumn term", for the audit and the undo.
 * What is the same already changes nothing and is not written down. `focus` as
 * school_year_check takes it, whose refusals these are.
 */
struct calendar_change {
    struct person_id actor;
    const struct school_year *year;
    const char *words;
    int focus;
};
enum err calendar_change_save(struct store *store, struct instant now,
                              const struct calendar_change *change, struct refusal *why,
                              int *ret_moved) MUST_USE;

/* The last change of a school. */
struct calendar_last {
    int version; /* counts them; 0: there was none */
    int year;
    struct instant at;
    const char *actor_name; /* "" if nobody's */
    const char *words;
    int moved;
    struct school_year before; /* what undo puts back */
};
enum err calendar_change_last(struct store *store, struct school_id school, struct arena *arena,
                              struct calendar_last *ret) MUST_USE;
/*
 * Puts back the year as it was before the last change, which is then the last
 * one itself. ERR_STALE: it is not the last any more. ERR_NOT_FOUND: none yet.
 */
enum err calendar_change_undo(struct store *store, struct instant now, struct person_id actor,
                              struct school_id school, int version, struct refusal *why,
                              int *ret_moved) MUST_USE;

#endif
