/* DESIGN: whose booking it is, and who may do something about it. */
#include "booking_gate.h"

#include "org_words.h"
#include "tz.h"
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

/* Is that one of the people the actor books for? */
static enum err acts_for(struct ctx *ctx, struct person_id person, bool *ret)
{
    struct object object;
    enum err err =
        permission_person(ctx->store, &ctx->actor, person, tz_day(ctx->now), ctx->arena, &object);
    *ret = err == OK && may(&ctx->actor, ACTION_EVENT_BOOK_OTHERS, &object);
    return err == ERR_NOT_FOUND ? OK : err;
}

/* May the actor give the place up or on? Of their own people, or whoever it is where they organise.
 */
static enum err arranges(struct ctx *ctx, const struct booking *booking, bool *ret)
{
    *ret = may_on_event(ctx, ACTION_EVENT_EDIT, booking);
    if (*ret || booking->part != PART_ATTENDEE || booking->required)
        return OK; /* who leads, and who has to come, is the organiser's to say */
    return acts_for(ctx, booking->person, ret);
}

enum err booking_gate_for(struct ctx *ctx, const struct event *event, struct person_id person)
{
    bool theirs = event_may(ctx, ACTION_EVENT_EDIT, event);
    enum err err = theirs ? OK : acts_for(ctx, person, &theirs);
    if (err != OK || theirs)
        return err;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "You can book a place for yourself only. Ask the organiser, or the %s of their "
                  "school, to book for somebody else.",
                  org_words(ctx).leader);
}

enum err booking_gate_seen(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_find(ctx->store, (struct booking_id){id}, ctx->arena, &booking);
    if (err != OK)
        return err;
    bool sees = booking.person.v == ctx->actor.person.v ||
                may_on_event(ctx, ACTION_EVENT_ATTENDEES, &booking);
    if (!sees)
        err = acts_for(ctx, booking.person, &sees);
    if (err != OK || !sees)
        return err == OK ? ERR_NOT_FOUND : err;
    *ret = booking;
    return OK;
}

enum err booking_gate_ended_by(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_gate_seen(ctx, id, &booking);
    if (err != OK)
        return err;
    bool may_end = booking.person.v == ctx->actor.person.v;
    if (!may_end)
        err = arranges(ctx, &booking, &may_end);
    if (err == OK && !may_end)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the person and the organiser can change this booking or end it. Ask "
                      "one of them.");
    if (err != OK)
        return err;
    *ret = booking;
    return OK;
}

enum err booking_gate_arranged(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    bool may_arrange = false;
    enum err err = booking_gate_seen(ctx, id, &booking);
    if (err == OK)
        err = arranges(ctx, &booking, &may_arrange);
    if (err != OK)
        return err;
    if (!may_arrange)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the organiser can give a place to somebody else at once. You can hand "
                      "your own to a colleague who says yes.");
    *ret = booking;
    return OK;
}

enum err booking_gate_hand(struct ctx *ctx, const struct booking *booking,
                           struct booking_handing *handing)
{
    struct event event;
    enum err err = event_find_seen(ctx, booking->event.v, &event);
    if (err == OK)
        err = booking_gate_for(ctx, &event, handing->to);
    handing->organises = err == OK && event_may(ctx, ACTION_EVENT_EDIT, &event);
    return err;
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
