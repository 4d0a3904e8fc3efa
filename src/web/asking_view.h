#ifndef SPARKD_WEB_ASKING_VIEW_H
#define SPARKD_WEB_ASKING_VIEW_H

#include "audience.h"
#include "view.h"

/*
 * Whom a required event would ask for more hours than there are (practice P3),
 * said where it is made required and before it is published: `over` {text} and
 * `over_more`. Only those whose hours the actor may see; nothing where the
 * ledger is off, or the event counts toward nothing.
 */
enum err asking_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

#endif
