#ifndef SPARKD_SPARK_ARRANGE_PRECEDENCE_H
#define SPARKD_SPARK_ARRANGE_PRECEDENCE_H

#include "arrange.h"

/*
 * Whose turn it is (programme specification, section 4, step 1): one thing
 * after the other, never points. Settled and pinned talks; then a talk whose
 * school has none yet before one whose school has; who was waiting last time;
 * booking time; id. The waiting line of an event and `sparkd arrange --line`
 * ask here.
 */
struct arrange_precedence {
    const struct arrange_talk *talks;
    int count;
    const bool *settled; /* by talk, NULL: none */
    bool *has;           /* by talk: its school has one; school 0 never has */
};

/* The next of those that had no turn yet; -1: none is left. */
int arrange_precedence_next(const struct arrange_precedence *turns, const bool *had);
/* Is `a` before `b`? */
bool arrange_precedence_before(const struct arrange_precedence *turns, int a, int b);
/* That talk has a slot: so has its school. */
void arrange_precedence_give(struct arrange_precedence *turns, int talk);

#endif
