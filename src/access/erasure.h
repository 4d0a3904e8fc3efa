#ifndef SPARKD_ACCESS_ERASURE_H
#define SPARKD_ACCESS_ERASURE_H

#include "person.h"

/*
 * What was personal of people who left (practice P8): their row becomes a
 * "Former member of staff", so that every count stays right; all else that
 * says who they were is erased. Records merged into theirs go with them.
 */
/* People who left before that day and are not erased yet. */
enum err erasure_count(struct store *store, struct day left_before, int64_t *ret) MUST_USE;
/* Erases some of them, each with its row in the audit. */
enum err erasure_run_some(struct store *store, struct person_id actor, struct day left_before,
                          struct instant now, int64_t *ret_people) MUST_USE;

#endif
