#ifndef SPARKD_WEB_COOKIE_H
#define SPARKD_WEB_COOKIE_H

#include "response.h"

/* The cookies sparkd sets (http specification, section 7): each with the __Host- prefix, Secure,
 * HttpOnly, SameSite=Lax, for the whole site. */
#define COOKIE_SESSION "__Host-sparkd"
#define COOKIE_CODE "__Host-sparkd-code"     /* which browser asked for a code */
#define COOKIE_NEXT "__Host-sparkd-next"     /* where it wanted to go */
#define COOKIE_HERE "__Host-sparkd-here"     /* a register's code that was read */
#define COOKIE_DEVICE "__Host-sparkd-device" /* a remembered device */

enum { COOKIE_SESSION_LONG = -1 };
/* max_age_s: seconds to live, 0 ends it, COOKIE_SESSION_LONG until the browser closes. */
void cookie_set(struct ctx *ctx, struct response *response, const char *name, const char *value,
                int max_age_s);

/* A way back from a form or a cookie: an own path only (http specification, section 8.1), else
 * "/". In the arena. */
const char *cookie_way_back(struct ctx *ctx, struct str path);

#endif
