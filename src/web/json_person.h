#ifndef SPARKD_WEB_JSON_PERSON_H
#define SPARKD_WEB_JSON_PERSON_H

#include <jansson.h>

#include "person_act.h"
#include "person_words.h"

/* A person as the API shows them: what the actor may see of them (contract, section 5). */
enum err json_person(struct ctx *ctx, const struct person_seen *seen, json_t **ret) MUST_USE;

/* A body as the form of that act would have it; a value of the wrong type is refused under its
 * field. */
enum err json_person_form(struct ctx *ctx, const struct person_act *act, const json_t *body,
                          struct form *ret) MUST_USE;
/* The same for any list of fields. */
enum err json_person_fields(struct ctx *ctx, const struct act_field *fields, int count,
                            const json_t *body, struct form *ret) MUST_USE;

/* A role as given, and one that is asked for under /roles. */
json_t *json_person_grant(const struct grant_held *grant);

#endif
