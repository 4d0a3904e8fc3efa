#ifndef SPARKD_GROWTH_LEAVING_H
#define SPARKD_GROWTH_LEAVING_H

#include "person.h"

/*
 * What of the cycle ends with somebody's last day: what is not done yet is due
 * on no day any more, and times agreed for conversations with them, as either
 * of the two, fall away; the other one may get a place for it. What was done stays.
 */
enum err leaving_end_cycle(struct store *store, struct person_id person, struct instant now,
                           struct arena *arena) MUST_USE;

#endif
