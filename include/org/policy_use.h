#ifndef SPARKD_ORG_POLICY_USE_H
#define SPARKD_ORG_POLICY_USE_H

#include "policy_pack.h"

/*
 * Keys of list items that records hold. Whoever stores a record that holds one
 * says so in the same transaction; from then on no pack may drop it (it may be
 * "retired"), so that a record of years ago still reads.
 */

/* `list` is a list's key, or "talks.categories"; adding it again is no change. */
enum err policy_use_add(struct store *store, const char *list, const char *key) MUST_USE;

/* ERR_INVALID "key-in-use" with file, line and path if `to`, read from that text, lacks a key that
 * records hold and `from` had; both with lists. */
enum err policy_use_check(struct store *store, const char *file, struct str text,
                          const struct policy_pack *from, const struct policy_pack *to,
                          struct refusal *why) MUST_USE;

#endif
