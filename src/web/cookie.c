/* DESIGN: the cookies sparkd sets, with one set of attributes, and where they may lead back to. */
#include "cookie.h"

#include <string.h>

void cookie_set(struct ctx *ctx, struct response *response, const char *name, const char *value,
                int max_age_s)
{
    const char *age =
        max_age_s == COOKIE_SESSION_LONG ? "" : arena_printf(ctx->arena, "; Max-Age=%d", max_age_s);
    response_header(ctx, response, "Set-Cookie: %s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s",
                    name, value, age);
}

const char *cookie_way_back(struct ctx *ctx, struct str path)
{
    if (path.n < 1 || path.n > 200 || path.p[0] != '/' || (path.n > 1 && path.p[1] == '/'))
        return "/";
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] < '!' || path.p[i] > '~' || strchr("\\;,\"", path.p[i]))
            return "/";
    return arena_str_c(ctx->arena, path);
}
