#ifndef SPARKD_WEB_SSE_H
#define SPARKD_WEB_SSE_H

#include "request.h"

/*
 * Server-sent events of SPARK pages, within a second of the commit that changed
 * something: what is left of an evening while talks are booked ("room"), and
 * its stages while it runs ("stage", for /live?of=stage and for screens). One
 * frame is made for all who watch. At most 2,000 streams; every 15 s a comment
 * keeps them open, or, while a stage runs, its frame with the time of day and
 * the estimates that an over-run has moved on.
 */
struct sse;

struct sse *sse_new(struct store *store, const struct clock *clock);
void sse_free(struct sse *sse);
/* False if there is no such SPARK event for this actor. Beyond the edge's cap of streams it answers
 * 503. */
bool sse_open(struct sse *sse, struct ctx *ctx, struct http_exchange *exchange,
              const struct request *request);
/* After a commit: tells each page whose event changed. */
void sse_poll(struct sse *sse);
/* Every 15 s. */
void sse_keep_alive(struct sse *sse);
void sse_closed(struct sse *sse, struct http_exchange *exchange);

#endif
