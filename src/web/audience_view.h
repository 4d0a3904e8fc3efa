#ifndef SPARKD_WEB_AUDIENCE_VIEW_H
#define SPARKD_WEB_AUDIENCE_VIEW_H

#include "audience.h"
#include "view.h"

/* The page of whom an event is for: lines, people with how they stand, quotas, the reason. */
enum err audience_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;

/* "/events/4/audience" */
const char *audience_view_path(struct ctx *ctx, const struct event *event);

#endif
