#ifndef SPARKD_ORG_GRANT_H
#define SPARKD_ORG_GRANT_H

#include "person.h"

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
/* Those in force on that day. */
enum err grant_list(struct store *store, struct person_id person, struct day on,
                    struct grants *ret) MUST_USE;

#endif
