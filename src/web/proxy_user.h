#ifndef SPARKD_WEB_PROXY_USER_H
#define SPARKD_WEB_PROXY_USER_H

#include "http.h"
#include "proxy.h"
#include "request.h"

/* The work email a trusted proxy says; p NULL if it is not to be believed, for whatever reason. */
struct str proxy_user_find(const struct proxy_trust *trust, const struct http_request *http);
/* Whom that is here; ERR_NOT_FOUND for nobody. */
enum err proxy_user_person(struct ctx *ctx, struct str user, struct person *ret) MUST_USE;

#endif
