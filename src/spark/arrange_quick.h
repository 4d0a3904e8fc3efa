#ifndef SPARKD_SPARK_ARRANGE_QUICK_H
#define SPARKD_SPARK_ARRANGE_QUICK_H

#include "arrange.h"

/* Do the given talks fit (programme specification, section 4: at most 2 ms inside a booking)? True
 * is true, with a slot each in ret if it is not NULL; false is "not found so soon". `moves` 0: a
 * thousand; seed 0. */
bool arrange_quick_fits(const struct arrange_instance *instance, const bool *given, int64_t moves,
                        struct arena *arena, struct arrange_slot *ret);
/* The same as a number: hard rules the quick plan breaks, with that plan in ret. */
struct arrange_quick {
    const bool *given;   /* NULL: all */
    int64_t moves;       /* 0: a thousand */
    bool exact_arrivals; /* see struct arrange_options */
};
int arrange_quick_breaks(const struct arrange_instance *instance, const struct arrange_quick *ask,
                         struct arena *arena, struct arrange_slot *ret);

/* About how many steps of work one asking takes; `moves` as above. */
int64_t arrange_quick_steps(const struct arrange_instance *instance, int64_t moves);

#endif
