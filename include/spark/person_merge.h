#ifndef SPARKD_SPARK_PERSON_MERGE_H
#define SPARKD_SPARK_PERSON_MERGE_H

#include "person.h"
#include "refusal.h"

/*
 * Two records of one person made one (practice P7). All that belongs to the
 * record that goes moves to the one that is kept: jobs, roles, relations,
 * groups, places, talks, deadlines, calendar addresses. What both have stays
 * where it is, once; of two places at one event the better one is kept and the
 * other goes to whoever waits. What proves who somebody is, and the record of
 * what was done, stay with the record that goes: its sign-ins end. For 30 days
 * it can be undone, to the row; a place that somebody else has got meanwhile
 * becomes a place in line.
 */
enum { PERSON_MERGE_UNDO_DAYS = 30, PERSON_MERGES_MAX = 20, PERSON_MERGE_CLASHES_MAX = 50 };

struct person_merge_id {
    int64_t v;
};

struct person_merge_request {
    struct person_id kept, gone;
    bool name_of_gone, email_of_gone; /* which values to keep; else those of the record kept */
    struct person_id by;
};

/* ERR_NOT_FOUND: either is unknown. ERR_CONFLICT `same`, `merged` (either was merged already),
 * `yourself` (the record one is signed in with must be the one kept). */
enum err person_merge(struct store *store, struct instant now,
                      const struct person_merge_request *request, struct refusal *why,
                      struct person_merge_id *ret) MUST_USE;
/* ERR_CONFLICT `too-late` after 30 days, `undone`, `merged`: undo the later one first. */
enum err person_merge_undo(struct store *store, struct instant now, struct person_merge_id id,
                           struct person_id by, struct refusal *why) MUST_USE;

/* Events at which both have a place or wait for one, by title, for words before it is done. */
struct person_merge_clashes {
    const char *titles[PERSON_MERGE_CLASHES_MAX];
    int count;
};
enum err person_merge_clashes(struct store *store, struct person_id kept, struct person_id gone,
                              struct arena *arena, struct person_merge_clashes *ret) MUST_USE;

struct person_merge_entry {
    struct person_merge_id id;
    struct person_id kept, gone;
    const char *gone_name;
    struct instant merged_at;
};
enum err person_merge_find(struct store *store, struct person_merge_id id, struct arena *arena,
                           struct person_merge_entry *ret) MUST_USE;
/* Those into that record that can still be undone, the latest first. */
enum err person_merge_list(struct store *store, struct person_id kept, struct instant now,
                           struct arena *arena, struct person_merge_entry **ret,
                           int *ret_count) MUST_USE;

/* "booking.person_id": is that reference to a person moved, or meant to stay? A test asks it for
 * every one there is. */
bool person_merge_knows(struct str reference);

#endif
