#ifndef SPARKD_WEB_SPARK_STEPS_VIEW_H
#define SPARKD_WEB_SPARK_STEPS_VIEW_H

#include "event.h"
#include "viewer.h"

#include <jansson.h>

/*
 * What is to be looked at before a SPARK event is published and its programme announced (SP-02,
 * SP-05, SP-06, SP-12): rooms, break, call, order, and the publishing itself, each with how it
 * stands. Adds steps {heading, text, rows} for whoever may edit the event; nothing once the
 * programme is announced, drawn or has begun.
 */
enum err spark_steps_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

#endif
