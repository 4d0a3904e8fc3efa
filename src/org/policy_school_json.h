#ifndef SPARKD_ORG_POLICY_SCHOOL_JSON_H
#define SPARKD_ORG_POLICY_SCHOOL_JSON_H

#include "policy_school.h"

/* The reading of policy_school_check; `pack` NULL: dates alone, `strict` false lets keys pass that
 * the pack has taken since it was saved. */
enum err policy_school_json_read(const char *file, struct str text, const struct policy_pack *pack,
                                 bool strict, struct policy_school *ret,
                                 struct refusal *why) MUST_USE;
/* The line of a list in that text. */
int policy_school_json_line(struct str text, const char *list);

#endif
