/* DESIGN: the caller's own calendar in the API: what is kept of it, put from a file, removed. */
#include "api.h"
#include "api_gate.h"
#include "json_view.h"
#include "own_calendar_ask.h"
#include "tz.h"

static enum err answer(struct ctx *ctx, struct response *response)
{
    struct own_calendar own;
    enum err err = own_calendar_find(ctx->store, ctx->actor.person, &own);
    if (err != OK)
        return err == ERR_NOT_FOUND ? refuse(&ctx->why, err, "not-found",
                                             "No calendar of yours is kept. Send one with PUT.")
                                    : err;
    json_t *view =
        json_pack("{s:o, s:o, s:o, s:i, s:i, s:o}", "read_at", json_view_instant(own.read_at),
                  "from", json_view_instant(own.from), "to", json_view_instant(own.to), "times",
                  own.count, "left_out", own.left_out, "last_at",
                  own.count ? json_view_instant(own.last_at) : json_null());
    return response_json(response, 200, view);
}

enum err api_own_calendar_show(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response) : err;
}

static enum err keep(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    enum err err = own_calendar_ask_keep(ctx);
    return err == OK ? answer(ctx, response) : err;
}

enum err api_own_calendar_put(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = own_calendar_ask_read(ctx, request);
    if (err == OK)
        response->then_write = keep;
    return err;
}

enum err api_own_calendar_remove(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    (void)request;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = own_calendar_ask_remove(ctx);
    if (err == OK)
        response->status = 204;
    return err;
}
