#ifndef SPARKD_SPARK_SLOT_RULES_H
#define SPARKD_SPARK_SLOT_RULES_H

#include "programme_version.h"
#include "talk_store.h"

/* Pure judgement on slots of an announced programme. */

/* "First before second", or "second not right after first" (H8, H9). */
struct talk_rule {
    bool before; /* else: not after */
    struct talk_id first, second;
};
struct talk_rules_list {
    struct talk_rule *items;
    int count;
};

struct slot_scene {
    const struct spark_settings *settings;
    const struct talk_rows *talks; /* live, with their presenters */
    const struct programme_slots *slots;
    const struct talk_rules_list *rules;
};

/* The words of a kit list that a room lacks, the first of them; NULL: it has all. */
const char *slot_rules_missing_kit(struct arena *arena, const char *wanted, const char *there);

/* The talk that one of its presenters gives at the time of its slot (H7); NULL: none, or no slot.
 */
const struct talk *slot_rules_elsewhere(const struct slot_scene *scene, const struct talk *talk,
                                        struct arena *arena);

/* What keeps a talk out of a slot, with everybody else where they are. */
enum slot_bar {
    SLOT_HOLDS,
    SLOT_NO_ROOM, /* no such room, outside the blocks, or another talk is in it: H2, H3 */
    SLOT_TIMES,   /* its people are not there yet, or have gone: H4, H5 */
    SLOT_KIT,     /* H6 */
    SLOT_PEOPLE,  /* somebody gives another talk then: H7 */
    SLOT_ORDER,   /* H8, H9 */
};
/* Its own slot, if it has one, counts as free. */
enum slot_bar slot_rules_bar(const struct slot_scene *scene, const struct talk *talk,
                             const struct programme_slot *at, struct arena *arena);
/* May that talk be given there and then: H2 to H9? */
bool slot_rules_holds(const struct slot_scene *scene, const struct talk *talk,
                      const struct programme_slot *at, struct arena *arena);

/*
 * The earliest start, then the first room, that would hold that talk for so
 * many minutes with everybody else where they are: H2 to H9. Its own slot, if
 * it has one, counts as free. False: none.
 */
bool slot_rules_gap(const struct slot_scene *scene, const struct talk *talk, int minutes,
                    struct arena *arena, struct programme_slot *ret);

#endif
