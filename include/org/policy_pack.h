#ifndef SPARKD_ORG_POLICY_PACK_H
#define SPARKD_ORG_POLICY_PACK_H

#include "deadline_rule.h"

/*
 * What a trust's policy says, as data (PR-01, PR-30, CY-01): the words, the
 * talk lengths, the cycle with its rules. A pack is a JSON file in
 * conf/policies; each item names the line it comes from ("B:58"), or "product"
 * where the policy is silent.
 */
enum {
    PACK_TALK_LENGTHS_MAX = 8,
    PACK_CATEGORIES_MAX = 3,
    PACK_LABELS_MAX = 16,
    PACK_ITEMS_MAX = 16,
    PACK_BYTES_MAX = 256 * 1024,
};

struct pack_category {
    const char *key;   /* "good practice": as talks are stored */
    const char *label; /* the trust's words for it */
};

struct pack_label {
    const char *key;  /* "pd_mentor" */
    const char *text; /* "professional development mentor" */
};

/* A stage or conversation of the cycle (CY-01 to CY-13, L18). */
struct pack_item {
    const char *kind;  /* "stage" or "conversation" */
    const char *key;   /* "reflections", "initial" … */
    const char *label; /* as the policy has it */
    struct deadline_rule opens, due;
    const char *nudges; /* "ladder", "opening" or "none" */
    const char *source;
};

struct policy_pack {
    int64_t id; /* its row; 0 when only checked */
    const char *name, *title, *note;
    int version;
    int talk_minutes[PACK_TALK_LENGTHS_MAX]; /* SP-04; rising */
    int talk_length_count;
    struct pack_category categories[PACK_CATEGORIES_MAX];
    int category_count;
    int changeover_s, fixed_minutes; /* defaults of a SPARK event */
    struct pack_label labels[PACK_LABELS_MAX];
    int label_count;
    struct pack_item items[PACK_ITEMS_MAX]; /* in the order of the year */
    int item_count;
};

/*
 * Reads a pack strictly: an unknown, missing or duplicate key, a value out of
 * range, an unreadable rule or a missing stage is ERR_INVALID, slug "bad-policy", the
 * detail "file: path: what is wrong and what to do". All in why->arena.
 */
enum err policy_pack_check(const char *file, struct str text, struct policy_pack *ret,
                           struct refusal *why) MUST_USE;

/* Checks and keeps it; from now on it is the pack in force. The same name, version and text again
 * is no change; another text under a known version is ERR_CONFLICT, slug "same-version". */
enum err policy_pack_load(struct store *store, const char *file, struct str text,
                          struct instant now, struct policy_pack *ret,
                          struct refusal *why) MUST_USE;

/* The pack in force; ERR_NOT_FOUND if none was loaded. */
enum err policy_pack_find(struct store *store, struct arena *arena,
                          struct policy_pack *ret) MUST_USE;

/* The trust's word for `key`; NULL for a key that packs do not have. */
const char *policy_pack_label(const struct policy_pack *pack, const char *key);
/* The label of a talk's category; NULL if the pack has none of that key. */
const char *policy_pack_category(const struct policy_pack *pack, const char *key);
bool policy_pack_has_talk_length(const struct policy_pack *pack, int minutes);

#endif
