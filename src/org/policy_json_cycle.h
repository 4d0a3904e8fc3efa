#ifndef SPARKD_ORG_POLICY_JSON_CYCLE_H
#define SPARKD_ORG_POLICY_JSON_CYCLE_H

#include "policy_json.h"

/* The whole cycle, in place of the one of before (CY-01, L18). */
enum err policy_json_cycle_read(const struct policy_json *r, const json_t *value,
                                struct policy_pack *pack) MUST_USE;
/* opens and due of one part, which must open before it is due. */
enum err policy_json_cycle_dates(const struct policy_json *r, const struct policy_json_place *place,
                                 const json_t *value, struct deadline_rule *ret_opens,
                                 struct deadline_rule *ret_due) MUST_USE;

#endif
