#ifndef SPARKD_ORG_POLICY_JSON_TALKS_H
#define SPARKD_ORG_POLICY_JSON_TALKS_H

#include "policy_json.h"

/* Talk lengths, categories and the defaults of a SPARK event (SP-04, L20), over those of before. */
enum err policy_json_talks_read(const struct policy_json *r, const json_t *value,
                                struct policy_pack *pack) MUST_USE;

#endif
