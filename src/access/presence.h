#ifndef SPARKD_ACCESS_PRESENCE_H
#define SPARKD_ACCESS_PRESENCE_H

#include "person.h"

/*
 * Who may be signed in at all: somebody who has not left, is no duplicate of another record, and
 * whose employments have not all ended, save where they take part without being employed (PR-20
 * to PR-22, PR-28): a governor who taught here last year stays. In SQL for the WHERE of a row
 * `p` of person and the parameter of today, so that each request sees the day itself.
 */
#define PRESENCE_SQL(today)                                                                        \
    " (p.left_on IS NULL OR p.left_on >= " today ") AND p.merged_into IS NULL"                     \
    " AND (NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id)"                       \
    " OR EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id"                              \
    " AND coalesce(e.ends_on, " today ") >= " today ")"                                            \
    " OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role IN"                \
    " ('governor', 'trustee', 'trainee', 'itt_student', 'parent', 'volunteer', 'guest')"           \
    " AND coalesce(g.from_on, " today ") <= " today " AND coalesce(g.to_on, " today ")"            \
    " >= " today ")) "

/* ERR_DENIED: not here on that day. */
enum err presence_check(struct store *store, struct person_id person, struct day today) MUST_USE;

#endif
