/* DESIGN: who may see a stage and who may run it; keys for screens that nobody signs in at. */
#include "stage_gate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sealed.h"
#include "spark_view.h"
#include "token.h"

enum { MAC_CHARS = 20 };

enum err stage_gate_watch(struct ctx *ctx, int64_t id, struct event *ret)
{
    return spark_find(ctx, (struct event_id){id}, ret);
}

bool stage_gate_may_run(const struct ctx *ctx, const struct event *event)
{
    return event_may(ctx, ACTION_STAGE_RUN, event);
}

enum err stage_gate_run(struct ctx *ctx, int64_t id, struct event *ret)
{
    struct event event;
    enum err err = spark_find(ctx, (struct event_id){id}, &event);
    if (err == OK && !stage_gate_may_run(ctx, &event))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "The stage is run by those who organise or lead the event, the trust's "
                      "coordinators and the host school's CPD leader. Ask them.");
    if (err == OK)
        *ret = event;
    return err;
}

/* ---- screens that nobody signs in at ---- */

static void sign(const struct ctx *ctx, int64_t event, const char *key,
                 char ret[static SHA256_HEX_MAX])
{
    char context[64];
    snprintf(context, sizeof context, "stage-screen:%" PRId64, event);
    sealed_digest(ctx->site->sealed_key, context, str_of(key), ret);
    ret[MAC_CHARS] = '\0';
}

enum err stage_gate_screen(struct ctx *ctx, const struct event *event, const char **ret)
{
    char mac[SHA256_HEX_MAX];
    const char *key;
    enum err err = stage_screen_find(ctx->store, event->id, ctx->arena, &key);
    if (err != OK)
        return err;
    sign(ctx, event->id.v, key, mac);
    *ret = *key ? arena_printf(ctx->arena, "/screen/%" PRId64 "-%s", event->id.v, mac) : "";
    return OK;
}

struct instant stage_gate_opens_at(const struct event *event)
{
    return instant_add(event->fields.starts_at, -STAGE_SCREEN_OPENS_S);
}

struct instant stage_gate_closes_at(const struct event *event)
{
    return instant_add(event->fields.ends_at, STAGE_SCREEN_CLOSES_S);
}

bool stage_gate_is_time(const struct event *event, struct instant now)
{
    return event_status_is_on(event->status) && now.v >= stage_gate_opens_at(event).v &&
           now.v <= stage_gate_closes_at(event).v;
}

/* ERR_NOT_FOUND: it is not the address of that event's screen, or it has none. */
static enum err check_screen(struct ctx *ctx, int64_t event, struct str mac,
                             struct stage_watch *watch)
{
    char own[SHA256_HEX_MAX];
    enum err err =
        stage_screen_find(ctx->store, (struct event_id){event}, ctx->arena, &watch->screen);
    if (err != OK)
        return err;
    sign(ctx, event, watch->screen, own);
    return *watch->screen && token_equal(mac, str_of(own)) ? OK : ERR_NOT_FOUND;
}

enum err stage_gate_open(struct ctx *ctx, struct str name, struct stage_watch *ret)
{
    const struct event_viewer viewer = {.person = {0}};
    struct str mac = name, id;
    struct stage_watch watch;
    int64_t number;
    if (!str_split(&mac, '-', &id) || str_parse_int(id, &number) != OK)
        return ERR_NOT_FOUND;
    enum err err = check_screen(ctx, number, mac, &watch);
    if (err == OK)
        err = event_find(ctx->store, &viewer, (struct event_id){number}, ctx->arena, &watch.event);
    if (err == OK &&
        (watch.event.fields.kind != EVENT_SPARK || !stage_gate_is_time(&watch.event, ctx->now)))
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = watch;
    return err;
}
