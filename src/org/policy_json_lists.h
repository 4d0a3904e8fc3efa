#ifndef SPARKD_ORG_POLICY_JSON_LISTS_H
#define SPARKD_ORG_POLICY_JSON_LISTS_H

#include "policy_json.h"

/* What the JSON itself says, one list a kind; those it does not name are empty. */
enum err policy_json_lists_read(const struct policy_json *r, const json_t *value,
                                struct policy_list **ret) MUST_USE;
/* That groups, types and other references of the JSON's items lead somewhere, in `lists`, which
 * are the same with what they inherit. */
enum err policy_json_lists_check(const struct policy_json *r, const json_t *value,
                                 const struct policy_list *lists) MUST_USE;

#endif
