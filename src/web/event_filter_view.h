#ifndef SPARKD_WEB_EVENT_FILTER_VIEW_H
#define SPARKD_WEB_EVENT_FILTER_VIEW_H

#include "event_ask.h"
#include "view.h"

/* view.filter: what a list of events may be asked for, with what it is asked for chosen; and the
 * names of what is chosen. Lists of the policy that nobody has are left out. */
enum err event_filter_view(struct ctx *ctx, const struct event_ask *ask, json_t *view,
                           struct event_ask_names *ret_names) MUST_USE;
/* view.chips: what is asked for, each with the address of the list without it. */
void event_filter_view_chips(struct ctx *ctx, const struct event_ask *ask,
                             const struct event_ask_names *names, json_t *view);

/* The kinds, with "Any kind". */
json_t *event_filter_view_kinds(int chosen);

#endif
