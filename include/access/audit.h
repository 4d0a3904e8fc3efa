#ifndef SPARKD_ACCESS_AUDIT_H
#define SPARKD_ACCESS_AUDIT_H

#include "person.h"

/*
 * What was done by whom, append-only, each row chained to the one before by
 * SHA-256 (http specification, section 13): sign-ins, grants, tokens, feeds,
 * events. detail never holds anything confidential.
 */
enum err audit_add(struct store *store, struct instant now, struct person_id actor,
                   const char *action, int64_t object_id, const char *detail) MUST_USE;
/* OK: the chain holds. ERR_INVALID: *ret_id is the first row that does not fit. */
enum err audit_check(struct store *store, struct arena *arena, int64_t *ret_id) MUST_USE;

#endif
