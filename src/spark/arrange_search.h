#ifndef SPARKD_SPARK_ARRANGE_SEARCH_H
#define SPARKD_SPARK_ARRANGE_SEARCH_H

#include "arrange_change.h"

/*
 * The steps of a search (programme specification, 3.2). Random numbers are
 * splitmix64, probabilities integers: no clock, no floating point, no address
 * reaches a decision.
 */
struct arrange_dice {
    uint64_t state;
};

uint64_t arrange_dice_next(struct arrange_dice *dice);
/* Below `limit`, by multiply-high. */
int arrange_dice_below(struct arrange_dice *dice, int limit);

struct arrange_search {
    struct arrange_state *state;
    struct arrange_change *change; /* of the move that is tried */
    struct arrange_dice dice;
    struct arrange_progress *progress;
    int64_t moves_done, moves_end;
    int moved_max;  /* talks that may leave where they were announced */
    int64_t enough; /* a cost that cannot be bettered */
    bool cancelled;
};

/* Announced talks where they were announced, the others one by one where they cost least. */
void arrange_greedy(struct arrange_search *search);

/* One random move is weighed into search->change, or into the exchange; false: nothing to try. */
struct arrange_move {
    bool exchange;
    int a, b; /* of the exchange */
    int64_t delta;
    int moved;
};
bool arrange_move_draw(struct arrange_search *search, bool idle, struct arrange_move *ret);
void arrange_move_apply(struct arrange_search *search, const struct arrange_move *move);

/* Moves that do not make it worse, until no hard rule is broken or the moves are used up. */
void arrange_repair(struct arrange_search *search, int64_t moves);
/* `moves` moves cooling from t_first to t_last (sixteenths of a point); the best plan is kept. */
void arrange_anneal(struct arrange_search *search, int64_t moves, int t_first, int t_last);

/* At the head of every loop: true when the search has to end. Publishes every 1,024 moves. */
bool arrange_search_ends(struct arrange_search *search);

#endif
