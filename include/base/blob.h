#ifndef SPARKD_BASE_BLOB_H
#define SPARKD_BASE_BLOB_H

#include "str.h"

/*
 * Immutable bytes with a count of users, for replies that are sent without a
 * copy (feeds, assets). Owned by the loop: the count is not atomic.
 */
struct blob;

/* Takes bytes that malloc gave (buf_take); one user. */
struct blob *blob_take(char *bytes, size_t n);
/* Copies. */
struct blob *blob_copy(struct str bytes);
/* The first n bytes of an open file, mapped: they take no memory of the process' own and end with
 * the last user, even if the file has no name any more. The caller closes fd. ERR_IO. */
enum err blob_map(int fd, size_t n, struct blob **ret) MUST_USE;
/* One more user; returns blob. */
struct blob *blob_ref(struct blob *blob);
/* One user less; the last one frees it. NULL is ignored. */
void blob_unref(struct blob *blob);
/* Borrowed while the caller is a user. */
struct str blob_str(const struct blob *blob);

#endif
