#ifndef SPARKD_ORG_STAFF_EXPORT_H
#define SPARKD_ORG_STAFF_EXPORT_H

#include "buf.h"
#include "person.h"

/*
 * The trust's staff as a file in our own columns: a line for each employment
 * that has not ended, by school and name, for Excel (byte order mark) and safe
 * in it (no cell is run as a formula). Importing it again changes nothing.
 */
enum { STAFF_EXPORT_BYTES_MAX = 64 << 20 };

/* Into an empty buffer of that limit. */
enum err staff_export(struct store *store, struct day today, struct arena *arena,
                      struct buf *buf) MUST_USE;

#endif
