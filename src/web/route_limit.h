#ifndef SPARKD_WEB_ROUTE_LIMIT_H
#define SPARKD_WEB_ROUTE_LIMIT_H

#include "route.h"

/*
 * Which routes count what against whom (http specification, section 10): asking for and trying
 * codes, the sign-in page, searches, reports. Writes and unknown addresses are dispatch's.
 */

/* Counts a request that is about to run; false if it is one too many. */
bool route_limit_take(struct limiter *limiter, const struct ctx *ctx, const struct request *request,
                      int64_t now_ms, int *ret_retry_s);
/* Counts an answer: a code that was tried in vain. */
void route_limit_answered(struct limiter *limiter, const struct ctx *ctx,
                          const struct request *request, int status, int64_t now_ms);

#endif
