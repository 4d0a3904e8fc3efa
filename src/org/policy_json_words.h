#ifndef SPARKD_ORG_POLICY_JSON_WORDS_H
#define SPARKD_ORG_POLICY_JSON_WORDS_H

#include "policy_json.h"

/* The parts of a pack that pages need at every turn. Each puts what the JSON says over what the
 * pack has from the product's defaults. */
enum err policy_json_words_head(const struct policy_json *r, const json_t *root,
                                struct policy_pack *pack) MUST_USE;
enum err policy_json_words_documents(struct policy_json *r, json_t *value,
                                     struct policy_pack *pack) MUST_USE;
enum err policy_json_words_labels(const struct policy_json *r, const json_t *value,
                                  struct policy_pack *pack) MUST_USE;
enum err policy_json_words_appraisal(const struct policy_json *r, const json_t *value,
                                     struct policy_pack *pack) MUST_USE;

#endif
