#ifndef SPARKD_ORG_SCHOOL_H
#define SPARKD_ORG_SCHOOL_H

#include "refusal.h"
#include "store.h"

/* One school of the trust (PR-02). */
struct school_id {
    int64_t v;
};

struct school {
    struct school_id id;
    const char *name, *address;
    struct day ended_on; /* the day it left the trust; DAY_NONE: it is in it */
    int version;
};

enum { SCHOOLS_MAX = 200, SCHOOL_NAME_CHARS_MAX = 120, SCHOOL_ADDRESS_CHARS_MAX = 200 };

enum err school_find(struct store *store, struct school_id id, struct arena *arena,
                     struct school *ret) MUST_USE;
/* All that are in the trust, by name; at most SCHOOLS_MAX. */
enum err school_list(struct store *store, struct arena *arena, struct school **ret,
                     int *ret_count) MUST_USE;
enum err school_insert(struct store *store, const char *name, const char *address,
                       struct school_id *ret) MUST_USE;

/* What somebody says of a school. */
struct school_fields {
    const char *name, *address;
};
/* ERR_INVALID names bad fields; ERR_CONFLICT `name-taken`, ERR_LIMIT `too-many` above SCHOOLS_MAX.
 */
enum err school_create(struct store *store, const struct school_fields *fields, struct refusal *why,
                       struct school_id *ret) MUST_USE;
/* version 0: whatever it is; else ERR_STALE if it is another by now. ERR_CONFLICT `ended`. */
enum err school_change(struct store *store, struct school_id id, int version,
                       const struct school_fields *fields, struct refusal *why) MUST_USE;
/* It leaves the trust on that day, today at the latest, and its groups and the members of its
 * governing body end with it; all of it is kept. ERR_CONFLICT `in-use` while people work there. */
enum err school_end(struct store *store, struct school_id id, int version, struct day on,
                    struct day today, struct refusal *why) MUST_USE;

/* The school's CPD leader (PR-09), whom everybody may write to; texts NULL if there is none. */
struct school_leader {
    const char *name, *email;
};
enum err school_leader_find(struct store *store, struct school_id id, struct day today,
                            struct arena *arena, struct school_leader *ret) MUST_USE;

#endif
