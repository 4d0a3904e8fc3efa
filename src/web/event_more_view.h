#ifndef SPARKD_WEB_EVENT_MORE_VIEW_H
#define SPARKD_WEB_EVENT_MORE_VIEW_H

#include "event.h"
#include "view.h"

/* What an event's page holds for those who come, into view: `moved`, `papers` or
 * `papers_note`, `answers_href`, `messages` (parts/event_moved.html, parts/event_more.html). */
enum err event_more_view(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

/* [{who, to, text}] of what was written to the viewer; all of it for whoever edits the event. */
enum err event_messages_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;
/* "everyone who has a place" */
const char *event_message_to_words(int to);

#endif
