#ifndef SPARKD_SPARK_TALK_SWAP_RULES_H
#define SPARKD_SPARK_TALK_SWAP_RULES_H

#include "slot_rules.h"
#include "talk_swap.h"

/* Pure judgement on slots that are exchanged. */

/* A talk's slot; NULL: none. */
const struct programme_slot *talk_swap_rules_slot(const struct programme_slots *slots,
                                                  struct talk_id talk);

/* The slots with each of these talks, which all have one, in that of the next, and the last in that
 * of the first. */
struct programme_slots talk_swap_rules_turn(const struct programme_slots *slots,
                                            const struct talk_id *talks, int count,
                                            struct arena *arena);

/* What bars the exchange, and for which of the talks first; SLOT_HOLDS: nothing (H2 to H9). */
enum slot_bar talk_swap_rules_bar(const struct slot_scene *scene, const struct talk_id *talks,
                                  int count, struct arena *arena, int *ret_talk);

#endif
