#ifndef SPARKD_ORG_GRANT_H
#define SPARKD_ORG_GRANT_H

#include "person.h"
#include "refusal.h"

/* What somebody may do, where, from when to when; grants add up (http specification, section 11).
 */
enum role {
    ROLE_STAFF,
    ROLE_CPD_LEADER, /* the one named for a school (PR-09); of the trust: the lead (PR-13) */
    ROLE_CPD_DEPUTY, /* helps the CPD leader, may do the same */
    ROLE_HEAD,       /* headteacher, head of school */
    ROLE_SLT,        /* of the senior leadership team (PR-12) */
    ROLE_EXECUTIVE_HEAD,
    ROLE_SUBJECT_LEADER,
    ROLE_CURRICULUM_COORDINATOR,
    ROLE_OPERATIONS_MANAGER,
    ROLE_COVER,   /* arranges cover: sees and comments */
    ROLE_FINANCE, /* the same for money */
    ROLE_TRUST_COORDINATOR,
    ROLE_GOVERNOR,
    ROLE_TRUSTEE,
    ROLE_ADMINISTRATOR,
    ROLE_TRAINEE,
    ROLE_ITT_STUDENT,
    ROLE_PARENT,
    ROLE_VOLUNTEER,
    ROLE_GUEST,
    ROLE_COUNT
};

struct grant {
    enum role role;
    struct school_id school; /* v 0: the whole trust */
};

enum { GRANTS_MAX = 32 };
struct grants {
    struct grant items[GRANTS_MAX];
    int count;
};

/* "cpd_leader"; as in the database and the API. */
const char *role_name(enum role role);
enum err role_parse(struct str s, enum role *ret) MUST_USE;

enum err grant_insert(struct store *store, struct person_id person, struct grant grant,
                      struct day from) MUST_USE;
/* Those in force on that day; grants of the same role and place count once. */
enum err grant_list(struct store *store, struct person_id person, struct day on,
                    struct grants *ret) MUST_USE;

/* ---- as things that are given and ended ---- */

struct grant_id {
    int64_t v;
};

struct grant_held {
    struct grant_id id;
    struct person_id person;
    const char *person_name;
    struct grant grant;
    const char *school_name; /* "" for the whole trust */
    struct day from, to;     /* DAY_NONE: no bound; both inclusive */
    struct person_id granted_by;
};
struct grant_held_list {
    struct grant_held *items;
    int count;
};

struct grant_new {
    struct person_id person;
    struct grant grant;
    struct day from, to; /* DAY_NONE: at once; open */
    struct person_id by; /* v 0: it comes with something else */
};
/*
 * Gives a role. A school has one named CPD leader: whoever was it ends the day
 * before (PR-09). ERR_INVALID fields role, school, from, to; ERR_CONFLICT
 * `already-held`.
 */
enum err grant_begin(struct store *store, const struct grant_new *grant, struct day today,
                     struct refusal *why, struct grant_id *ret) MUST_USE;
/*
 * Its last day; DAY_NONE: it ends now, before today. ERR_CONFLICT `last-administrator`: nobody
 * would be left to give roles; `ended` if it is over already. ERR_INVALID field last_day: a day
 * that is past, or later than the last day it has.
 */
enum err grant_end(struct store *store, struct grant_id id, struct day last_day, struct day today,
                   struct refusal *why) MUST_USE;
/* Ends all of somebody's that would last longer, at leaving. ERR_CONFLICT `last-administrator`. */
enum err grant_end_all(struct store *store, struct person_id person, struct day last_day) MUST_USE;
/* Would nobody be an administrator on the day after, were this person gone? */
enum err grant_is_last_administrator(struct store *store, struct person_id person, struct day on,
                                     bool *ret) MUST_USE;
/* Is anybody an administrator on the day after? */
enum err grant_has_administrator(struct store *store, struct day on, bool *ret) MUST_USE;
/* The role of staff as an employment has it: given, or its dates made these. */
enum err grant_follow(struct store *store, struct person_id person, struct grant grant,
                      struct day from, struct day to) MUST_USE;

/* So that it covers these days too; DAY_NONE as `to` opens it. */
enum err grant_lengthen(struct store *store, struct grant_id id, struct day from,
                        struct day to) MUST_USE;

enum err grant_find(struct store *store, struct grant_id id, struct arena *arena,
                    struct grant_held *ret) MUST_USE;
/* Somebody's that are not over, by role; at most GRANTS_MAX. */
enum err grant_list_of_person(struct store *store, struct person_id person, struct day today,
                              struct arena *arena, struct grant_held_list *ret) MUST_USE;
/*
 * Who holds which role, not over on that day, without plain staff: at a school, or with v 0 for
 * the whole trust; by role and name, at most GRANT_HOLDERS_MAX.
 */
enum { GRANT_HOLDERS_MAX = 500 };
enum err grant_list_holders(struct store *store, struct school_id school, struct day today,
                            struct arena *arena, struct grant_held_list *ret) MUST_USE;
/* Schools without a named CPD leader on that day (PR-09), by name; at most SCHOOLS_MAX. */
enum err grant_list_leaderless(struct store *store, struct day today, struct arena *arena,
                               struct school **ret, int *ret_count) MUST_USE;

#endif
