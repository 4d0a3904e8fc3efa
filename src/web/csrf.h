#ifndef SPARKD_WEB_CSRF_H
#define SPARKD_WEB_CSRF_H

#include "arena.h"
#include "err.h"
#include "str.h"

/*
 * What a request that acts with a cookie must show (http specification,
 * section 9): it comes from our own pages, and it holds the session's token,
 * masked anew in each page.
 */

/* The session's key (64 hex digits) as a fresh masked token for a page. */
const char *csrf_mask(struct arena *arena, const char *key);
/* True if `token` unmasks to `key`; in constant time. */
bool csrf_token_is(struct str token, const char *key);

struct csrf_origin {
    struct str fetch_site, origin, referer; /* headers, p NULL if absent */
};
/* True if the request comes from a page of `base_url` (scheme://host[:port]). */
bool csrf_origin_is_own(const struct csrf_origin *origin, const char *base_url);

#endif
