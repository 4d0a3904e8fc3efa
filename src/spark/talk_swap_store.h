#ifndef SPARKD_SPARK_TALK_SWAP_STORE_H
#define SPARKD_SPARK_TALK_SWAP_STORE_H

#include "talk_swap.h"

/* The SQL of slots that are exchanged. */

/* Fills swap->id; the first part has said yes. */
enum err talk_swap_store_insert(struct store *store, struct instant now,
                                struct talk_swap *swap) MUST_USE;
enum err talk_swap_store_yes(struct store *store, struct instant now, struct talk_swap_id swap,
                             int part) MUST_USE;
/* part: who said no, else -1. */
enum err talk_swap_store_end(struct store *store, struct instant now, struct talk_swap_id swap,
                             enum talk_swap_status status, int part) MUST_USE;
/* The open swap a talk is in; ERR_NOT_FOUND. */
enum err talk_swap_store_open(struct store *store, struct talk_id talk,
                              struct talk_swap_id *ret) MUST_USE;
/* An open one that was overtaken: its event has begun or is not on, its programme is not announced
 * any more or being drawn, a talk of it has no slot or another than it had. ERR_NOT_FOUND: none. */
enum err talk_swap_store_next_due(struct store *store, struct instant now,
                                  struct talk_swap_id *ret) MUST_USE;
/* Is that one? */
enum err talk_swap_store_is_due(struct store *store, struct instant now, struct talk_swap_id swap,
                                bool *ret) MUST_USE;

#endif
