#ifndef SPARKD_ORG_POLICY_SCHOOL_H
#define SPARKD_ORG_POLICY_SCHOOL_H

#include "policy_pack.h"
#include "school.h"

/*
 * What a school adds to its trust's pack (PR-02): items and groups of lists, a
 * section of the plan among them, and its own dates for parts of the cycle. It
 * takes nothing away and changes none of the trust's words. The JSON is of the
 * pack's form:
 *
 *     { "lists": { "providers": { "items": [ { "key", "text", "source": "school" } ] } },
 *       "dates": { "goals": { "opens": RULE, "due": RULE, "source": "school" } } }
 */
struct school_date {
    const char *key; /* of the cycle's part */
    struct deadline_rule opens, due;
};

struct policy_school {
    const struct policy_list *lists; /* one a kind, the school's items only */
    struct school_date dates[PACK_ITEMS_MAX];
    int date_count;
    int version; /* 0: the school adds nothing */
};

/* Reads additions as strictly as a pack is read, over the pack they are added to: the same faults,
 * and ERR_INVALID for a key that the trust's list has. All in why->arena. */
enum err policy_school_check(const char *file, struct str text, const struct policy_pack *pack,
                             struct policy_school *ret, struct refusal *why) MUST_USE;

/* The pack as that school has it, pure: the trust's items first; a key that the trust's pack has
 * taken since is the trust's. `pack` is one with lists. */
struct policy_pack policy_school_apply(const struct policy_pack *pack,
                                       const struct policy_school *school, struct arena *arena);

/* What the school adds to that pack, with `pack` NULL its dates alone; version 0 and nothing if it
 * never did. ERR_BUG if what was saved cannot be read. */
enum err policy_school_find(struct store *store, struct school_id school,
                            const struct policy_pack *pack, struct arena *arena,
                            struct policy_school *ret) MUST_USE;
/* The schools that add anything, at most SCHOOLS_MAX. */
enum err policy_school_list(struct store *store, struct school_id ret[static SCHOOLS_MAX],
                            int *ret_count) MUST_USE;
/* Its JSON, for an editor; ERR_NOT_FOUND if it adds nothing. */
enum err policy_school_text(struct store *store, struct school_id school, struct arena *arena,
                            struct str *ret) MUST_USE;

/*
 * Checks and saves it, in place of version `version`; ERR_STALE if another
 * version is there by now, ERR_INVALID for a key that records hold and that is
 * gone (mark it "retired"). Its dates take effect with cycle_date_apply.
 */
enum err policy_school_save(struct store *store, struct school_id school, int version,
                            struct str text, const struct policy_pack *pack, struct instant now,
                            struct policy_school *ret, struct refusal *why) MUST_USE;

#endif
