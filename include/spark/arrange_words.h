#ifndef SPARKD_SPARK_ARRANGE_WORDS_H
#define SPARKD_SPARK_ARRANGE_WORDS_H

#include "arrange_line.h"

/*
 * What was counted and proven, in plain words (programme specification,
 * sections 4, 6 and 7). Names and the hour the doors open are the caller's.
 */
struct arrange_names {
    const char *const *talks;  /* by talk: “Retrieval in Year 4” */
    const char *const *people; /* by talk: Priya Shah; NULL: nobody is named */
    const char *const *rooms;  /* by room: the Hall */
    int doors_minute;          /* of the day; -1: times are minutes and seconds after doors */
};

/* "4:40pm", "4:42:30pm", or "40:00 after doors". */
const char *arrange_words_time(const struct arrange_names *names, int at_s, struct arena *arena);
/* "7-minute", "150-second" */
const char *arrange_words_length(int duration_s, struct arena *arena);
/* "Priya Shah arrives at 5:40pm." */
const char *arrange_words_rule(const struct arrange_instance *instance,
                               const struct arrange_names *names, const struct arrange_rule *rule,
                               struct arena *arena);
/* "Nine talks need a 7-minute slot that ends by 9:40pm; the four rooms hold eight." */
const char *arrange_words_count(const struct arrange_instance *instance,
                                const struct arrange_names *names,
                                const struct arrange_count *count, struct arena *arena);
/* "It would work if Priya Shah could be there at 5:25pm."; NULL after the last way out. */
const char *arrange_words_way(const struct arrange_instance *instance,
                              const struct arrange_names *names,
                              const struct arrange_conflict *conflict, int index,
                              struct arena *arena);
/* "When its turn came, no 7-minute slot was left that ends before its presenter leaves." */
const char *arrange_words_turn(const struct arrange_instance *instance,
                               const struct arrange_turn *turn, struct arena *arena);
/* Small numbers as words: "nine", "12". */
const char *arrange_words_number(int number, struct arena *arena);

#endif
