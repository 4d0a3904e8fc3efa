#ifndef SPARKD_WEB_TALK_LIBRARY_VIEW_H
#define SPARKD_WEB_TALK_LIBRARY_VIEW_H

#include "spark_view.h"
#include "talk_library.h"
#include "view.h"

/* Talks of parts/talk_kept: {title, presenters, details, about?, recommends?, slides?, evening?}.
 * with_event: each names its event. */
enum err talk_library_rows(struct ctx *ctx, const struct library *library, bool with_event,
                           json_t **ret) MUST_USE;
/* `kept` of an event's page: its talks in the library, nothing before it is over. */
enum err talk_library_of_event(struct ctx *ctx, const struct event *event, json_t *view) MUST_USE;

/* Everybody who knows of the trust's events; ERR_DENIED for whoever knows of a single one. */
enum err talk_library_gate(struct ctx *ctx) MUST_USE;
/* What the query asks for; what nobody knows is left out. */
struct library_filter talk_library_filter(struct ctx *ctx, const struct request *request);

#endif
