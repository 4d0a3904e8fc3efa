#ifndef SPARKD_WEB_RETENTION_VIEW_H
#define SPARKD_WEB_RETENTION_VIEW_H

#include "request.h"
#include "retention.h"

/* ERR_DENIED, in words, for who does not set how long things are kept. */
enum err retention_view_gate(struct ctx *ctx) MUST_USE;
/* One class in words, for the page of periods and for the record of processing. */
json_t *retention_view_class(struct ctx *ctx, const struct retention_state *state);

#endif
