/* DESIGN: the code of a register, large, for a screen in the room. */
#include <string.h>

#include "page.h"
#include "qr_svg.h"
#include "register_code.h"
#include "register_words.h"
#include "view.h"
#include "words.h"

enum { CODE_GROUP = 4 };

/* Without its scheme, as somebody would type it. */
static const char *typed_address(struct ctx *ctx)
{
    const char *base = ctx->site->base_url, *host = strstr(base, "://");
    return arena_printf(ctx->arena, "%s/here", host ? host + 3 : base);
}

static enum err add_code(struct ctx *ctx, const struct register_view *scene, json_t *view)
{
    char code[REGISTER_CODE_CHARS + 1];
    const char *qr = NULL;
    register_code(ctx->site->sealed_key, scene->state->session, register_code_window(ctx->now),
                  code);
    const char *address = arena_printf(ctx->arena, "%s/here/%s", ctx->site->base_url, code);
    enum err err = qr_svg(address, "QR code to scan with a phone", ctx->arena, &qr);
    if (err != OK)
        return err;
    int next_s = (int)(register_code_next(ctx->now).v - ctx->now.v);
    json_object_set_new(view, "code",
                        json_pack("{s:s, s:s, s:s, s:s, s:i}", "qr_html", qr, "text",
                                  words_grouped(ctx->arena, code, CODE_GROUP, ' '), "address",
                                  address, "type_at", typed_address(ctx), "next_s", next_s));
    json_object_set_new(view, "reloads", json_true()); /* without script, each quarter minute */
    return OK;
}

enum err page_register_screen(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct register_view scene;
    struct register_roll roll;
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = register_roll(ctx->store, scene.event.id, scene.state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    const struct register_counts counts = register_count(&roll);
    json_t *view = register_page_view(ctx, &scene, "Scan to say that you are here");
    view_back(view, register_href(ctx, &scene, ""), "Register");
    json_object_set_new(view, "here", json_string(register_words_here(ctx->arena, &counts)));
    if (register_code_check(&scene.event, scene.state, ctx->now, &ctx->why) != OK)
        json_object_set_new(view, "trouble", json_string(ctx->why.detail));
    else
        err = add_code(ctx, &scene, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "register/screen.html", view);
}
