#ifndef SPARKD_GROWTH_STATUS_SQL_H
#define SPARKD_GROWTH_STATUS_SQL_H

#include "deadline_rules.h"

/*
 * How a deadline stands, as SQL: the same judgement as deadline_rules_judge
 * and deadline_is_exempt, for thousands at once; a test holds the two
 * together. $1: the day; $2: status_sql_exempt_from of it.
 */
#define STATUS_EXEMPT                                                                              \
    "EXISTS (SELECT 1 FROM exemption x WHERE x.person_id = d.person_id AND x.from_on <= $1"        \
    " AND (x.until_on IS NULL OR x.until_on >= CASE x.kind WHEN 'away' THEN $1 ELSE $2 END))"
#define STATUS_STANDING                                                                            \
    "CASE WHEN d.done_on IS NOT NULL THEN 'done' WHEN " STATUS_EXEMPT " THEN 'exempt'"             \
    " WHEN d.due_on < $1 THEN 'late' ELSE 'due' END"
/* `e` is where somebody works that day. */
#define STATUS_AT_WORK                                                                             \
    "(e.starts_on IS NULL OR e.starts_on <= $1) AND (e.ends_on IS NULL OR e.ends_on >= $1)"
#define STATUS_HERE "(p.left_on IS NULL OR p.left_on >= $1) AND p.merged_into IS NULL"

/* Induction holds on that day if it ended on this day or later (PR-05): the day itself, or since
 * the last October, for then it lasts until September. */
struct day status_sql_exempt_from(struct day on);

#endif
