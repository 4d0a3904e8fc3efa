#ifndef SPARKD_ORG_MEMBERSHIP_H
#define SPARKD_ORG_MEMBERSHIP_H

#include "person.h"
#include "refusal.h"

/*
 * Who belongs to a group or sits on a governing body, with which duty, from
 * when to when (PR-03, PR-17, PR-18). Ended, never deleted.
 */
enum membership_of { MEMBERSHIP_OF_GROUP, MEMBERSHIP_OF_BODY };

struct membership_id {
    int64_t v;
};

/* Both kinds in one list; each kind knows its own (membership_duty_fits). */
enum duty {
    DUTY_LEADER,   /* of a group */
    DUTY_SLT_LINK, /* the senior leader linked to it (PR-17) */
    DUTY_CHAIR,    /* of a body */
    DUTY_VICE_CHAIR,
    DUTY_CLERK,
    DUTY_MEMBER, /* of either */
    DUTY_COUNT
};

struct membership {
    struct membership_id id;
    int64_t whole; /* the group's or the body's id */
    struct person_id person;
    const char *name;
    enum duty duty;
    struct day from, to; /* both inclusive; to DAY_NONE: still */
};

/* "slt link"; as in the database and the API. */
const char *duty_name(enum duty duty);
/* ERR_INVALID too for a duty that this kind does not have. */
enum err duty_parse(enum membership_of of, struct str s, enum duty *ret) MUST_USE;

struct membership_new {
    enum membership_of of;
    int64_t whole;
    struct person_id person;
    enum duty duty;
    struct day from;
};
/* ERR_INVALID with fields person_id, from_on; ERR_CONFLICT `already-member`, on a body also
 * `one-chair`. */
enum err membership_add(struct store *store, const struct membership_new *membership,
                        struct refusal *why, struct membership_id *ret) MUST_USE;
/* to is the last day; the day before the first says it was a mistake. ERR_CONFLICT `ended`. */
enum err membership_end(struct store *store, enum membership_of of, struct membership_id id,
                        struct day to, struct refusal *why) MUST_USE;
/* Ends all of somebody's, in groups and bodies, that would last longer, at leaving. */
enum err membership_end_all(struct store *store, struct person_id person,
                            struct day last_day) MUST_USE;
enum err membership_find(struct store *store, enum membership_of of, struct membership_id id,
                         struct arena *arena, struct membership *ret) MUST_USE;

enum { MEMBERSHIPS_MAX = 500 };
/* Those still in it and those who were, chairs and leaders first, by name; at most
 * MEMBERSHIPS_MAX. */
enum err membership_list(struct store *store, enum membership_of of, int64_t whole,
                         struct arena *arena, struct membership **ret, int *ret_count) MUST_USE;

#endif
