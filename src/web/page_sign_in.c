/* DESIGN: signing in by a mailed code, signing out, and where one is signed in. */
#include <string.h>

#include "audit.h"
#include "page.h"
#include "sign_in_code.h"
#include "view.h"
#include "words.h"

/* Where to go after signing in: an own path only (http specification, section 8.1). */
static const char *own_path(struct ctx *ctx, struct str path)
{
    if (path.n < 1 || path.n > 200 || path.p[0] != '/' || (path.n > 1 && path.p[1] == '/'))
        return "/";
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] < '!' || path.p[i] > '~' || strchr("\\;,\"", path.p[i]))
            return "/";
    return arena_str_c(ctx->arena, path);
}

static json_t *sign_in_view(struct ctx *ctx, const char *email, const char *next)
{
    json_t *view = view_new("Sign in");
    json_object_set_new(view, "next_path", json_string(next));
    view_field(view, "email", email, &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_sign_in(struct ctx *ctx, const struct request *request, struct response *response)
{
    if (ctx->session.id)
        return response_redirect(ctx, response, "/");
    const char *next = own_path(ctx, form_find(&request->query, "to"));
    return response_page(response, "sign_in.html", sign_in_view(ctx, "", next));
}

/* Cookies of the way in: which browser asked, and where it wanted to go. */
static void set_pending(struct ctx *ctx, struct response *response, const char *browser,
                        const char *next)
{
    response_header(ctx, response,
                    "Set-Cookie: __Host-sparkd-code=%s; Path=/; Secure; HttpOnly; SameSite=Lax; "
                    "Max-Age=%d",
                    browser, SIGN_IN_CODE_LIFE_S);
    response_header(ctx, response,
                    "Set-Cookie: __Host-sparkd-next=%s; Path=/; Secure; HttpOnly; SameSite=Lax; "
                    "Max-Age=%d",
                    next, SIGN_IN_CODE_LIFE_S);
}

static json_t *code_view(struct ctx *ctx, const char *email)
{
    json_t *view = view_new("Check your email");
    json_object_set_new(view, "email", json_string(email));
    view_field(view, "code", "", &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_sign_in_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    const char *email = field_text(ctx, request, "email");
    const char *next = own_path(ctx, form_find(&request->form, "next"));
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

enum err page_sign_in_code(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    (void)request;
    return response_page(response, "sign_in_code.html", code_view(ctx, "your address"));
}

enum err page_sign_in_try(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct str browser = cookie_find(request->cookie, "__Host-sparkd-code");
    struct person_id person = {0};
    char token[TOKEN_TEXT_MAX];
    enum err err =
        sign_in_code_try(ctx->store, browser.p ? browser : STR(""),
                         form_find(&request->form, "code"), ctx->now, &ctx->why, &person);
    if (err != OK)
        return err;
    if (!person.v) {
        /* Kept, not rolled back: the try was counted. */
        response->status = 422;
        err = audit_add(ctx->store, ctx->now, (struct person_id){0}, "sign-in-refused", 0, "");
        return err == OK
                   ? response_page(response, "sign_in_code.html", code_view(ctx, "your address"))
                   : err;
    }
    err = session_start(ctx->store, person, request->user_agent, ctx->now, token);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, person, "sign-in", 0, "code");
    if (err != OK)
        return err;
    response_header(ctx, response,
                    "Set-Cookie: __Host-sparkd=%s; Path=/; Secure; HttpOnly; SameSite=Lax", token);
    response_header(ctx, response,
                    "Set-Cookie: __Host-sparkd-code=; Path=/; Secure; HttpOnly; Max-Age=0");
    return response_redirect(ctx, response, "%s",
                             own_path(ctx, cookie_find(request->cookie, "__Host-sparkd-next")));
}

enum err page_sign_out(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    enum err err = session_end(ctx->store, ctx->actor.person, ctx->session.id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "sign-out", 0, "");
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    ctx->actor.person.v = 0;
    response_header(ctx, response, "Clear-Site-Data: \"cookies\", \"storage\"");
    response_header(
        ctx, response,
        "Set-Cookie: __Host-sparkd=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    return response_page(response, "signed_out.html", view_new("You are signed out"));
}

enum err page_sessions(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct session *sessions;
    int count;
    enum err err = session_list(ctx->store, ctx->actor.person, ctx->arena, &sessions, &count);
    if (err != OK)
        return err;
    json_t *view = view_new("Where you are signed in"), *list = json_array();
    for (int i = 0; i < count; i++) {
        const struct session *s = &sessions[i];
        const char *since =
            arena_printf(ctx->arena, "Since %s", words_moment(ctx->arena, s->created_at));
        const char *seen = arena_printf(ctx->arena, "Last used %s",
                                        words_relative(ctx->arena, s->seen_at, ctx->now));
        json_array_append_new(list,
                              json_pack("{s:I, s:s, s:b, s:s, s:s}", "id", (json_int_t)s->id,
                                        "device", s->agent[0] ? s->agent : "A browser", "current",
                                        s->id == ctx->session.id, "since", since, "seen", seen));
    }
    json_object_set_new(view, "sessions", list);
    if (form_has(&request->query, "ended"))
        view_flash(view, "That device is signed out.");
    return response_page(response, "sessions.html", view);
}

enum err page_session_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = session_end(ctx->store, ctx->actor.person, request->id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "session-end", 0, "");
    return err == OK ? response_redirect(ctx, response, "/sessions?ended=1") : err;
}
