/* DESIGN: proving again who one is, for what needs a fresh sign-in, and back to it. */
#include "audit.h"
#include "cookie.h"
#include "page.h"
#include "second_factor.h"
#include "sign_in_code.h"
#include "view.h"

/* With what somebody proves it: the app if they have one, else a mailed code. */
struct proof {
    bool app;
    const char *email; /* "": no mailbox; then only a new sign-in proves it */
};

static enum err find_proof(struct ctx *ctx, struct proof *ret)
{
    struct second_factor factor;
    struct person person;
    enum err err = second_factor_find(ctx->store, ctx->actor.person, &factor);
    if (err == OK)
        err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err == OK)
        *ret = (struct proof){factor.in_force, person.email ? person.email : ""};
    return err;
}

static json_t *again_view(struct ctx *ctx, const struct proof *proof, const char *to, bool sent)
{
    json_t *view = view_new("Show that it is you");
    json_object_set_new(view, "to", json_string(to));
    json_object_set_new(view, "app", json_boolean(proof->app));
    json_object_set_new(view, "ask", json_boolean(!proof->app && proof->email[0] && !sent));
    json_object_set_new(view, "sent", json_boolean(!proof->app && sent));
    json_object_set_new(view, "none", json_boolean(!proof->app && !proof->email[0]));
    json_object_set_new(view, "email", json_string(proof->email));
    view_field(view, "code", "", &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_again(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct proof proof;
    const char *to = cookie_way_back(ctx, form_find(&request->query, "to"));
    if (session_is_fresh(&ctx->session, ctx->now) || ctx->site->demo)
        return response_redirect(ctx, response, "%s", to);
    enum err err = find_proof(ctx, &proof);
    if (err != OK)
        return err;
    return response_page(response, "sign_in_again.html", again_view(ctx, &proof, to, false));
}

enum err page_again_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct proof proof;
    char browser[TOKEN_TEXT_MAX];
    const char *to = cookie_way_back(ctx, form_find(&request->form, "to"));
    enum err err = find_proof(ctx, &proof);
    if (err == OK && (proof.app || !proof.email[0]))
        return response_redirect(ctx, response, "/sign-in/again?to=%s", to);
    if (err == OK)
        err = sign_in_code_ask(ctx->store, str_of(proof.email), ctx->now, ctx->arena, browser);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_CODE, browser, SIGN_IN_CODE_LIFE_S);
    return response_page(response, "sign_in_again.html", again_view(ctx, &proof, to, true));
}

/* OK and *ret_right: what was typed proves it. A mailed code has its own count of tries. */
static enum err judge(struct ctx *ctx, const struct request *request, const struct proof *proof,
                      bool *ret_right)
{
    struct str typed = str_of(field_text(ctx, request, "code"));
    struct str browser = cookie_find(request->cookie, COOKIE_CODE);
    struct person_id person = {0};
    if (proof->app)
        return second_factor_try(ctx->store, ctx->site->sealed_key, ctx->actor.person, typed,
                                 ctx->now, &ctx->why, ret_right);
    enum err err = sign_in_code_try(ctx->store, browser.p ? browser : STR(""), typed, ctx->now,
                                    &ctx->why, &person);
    *ret_right = err == OK && person.v == ctx->actor.person.v;
    return err;
}

static enum err refuse_again(struct ctx *ctx, struct response *response, const struct proof *proof,
                             const char *to)
{
    bool ended = false;
    enum err err = session_count_try(ctx->store, ctx->session.id, &ended);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person,
                        ended ? "sign-in-locked" : "sign-in-refused", 0, "again");
    if (err != OK)
        return err;
    response->status = 422;
    if (!ended)
        return response_page(response, "sign_in_again.html", again_view(ctx, proof, to, true));
    cookie_set(ctx, response, COOKIE_SESSION, "", 0);
    ctx->actor.person.v = 0;
    ctx->session.id = 0;
    return response_page(response, "sign_in_locked.html", view_new("Too many wrong codes"));
}

enum err page_again_try(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct proof proof;
    char token[TOKEN_TEXT_MAX];
    bool right = false;
    const char *to = cookie_way_back(ctx, form_find(&request->form, "to"));
    enum err err = find_proof(ctx, &proof);
    if (err == OK)
        err = judge(ctx, request, &proof, &right);
    if (err == OK && !right)
        return refuse_again(ctx, response, &proof, to);
    if (err == OK)
        err = session_renew(ctx->store, ctx->session.id, ctx->now, token);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "sign-in-again", 0,
                        proof.app ? "app" : "code");
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_SESSION, token, COOKIE_SESSION_LONG);
    cookie_set(ctx, response, COOKIE_CODE, "", 0);
    return response_redirect(ctx, response, "%s", to);
}
