#ifndef SPARKD_SPARK_ARRANGE_WHY_H
#define SPARKD_SPARK_ARRANGE_WHY_H

#include "arrange_words.h"

/*
 * "Why is this talk here?" (programme specification, section 6): what hard
 * rules rule out, counted, and what every other place would cost. Each figure
 * is the difference that the judge would find after the move.
 */
enum { WHY_ALTERNATIVES_MAX = 5 };

struct arrange_alternative {
    struct arrange_slot slot;
    int other;  /* the talk it changes places with; -1: the slot is free */
    int points; /* more (or, below 0, fewer) than now; the sum of terms */
    int terms[TERM_TERMS];
};

struct arrange_why {
    int starts; /* there are in a room for a talk of its length */
    int before_arrival, after_leaving;
    int rooms, rooms_without_kit;
    int exchanges, exchanges_ruled_out; /* with talks of its length; of these a rule forbids */
    int free_slots, free_ruled_out;
    struct arrange_alternative alternatives[WHY_ALTERNATIVES_MAX]; /* the best first */
    int alternative_count;
};

/* `talk` has a slot in a plan that breaks nothing; pinned talks have no alternatives. */
void arrange_why_find(const struct arrange_instance *instance, const struct arrange_slot *slots,
                      int talk, struct arena *arena, struct arrange_why *ret);

/* "14 of 31 starts are before Priya Shah arrives." One sentence after the other, NULL at the end.
 */
const char *arrange_why_ruled_out(const struct arrange_names *names, const struct arrange_why *why,
                                  int talk, int index, struct arena *arena);
/* "5:20pm in the Hall, changing places with X: nine more people miss a talk they chose (+9)." */
const char *arrange_why_alternative(const struct arrange_instance *instance,
                                    const struct arrange_names *names,
                                    const struct arrange_alternative *alternative,
                                    struct arena *arena);

#endif
