/* DESIGN: a SPARK event's page on the evening: one thing to do, and it comes first. */
#include "spark_tonight.h"

#include "stage_gate.h"
#include "words.h"

enum { BEFORE_S = 3600, AFTER_S = 6 * 3600 };

static const char *heading(struct ctx *ctx, const struct event *event)
{
    if (ctx->now.v < event->fields.starts_at.v)
        return arena_printf(ctx->arena, "It begins at %s",
                            words_time(ctx->arena, event->fields.starts_at));
    return ctx->now.v < event->fields.ends_at.v ? "It is on now" : "The evening";
}

json_t *spark_tonight_view(struct ctx *ctx, const struct event *event)
{
    bool on = event->status == EVENT_PUBLISHED || event->status == EVENT_CLOSED;
    if (!on || ctx->now.v < event->fields.starts_at.v - BEFORE_S ||
        ctx->now.v >= event->fields.ends_at.v + AFTER_S)
        return NULL;
    return json_pack("{s:s, s:b}", "heading", heading(ctx, event), "run",
                     stage_gate_may_run(ctx, event));
}
