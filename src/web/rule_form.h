#ifndef SPARKD_WEB_RULE_FORM_H
#define SPARKD_WEB_RULE_FORM_H

#include "deadline_rule.h"
#include "response.h"

/* A deadline rule as parts/policy_rule asks for it: `name` is "opens" or "due", its fields are
 * opens_form, opens_day, opens_month. */

/* form.NAME as typed, else `now`; the error of the field NAME beside it. */
void rule_form_view(struct ctx *ctx, const struct request *request, const char *name,
                    struct deadline_rule now, json_t *view);
/* What was typed, as deadline_rule_parse reads it; "" and the field NAME refused if it is none. */
const char *rule_form_read(struct ctx *ctx, const struct request *request, const char *name,
                           struct deadline_rule now);

#endif
