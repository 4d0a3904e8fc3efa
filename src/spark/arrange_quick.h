#ifndef SPARKD_SPARK_ARRANGE_QUICK_H
#define SPARKD_SPARK_ARRANGE_QUICK_H

#include "arrange.h"

/* Do the given talks fit (programme specification, section 4: at most 2 ms inside a booking)? True
 * is true, with a slot each in ret if it is not NULL; false is "not found so soon". `moves` 0: a
 * thousand; seed 0. */
bool arrange_quick_fits(const struct arrange_instance *instance, const bool *given, int64_t moves,
                        struct arena *arena, struct arrange_slot *ret);

#endif
