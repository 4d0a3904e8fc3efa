#ifndef SPARKD_ORG_STAFF_APPLY_H
#define SPARKD_ORG_STAFF_APPLY_H

#include "person.h"
#include "staff_plan.h"

/*
 * A plan into the database, in the caller's transaction, with a record of every
 * row it made or changed, so that the last import can be taken back exactly.
 */
struct staff_apply {
    int64_t import_id;
    struct instant now;
    bool leave; /* end the employments of those who would leave */
};

/* The store must be as the plan's present people were read: the same transaction. */
enum err staff_apply(struct store *store, const struct staff_plan *plan,
                     const struct staff_apply *how, struct arena *arena) MUST_USE;

/*
 * Takes an import back: rows it made are deleted, rows it changed hold again what they held.
 * ERR_CONFLICT in words, and nothing may be kept of it: somebody changed one of them since, or a
 * new person has done something here.
 */
enum err staff_undo(struct store *store, int64_t import_id, struct arena *arena,
                    struct refusal *why) MUST_USE;
/* The people an import made, at most STAFF_MEMBERS_MAX. */
enum err staff_undo_newcomers(struct store *store, int64_t import_id, struct arena *arena,
                              struct person_id **ret, int *ret_count) MUST_USE;
/* Forgets what an undo would need. */
enum err staff_undo_forget(struct store *store, int64_t import_id) MUST_USE;

#endif
