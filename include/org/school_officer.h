#ifndef SPARKD_ORG_SCHOOL_OFFICER_H
#define SPARKD_ORG_SCHOOL_OFFICER_H

#include "grant.h"

/*
 * Who answers for a school: its head, the one named CPD leader and their
 * deputies (PR-09, PR-15), as everybody may know; they are grants of roles.
 */
struct school_officer {
    struct school_id school;
    struct person_id person;
    enum role role;
    const char *name, *email; /* email "": no work mailbox */
};

enum { SCHOOL_OFFICERS_MAX = 2000 };

/* On that day: of one school, or of all (v 0). Heads first, then the leader, then deputies, by
 * name. */
enum err school_officer_list(struct store *store, struct school_id school, struct day on,
                             struct arena *arena, struct school_officer **ret,
                             int *ret_count) MUST_USE;

#endif
