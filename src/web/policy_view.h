#ifndef SPARKD_WEB_POLICY_VIEW_H
#define SPARKD_WEB_POLICY_VIEW_H

#include "policy_pack.h"
#include "response.h"

/* What a policy pack says, for pages: who says it stands beside every word. */

/* "the policy, line 58", "sparkd’s own default", "your school"; several lines are named one after
 * the other. */
const char *policy_view_source(const char *source, struct arena *arena);
/* What one of policy_pack_label_keys is a word for: "the mentor of a member of staff". */
const char *policy_view_label_words(const char *key);
/* A tag for a list: whether the policy, sparkd’s defaults or the school speak in it. Of an empty
 * list NULL. */
json_t *policy_view_tag(const struct policy_list *list);

/* The stages and conversations of the year with their dates as rules. */
json_t *policy_view_year(const struct policy_pack *pack, struct arena *arena);
/* Links to the lists that have items: those the policy speaks in, or those it is silent on. */
json_t *policy_view_index(const struct policy_pack *pack, bool silent, struct arena *arena);
/* One list of the pack, group by group; the groups of a list by stage are the parts of the year. */
json_t *policy_view_groups(const struct policy_pack *pack, const struct policy_list *list,
                           struct arena *arena);
/* The trust's words for what trusts call differently (PR-30). */
json_t *policy_view_words(const struct policy_pack *pack, struct arena *arena);

#endif
