#ifndef SPARKD_WEB_INVITATION_VIEW_H
#define SPARKD_WEB_INVITATION_VIEW_H

#include <jansson.h>

#include "event.h"
#include "response.h"

/* Adds to the view of places what the viewer was asked: a place they have to take is not given up
 * there, and an invitation can be declined. */
enum err invitation_view(struct ctx *ctx, const struct event *event, json_t *places) MUST_USE;

#endif
