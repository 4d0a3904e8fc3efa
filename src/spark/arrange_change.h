#ifndef SPARKD_SPARK_ARRANGE_CHANGE_H
#define SPARKD_SPARK_ARRANGE_CHANGE_H

#include "arrange_state.h"

/*
 * A change of one or two lists: open copies them, the caller edits the copies,
 * weigh says what it would cost, apply makes it so.
 */
struct arrange_side {
    int list, count;
    int talks[ARRANGE_TALKS_MAX], idle[ARRANGE_TALKS_MAX], starts[ARRANGE_TALKS_MAX];
};

struct arrange_shift {
    int talk, from, to; /* starts; -1: not placed */
    int list;
};

struct arrange_change {
    int side_count;
    struct arrange_side sides[2];
    int shift_count;
    struct arrange_shift shifts[ARRANGE_TALKS_MAX];
    int64_t delta;
    int moved; /* how many more talks are not where they were announced */
};

/* One list twice is one side. */
void arrange_change_open(const struct arrange_state *state, struct arrange_change *change, int a,
                         int b);
void arrange_side_insert(struct arrange_side *side, int place, int talk, int idle);
/* Returns the talk. */
int arrange_side_remove(struct arrange_side *side, int place);
/* Sets starts, shifts, delta, moved. */
void arrange_change_weigh(const struct arrange_state *state, struct arrange_change *change);
void arrange_change_apply(struct arrange_state *state, const struct arrange_change *change);

/* Two talks of equal length change places and nobody else moves: what it would cost;
 * ARRANGE_EXCHANGE_NEVER if somebody else would have to, or one of them comes too late for it. */
#define ARRANGE_EXCHANGE_NEVER INT64_MAX
int64_t arrange_exchange_weigh(const struct arrange_state *state, int a, int b);
void arrange_exchange_apply(struct arrange_state *state, int a, int b, int64_t delta);
/* How many more talks would not be where they were announced. */
int arrange_exchange_moved(const struct arrange_state *state, int a, int b);

#endif
