#ifndef SPARKD_ORG_ORG_GROUP_H
#define SPARKD_ORG_ORG_GROUP_H

#include "membership.h"

/* A department, team, phase or working party (PR-18, PR-25); its members are memberships. */
struct org_group_id {
    int64_t v;
};

enum org_group_kind {
    ORG_GROUP_DEPARTMENT,
    ORG_GROUP_TEAM,
    ORG_GROUP_PHASE,
    ORG_GROUP_WORKING_PARTY,
    ORG_GROUP_KINDS
};

struct org_group_fields {
    enum org_group_kind kind;
    struct school_id school; /* v 0: of the whole trust */
    const char *name;
};

struct org_group {
    struct org_group_id id;
    struct org_group_fields fields;
    const char *school_name; /* "" of the whole trust */
    const char *leaders;     /* names, ", " between them; "" if there are none */
    int members;             /* people in it now */
    struct day ended_on;     /* DAY_NONE: it is at work */
    int version;
};

enum { ORG_GROUP_NAME_CHARS_MAX = 80 };

/* "working party"; as in the database and the API. */
const char *org_group_kind_name(enum org_group_kind kind);
enum err org_group_kind_parse(struct str s, enum org_group_kind *ret) MUST_USE;

/* ERR_INVALID with fields name, school, kind (departments and phases belong to a school);
 * ERR_CONFLICT `name-taken`. */
enum err org_group_create(struct store *store, const struct org_group_fields *fields,
                          struct refusal *why, struct org_group_id *ret) MUST_USE;
/* The school stays what it is. ERR_STALE unless version is 0 or the group's; ERR_CONFLICT `ended`.
 */
enum err org_group_change(struct store *store, struct org_group_id id, int version,
                          const struct org_group_fields *fields, struct refusal *why) MUST_USE;
/* It ends with all its members, that day at the latest; the history stays. */
enum err org_group_end(struct store *store, struct org_group_id id, int version, struct day on,
                       struct refusal *why) MUST_USE;

/* today: for the members and leaders there are. */
enum err org_group_find(struct store *store, struct org_group_id id, struct day today,
                        struct arena *arena, struct org_group *ret) MUST_USE;

struct org_group_filter {
    struct school_id school; /* v 0: all */
    bool of_trust;           /* only the trust's own */
    const char *kind;        /* "": any */
    bool ended;              /* those that have ended, instead */
    int after, limit;        /* how many to pass over, at most how many */
};
struct org_group_list {
    struct org_group *items;
    int count;
    int next; /* `after` of what follows; 0 at the end */
};
/* The trust's own first, then by school, kind and name. */
enum err org_group_list(struct store *store, const struct org_group_filter *filter,
                        struct day today, struct arena *arena, struct org_group_list *ret) MUST_USE;

#endif
