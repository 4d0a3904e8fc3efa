#ifndef SPARKD_SPARK_PROGRAMME_INSTANCE_H
#define SPARKD_SPARK_PROGRAMME_INSTANCE_H

#include "programme_board.h"
#include "slot_rules.h"

/* Fills instance, plan and pinned of a board whose other parts are read; slots: of its version. */
enum err programme_instance_fill(struct store *store, const struct programme_slots *slots,
                                 int64_t length_s, struct arena *arena,
                                 struct programme_board *board) MUST_USE;

/* The instance's blocks alone, of the board's settings. */
void programme_instance_blocks(struct programme_board *board, struct arena *arena);

/* These talks in that frame with those rules of order, whether there is a board or not: no choices,
 * nothing pinned or announced. */
struct arrange_instance programme_instance_of(const struct board_frame *frame,
                                              const struct talk_rows *talks,
                                              const struct talk_rules_list *rules,
                                              struct arena *arena);

#endif
