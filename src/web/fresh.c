/* DESIGN: who has not proved lately who they are goes to prove it and comes back. */
#include "fresh.h"

#include "cookie.h"
#include "route.h"

/* A form is sent to where its page stands, or to a part of it: back to what can be looked at. */
static const char *way_back(struct ctx *ctx, struct str path)
{
    while (path.n > 1 && !route_find(route_lists, HTTP_GET, path).route)
        do
            path.n--;
        while (path.n > 1 && path.p[path.n] != '/');
    return cookie_way_back(ctx, path);
}

enum err fresh_gate(struct ctx *ctx, const struct request *request, struct response *response)
{
    if (ctx->site->demo || !ctx->session.id || session_is_fresh(&ctx->session, ctx->now))
        return OK;
    enum err err =
        response_redirect(ctx, response, "/sign-in/again?to=%s", way_back(ctx, request->path));
    return err == OK ? refuse(&ctx->why, ERR_DENIED, "sign-in-again",
                              "Sign in again first, then do this once more.")
                     : err;
}
