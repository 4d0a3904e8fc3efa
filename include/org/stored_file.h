#ifndef SPARKD_ORG_STORED_FILE_H
#define SPARKD_ORG_STORED_FILE_H

#include "file_kind.h"
#include "file_store.h"
#include "person.h"
#include "refusal.h"

/*
 * Files that people bring and other nouns hold: evidence of an activity, papers
 * of an event. The same bytes are kept once (store/file_store); a link says
 * whose they are and what they are called there. Whoever may see the noun may
 * take the file away: its own gate is asked (web/file_gate), never this.
 */
struct file_link_id {
    int64_t v;
};

enum file_noun { FILE_OF_ACTIVITY, FILE_OF_EVENT, FILE_OF_TALK, FILE_NOUNS };

struct file_owner {
    enum file_noun noun;
    int64_t id;
};

struct stored_file {
    struct file_link_id id;
    struct file_owner owner;
    const char *hash, *name;
    enum file_kind kind;
    int64_t size_bytes;
    struct person_id added_by;
    const char *added_by_name;
    struct instant added_at;
};

enum { FILES_OF_ONE_MAX = 20 };

/* How much is taken: of one file, and of everything one person brought. */
struct file_limits {
    int64_t file_bytes, person_bytes;
};

/* What somebody brings, once it was judged. Borrows its bytes. */
struct brought_file {
    struct str bytes;
    struct file_hash hash;
    enum file_kind kind;
    const char *name; /* safe to give out */
};

/* Pure: what it is, whether it is small enough. ERR_INVALID names the field "file". */
enum err stored_file_judge(struct str bytes, struct str name, const struct file_limits *limits,
                           struct refusal *why, struct brought_file *ret) MUST_USE;

struct file_addition {
    const char *dir; /* the data directory */
    struct file_owner owner;
    struct person_id by;
    struct instant now;
    struct file_limits limits;
};

/*
 * Links it to its owner. Its bytes were put before, where a write of megabytes
 * holds up nobody; what was swept meanwhile is put again. No change if the
 * owner has it already. ERR_CONFLICT `too-many-files`, `no-room-left` with the
 * field "file".
 */
enum err stored_file_add(struct store *store, const struct file_addition *addition,
                         const struct brought_file *brought, struct refusal *why,
                         struct file_link_id *ret) MUST_USE;
/* The bytes stay until the sweep, if nothing else links to them. */
enum err stored_file_remove(struct store *store, struct file_link_id id) MUST_USE;
enum err stored_file_find(struct store *store, struct file_link_id id, struct arena *arena,
                          struct stored_file *ret) MUST_USE;

struct stored_file_list {
    struct stored_file *items;
    int count;
};
/* In the order they were added. */
enum err stored_file_list(struct store *store, struct file_owner owner, struct arena *arena,
                          struct stored_file_list *ret) MUST_USE;

/* ---- keeping the folder and the rows together ---- */

/* Files in the folder that no committed row names: for the errands' own view of the data. */
enum err stored_file_unnamed(struct store *store, const char *dir, struct arena *arena,
                             const char ***ret, int *ret_count) MUST_USE;
/* Removes those of them that still have no row; in the writer's transaction, so that none is taken
 * from under a link that is being made. */
enum err stored_file_sweep(struct store *store, const char *dir, const char *const *hashes,
                           int count) MUST_USE;

/* What `sparkd check` says of the folder. */
struct stored_file_faults {
    int64_t missing, altered;
};
enum err stored_file_check(struct store *store, const char *dir, struct arena *arena,
                           struct stored_file_faults *ret) MUST_USE;

#endif
