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

enum { ARRANGE_FEW_TALKS = 30 }; /* idle units are changed also while it is hot */

struct arrange_search {
    struct arrange_state *state;
    struct arrange_change *change; /* of the move that is tried */
    struct arrange_dice dice;
    struct arrange_progress *progress;
    int64_t moves_done, moves_end, moves_told;
    bool idles;     /* idle units are changed */
    bool silent;    /* what it costs is not the event's own points: nobody is told */
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
/* `rare`: none of the exchanges of two of equal length. */
bool arrange_move_draw(struct arrange_search *search, bool rare, struct arrange_move *ret);
void arrange_move_apply(struct arrange_search *search, const struct arrange_move *move);

/* One random talk against all others of its length, in turn from a random one on; noise, by talk
 * from any of the offsets on, says how much worse each may be. Two looked at count as one
 * move, for they cost less than one weighed in full. Only while no hard rule is broken and there is
 * a table of starts. */
enum { ARRANGE_NOISE_OFFSETS = 1024 };
bool arrange_scan(struct arrange_search *search, const int32_t *noise, struct arrange_move *ret);

/* Moves that break no more rules and cost few points, until none is broken or they are used up. */
void arrange_repair(struct arrange_search *search, int64_t moves);
/* `moves` moves cooling from t_first to t_last (sixteenths of a point); the best plan is kept. */
void arrange_anneal(struct arrange_search *search, int64_t moves, int t_first, int t_last);

/* At the head of every loop: true when the search has to end. Publishes every 1,024 moves. */
bool arrange_search_ends(struct arrange_search *search);

#endif
