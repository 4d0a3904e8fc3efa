#ifndef SPARKD_ORG_TRAVEL_H
#define SPARKD_ORG_TRAVEL_H

#include "refusal.h"
#include "school.h"

/*
 * How long the way from one school to another takes, the same both ways: what
 * nobody has said takes 30 minutes (issue 4).
 */
enum { TRAVEL_DEFAULT_MIN = 30, TRAVEL_MIN_MAX = 240, TRAVELS_MAX = SCHOOLS_MAX * SCHOOLS_MAX };

struct travel {
    struct school_id a, b;
    const char *a_name, *b_name; /* in the order of the alphabet */
    int minutes;
    bool is_said; /* else the default */
};

struct travel_list {
    struct travel *items;
    int count;
};
/* Every two schools of the trust, or all that begin or end at one (v 0: every), by name. */
enum err travel_list(struct store *store, struct school_id school, struct arena *arena,
                     struct travel_list *ret) MUST_USE;
/* 0 for one and the same school. */
enum err travel_find(struct store *store, struct school_id a, struct school_id b,
                     int *ret_minutes) MUST_USE;
/* minutes -1: nobody says any longer. ERR_INVALID: the same school twice, one that is not in the
 * trust, or no minutes from 0 to 240. */
enum err travel_put(struct store *store, struct school_id a, struct school_id b, int minutes,
                    struct refusal *why) MUST_USE;

#endif
