#ifndef SPARKD_WEB_THANKS_VIEW_H
#define SPARKD_WEB_THANKS_VIEW_H

#include "spark_view.h"
#include "talk_library.h"
#include "thanks.h"
#include "viewer.h"

/* What pages say after a SPARK evening. */

/* Is there anything to thank for: did it take place, and is it over? */
bool thanks_is_due(const struct ctx *ctx, const struct event *event);

/* The page of thanks (spark/thanks.html), and the sheet to pin up (spark/thanks_sheet.html). Where
 * nothing is due it says why. */
enum err thanks_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;

/* Of the event's own page: where the thanks are, and for its organisers that they are next. Call it
 * once `tonight` is there: while the stage may still run, the thanks do not come first. */
enum err thanks_view_step(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

/* The SPARK event that comes next for whoever looks; ERR_NOT_FOUND: none is published. */
enum err thanks_next_event(struct ctx *ctx, const struct event *event, struct event *ret) MUST_USE;
/* May they offer a talk there now? */
bool thanks_may_give(struct ctx *ctx, const struct event *next);

/* What is shared of each talk in the library, with everybody's yes; NULL: nothing. */
const struct library_entry *thanks_shared(const struct library *library, struct talk_id talk);
enum err thanks_library(struct ctx *ctx, const struct event *event, struct library *ret) MUST_USE;

#endif
