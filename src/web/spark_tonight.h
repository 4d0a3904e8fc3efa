#ifndef SPARKD_WEB_SPARK_TONIGHT_H
#define SPARKD_WEB_SPARK_TONIGHT_H

#include "event.h"
#include "viewer.h"

#include <jansson.h>

/*
 * What stands first on a SPARK event's page from an hour before it until six
 * hours after its end, when a forgotten stage is over by itself: the way to
 * what is on now, and for whoever may run the evening to the remote. NULL at
 * any other time, and at an event that is not on, or done: its register is closed.
 */
json_t *spark_tonight_view(struct ctx *ctx, const struct event *event);

#endif
