#ifndef SPARKD_WEB_ASKING_VIEW_H
#define SPARKD_WEB_ASKING_VIEW_H

#include "audience.h"
#include "view.h"

/* Are people required at it, and does it count? */
bool asking_may_be_too_much(const struct event *event);

/*
 * Whom a required event would ask for more hours than there are (practice P3),
 * said where people are required: `over` {text} and `over_more`. Only those whose hours the actor
 * may see; nothing where the ledger is off, or the event counts toward nothing.
 */
enum err asking_view(struct ctx *ctx, const struct event *event,
                     const struct audience_people *people, json_t *view) MUST_USE;

#endif
