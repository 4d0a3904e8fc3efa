#ifndef SPARKD_STORE_MIGRATE_H
#define SPARKD_STORE_MIGRATE_H

#include "store.h"

struct migrate_fault {
    char what[256]; /* one line: what is wrong and what to do */
};

/*
 * Brings the database to this binary's schema, one transaction a step. The
 * table schema_migration keeps name and SHA-256 of each step. ERR_INVALID: the
 * database is newer than this binary, or a step that was applied has been edited.
 */
enum err migrate_apply(struct store *store, struct instant now,
                       struct migrate_fault *ret_fault) MUST_USE;
/* OK if the schema is exactly this binary's, ERR_STALE if steps are missing, else as above. */
enum err migrate_check(struct store *store, struct migrate_fault *ret_fault) MUST_USE;

#endif
