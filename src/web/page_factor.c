/* DESIGN: the second factor: asked for and set up while signing in, and one's own to change. */
#include "audit.h"
#include "cookie.h"
#include "factor_view.h"
#include "fresh.h"
#include "page.h"
#include "sign_in_mail.h"

/* ---- signing in: something is owed ---- */

static json_t *ask_view(struct ctx *ctx)
{
    json_t *view = view_new("Enter the code from your app");
    view_field(view, "code", "", &ctx->why);
    view_field(view, "recovery", "", &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_sign_in_factor(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    (void)request;
    if (ctx->session.owes == SESSION_OWES_SET_UP)
        return response_redirect(ctx, response, "/sign-in/set-up");
    return response_page(response, "sign_in_factor.html", ask_view(ctx));
}

/* The tenth wrong code in a row: the session is over, and the way in begins again. */
static enum err count_wrong(struct ctx *ctx, struct response *response, const char *template,
                            json_t *view)
{
    bool ended = false;
    enum err err = session_count_try(ctx->store, ctx->session.id, &ended);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person,
                        ended ? "sign-in-locked" : "sign-in-refused", 0, "second factor");
    if (err != OK) {
        json_decref(view);
        return err;
    }
    response->status = 422;
    if (!ended)
        return response_page(response, template, view);
    json_decref(view);
    cookie_set(ctx, response, COOKIE_SESSION, "", 0);
    ctx->actor.person.v = 0;
    ctx->session.id = 0;
    return response_page(response, "sign_in_locked.html", view_new("Too many wrong codes"));
}

/* Nothing is owed any more. */
static enum err let_in(struct ctx *ctx, struct response *response, const char *how)
{
    char token[TOKEN_TEXT_MAX];
    enum err err = session_renew(ctx->store, ctx->session.id, ctx->now, token);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "sign-in-factor", 0, how);
    if (err == OK)
        cookie_set(ctx, response, COOKIE_SESSION, token, COOKIE_SESSION_LONG);
    return err;
}

static enum err try_typed(struct ctx *ctx, const struct request *request, bool *ret_recovery,
                          bool *ret_right)
{
    struct str recovery = str_trim(form_find(&request->form, "recovery"));
    *ret_recovery = recovery.n > 0;
    if (recovery.n)
        return second_factor_try_recovery(ctx->store, ctx->actor.person, recovery, ctx->now,
                                          &ctx->why, ret_right);
    return second_factor_try(ctx->store, ctx->site->sealed_key, ctx->actor.person,
                             str_of(field_text(ctx, request, "code")), ctx->now, &ctx->why,
                             ret_right);
}

static const char *way_on(struct ctx *ctx, const struct request *request)
{
    return cookie_way_back(ctx, cookie_find(request->cookie, COOKIE_NEXT));
}

enum err page_sign_in_factor_try(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    bool recovery = false, right = false;
    if (ctx->session.owes == SESSION_OWES_SET_UP)
        return response_redirect(ctx, response, "/sign-in/set-up");
    enum err err = try_typed(ctx, request, &recovery, &right);
    if (err == ERR_NOT_FOUND) /* it was reset meanwhile */
        return response_redirect(ctx, response, "/sign-in");
    if (err == OK && !right)
        return count_wrong(ctx, response, "sign_in_factor.html", ask_view(ctx));
    if (err == OK)
        err = let_in(ctx, response, recovery ? "recovery code" : "app");
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "%s",
                             recovery ? "/sessions?recovered=1" : way_on(ctx, request));
}

enum err page_sign_in_set_up(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    json_t *view;
    (void)request;
    if (ctx->session.owes == SESSION_OWES_FACTOR)
        return response_redirect(ctx, response, "/sign-in/factor");
    enum err err = factor_view_set_up(ctx, "/sign-in/set-up", &view);
    if (err == ERR_NOT_FOUND)
        return response_redirect(ctx, response, "/sign-in");
    if (err != OK)
        return err;
    json_object_set_new(view, "required", json_true());
    return response_page(response, "factor_set_up.html", view);
}

