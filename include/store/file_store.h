#ifndef SPARKD_STORE_FILE_STORE_H
#define SPARKD_STORE_FILE_STORE_H

#include "arena.h"
#include "str.h"
#include "token.h"

/*
 * Bytes that people bring, beside the database: DIR/files/HASH, named by the
 * SHA-256 of what is in them, so that the same bytes are kept once and never
 * change. To put or remove a file is no part of a transaction: putting again is
 * no change, and what no row names is swept (org/stored_file). `dir` is the
 * data directory.
 */

/* The 64 hexadecimal digits of their name. */
struct file_hash {
    char hex[SHA256_HEX_MAX];
};
struct file_hash file_store_hash(struct str bytes);

/*
 * There whole and durable once it returns: written under another name, synced,
 * renamed, the folder synced. No change if it is there. ERR_IO: it is not kept.
 */
enum err file_store_put(const char *dir, const struct file_hash *hash, struct str bytes) MUST_USE;
bool file_store_has(const char *dir, const char *hash);
/* *ret is malloc's, for whoever frees or takes it. ERR_NOT_FOUND: it is missing; ERR_IO. */
enum err file_store_read(const char *dir, const char *hash, struct str *ret) MUST_USE;
/* To read it piece by piece; the caller closes it. Errors as file_store_read. */
enum err file_store_open(const char *dir, const char *hash, int *ret_fd) MUST_USE;
/* A file without a name on the same disk, to be written and read until it is closed. ERR_IO. */
enum err file_store_scratch(const char *dir, int *ret_fd) MUST_USE;
/* OK too if it is not there. */
enum err file_store_remove(const char *dir, const char *hash) MUST_USE;
/* ERR_NOT_FOUND: it is missing; ERR_INVALID: its bytes are not those of its name. */
enum err file_store_verify(const char *dir, const char *hash) MUST_USE;

/* The names in the folder, at most `max`; none if there is no folder. */
enum err file_store_list(const char *dir, int max, struct arena *arena, const char ***ret,
                         int *ret_count) MUST_USE;
/* Removes what a stopped server had begun to write; when none is at work. */
enum err file_store_tidy(const char *dir) MUST_USE;

#endif
