/* DESIGN: a booking online, or in the room, in the API. */
#include "api.h"
#include "api_gate.h"
#include "booking_gate.h"
#include "booking_online.h"
#include "json_view.h"

static enum err change(struct ctx *ctx, const struct request *request, bool online,
                       struct response *response)
{
    struct booking booking;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_ended_by(ctx, request->id, &booking);
    if (err != OK)
        return err;
    const struct booking_switch to = {booking.id, ctx->actor.person, online};
    err = booking_online_switch(ctx->store, ctx->now, &to, &ctx->why);
    if (err == OK)
        err = booking_find(ctx->store, booking.id, ctx->arena, &booking);
    return err == OK ? response_json(response, 200, json_view_booking(&booking)) : err;
}

enum err api_booking_online(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return change(ctx, request, true, response);
}

enum err api_booking_room(struct ctx *ctx, const struct request *request, struct response *response)
{
    return change(ctx, request, false, response);
}
