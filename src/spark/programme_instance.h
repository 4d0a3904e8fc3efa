#ifndef SPARKD_SPARK_PROGRAMME_INSTANCE_H
#define SPARKD_SPARK_PROGRAMME_INSTANCE_H

#include "programme_board.h"

/* Fills instance, plan and pinned of a board whose other parts are read; slots: of its version. */
enum err programme_instance_fill(struct store *store, const struct programme_slots *slots,
                                 int64_t length_s, struct arena *arena,
                                 struct programme_board *board) MUST_USE;

/* These talks in that frame, whether there is a board or not: no choices, no rules of order,
 * nothing pinned or announced. */
struct arrange_instance programme_instance_of(const struct board_frame *frame, struct talk *talks,
                                              int count, struct arena *arena);

#endif
