/* DESIGN: from a person who has shown who they are to their page. */
#include "way_in.h"

#include "cookie.h"
#include "org_words.h"
#include "sign_in.h"

enum { NEXT_LIFE_S = SESSION_OWES_S };

enum err way_in_enter(struct ctx *ctx, const struct request *request, struct response *response,
                      const struct way_in *in)
{
    const struct sign_in sign_in = {in->person, in->way, request->user_agent};
    char token[TOKEN_TEXT_MAX];
    enum session_owes owes;
    enum err err = sign_in_enter(ctx->store, ctx->site->sealed_key, &sign_in, ctx->now, ctx->arena,
                                 token, &owes);
    if (err == ERR_DENIED)
        return refuse(&ctx->why, err, "no-way-in",
                      "You cannot sign in this way: either your work here has ended in our "
                      "records, or your role needs a code by email. Ask your %s.",
                      org_words(ctx).leader);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_SESSION, token, COOKIE_SESSION_LONG);
    if (owes == SESSION_OWES_NOTHING)
        return response_redirect(ctx, response, "%s", in->next);
    cookie_set(ctx, response, COOKIE_NEXT, in->next, NEXT_LIFE_S);
    return response_redirect(ctx, response,
                             owes == SESSION_OWES_FACTOR ? "/sign-in/factor" : "/sign-in/set-up");
}
