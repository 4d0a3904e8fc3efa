#ifndef SPARKD_WEB_EVENT_ABOUT_VIEW_H
#define SPARKD_WEB_EVENT_ABOUT_VIEW_H

#include "event_about.h"
#include "response.h"

/* What an event's page says it is about, as far as it was said (AC-34, AC-35): `about`, texts under
 * headings, and `facts`, a word or two each. */
enum err event_about_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

#endif
