/* DESIGN: remembered devices: made at sign-in, used by a button, ended by their owner. */
#include "audit.h"
#include "browser_words.h"
#include "cookie.h"
#include "device.h"
#include "device_cookie.h"
#include "page.h"
#include "sign_in.h"
#include "sign_in_mail.h"
#include "way_in.h"

enum err device_cookie_remember(struct ctx *ctx, const struct request *request,
                                struct response *response, struct person_id person)
{
    char token[TOKEN_TEXT_MAX];
    if (!form_has(&request->form, "remember"))
        return OK;
    enum err err = device_remember(ctx->store, person, request->user_agent, ctx->now, token);
    if (err == ERR_DENIED)
        return OK;
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, person, "device-remembered", 0, "");
    if (err == OK)
        err = sign_in_mail_queue(ctx, person,
                                 arena_printf(ctx->arena,
                                              "A new device is remembered for 30 days: %s.",
                                              browser_words(ctx->arena, request->user_agent)));
    if (err == OK)
        cookie_set(ctx, response, COOKIE_DEVICE, token, DEVICE_LIFE_S);
    return err;
}

enum err device_cookie_forget(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct str token = cookie_find(request->cookie, COOKIE_DEVICE);
    if (!token.p)
        return OK;
    cookie_set(ctx, response, COOKIE_DEVICE, "", 0);
    return device_forget(ctx->store, token);
}

/* The token of before: somebody has a copy. Nobody is let in, and the owner is told. */
static enum err refuse_copy(struct ctx *ctx, struct response *response, struct person_id person)
{
    enum err err = audit_add(ctx->store, ctx->now, person, "device-copied", 0, "");
    if (err == OK)
        err = sign_in_mail_queue(ctx, person,
                                 "A remembered device was forgotten, because its key was used "
                                 "twice. Sign in with a code, and have it remembered again.");
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_DEVICE, "", 0);
    return response_redirect(ctx, response, "/sign-in");
}

enum err page_device_use(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct str token = cookie_find(request->cookie, COOKIE_DEVICE);
    struct way_in in = {.way = SESSION_BY_DEVICE,
                        .next = cookie_way_back(ctx, form_find(&request->form, "next"))};
    char fresh[TOKEN_TEXT_MAX];
    int left_s = 0;
    enum err err = token.p ? device_use(ctx->store, token, ctx->now, fresh, &left_s, &in.person)
                           : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND) {
        cookie_set(ctx, response, COOKIE_DEVICE, "", 0);
        return response_redirect(ctx, response, "/sign-in?to=%s", in.next);
    }
    if (err == OK && in.person.v < 0)
        return refuse_copy(ctx, response, (struct person_id){-in.person.v});
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_DEVICE, fresh, left_s);
    return way_in_enter(ctx, request, response, &in);
}

enum err page_device_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = device_end(ctx->store, ctx->actor.person, request->id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "device-end", request->id, "");
    return err == OK ? response_redirect(ctx, response, "/sessions?forgotten=1") : err;
}
