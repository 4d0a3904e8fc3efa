#ifndef SPARKD_ORG_PERSON_RECORD_H
#define SPARKD_ORG_PERSON_RECORD_H

#include "person.h"
#include "refusal.h"

/*
 * The record of one person: what they are called, how they are written to,
 * when they go; and the search through all of them. People who left stay found
 * by their id; records that were merged into another lead to it.
 */
struct person_record {
    struct person_id id;
    const char *name, *email;     /* email "": no mailbox */
    struct day left_on;           /* the last day; DAY_NONE: stays */
    struct instant gone_at;       /* v 0: nothing of theirs was given up yet */
    struct person_id merged_into; /* v 0: a record of its own */
    int version;                  /* for stale forms and If-Match */
    struct day first_day;         /* DAY_NONE: has always been here */
};
enum err person_record_find(struct store *store, struct person_id id, struct arena *arena,
                            struct person_record *ret) MUST_USE;

struct person_names {
    const char *name, *email; /* email "" or NULL: no mailbox */
};
/* ERR_INVALID fields name, email; ERR_CONFLICT `email-taken` (other_id: whose it is). */
enum err person_record_create(struct store *store, const struct person_names *names,
                              struct instant now, struct refusal *why,
                              struct person_id *ret) MUST_USE;
/*
 * Other names; the old one is kept so that they are still found by it.
 * version 0: whatever it is now, else ERR_STALE. Other errors as above.
 */
enum err person_record_change(struct store *store, struct person_id id, int version,
                              const struct person_names *names, struct day today,
                              struct refusal *why) MUST_USE;
enum { FORMER_NAMES_MAX = 20 };
enum err person_record_former_names(struct store *store, struct person_id id, struct arena *arena,
                                    const char *ret[static FORMER_NAMES_MAX],
                                    int *ret_count) MUST_USE;
/* The last day, or DAY_NONE to stay after all; raises the version. */
enum err person_record_set_left(struct store *store, struct person_id id,
                                struct day left_on) MUST_USE;
/* What they held was given up at that moment; v 0: they are back. */
enum err person_record_set_gone(struct store *store, struct person_id id,
                                struct instant gone_at) MUST_USE;

/* ---- search ---- */

struct person_filter {
    struct str q;                    /* in the name or a former one, any case; empty: any */
    struct school_id school;         /* v 0: any */
    int role;                        /* enum role, or -1: any */
    int64_t group;                   /* a department, team …; 0: any */
    bool left;                       /* those who left instead */
    const struct school_id *schools; /* only people of these, if there are any … */
    int school_count;                /* … -1: of all */
    /* Former names are found and told of people at these alone: a name may have been given up for
     * a reason that is nobody's business. -1: of all. */
    const struct school_id *former_schools;
    int former_school_count;
    struct person_id after; /* the last of the page before; v 0: from the start */
    int limit;              /* 1-200 */
};
struct person_found {
    struct person_id id;
    const char *name, *former;     /* former: a name of before that q matched, or NULL */
    const char *school_names;      /* "Ashby Park School, Kingsmead Academy" */
    struct day first_day, left_on; /* as above */
};
struct person_found_list {
    struct person_found *items;
    int count;
    struct person_id next; /* v 0 at the end */
};
enum { PERSON_SEARCH_MAX = 200 };
/* By name, then id. */
enum err person_record_search(struct store *store, const struct person_filter *filter,
                              struct day today, struct arena *arena,
                              struct person_found_list *ret) MUST_USE;

#endif
