#ifndef SPARKD_WEB_CALL_VIEW_H
#define SPARKD_WEB_CALL_VIEW_H

#include "call.h"
#include "spark_view.h"

/* Until when talks are taken, whichever closes first: "4 November 2026, at the end of the day"; ""
 * if nothing was said. */
const char *call_until_words(struct arena *arena, const struct call *call,
                             const struct event *event);
/* The call's page as whoever looks sees it. */
enum err call_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;
/* Puts what an event calls for beside the offer on its page: call {words, until}. */
enum err call_view_hint(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;
/* Saves it, with its line in the audit. */
enum err call_view_save(struct ctx *ctx, struct call *call) MUST_USE;

#endif
