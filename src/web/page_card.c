/* DESIGN: signing in with a printed card: a number and the next code. */
#include "audit.h"
#include "code_card.h"
#include "cookie.h"
#include "device_cookie.h"
#include "page.h"
#include "view.h"
#include "way_in.h"

static json_t *card_view(struct ctx *ctx, const char *number, const char *next)
{
    json_t *view = view_new("Sign in with a card");
    view_back(view, "/sign-in", "Sign in by email");
    json_object_set_new(view, "next_path", json_string(next));
    view_field(view, "number", number, &ctx->why);
    view_field(view, "code", "", &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_card(struct ctx *ctx, const struct request *request, struct response *response)
{
    if (ctx->session.id)
        return response_redirect(ctx, response, "/");
    const char *next = cookie_way_back(ctx, form_find(&request->query, "to"));
    return response_page(response, "sign_in_card.html", card_view(ctx, "", next));
}

enum err page_card_try(struct ctx *ctx, const struct request *request, struct response *response)
{
    const char *number = field_text(ctx, request, "number");
    struct way_in in = {.way = SESSION_BY_CARD,
                        .next = cookie_way_back(ctx, form_find(&request->form, "next"))};
    enum err err =
        code_card_try(ctx->store, ctx->site->sealed_key, str_of(number),
                      str_of(field_text(ctx, request, "code")), ctx->now, &ctx->why, &in.person);
    if (err == OK && !in.person.v) {
        response->status = 422; /* kept: the try was counted */
        err = audit_add(ctx->store, ctx->now, in.person, "sign-in-refused", 0, "card");
        if (err != OK)
            return err;
        return response_page(response, "sign_in_card.html", card_view(ctx, number, in.next));
    }
    if (err == OK)
        err = device_cookie_remember(ctx, request, response, in.person);
    return err == OK ? way_in_enter(ctx, request, response, &in) : err;
}
