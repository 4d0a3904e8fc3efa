#ifndef SPARKD_WEB_IDEMPOTENCY_H
#define SPARKD_WEB_IDEMPOTENCY_H

#include "route.h"

/*
 * Idempotency-Key (contract, section 5): the same key and body gives the first
 * answer again, 24 hours, per person and route; another body is 422; an answer
 * that holds a secret is not kept, its repeat is 409 `already-done`. Runs the
 * route's handler unless the answer is known, in the handler's own transaction.
 */
enum err idempotency_run(struct ctx *ctx, const struct request *request,
                         struct response *response) MUST_USE;
/* Forgets answers older than a day. */
enum err idempotency_sweep(struct store *store, struct instant now) MUST_USE;

#endif
