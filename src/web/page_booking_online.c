/* DESIGN: the press that makes a booking one online, or one in the room. */
#include "booking_gate.h"
#include "booking_online.h"
#include "page.h"
#include "view_event.h"

/* Beside what it is about, for whoever sees that. */
static enum err refused(struct ctx *ctx, const struct booking *booking, enum err why,
                        struct response *response)
{
    enum err err = event_page_refused(ctx, response, booking->event.v, why);
    return err == ERR_NOT_FOUND ? why : err;
}

static enum err change(struct ctx *ctx, const struct request *request, bool online,
                       struct response *response)
{
    struct booking booking;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    const struct booking_switch to = {booking.id, ctx->actor.person, online};
    err = booking_online_switch(ctx->store, ctx->now, &to, &ctx->why);
    if (err != OK)
        return refused(ctx, &booking, err, response);
    return response_redirect(ctx, response, "%s?done=%s",
                             event_href(ctx, booking.event_kind, booking.event),
                             online ? "online" : "in-the-room");
}

enum err page_booking_online(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return change(ctx, request, true, response);
}

enum err page_booking_room(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return change(ctx, request, false, response);
}
