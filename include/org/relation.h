#ifndef SPARKD_ORG_RELATION_H
#define SPARKD_ORG_RELATION_H

#include "person.h"

/*
 * What one person is to another, from when to when (PR-06, PR-07, PR-19,
 * PR-22, PR-29). Never a bare "mentor": a professional-development mentor, an
 * early career teacher's and a trainee's are three relations (practice P2).
 */
enum relation_kind {
    RELATION_PD_MENTOR,
    RELATION_ECT_MENTOR,
    RELATION_ITT_MENTOR,
    RELATION_COACH, /* partners: a row each way */
    RELATION_LINE_MANAGER,
    RELATION_PERFORMANCE_MANAGER,
    RELATION_SUPPORTER, /* whom the owner named (EQ-09) */
    RELATION_COUNT
};

/* A set of relations: bit 1 << kind. */
#define RELATION_BIT(kind) (1U << (kind))

/* "pd_mentor"; as in the database and the API. */
const char *relation_name(enum relation_kind kind);
enum err relation_parse(struct str s, enum relation_kind *ret) MUST_USE;

/* What `other` is to `person` on that day: a set of RELATION_BIT. */
enum err relation_between(struct store *store, struct person_id person, struct person_id other,
                          struct day on, unsigned *ret) MUST_USE;

#endif
