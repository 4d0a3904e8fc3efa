#ifndef SPARKD_WEB_TALK_NEED_VIEW_H
#define SPARKD_WEB_TALK_NEED_VIEW_H

#include "talk_need.h"
#include "viewer.h"

#include <jansson.h>

/* What those who speak need, to those alone who may know (ACTION_EVENT_NEEDS). */

/* Of an event; empty for whoever may not see them. */
enum err talk_need_view_find(struct ctx *ctx, const struct event *event,
                             struct talk_need_list *ret) MUST_USE;
/* "Has an access need: a chair with arms (Priya Shah)"; "" if nobody of the talk said any. */
const char *talk_need_view_words(struct ctx *ctx, const struct talk_need_list *needs,
                                 struct talk_id talk);
/* Adds `access` to each row of a talk; key: where the row has its id. */
void talk_need_view_add(struct ctx *ctx, const struct talk_need_list *needs, const char *key,
                        json_t *rows);

#endif
