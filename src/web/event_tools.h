#ifndef SPARKD_WEB_EVENT_TOOLS_H
#define SPARKD_WEB_EVENT_TOOLS_H

#include <jansson.h>

#include "event.h"
#include "response.h"

/* What else can be done with an event, as links for who may edit it: [{heading?, links: [{href,
 * text}]}], in the order of event_tools.c; headings where there are many. live: it is not over and
 * not called off. */
enum err event_tools_view(struct ctx *ctx, const struct event *event, bool live,
                          json_t **ret) MUST_USE;

#endif
