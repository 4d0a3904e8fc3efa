#ifndef SPARKD_ORG_EMPLOYMENT_H
#define SPARKD_ORG_EMPLOYMENT_H

#include "person.h"
#include "refusal.h"

/*
 * Where somebody works, from when to when (PR-02, PR-04, PR-27): one school or
 * several, one after the other or at once. An employment ends, it is never
 * deleted, so that the record follows who moves. Whoever is employed has the
 * role of staff at that school on the same days.
 */
struct employment_id {
    int64_t v;
};

enum { EMPLOYMENTS_MAX = 50, EMPLOYMENT_TEXT_CHARS_MAX = 80, FTE_FULL = 1000 };

struct employment_terms {
    struct school_id school;
    const char *staff_group;   /* one of employment_staff_groups */
    const char *role_category; /* "main scale", … or "" */
    const char *post;          /* the job's own name, or "" */
    const char *staff_ref;     /* the school's number for them, or "" */
    int fte_milli;             /* 1000: full time */
    bool leadership;           /* on the leadership pay range */
    int working_days;          /* as struct employment has it */
    struct day starts_on;      /* DAY_NONE: long ago */
    struct day ends_on;        /* the last day; DAY_NONE: open */
};

struct employment_held {
    struct employment_id id;
    struct person_id person;
    const char *school_name;
    struct employment_terms terms;
};

/* "teaching", "classroom support", "administration", "other support", "governance" (PR-27). */
enum { EMPLOYMENT_STAFF_GROUPS = 5 };
extern const char *const employment_staff_groups[EMPLOYMENT_STAFF_GROUPS];
/* The categories that standards go by (PR-08); a trust may use others. */
enum { EMPLOYMENT_ROLE_CATEGORIES = 6 };
extern const char *const employment_role_categories[EMPLOYMENT_ROLE_CATEGORIES];

/*
 * Joins a school. ERR_INVALID fields school, staff_group, role_category, post,
 * staff_ref, fte, working_days, starts_on, ends_on; ERR_CONFLICT `already-there`
 * (somebody works once at a school at a time), `ref-taken`.
 */
enum err employment_begin(struct store *store, struct person_id person,
                          const struct employment_terms *terms, struct refusal *why,
                          struct employment_id *ret) MUST_USE;
/* Gives it these terms; its school stays. As above; ERR_NOT_FOUND. */
enum err employment_change(struct store *store, struct employment_id id,
                           const struct employment_terms *terms, struct refusal *why) MUST_USE;
/*
 * To another school from `on`: this one ends the day before, one with the same
 * terms begins there. ERR_INVALID fields school, on; ERR_CONFLICT `already-there`.
 */
enum err employment_move(struct store *store, struct employment_id id, struct school_id school,
                         struct day on, struct refusal *why, struct employment_id *ret) MUST_USE;
/* Its last day. ERR_INVALID field last_day before it began. */
enum err employment_end(struct store *store, struct employment_id id, struct day last_day,
                        struct refusal *why) MUST_USE;
/* Ends all that would last longer, at leaving. */
enum err employment_end_all(struct store *store, struct person_id person,
                            struct day last_day) MUST_USE;

enum err employment_find(struct store *store, struct employment_id id, struct arena *arena,
                         struct employment_held *ret) MUST_USE;
struct employment_list {
    struct employment_held *items;
    int count;
};
/* All of somebody's, open ones first, then the latest. */
enum err employment_list(struct store *store, struct person_id person, struct arena *arena,
                         struct employment_list *ret) MUST_USE;

/*
 * The first day somebody is here: that of their first employment or part.
 * DAY_NONE: they have always been. Before it they are in lists, marked, and cannot sign in.
 */
enum err employment_first_day(struct store *store, struct person_id person,
                              struct day *ret) MUST_USE;

#endif
