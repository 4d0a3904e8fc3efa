#ifndef SPARKD_WEB_VIEW_EVENT_PLACE_H
#define SPARKD_WEB_VIEW_EVENT_PLACE_H

#include "view_event.h"

/* What the event's page shows of where it is and who runs it: `place`, `leaders`, `organisers` and
 * `needs_href` of parts/event_place; for editors what is odd about it too (event_warnings). */
enum err event_place_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

/* `warnings` = [{text}] for whoever may edit it: a festival on that day, more places than seats,
 * somebody who leads elsewhere then. Never a refusal. */
enum err event_warnings_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

#endif
