#ifndef SPARKD_EVENT_ACTIVITY_TYPE_H
#define SPARKD_EVENT_ACTIVITY_TYPE_H

#include "policy_pack.h"

/*
 * The kinds of activity a trust's policy names (requirements L10, AC-37), read
 * off the pack's list `activities`: the policy's own words first, sparkd's
 * catalogue beside them. What an item leaves unsaid it takes from the item it
 * names as its `type`. A trust and a school add to the list in the policy's
 * editor; nothing here knows any kind by name but award-bearing study.
 */
enum activity_mode { ACTIVITY_BOOKABLE, ACTIVITY_SELF_RECORDED, ACTIVITY_CONVERSATION };

struct activity_type {
    const char *key;
    const char *text;   /* the policy's words, as they stand there */
    const char *detail; /* "" if none */
    const char *source; /* "S:62", "product", "school" */
    const char *group;  /* key of its group; "" if none */
    const char *kind;   /* key of the catalogue's kind it is of; its own if it is one */
    enum activity_mode mode;
    bool counts;    /* its hours may count */
    bool evaluated; /* feedback is asked for straight after it */
    bool retired;   /* for old records only */
    enum policy_origin origin;
};

/* "self-recorded"; as in packs and the API. */
const char *activity_mode_name(enum activity_mode mode);

/* NULL outputs are not touched; false: no pack has that key. Borrows from the pack. */
bool activity_type_find(const struct policy_pack *pack, const char *key, struct activity_type *ret);

struct activity_type_list {
    const struct policy_list *list; /* its groups and their words */
    struct activity_type *items;
    int count;
};
/* Those on offer, in the policy's order. */
struct activity_type_list activity_type_list(const struct policy_pack *pack, struct arena *arena);

/* Somebody may write it down for themselves: all but what conversations leave behind. */
bool activity_type_is_recorded(const struct activity_type *type);
/* It leads to an award, with a body, credits and a day of completion (AC-08, RE-03). */
bool activity_type_is_award(const struct activity_type *type);

#endif
