#ifndef SPARKD_WEB_YEAR_ROLL_H
#define SPARKD_WEB_YEAR_ROLL_H

#include "year_gate.h"

/*
 * The calendars of every school for one year, and what the year before would
 * make of those that have none: one act for the whole trust, or for the schools
 * whose calendars the actor keeps.
 */
struct year_roll_school {
    struct school school;
    int dates;               /* that the year has */
    bool is_made;            /* the next three tell what of */
    struct school_year next; /* from the year before */
    int doubts, moves;
};

struct year_roll {
    int year;
    struct year_roll_school *schools; /* by name */
    int count;
    int makes, moves; /* schools that would get the year, deadlines that would move */
};

/* ERR_DENIED with words for whoever keeps no school's calendar. */
enum err year_roll_check(struct ctx *ctx) MUST_USE;
enum err year_roll_plan(struct ctx *ctx, int year, struct year_roll *ret) MUST_USE;
/* All of it or, if one school refuses, nothing. */
enum err year_roll_save(struct ctx *ctx, const struct year_roll *roll, int *ret_moved) MUST_USE;

#endif
