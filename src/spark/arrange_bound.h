#ifndef SPARKD_SPARK_ARRANGE_BOUND_H
#define SPARKD_SPARK_ARRANGE_BOUND_H

#include "arrange_search.h"

/*
 * What no plan can go below. In one room: the least pace and dead air of any
 * order of lengths in its blocks, by dynamic programming over how many of each
 * length are left, where one stands, and what ran last.
 */
enum {
    BOUND_LENGTHS_MAX = 4,
    BOUND_FRESH = 2 * BOUND_LENGTHS_MAX, /* at the start of a block */
    BOUND_GAP,                           /* after idle time */
    BOUND_STATES,                        /* and 2 * length + (1 if two or more of it ran) */
    BOUND_NEVER = 1 << 20,
};

struct arrange_bound {
    const struct arrange_state *state;
    int list_count, lists[ARRANGE_BLOCKS_MAX]; /* in order of time */
    int first[ARRANGE_BLOCKS_MAX + 1];         /* the place of each list's start */
    int left_count;                            /* how many ways some may be left */
    int weight[BOUND_LENGTHS_MAX];             /* of one talk of a length in that number */
    int32_t *least;                            /* [place][left][state]; NULL: too many to know */
};

/* Seats that are short in every room that has the kit, whatever the plan; waiting talks apart. */
int64_t arrange_bound_seats(const struct arrange_state *state);
/* For one room; `least` is NULL where the table would be too large, or there are more rooms. */
void arrange_bound_fill(struct arrange_bound *bound, const struct arrange_state *state,
                        struct arena *arena);
/* The least that is still to come; `left` as counted by weight. BOUND_NEVER: they do not fit. */
int32_t arrange_bound_least(const struct arrange_bound *bound, int place, int left, int ran);
/* What placing a talk of a length costs, and what then ran last. */
int32_t arrange_bound_step(const struct arrange_bound *bound, int ran, int length, int *ret_ran);
/* Of all talks together. */
int64_t arrange_bound_whole(const struct arrange_bound *bound);

/* Searches every plan of one room that could be better than the best so far; adopts what it finds.
 * True if the best is then proven; false if there were too many, or it was cancelled. */
bool arrange_prove(struct arrange_search *search, const struct arrange_bound *bound);

#endif
