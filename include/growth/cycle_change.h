#ifndef SPARKD_GROWTH_CYCLE_CHANGE_H
#define SPARKD_GROWTH_CYCLE_CHANGE_H

#include "cycle.h"
#include "person.h"
#include "policy_change.h"

/* What another pack would change in the year that runs (issue: policy packs, versions). */
struct cycle_change {
    bool running;    /* a cycle of this or a later academic year is open */
    int year;        /* of the first of them */
    int64_t pack_id; /* the pack in force, 0 if none: what the answer was given about */
    struct policy_change_list changes; /* with people, for dates */
    int people;                        /* deadlines that would get another date, all told */
};

/*
 * Compares the pack that was read from `text` with the one the running year was
 * made with. ERR_INVALID "key-in-use" if it drops a key that records hold.
 * Changes nothing.
 */
enum err cycle_change_find(struct store *store, const char *file, struct str text,
                           struct instant now, struct arena *arena, struct cycle_change *ret,
                           struct refusal *why) MUST_USE;

/*
 * Loads the pack and puts it into force in the running year and those after
 * it; years that are over keep the version they were made with. Their
 * deadlines follow with deadline_sync. ERR_STALE if the pack in force is not
 * `pack_id` any more; ERR_INVALID and ERR_CONFLICT as cycle_change_find and
 * policy_pack_load. Audited; `actor` v 0: from the command line.
 */
enum err cycle_change_load(struct store *store, const char *file, struct str text, int64_t pack_id,
                           struct person_id actor, struct instant now, struct policy_pack *ret,
                           struct refusal *why) MUST_USE;

#endif
