/* DESIGN: signing in by a mailed code, and signing out. */
#include "audit.h"
#include "cookie.h"
#include "device.h"
#include "device_cookie.h"
#include "oidc.h"
#include "page.h"
#include "proxy_user.h"
#include "sign_in_code.h"
#include "view.h"
#include "way_in.h"

/* The trust's own providers, first: one press and no mail. */
static json_t *providers_view(struct ctx *ctx)
{
    json_t *list = json_array();
    for (int i = 0; i < oidc_count(ctx->site->oidc); i++) {
        const struct oidc_setting *s = oidc_provider_setting(oidc_at(ctx->site->oidc, i));
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "name", s->name, "label", s->label ? s->label : s->name));
    }
    return list;
}

static json_t *sign_in_view(struct ctx *ctx, const char *email, const char *next)
{
    json_t *view = view_new("Sign in");
    json_object_set_new(view, "next_path", json_string(next));
    view_list(view, "providers", providers_view(ctx));
    json_object_set_new(view, "quiet", json_boolean(oidc_count(ctx->site->oidc) > 0));
    view_field(view, "email", email, &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

/* Whom this browser is remembered as. */
static void add_known(struct ctx *ctx, const struct request *request, json_t *view)
{
    struct str token = cookie_find(request->cookie, COOKIE_DEVICE);
    struct person person;
    if (token.p && device_find(ctx->store, token, ctx->now, ctx->arena, &person) == OK)
        json_object_update_new(
            view, json_pack("{s:{s:s}, s:b}", "known", "name", person.name, "quiet", 1));
}

/* Whom a trusted proxy says this is. */
static void add_said(struct ctx *ctx, const struct request *request, json_t *view)
{
    struct person person;
    if (proxy_user_person(ctx, request->proxy_user, &person) == OK)
        json_object_update_new(
            view, json_pack("{s:{s:s}, s:b}", "said", "name", person.name, "quiet", 1));
}

enum err page_sign_in(struct ctx *ctx, const struct request *request, struct response *response)
{
    if (ctx->session.id)
        return response_redirect(ctx, response, "/");
    const char *next = cookie_way_back(ctx, form_find(&request->query, "to"));
    json_t *view = sign_in_view(ctx, "", next);
    add_known(ctx, request, view);
    add_said(ctx, request, view);
    return response_page(response, "sign_in.html", view);
}

/* Cookies of the way in: which browser asked, and where it wanted to go. */
static void set_pending(struct ctx *ctx, struct response *response, const char *browser,
                        const char *next)
{
    cookie_set(ctx, response, COOKIE_CODE, browser, SIGN_IN_CODE_LIFE_S);
    cookie_set(ctx, response, COOKIE_NEXT, next, SIGN_IN_CODE_LIFE_S);
}

/* No email: this browser asked for none, as with the code that `sparkd init` prints. */
static json_t *code_view(struct ctx *ctx, const char *email)
{
    json_t *view = view_new(email ? "Check your email" : "Type your code");
    if (email)
        json_object_set_new(view, "email", json_string(email));
    view_field(view, "code", "", &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_sign_in_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    const char *email = field_text(ctx, request, "email");
    const char *next = cookie_way_back(ctx, form_find(&request->form, "next"));
    char browser[TOKEN_TEXT_MAX];
    if (!person_email_is_valid(str_of(email)))
        refuse_field(&ctx->why, "email", "Enter your work email, like name@school.example");
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        err = sign_in_code_ask(ctx->store, str_of(email), ctx->now, ctx->arena, browser);
    if (err != OK)
        return response_page_refused(response, err, "sign_in.html", sign_in_view(ctx, email, next));
    set_pending(ctx, response, browser, next);
    return response_page(response, "sign_in_code.html", code_view(ctx, email));
}

static enum err code_page(struct ctx *ctx, const struct request *request, struct response *response)
{
    bool asked = cookie_find(request->cookie, COOKIE_CODE).p != NULL;
    return response_page(response, "sign_in_code.html",
                         code_view(ctx, asked ? "your address" : NULL));
}

enum err page_sign_in_code(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return code_page(ctx, request, response);
}

/* Kept, not rolled back: the try was counted. */
static enum err refuse_code(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    response->status = 422;
    enum err err = audit_add(ctx->store, ctx->now, (struct person_id){0}, "sign-in-refused", 0, "");
    if (err != OK)
        return err;
    return code_page(ctx, request, response);
}

enum err page_sign_in_try(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct str browser = cookie_find(request->cookie, COOKIE_CODE);
    struct way_in in = {.way = SESSION_BY_CODE,
                        .next = cookie_way_back(ctx, cookie_find(request->cookie, COOKIE_NEXT))};
    enum err err =
        sign_in_code_try(ctx->store, browser.p ? browser : STR(""),
                         form_find(&request->form, "code"), ctx->now, &ctx->why, &in.person);
    if (err == OK && !in.person.v)
        return refuse_code(ctx, request, response);
    if (err == OK)
        err = device_cookie_remember(ctx, request, response, in.person);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_CODE, "", 0);
    return way_in_enter(ctx, request, response, &in);
}

enum err page_sign_out(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = session_end(ctx->store, ctx->actor.person, ctx->session.id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "sign-out", 0, "");
    if (err == OK || err == ERR_NOT_FOUND)
        err = device_cookie_forget(ctx, request, response);
    if (err != OK)
        return err;
    ctx->actor.person.v = 0;
    response_header(ctx, response, "Clear-Site-Data: \"cookies\", \"storage\"");
    cookie_set(ctx, response, COOKIE_SESSION, "", 0);
    return response_page(response, "signed_out.html", view_new("You are signed out"));
}
