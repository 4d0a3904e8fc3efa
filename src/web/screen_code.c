/* DESIGN: from a code that a hand can type to the address of a screen. */
#include "screen_code.h"

#include <inttypes.h>
#include <stdio.h>

#include "sealed.h"
#include "token.h"

static int64_t window_of(struct instant at)
{
    return at.v / SCREEN_CODE_S;
}

static void make(const struct ctx *ctx, struct event_id event, const char *key, int64_t window,
                 char ret[static SCREEN_CODE_CHARS + 1])
{
    char context[64], hex[SHA256_HEX_MAX];
    snprintf(context, sizeof context, "screen-code:%" PRId64 ":%" PRId64, event.v, window);
    sealed_digest(ctx->site->sealed_key, context, str_of(key), hex);
    token_code_of(hex, ret, SCREEN_CODE_CHARS);
}

enum err screen_code(struct ctx *ctx, const struct event *event, const char **ret,
                     struct instant *ret_until)
{
    char code[SCREEN_CODE_CHARS + 1];
    const char *key;
    enum err err = stage_screen_find(ctx->store, event->id, ctx->arena, &key);
    if (err != OK)
        return err;
    int64_t window = window_of(ctx->now);
    make(ctx, event->id, key, window, code);
    *ret = *key && stage_gate_is_time(event, ctx->now)
               ? arena_printf(ctx->arena, "%.4s %s", code, code + 4)
               : "";
    ret_until->v = (window + 2) * SCREEN_CODE_S;
    return OK;
}

/* Is it that screen's, of this window or the one before? */
static bool fits(const struct ctx *ctx, const struct stage_screen *screen, const char *code)
{
    char own[SCREEN_CODE_CHARS + 1];
    bool found = false;
    for (int64_t window = window_of(ctx->now) - 1; window <= window_of(ctx->now); window++) {
        make(ctx, screen->event, screen->key, window, own);
        found |= token_equal(str_of(own), str_of(code));
    }
    return found;
}

enum err screen_code_find(struct ctx *ctx, struct str typed, const char **ret)
{
    char code[SCREEN_CODE_CHARS + 1];
    struct stage_screens screens = {NULL, 0};
    struct event event = {.id = {0}};
    enum err err = OK;
    bool is_code = token_code_fold(typed, code, SCREEN_CODE_CHARS) == OK;
    if (is_code)
        err = stage_screen_list(ctx->store, instant_add(ctx->now, -STAGE_SCREEN_CLOSES_S),
                                instant_add(ctx->now, STAGE_SCREEN_OPENS_S), ctx->arena, &screens);
    for (int i = 0; i < screens.count; i++)
        if (fits(ctx, &screens.items[i], code))
            event.id = screens.items[i].event;
    if (err == OK && !event.id.v)
        return refuse_field(&ctx->why, "code",
                            "No screen has that code now. Look again at the page that gave it: it "
                            "is another one every ten minutes.");
    return err == OK ? stage_gate_screen(ctx, &event, ret) : err;
}
