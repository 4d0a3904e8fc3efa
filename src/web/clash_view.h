#ifndef SPARKD_WEB_CLASH_VIEW_H
#define SPARKD_WEB_CLASH_VIEW_H

#include "event.h"
#include "view.h"

/* What keeps the viewer from an event, as places that are closed to them; ERR_NOT_FOUND: nothing.
 * An event they may no longer see is not named. */
enum err clash_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;
/* Adds to an event's places what clashes though it is not refused, and what lies outside the
 * viewer's working pattern (TW-07): "notes", shown before and after booking. */
enum err clash_view_notes(struct ctx *ctx, const struct event *event, json_t *places) MUST_USE;

#endif
