#ifndef SPARKD_SPARK_CALL_RULES_H
#define SPARKD_SPARK_CALL_RULES_H

#include "call.h"

/* The places an event keeps, and who has a slot that counts as one. Pure. */
struct call_kept {
    int first_timers, short_places; /* 0: none is kept */
    int minutes;                    /* of a kept place: the shortest talk */
    int first, brief, both;         /* with a slot: a first-timer's longer talk, a short one of
                                       somebody else, a first-timer's short one */
};

/* So many more (or, below 0, fewer) talks of that kind have a slot. */
void call_rules_hold(struct call_kept *kept, int minutes, bool first_timer, int count);
/* Kept places that nobody holds; each talk holds one at most, whichever leaves fewer open. */
int call_rules_open(const struct call_kept *kept);

/*
 * May a talk of so many minutes have a slot beside `others` (which it is not one
 * of) without taking a kept place that is not for it? It may not leave room for
 * fewer open kept places than there is room for now, save the one it holds
 * itself. Whether it fits at all is another question.
 */
bool call_rules_leaves(const struct pack *pack, const struct pack_talks *others,
                       const struct call_kept *kept, int minutes, bool first_timer);

/* How many talks of so many minutes by people who spoke before may still have a slot. */
int call_rules_more(const struct pack *pack, const struct pack_talks *confirmed,
                    const struct call_kept *kept, int minutes);

/* "first-timers", "2-minute talks until …": whom the open places are kept for; "" if none is. */
const char *call_rules_whom(struct arena *arena, const struct call_kept *kept);

/* A list as it is kept: no blanks around its words, none twice. Refuses the field: too many, or
 * words too long. */
const char *call_rules_list(const char *typed, const char *field, struct refusal *why);

#endif
