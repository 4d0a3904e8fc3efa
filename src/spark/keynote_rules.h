#ifndef SPARKD_SPARK_KEYNOTE_RULES_H
#define SPARKD_SPARK_KEYNOTE_RULES_H

#include "keynote.h"

/*
 * Pure: the blocks of `spans` without the time that keynotes hold, their
 * changeover with it, become the blocks of pack. A rest shorter than a minute
 * is none. False: there would be more than PACK_BLOCKS_MAX, and pack has the
 * first of them.
 */
bool keynote_rules_cut(const struct pack_block *spans, int count, const struct keynotes *keynotes,
                       struct pack *pack);

/* Refuses what is wrong with one of them beside the others and inside that time. */
struct keynote_frame {
    struct instant starts_at, ends_at; /* of the event */
    int room_count, changeover_s;
    const struct keynotes *others; /* itself may be among them */
};
void keynote_rules_check(const struct keynote_frame *frame, const struct keynote *keynote,
                         struct refusal *why);

#endif
