/* DESIGN: one event, one booking or one talk as a calendar file, to save or to open. */
#include "booking.h"
#include "feed.h"
#include "page.h"
#include "talk_input.h"
#include "viewer.h"

enum { FILE_BYTES_MAX = 64 * 1024 };

static enum err answer(struct ctx *ctx, struct response *response, const struct buf *bytes,
                       const char *filename)
{
    response->body = arena_str(ctx->arena, buf_str(bytes));
    response->content_type = "text/calendar; charset=utf-8";
    response->filename = filename;
    return OK;
}

enum err page_event_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct buf bytes;
    enum err err = event_find_seen(ctx, request->id, &event);
    if (err != OK)
        return err;
    buf_init(&bytes, FILE_BYTES_MAX);
    err = feed_write_event(ctx->store, event.id.v, ctx->site->base_url, ctx->arena, &bytes);
    if (err == OK)
        err = answer(ctx, response, &bytes,
                     arena_printf(ctx->arena, "event-%lld.ics", (long long)event.id.v));
    buf_done(&bytes);
    return err;
}

/* Somebody else's is not found. */
enum err page_booking_file(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct buf bytes;
    buf_init(&bytes, FILE_BYTES_MAX);
    enum err err = feed_write_booking(ctx->store, request->id, ctx->actor.person,
                                      ctx->site->base_url, ctx->arena, &bytes);
    if (err == OK)
        err = answer(ctx, response, &bytes,
                     arena_printf(ctx->arena, "booking-%lld.ics", (long long)request->id));
    buf_done(&bytes);
    return err;
}

enum err page_talk_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    struct buf bytes;
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_NAMED, &talk);
    if (err != OK)
        return err;
    buf_init(&bytes, FILE_BYTES_MAX);
    err = feed_write_talk(ctx->store, talk.id.v, ctx->actor.person, ctx->site->base_url, ctx->arena,
                          &bytes);
    if (err == OK)
        err = answer(ctx, response, &bytes,
                     arena_printf(ctx->arena, "talk-%lld.ics", (long long)talk.id.v));
    buf_done(&bytes);
    return err;
}
