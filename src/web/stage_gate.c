/* DESIGN: who may see a stage and who may run it; keys for screens that nobody signs in at. */
#include "stage_gate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sealed.h"
#include "spark_view.h"
#include "token.h"

enum { MAC_CHARS = 20, OPENS_S = 2 * 86400, CLOSES_S = 12 * 3600 };

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

/* ---- keys ---- */

static void sign(const struct ctx *ctx, int64_t event, char ret[static SHA256_HEX_MAX])
{
    char context[64];
    snprintf(context, sizeof context, "stage-screen:%" PRId64, event);
    sealed_digest(ctx->site->sealed_key, context, STR("screen"), ret);
    ret[MAC_CHARS] = '\0';
}

const char *stage_gate_key(struct ctx *ctx, const struct event *event)
{
    char mac[SHA256_HEX_MAX];
    sign(ctx, event->id.v, mac);
    return arena_printf(ctx->arena, "%" PRId64 "-%s", event->id.v, mac);
}

static bool is_open(const struct event *event, struct instant now)
{
    return event_status_is_on(event->status) && now.v >= event->fields.starts_at.v - OPENS_S &&
           now.v <= event->fields.ends_at.v + CLOSES_S;
}

bool stage_gate_key_works(const struct ctx *ctx, const struct event *event)
{
    return is_open(event, ctx->now);
}

enum err stage_gate_open(struct ctx *ctx, struct str key, struct event *ret)
{
    const struct event_viewer viewer = {.person = {0}};
    struct str rest = key, id;
    struct event event;
    char mac[SHA256_HEX_MAX];
    int64_t number;
    if (!str_split(&rest, '-', &id) || str_parse_int(id, &number) != OK)
        return ERR_NOT_FOUND;
    sign(ctx, number, mac);
    if (!token_equal(rest, str_of(mac)))
        return ERR_NOT_FOUND;
    enum err err = event_find(ctx->store, &viewer, (struct event_id){number}, ctx->arena, &event);
    if (err == OK && (event.fields.kind != EVENT_SPARK || !is_open(&event, ctx->now)))
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = event;
    return err;
}
