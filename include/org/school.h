#ifndef SPARKD_ORG_SCHOOL_H
#define SPARKD_ORG_SCHOOL_H

#include "store.h"

/* One school of the trust. */
struct school_id {
    int64_t v;
};

struct school {
    struct school_id id;
    const char *name, *address;
};

enum { SCHOOLS_MAX = 200 };

enum err school_find(struct store *store, struct school_id id, struct arena *arena,
                     struct school *ret) MUST_USE;
/* All of the trust by name; at most SCHOOLS_MAX. */
enum err school_list(struct store *store, struct arena *arena, struct school **ret,
                     int *ret_count) MUST_USE;
enum err school_insert(struct store *store, const char *name, const char *address,
                       struct school_id *ret) MUST_USE;
/* The school's CPD leader (PR-09), whom everybody may write to; texts NULL if there is none. */
struct school_leader {
    const char *name, *email;
};
enum err school_leader_find(struct store *store, struct school_id id, struct day today,
                            struct arena *arena, struct school_leader *ret) MUST_USE;

#endif
