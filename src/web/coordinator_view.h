#ifndef SPARKD_WEB_COORDINATOR_VIEW_H
#define SPARKD_WEB_COORDINATOR_VIEW_H

#include "event.h"
#include "view.h"

/* `coordinator` of parts/coordinator_event; *ret NULL for whoever may neither edit nor see names.
 * text NULL: the places in numbers. */
enum err coordinator_view(struct ctx *ctx, const struct event *event, const char *text,
                          json_t **ret) MUST_USE;

#endif
