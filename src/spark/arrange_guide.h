#ifndef SPARKD_SPARK_ARRANGE_GUIDE_H
#define SPARKD_SPARK_ARRANGE_GUIDE_H

#include "arrange_search.h"

/*
 * Choices that were made beside a plan carry it: who saw when each talk was
 * chose no two that ran at once, so among the talks that many chose there are
 * more pairs that nobody chose together than chance would leave.
 */

/* Are there, by far? Asked of large events in several rooms; of others it says no. */
bool arrange_guide_is_there(const struct arrange_state *state, struct arena *arena);

/* From the best plan of search->state, which breaks no rule, searches for `moves` moves with a
 * reward for each such pair that runs at once, as large as it is surprising, and lays what it found
 * over search->state; that is kept if it is the best. `options` are those the state was made with.
 */
void arrange_guide_follow(struct arrange_search *search, const struct arrange_options *options,
                          int64_t moves, struct arena *arena);

#endif
