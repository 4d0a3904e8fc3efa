/* DESIGN: "I am here": a code read from a screen, one button, and what became of it. */
#include "cookie.h"
#include "here_gate.h"
#include "page.h"
#include "view.h"
#include "words.h"

static const char PAGE[] = "register/here.html", TYPE[] = "register/here_type.html";
/* Whoever read a code before they were signed in keeps that, so that signing in does not cost it;
 * only for a little, since whoever they pass it on to can sign in as well. */
static const char BROWSER[] = "browser";

/* ---- typing it ---- */

static json_t *type_view(struct ctx *ctx, const char *typed)
{
    json_t *view = view_new("I am here");
    view_back(view, "/", "Home");
    view_field(view, "code", typed, &ctx->why);
    view_errors(view, &ctx->why);
    if (ctx->why.field_count)
        json_object_set_new(view, "has_errors", json_true());
    return view;
}

static enum err type_again(struct ctx *ctx, const char *typed, struct response *response)
{
    return response_page_refused(response, ERR_INVALID, TYPE, type_view(ctx, typed));
}

enum err page_here(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    return response_page(response, TYPE, type_view(ctx, ""));
}

enum err page_here_type(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct here here;
    char code[REGISTER_CODE_CHARS + 1];
    const char *typed = field_text(ctx, request, "code");
    enum err err = here_gate_code(ctx, str_of(typed), &here);
    if (err == ERR_INVALID)
        return type_again(ctx, typed, response);
    if (err == OK && token_code_fold(str_of(typed), code, REGISTER_CODE_CHARS) != OK)
        err = ERR_BUG; /* it was found under it */
    return err == OK ? response_redirect(ctx, response, "/here/%s", code) : err;
}

/* ---- the button ---- */

static const char *whose(const struct ctx *ctx)
{
    return arena_printf(ctx->arena, "%lld", (long long)ctx->actor.person.v);
}

static void add_event(struct ctx *ctx, const struct here *here, json_t *view)
{
    const struct register_state *state = &here->place.state;
    json_object_update_new(
        view, json_pack("{s:s, s:s, s:s, s:s}", "event", here->event.fields.title, "event_href",
                        arena_printf(ctx->arena, "/events/%lld", (long long)here->event.id.v),
                        "when", words_when(ctx->arena, state->starts_at, state->ends_at), "where",
                        here->event.place));
}

static json_t *here_view(struct ctx *ctx, const struct here *here, const char *title)
{
    json_t *view = view_new(title);
    view_back(view, "/", "Home");
    add_event(ctx, here, view);
    return view;
}

static enum err ask(struct ctx *ctx, const struct request *request, const struct here *here,
                    struct response *response)
{
    char seen[REGISTER_SEEN_CHARS_MAX];
    json_t *view = here_view(ctx, here, "Are you here?");
    bool booked = here->event.my_booking && here->event.my_booking_status == BOOKING_CONFIRMED;
    register_seen_make(ctx->site->sealed_key, here->place.state.session, whose(ctx), ctx->now,
                       REGISTER_SEEN_S, seen);
    json_object_update_new(view, json_pack("{s:s, s:s, s:b}", "action",
                                           arena_printf(ctx->arena, "/here/%.*s",
                                                        (int)request->name.n, request->name.p),
                                           "seen", seen, "unbooked", !booked));
    if (register_code_check(&here->event, &here->place.state, ctx->now, &ctx->why) != OK)
        json_object_set_new(view, "trouble", json_string(ctx->why.detail));
    return response_page(response, PAGE, view);
}

static enum err send_to_sign_in(struct ctx *ctx, const struct here *here,
                                const struct request *request, struct response *response)
{
    char seen[REGISTER_SEEN_CHARS_MAX];
    register_seen_make(ctx->site->sealed_key, here->place.state.session, BROWSER, ctx->now,
                       REGISTER_SEEN_BROWSER_S, seen);
    cookie_set(ctx, response, COOKIE_HERE, seen, REGISTER_SEEN_BROWSER_S);
    if (ctx->site->demo) /* one chooses who to be, instead of signing in */
        return response_redirect(ctx, response, "/demo");
    return response_redirect(ctx, response, "/sign-in?to=/here/%.*s", (int)request->name.n,
                             request->name.p);
}

enum err page_here_code(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct here here;
    enum err err = here_gate_code(ctx, request->name, &here);
    if (err == ERR_INVALID) {
        struct refusal fresh = ctx->why;
        refusal_init(&ctx->why, ctx->arena);
        err = here_gate_seen(ctx, cookie_find(request->cookie, COOKIE_HERE), BROWSER, &here);
        ctx->why = fresh;
    }
    if (err == ERR_INVALID)
        return type_again(ctx, "", response);
    if (err != OK)
        return err;
    if (!ctx->actor.person.v)
        return send_to_sign_in(ctx, &here, request, response);
    refusal_init(&ctx->why, ctx->arena);
    return ask(ctx, request, &here, response);
}

/* ---- being here ---- */

static enum err told(struct ctx *ctx, const struct here *here, enum err err,
                     struct response *response)
{
    json_t *view = here_view(ctx, here, "You are not marked");
    json_object_set_new(view, "trouble", json_string(ctx->why.detail));
    return response_page_refused(response, err, PAGE, view);
}

enum err page_here_say(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct here here;
    bool before = false;
    enum err err = here_gate_seen(ctx, str_of(field_text(ctx, request, "seen")), whose(ctx), &here);
    if (err == ERR_INVALID)
        return type_again(ctx, "", response);
    if (err != OK)
        return err;
    err = here_gate_arrive(ctx, &here, &before);
    if (err == ERR_CONFLICT || err == ERR_DENIED)
        return told(ctx, &here, err, response);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_HERE, "", 0);
    return response_redirect(ctx, response, "/here/done/%lld", (long long)here.place.state.session);
}

/* What stands, not what was said a moment ago: a page that is opened again is right. */
enum err page_here_done(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct here here = {.place = {.event = {0}}};
    struct register_history history;
    bool is_here = false;
    enum err err = register_seen_find(ctx->store, request->id, ctx->arena, &here.place);
    if (err == OK)
        err = event_find_seen(ctx, here.place.event.v, &here.event);
    if (err == OK)
        err = register_history(ctx->store, request->id, ctx->actor.person, ctx->arena, &history);
    if (err != OK)
        return err;
    for (int i = 0; i < history.count; i++)
        is_here |= history.items[i].stands && history.items[i].mark == REGISTER_HERE;
    json_t *view = here_view(ctx, &here, is_here ? "You are here" : "You are not marked");
    json_object_set_new(view, is_here ? "done" : "trouble",
                        is_here ? json_true()
                                : json_string("The register does not have you as here. Read the "
                                              "code on the screen, or tell whoever takes it."));
    return response_page(response, PAGE, view);
}
