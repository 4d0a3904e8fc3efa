#ifndef SPARKD_ORG_GOVERNING_BODY_H
#define SPARKD_ORG_GOVERNING_BODY_H

#include "membership.h"

/*
 * The trust's board, and one governing body a school (PR-03); its members are
 * memberships. What it is called in general ("local governing body") is a
 * label of the policy pack, what this one is called is its name.
 */
struct governing_body_id {
    int64_t v;
};

struct governing_body {
    struct governing_body_id id;
    struct school_id school; /* v 0: the trust's board */
    const char *name;
    const char *school_name; /* "" of the board */
    int version;
};

enum { GOVERNING_BODY_NAME_CHARS_MAX = 120, GOVERNING_BODIES_MAX = SCHOOLS_MAX + 1 };

/* ERR_INVALID names bad fields (school, name); ERR_CONFLICT `exists`: there is one already. */
enum err governing_body_create(struct store *store, struct school_id school, const char *name,
                               struct refusal *why, struct governing_body_id *ret) MUST_USE;
/* ERR_STALE unless version is 0 or the body's. */
enum err governing_body_rename(struct store *store, struct governing_body_id id, int version,
                               const char *name, struct refusal *why) MUST_USE;
enum err governing_body_find(struct store *store, struct governing_body_id id, struct arena *arena,
                             struct governing_body *ret) MUST_USE;
/* Of a school, or the board (v 0); ERR_NOT_FOUND if none was set up. */
enum err governing_body_find_of(struct store *store, struct school_id school, struct arena *arena,
                                struct governing_body *ret) MUST_USE;
/* The board first, then by school; at most GOVERNING_BODIES_MAX. */
enum err governing_body_list(struct store *store, struct arena *arena, struct governing_body **ret,
                             int *ret_count) MUST_USE;

#endif
