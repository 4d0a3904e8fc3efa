#ifndef SPARKD_SPARK_WORK_H
#define SPARKD_SPARK_WORK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * How much may still be done for one answer. Counted in steps that take about a
 * microsecond each, never in time, so that the same question gets the same
 * answer on any machine.
 */
#define WORK_WITHOUT_END INT64_MAX

struct work {
    int64_t left;
    bool refused;        /* something was not done for want of steps */
    atomic_bool *cancel; /* NULL: nobody will */
};

/* Takes steps for what is about to be done; false: there are not so many left. */
static inline bool work_take(struct work *work, int64_t steps)
{
    if (work->left == WORK_WITHOUT_END)
        return true;
    if (work->left < steps) {
        work->refused = true;
        return false;
    }
    work->left -= steps;
    return true;
}

static inline bool work_is_cancelled(const struct work *work)
{
    return work->cancel && atomic_load(work->cancel);
}

#endif
