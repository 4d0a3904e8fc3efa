#ifndef SPARKD_ORG_POLICY_LIST_H
#define SPARKD_ORG_POLICY_LIST_H

#include "arena.h"
#include "refusal.h"

/*
 * The code lists of a policy pack (requirements L1 to L20): what a trust's
 * policy counts out, word for word. Which lists there are is the product's
 * (policy_list_kinds); what stands in them is the pack's.
 */
enum {
    POLICY_ATTRIBUTES_MAX = 6,
    POLICY_LIST_ITEMS_MAX = 100,
    POLICY_LIST_GROUPS_MAX = 20,
};

/* Who says it. */
enum policy_origin {
    POLICY_TRUST,   /* the pack that was loaded */
    POLICY_PRODUCT, /* sparkd's default: the policy is silent */
    POLICY_SCHOOL,  /* added by a school (PR-02) */
};

/* What a list's items say besides their text: numbers in decimal, flags "true" or "false", lists
 * of keys parted by blanks. */
struct policy_attribute {
    const char *name, *value;
};

struct policy_item {
    const char *key;    /* what records hold: never changes once used */
    const char *text;   /* the policy's words */
    const char *group;  /* key of its group; NULL: none */
    const char *source; /* "B:58", "product" or "school" */
    bool retired;       /* kept for old records, not offered any more */
    enum policy_origin origin;
    struct policy_attribute attributes[POLICY_ATTRIBUTES_MAX];
    int attribute_count;
};

/* An audience of outcomes, a section of the plan, a point in time of questions … */
struct policy_group {
    const char *key, *text, *source;
    enum policy_origin origin;
    struct policy_attribute attributes[POLICY_ATTRIBUTES_MAX];
    int attribute_count;
};

struct policy_list {
    const struct policy_list_kind *kind;
    const char *stem, *stem_source; /* the words the items follow; NULL: none */
    enum policy_origin stem_origin;
    bool adds; /* the pack's items stand beside the product's, not in their place */
    struct policy_group *groups;
    int group_count;
    struct policy_item *items; /* in the policy's order, group by group */
    int item_count;
};

/* ---- which lists there are ---- */

enum policy_attribute_kind {
    ATTRIBUTE_TEXT,
    ATTRIBUTE_CHOICE, /* one of `of`, parted by '|' */
    ATTRIBUTE_FLAG,
    ATTRIBUTE_NUMBER, /* 0 to 1000 */
    ATTRIBUTE_MONTH,  /* "2022-04" */
    ATTRIBUTE_STAGE,  /* a key of the cycle */
    ATTRIBUTE_ITEM,   /* a key of the list `of` */
    ATTRIBUTE_ITEMS,  /* several of them */
};

struct policy_attribute_kind_of {
    const char *name;
    enum policy_attribute_kind kind;
    const char *of;
};

struct policy_list_kind {
    const char *key;   /* "prioritisation_criteria" */
    const char *title; /* "Prioritisation criteria", for pages */
    const char *rule;  /* where the product's requirements speak of it: "L1" */
    bool whole;        /* a pack that has it takes nothing of the product's */
    bool by_stage;     /* its groups are the keys of the cycle */
    struct policy_attribute_kind_of item_attributes[POLICY_ATTRIBUTES_MAX + 1];
    struct policy_attribute_kind_of group_attributes[POLICY_ATTRIBUTES_MAX + 1];
};

/* In the order pages show them. */
extern const struct policy_list_kind policy_list_kinds[];
extern const int policy_list_kind_count;

/* NULL if there is no such list. */
const struct policy_list_kind *policy_list_kind_find(const char *key);

/* ---- look-ups, pure ---- */

struct policy_pack;

/* A list of a pack read whole (policy_pack_find_whole, policy_pack_check); NULL for a key that no
 * pack has. What no policy says is a list of no items. */
const struct policy_list *policy_list_find(const struct policy_pack *pack, const char *key);

/* NULL if the list has none of that key. */
const struct policy_item *policy_list_item(const struct policy_list *list, const char *key);
const struct policy_group *policy_list_group(const struct policy_list *list, const char *key);

/* What it says under that name; NULL if nothing. */
const char *policy_item_attribute(const struct policy_item *item, const char *name);
const char *policy_group_attribute(const struct policy_group *group, const char *name);

/*
 * What a pack says over what the product says (PL-50, PR-02): group by group,
 * the product's items stand where the pack has none; all of them where it
 * `adds`; none of them in a list that is `whole`. An item of the same key takes
 * the product's place.
 */
struct policy_list policy_list_inherit(const struct policy_list *own,
                                       const struct policy_list *product, struct arena *arena);

/* The list with a school's items after the trust's, group by group. */
struct policy_list policy_list_add(const struct policy_list *list, const struct policy_list *school,
                                   struct arena *arena);

#endif
