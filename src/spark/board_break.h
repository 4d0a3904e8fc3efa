#ifndef SPARKD_SPARK_BOARD_BREAK_H
#define SPARKD_SPARK_BOARD_BREAK_H

#include "programme_board.h"

/* Pure judgement on a break in the time for talks, and on what it does to a plan. */
enum board_break_fault {
    BREAK_FITS,
    BREAK_OUTSIDE, /* not within one block, with time for talks before and after it */
    BREAK_KEYNOTE, /* a keynote is given meanwhile */
    BREAK_TOO_MANY /* blocks */
};

/* Parts the block in which it lies; nothing is changed unless it fits. The keynotes' time is taken
 * out of spans, and of what is left of them, each time. */
enum board_break_fault board_break_part(struct spark_settings *settings,
                                        const struct pack_block *pause);

/*
 * Talks make way in a plan whose board has its blocks by now: who still stands well stays, the
 * others go on to when their room is free, in their order, and what has no time left there goes to
 * the first gap in any room that has its kit. Pins stay. Room -1: there is no gap either.
 */
void board_break_make_way(const struct programme_board *board, struct arrange_slot *plan);

#endif
