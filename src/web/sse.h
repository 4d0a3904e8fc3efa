#ifndef SPARKD_WEB_SSE_H
#define SPARKD_WEB_SSE_H

#include "request.h"

/*
 * Server-sent events of SPARK pages: what is left of an evening, pushed to
 * open pages within a second of the commit that changed it. At most 2,000
 * streams; a comment every 15 s keeps them open.
 */
struct sse;

struct sse *sse_new(struct store *store);
void sse_free(struct sse *sse);
/* False if there is no such SPARK event for this actor. Beyond the edge's cap of streams it answers
 * 503. */
bool sse_open(struct sse *sse, struct ctx *ctx, struct http_exchange *exchange, int64_t event_id);
/* After a commit: tells each page whose event changed. */
void sse_poll(struct sse *sse);
/* Every 15 s: a comment, so that proxies keep the stream. */
void sse_keep_alive(struct sse *sse);
void sse_closed(struct sse *sse, struct http_exchange *exchange);

#endif
