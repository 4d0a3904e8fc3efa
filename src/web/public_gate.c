/* DESIGN: the way to a programme without signing in, and what is left of it there. */
#include "public_gate.h"

#include <inttypes.h>
#include <stdio.h>

#include "sealed.h"
#include "token.h"

enum { MAC_CHARS = 20 };

static void sign(const struct ctx *ctx, int64_t event, struct instant opened_at,
                 char ret[static SHA256_HEX_MAX])
{
    char context[80];
    snprintf(context, sizeof context, "public-programme:%" PRId64 ":%" PRId64, event, opened_at.v);
    sealed_digest(ctx->site->sealed_key, context, STR("programme"), ret);
    ret[MAC_CHARS] = '\0';
}

const char *public_gate_key(struct ctx *ctx, const struct event *event, struct instant opened_at)
{
    char mac[SHA256_HEX_MAX];
    sign(ctx, event->id.v, opened_at, mac);
    return arena_printf(ctx->arena, "%" PRId64 "-%s", event->id.v, mac);
}

const char *public_gate_address(struct ctx *ctx, const struct event *event,
                                struct instant opened_at)
{
    return arena_printf(ctx->arena, "%s/programme/%s", ctx->site->base_url,
                        public_gate_key(ctx, event, opened_at));
}

static enum err find_event(struct ctx *ctx, struct str key, struct event *ret,
                           struct instant *ret_opened_at)
{
    const struct event_viewer viewer = {.person = {0}};
    struct str rest = key, id;
    char mac[SHA256_HEX_MAX];
    int64_t number;
    struct instant opened_at;
    struct event event;
    if (!str_split(&rest, '-', &id) || str_parse_int(id, &number) != OK)
        return ERR_NOT_FOUND;
    enum err err = public_programme_find(ctx->store, (struct event_id){number}, &opened_at);
    if (err != OK)
        return err;
    sign(ctx, number, opened_at, mac);
    if (!token_equal(rest, str_of(mac)))
        return ERR_NOT_FOUND;
    err = event_find(ctx->store, &viewer, (struct event_id){number}, ctx->arena, &event);
    if (err == OK && !public_programme_check(&event, opened_at, ctx->now))
        return ERR_NOT_FOUND;
    if (err == OK) {
        *ret = event;
        *ret_opened_at = opened_at;
    }
    return err;
}

enum err public_gate_find(struct ctx *ctx, struct str key, struct public_scene *ret)
{
    struct event event;
    enum err err = find_event(ctx, key, &event, &ret->opened_at);
    if (err == OK)
        err = spark_evening_find(ctx, &event, &ret->evening);
    if (err == OK)
        err = public_programme_strip(ctx->store, ctx->arena, &ret->evening.programme);
    if (err == OK && !ret->evening.programme.announced)
        ret->evening.settings.keynotes.count = 0; /* nor is a guest anybody's business until then */
    if (err == OK)
        ret->address = public_gate_address(ctx, &ret->evening.event, ret->opened_at);
    return err;
}
