#ifndef SPARKD_WEB_FEED_CACHE_H
#define SPARKD_WEB_FEED_CACHE_H

#include "limit.h"
#include "response.h"
#include "touches.h"

/*
 * Ready answers of calendar feeds (calendar specification, section 8): bytes, gzip and tags by
 * token, made anew only when something was written since, or the day turned.
 */
struct feed_cache;

struct feed_cache_options {
    struct store *store; /* the loop's */
    struct lane *writer; /* keeps (etag, changed_at) */
    struct limiter *limiter;
    struct touches *touches;
    const struct site *site;
};

struct feed_cache *feed_cache_new(const struct feed_cache_options *options);
void feed_cache_free(struct feed_cache *cache);
/* Answers the exchange: 200, 304, or 404 as text. ERR_LIMIT (come back in *ret_retry_s), ERR_BUSY,
 * ERR_IO: not answered. */
enum err feed_cache_answer(struct feed_cache *cache, struct ctx *ctx, const struct request *request,
                           struct http_exchange *exchange, int *ret_retry_s) MUST_USE;

#endif
