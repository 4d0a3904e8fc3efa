#ifndef SPARKD_WEB_SPARK_TONIGHT_H
#define SPARKD_WEB_SPARK_TONIGHT_H

#include "event.h"
#include "viewer.h"

#include <jansson.h>

/*
 * What stands first on a SPARK event's page from an hour before it until six
 * hours after its end, when a forgotten stage is over by itself: the way to
 * what is on now, and for whoever may run the evening to the remote. While it
 * is on also who speaks in each room and who is next, as the stage has it, with
 * what stage.js keeps it true by (then `stage_on`). Adds nothing at any other
 * time, nor at an event that is not on, or done: its register is closed.
 */
enum err spark_tonight_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

/* The same as a card of another page, for whoever comes, speaks or runs it: `tonight` with the
 * event's title and address, and nothing that a script keeps true. */
enum err spark_tonight_card(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

#endif
