/* DESIGN: whose booking it is, and who may do something about it. */
#include "booking_gate.h"

#include "viewer.h"

enum err booking_gate_own(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_find(ctx->store, (struct booking_id){id}, ctx->arena, &booking);
    if (err != OK || booking.person.v != ctx->actor.person.v)
        return err == OK ? ERR_NOT_FOUND : err;
    *ret = booking;
    return OK;
}

/* Organisers of that one event too, whose school it need not be (TW-03). */
static bool may_on_event(struct ctx *ctx, enum action action, const struct booking *booking)
{
    struct event event;
    return event_find_seen(ctx, booking->event.v, &event) == OK && event_may(ctx, action, &event);
}

static bool organises(struct ctx *ctx, const struct booking *booking)
{
    return may_on_event(ctx, ACTION_EVENT_EDIT, booking);
}

enum err booking_gate_seen(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_find(ctx->store, (struct booking_id){id}, ctx->arena, &booking);
    if (err != OK)
        return err;
    if (booking.person.v != ctx->actor.person.v &&
        !may_on_event(ctx, ACTION_EVENT_ATTENDEES, &booking))
        return ERR_NOT_FOUND;
    *ret = booking;
    return OK;
}

enum err booking_gate_ended_by(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_gate_seen(ctx, id, &booking);
    if (err != OK)
        return err;
    if (booking.person.v != ctx->actor.person.v && !organises(ctx, &booking))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the person and the organiser can give this place up. Ask one of them.");
    *ret = booking;
    return OK;
}

enum err booking_gate_organised(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_gate_seen(ctx, id, &booking);
    if (err != OK)
        return err;
    if (!organises(ctx, &booking))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the organiser can give a place to somebody else at once. You can hand "
                      "your own to a colleague who says yes.");
    *ret = booking;
    return OK;
}

enum err booking_gate_wanted(struct ctx *ctx, int64_t id)
{
    struct event event;
    enum err err = event_find_seen(ctx, id, &event);
    return err == ERR_NOT_FOUND
               ? refuse_field(&ctx->why, "event_id", "Choose the event where their place is.")
               : err;
}

enum err booking_gate_asked(struct ctx *ctx, int64_t id, bool by_them, struct booking_ask *ret)
{
    struct booking_ask ask;
    enum err err =
        booking_ask_find(ctx->store, (struct booking_ask_id){id}, ctx->now, ctx->arena, &ask);
    if (err != OK)
        return err;
    struct person_id whose = by_them ? ask.booking.person : ask.to;
    if (whose.v != ctx->actor.person.v)
        return ERR_NOT_FOUND;
    *ret = ask;
    return OK;
}
