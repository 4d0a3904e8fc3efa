#ifndef SPARKD_WEB_VIEWER_H
#define SPARKD_WEB_VIEWER_H

#include "event.h"
#include "request.h"

/* Who looks at events: drafts are seen by whoever may edit them (http specification, section 11).
 * Lives as long as the request. */
struct event_viewer event_viewer_of(const struct ctx *ctx);

/* May the actor do this to that event? */
bool event_may(const struct ctx *ctx, enum action action, const struct event *event);

/* event_find with event_viewer_of; ERR_NOT_FOUND also for whoever may see no events at all. */
enum err event_find_seen(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* The same for what may only be done by whoever may edit it; ERR_DENIED for those who may know of
 * the event. */
enum err event_find_editable(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;

#endif