/* The first code of the secret that waits: in force, with ten recovery codes. */
static enum err confirm(struct ctx *ctx, const struct request *request, bool *ret_right,
                        struct recovery_codes *ret_codes)
{
    enum err err = second_factor_confirm(ctx->store, ctx->site->sealed_key, ctx->actor.person,
                                         str_of(field_text(ctx, request, "code")), ctx->now,
                                         &ctx->why, ret_right);
    if (err != OK || !*ret_right)
        return err;
    err = second_factor_renew_recovery(ctx->store, ctx->actor.person, ret_codes);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "factor-set-up",
                        ctx->actor.person.v, "");
    if (err == OK)
        err = sign_in_mail_queue(ctx, ctx->actor.person,
                                 "An authenticator app was set up as your second step.");
    return err;
}

enum err page_sign_in_set_up_confirm(struct ctx *ctx, const struct request *request,
                                     struct response *response)
{
    struct recovery_codes codes;
    bool right = false;
    json_t *view;
    if (ctx->session.owes == SESSION_OWES_FACTOR)
        return response_redirect(ctx, response, "/sign-in/factor");
    enum err err = confirm(ctx, request, &right, &codes);
    if (err == ERR_NOT_FOUND)
        return response_redirect(ctx, response, "/sign-in");
    if (err == OK && !right) {
        err = factor_view_set_up(ctx, "/sign-in/set-up", &view);
        return err == OK ? count_wrong(ctx, response, "factor_set_up.html", view) : err;
    }
    if (err == OK)
        err = let_in(ctx, response, "set up");
    if (err != OK)
        return err;
    return response_page(response, "recovery_codes.html",
                         factor_view_recovery(ctx, &codes, way_on(ctx, request)));
}

/* ---- one's own settings ---- */

static enum err start_view(struct ctx *ctx, json_t **ret)
{
    struct second_factor factor;
    enum err err = second_factor_find(ctx->store, ctx->actor.person, &factor);
    if (err != OK)
        return err;
    *ret = view_new(factor.in_force ? "Change to another app" : "Add a second step");
    view_back(*ret, "/sessions", "Your sign-in");
    json_object_set_new(*ret, "in_force", json_boolean(factor.in_force));
    return OK;
}

enum err page_factor(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    enum err err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = factor_view_set_up(ctx, "/factor", &view);
    if (err == OK) {
        view_back(view, "/sessions", "Your sign-in");
        return response_page(response, "factor_set_up.html", view);
    }
    if (err == ERR_NOT_FOUND || err == ERR_INVALID)
        err = start_view(ctx, &view);
    else
        return err;
    return err == OK ? response_page(response, "factor.html", view) : err;
}

enum err page_factor_make(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = second_factor_make(ctx->store, ctx->site->sealed_key, ctx->actor.person, true,
                                 ctx->arena);
    return err == OK ? response_redirect(ctx, response, "/factor") : err;
}

enum err page_factor_confirm(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct recovery_codes codes;
    bool right = false;
    json_t *view;
    enum err err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = confirm(ctx, request, &right, &codes);
    if (err == ERR_NOT_FOUND)
        return response_redirect(ctx, response, "/factor");
    if (err == OK && !right) {
        err = factor_view_set_up(ctx, "/factor", &view);
        return err == OK ? count_wrong(ctx, response, "factor_set_up.html", view) : err;
    }
    if (err != OK)
        return err;
    return response_page(response, "recovery_codes.html",
                         factor_view_recovery(ctx, &codes, "/sessions"));
}

enum err page_factor_recovery(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct recovery_codes codes;
    struct second_factor factor;
    enum err err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = second_factor_find(ctx->store, ctx->actor.person, &factor);
    if (err == OK && !factor.in_force)
        return response_redirect(ctx, response, "/factor");
    if (err == OK)
        err = second_factor_renew_recovery(ctx->store, ctx->actor.person, &codes);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "factor-recovery",
                        ctx->actor.person.v, "");
    if (err != OK)
        return err;
    return response_page(response, "recovery_codes.html",
                         factor_view_recovery(ctx, &codes, "/sessions"));
}

enum err page_factor_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = fresh_gate(ctx, request, response);
    if (err == OK && actor_is_privileged(&ctx->actor))
        return refuse(&ctx->why, ERR_DENIED, "factor-needed",
                      "Your role sees other people's records, so your second step stays on. You "
                      "can change to another app.");
    if (err == OK)
        err = second_factor_end(ctx->store, ctx->actor.person);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "factor-ended",
                        ctx->actor.person.v, "");
    if (err == OK)
        err = sign_in_mail_queue(ctx, ctx->actor.person, "Your second step was turned off.");
    return err == OK ? response_redirect(ctx, response, "/sessions?factor=off") : err;
}
