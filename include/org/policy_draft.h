#ifndef SPARKD_ORG_POLICY_DRAFT_H
#define SPARKD_ORG_POLICY_DRAFT_H

#include "person.h"
#include "policy_pack.h"

/*
 * The policy as it is being edited: a draft beside the pack in force, so that
 * what it would change can be seen before it does (issue: packs, editor).
 */
struct policy_draft {
    int version; /* 0: there is no draft; what is found is the pack in force */
    int64_t base_id;
    int next_version;        /* that of the pack it becomes */
    struct str text;         /* the JSON */
    struct policy_pack pack; /* the same, read whole */
    struct instant changed_at;
    struct person_id changed_by;
};

/* The draft, else the pack in force as one would begin from it. ERR_NOT_FOUND: no pack was loaded.
 */
enum err policy_draft_find(struct store *store, struct arena *arena,
                           struct policy_draft *ret) MUST_USE;
/* Keeps `text`, which policy_pack_check took, in place of draft version `draft->version`. ERR_STALE
 * if there is another by now. */
enum err policy_draft_save(struct store *store, const struct policy_draft *draft, struct str text,
                           struct person_id by, struct instant now) MUST_USE;
/* ERR_STALE if it is not that version any more. */
enum err policy_draft_delete(struct store *store, int version) MUST_USE;

#endif
