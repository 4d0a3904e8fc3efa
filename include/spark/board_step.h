#ifndef SPARKD_SPARK_BOARD_STEP_H
#define SPARKD_SPARK_BOARD_STEP_H

#include "programme_board.h"

/*
 * What a coordinator does to the order of talks (SP-12), the same from the
 * board's pages and from the API. Each makes the next version of the programme
 * and tells nobody: that is what publishing is for.
 */

/* One talk goes up, down or elsewhere. ERR_CONFLICT `pinned`. OK without a version if there is
 * nothing that way. */
enum err board_step_move(struct store *store, struct instant now,
                         const struct programme_board *board, const struct board_move *move,
                         struct person_id by, struct refusal *why) MUST_USE;

/* The slot that is offered for a talk under that number (arrange_why_find, from 1) is taken;
 * whoever had it gets this talk's. Refuses fields talk, number. */
struct board_taking {
    int talk, number;
};
enum err board_step_take(struct store *store, struct instant now,
                         const struct programme_board *board, const struct board_taking *taking,
                         struct person_id by, struct refusal *why) MUST_USE;

/*
 * The whole order at once, with the pins of board->pinned; what is pinned on
 * the board's instance stays where it is (H10). ERR_INVALID: a field H1 to H10
 * with a sentence for each broken rule, up to the refusal's room for them.
 */
enum err board_step_set(struct store *store, struct instant now,
                        const struct programme_board *board, const struct arrange_slot *plan,
                        struct person_id by, struct refusal *why) MUST_USE;

#endif
