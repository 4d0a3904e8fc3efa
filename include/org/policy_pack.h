#ifndef SPARKD_ORG_POLICY_PACK_H
#define SPARKD_ORG_POLICY_PACK_H

#include "deadline_rule.h"
#include "policy_list.h"

/*
 * What a trust's policy says, as data (PR-01, PR-30, CY-01): the words, the
 * talk lengths, the cycle with its rules, the code lists. A pack is a JSON file
 * like those in conf/policies (schema.json says what may stand in it,
 * docs/policy-packs.md how to write one); each item names the line it comes
 * from ("B:58"). Where a pack is silent it inherits sparkd's own defaults,
 * conf/policies/product.json, whose items say "product".
 */
enum {
    PACK_TALK_LENGTHS_MAX = 8,
    PACK_CATEGORIES_MAX = 3,
    PACK_LABELS_MAX = 40,
    PACK_ITEMS_MAX = 16,
    PACK_DOCUMENTS_MAX = 8,
    PACK_BYTES_MAX = 256 * 1024,
};

/* A document that sources name. */
struct pack_document {
    const char *key;   /* "B" */
    const char *title; /* "Brontë Academy Trust, …" */
};

struct pack_category {
    const char *key;   /* "good practice": as talks are stored */
    const char *label; /* the trust's words for it, a capital first */
    const char *text;  /* as the policy has them */
    const char *source;
};

struct pack_label {
    const char *key;    /* "pd_mentor" */
    const char *text;   /* "professional development mentor" */
    const char *source; /* "B:126" or "product" */
    enum policy_origin origin;
};

/* A stage or conversation of the cycle (CY-01 to CY-13, L18). */
struct pack_item {
    const char *kind;   /* "stage" or "conversation" */
    const char *key;    /* "reflections", "initial" … */
    const char *label;  /* as the policy has it */
    const char *months; /* as printed: "Nov - Jan"; NULL: none are */
    struct deadline_rule opens, due;
    const char *nudges; /* "ladder", "opening" or "none" */
    const char *source; /* of the label */
    const char *dates;  /* the source of opens and due */
    enum policy_origin origin;
};

/* How the conversations stand to appraisal (CY-25, conflicts C2). */
enum appraisal_link {
    APPRAISAL_SEPARATE,
    APPRAISAL_ONE_WAY, /* an appraisal outcome may create a need; nothing flows back */
    APPRAISAL_COMBINED,
};
/* "separate", "one-way", "combined" */
const char *appraisal_link_name(enum appraisal_link link);

struct policy_pack {
    int64_t id; /* its row; 0 when only checked */
    const char *name, *title, *note;
    int version;
    struct pack_document documents[PACK_DOCUMENTS_MAX];
    int document_count;
    int talk_minutes[PACK_TALK_LENGTHS_MAX]; /* SP-04; rising */
    const char *talk_sources[PACK_TALK_LENGTHS_MAX];
    int talk_length_count;
    struct pack_category categories[PACK_CATEGORIES_MAX];
    int category_count;
    int event_minutes, changeover_s, fixed_minutes; /* defaults of a SPARK event */
    const char *event_minutes_source, *changeover_source, *fixed_source;
    const char *talk_order, *talk_order_source; /* "arranged", "shuffled", "drawn": how a new SPARK
                                                   event's order is made (SP-12) */
    struct pack_label labels[PACK_LABELS_MAX];  /* all there are, see policy_pack_label_keys */
    int label_count;
    struct pack_item items[PACK_ITEMS_MAX]; /* in the order of the year */
    int item_count;
    enum appraisal_link appraisal;
    const char *appraisal_source;
    /* One a kind, in the order of policy_list_kinds, what is inherited included; ask
     * policy_list_find. NULL in a pack from policy_pack_find, which has no lists. */
    const struct policy_list *lists;
};

/* The keys a dictionary has (PR-30), ended by NULL; each has a text in every pack. */
extern const char *const policy_pack_label_keys[];

/* The key of each part a cycle has, in order, ended by NULL (L18). */
extern const char *const policy_pack_cycle_keys[];

/*
 * Reads a pack strictly and whole: an unknown, missing or duplicate key, a value out of range, an
 * unreadable rule, a missing stage, a source that names no document, a reference to nothing is
 * ERR_INVALID, slug "bad-policy", the detail "file:line: path: what is wrong and what to do".
 * All in why->arena.
 */
enum err policy_pack_check(const char *file, struct str text, struct policy_pack *ret,
                           struct refusal *why) MUST_USE;

/* Checks and keeps it; from now on it is the pack in force. The same name, version and text again
 * is no change; another text under a known version is ERR_CONFLICT, slug "same-version". */
enum err policy_pack_load(struct store *store, const char *file, struct str text,
                          struct instant now, struct policy_pack *ret,
                          struct refusal *why) MUST_USE;

/* The pack in force, without its lists: cheap. ERR_NOT_FOUND if none was loaded. */
enum err policy_pack_find(struct store *store, struct arena *arena,
                          struct policy_pack *ret) MUST_USE;
/* The same with its lists, as they were when it was loaded, whatever sparkd's own defaults are by
 * now; id 0: the pack in force, else that one. Reads some hundred kilobytes: for pages that show
 * lists, not for each request. */
enum err policy_pack_find_whole(struct store *store, int64_t id, struct arena *arena,
                                struct policy_pack *ret) MUST_USE;
/* The JSON it was loaded from, for an editor; ERR_NOT_FOUND. */
enum err policy_pack_text(struct store *store, int64_t id, struct arena *arena,
                          struct str *ret) MUST_USE;

/* The trust's word for `key`; NULL for a key that packs do not have. */
const char *policy_pack_label(const struct policy_pack *pack, const char *key);
/* The label of a talk's category; NULL if the pack has none of that key. */
const char *policy_pack_category(const struct policy_pack *pack, const char *key);
bool policy_pack_has_talk_length(const struct policy_pack *pack, int minutes);
/* NULL if the cycle has no part of that key. */
const struct pack_item *policy_pack_part(const struct policy_pack *pack, const char *key);

/*
 * The whole pack as JSON, what is inherited included, in the layout of conf/policies; it reads
 * back as the same pack. *ret is in the arena.
 */
struct str policy_pack_format(const struct policy_pack *pack, struct arena *arena);

/* Any pack's JSON in that layout (two spaces, what fits on a line on one): what an editor writes
 * differs from what it read where something was changed. ERR_INVALID: not JSON. */
enum err policy_layout_json(struct str json, struct arena *arena, struct str *ret) MUST_USE;

#endif
