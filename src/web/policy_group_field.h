#ifndef SPARKD_WEB_POLICY_GROUP_FIELD_H
#define SPARKD_WEB_POLICY_GROUP_FIELD_H

#include "policy_pack.h"
#include "response.h"

/* The field "group" of a form for a new item: where in its list it belongs. The groups of a list by
 * stage are the parts of the pack's cycle. */

/* form.group with its options, has_options false for a list without groups. */
void policy_group_field_view(struct ctx *ctx, const struct request *request,
                             const struct policy_pack *pack, const struct policy_list *list,
                             json_t *view);
/* The key chosen, NULL for a list without groups; refused if there is none of that key. */
const char *policy_group_field_read(struct ctx *ctx, const struct request *request,
                                    const struct policy_pack *pack, const struct policy_list *list);

#endif
