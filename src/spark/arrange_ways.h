#ifndef SPARKD_SPARK_ARRANGE_WAYS_H
#define SPARKD_SPARK_ARRANGE_WAYS_H

#include "arrange_proof.h"
#include "work.h"

/* What would make a conflict vanish, one thing changed at a time (section 5: relaxing several at
 * once moves more than need be). Fills ways, room_more, block and block_s. */
void arrange_ways_find(const struct arrange_instance *instance, struct work *work,
                       struct arena *arena, struct arrange_conflict *conflict);

#endif
