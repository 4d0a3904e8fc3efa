#ifndef SPARKD_SPARK_ARRANGE_BOUND_H
#define SPARKD_SPARK_ARRANGE_BOUND_H

#include "arrange_search.h"

/*
 * What no plan can go below. In one room: the least pace, dead air and
 * neighbours of the school with the most talks, by dynamic programming over how
 * many of each kind (length, of that school or not) are left, where one stands,
 * and what ran last.
 */
enum {
    BOUND_KINDS_MAX = 4,
    BOUND_FRESH = 2 * BOUND_KINDS_MAX, /* at the start of a block */
    BOUND_GAP,                         /* after idle time */
    BOUND_STATES,                      /* and 2 * kind + (1 if two or more of its length ran) */
    BOUND_NEVER = 1 << 20,
};

struct arrange_kind {
    int length, units;
    bool of_school;
    int count, weight; /* of one talk in the number of who is left */
};

struct arrange_bound {
    const struct arrange_state *state;
    int list_count, lists[ARRANGE_BLOCKS_MAX]; /* in order of time */
    int first[ARRANGE_BLOCKS_MAX + 1];         /* the place of each list's start */
    int kind_count, *kind_of;                  /* by talk */
    struct arrange_kind kinds[BOUND_KINDS_MAX];
    int left_count; /* how many ways some may be left */
    int32_t *least; /* [place][left][state]; NULL: too many to know */
};

/* Seats that are short in every room that has the kit, whatever the plan; waiting talks apart. */
int64_t arrange_bound_seats(const struct arrange_state *state);
/* For one room; `least` is NULL where the table would be too large, or there are more rooms. */
void arrange_bound_fill(struct arrange_bound *bound, const struct arrange_state *state,
                        struct arena *arena);
/* The least that is still to come; `left` as counted by weight. BOUND_NEVER: they do not fit. */
int32_t arrange_bound_least(const struct arrange_bound *bound, int place, int left, int ran);
/* What placing a talk of a kind costs, and what then ran last. */
int32_t arrange_bound_step(const struct arrange_bound *bound, int ran, int kind, int *ret_ran);
/* What the main school beside itself then costs; 0 if there is none. */
int32_t arrange_bound_school(const struct arrange_bound *bound, int ran, int kind);
/* Of all talks together. */
int64_t arrange_bound_whole(const struct arrange_bound *bound);

/* Searches every plan of one room that could be better than the best so far; adopts what it finds.
 * True if the best is then proven; false if there were too many, or it was cancelled. */
bool arrange_prove(struct arrange_search *search, const struct arrange_bound *bound);

#endif
