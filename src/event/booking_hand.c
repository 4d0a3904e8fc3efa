/* DESIGN: a place passes to somebody else, past the waiting list: handed on, or a substitute. */
#include "booking_ask.h"

#include "approval.h"
#include "audience.h"
#include "booking_online.h"
#include "booking_place.h"
#include "event_store.h"
#include "token.h"
#include "workshop.h"

struct hand {
    struct store *store;
    struct instant now;
    struct event event;
    struct booking_row from, to; /* to.id v 0: they have no wait of their own */
    struct person person;        /* who takes it */
};

static enum err load(struct hand *hand, const struct booking_handing *handing, struct refusal *why)
{
    struct store *store = hand->store;
    enum err err = booking_store_find(store, handing->id, why->arena, &hand->from);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, hand->from.event, why->arena,
                               &hand->event);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    if (err == OK)
        err = booking_place_person(store, hand->now, handing->to, why, &hand->person);
    if (err != OK)
        return err;
    err = booking_store_find_live(store, hand->event.id, handing->to, why->arena, &hand->to);
    return err == ERR_NOT_FOUND ? OK : err;
}

/* A place online is one only while there is a way to be there. */
static enum err check_online(const struct hand *hand, struct refusal *why)
{
    const char *who = NULL;
    enum err err = hand->from.online ? booking_online_left_out(hand->store, hand->now,
                                                               hand->event.id, 0, why->arena, &who)
                                     : OK;
    if (err != OK || !who)
        return err;
    return refuse(why, ERR_CONFLICT, "not-online",
                  "This place is one online, and the event takes place in the room alone now. Let "
                  "whoever has it come to the room, or give it up.");
}

static enum err check(const struct hand *hand, const struct booking_handing *handing,
                      struct refusal *why)
{
    const struct booking_row *to = &hand->to;
    const struct booking_taker taker = {
        handing->to, handing->by.v == handing->to.v ? NULL : hand->person.name, hand->from.online};
    enum err err = booking_place_check_event(&hand->event, hand->now, why);
    if (err == OK)
        err = workshop_check_single(hand->store, &hand->event, why);
    if (err == OK)
        err = booking_place_check_held(&hand->from, why);
    if (err == OK)
        err = check_online(hand, why);
    if (err != OK)
        return err;
    if (to->id.v && to->status != BOOKING_WAITING) {
        why->other_id = to->id.v;
        return refuse(why, ERR_CONFLICT, "already-booked",
                      "%s already booked on this event. Choose somebody else.",
                      booking_place_they_are(&taker, why->arena));
    }
    if (!handing->organises)
        err = booking_place_check_audience(hand->store, &hand->event, handing->to, why);
    return err == OK ? booking_place_check(hand->store, &hand->event, &taker, why, NULL) : err;
}

/* Once the place is free it may be one that their school has used up. */
static enum err check_quota(const struct hand *hand, struct refusal *why)
{
    bool full = false, counted = hand->from.part == PART_ATTENDEE && !hand->from.online;
    enum err err =
        counted ? audience_quota_is_full(hand->store, hand->event.id, hand->person.id, &full) : OK;
    if (err != OK || !full)
        return err;
    return refuse(why, ERR_CONFLICT, "full",
                  "The places that are kept for the school of %s are all taken. Choose somebody of "
                  "another school.",
                  hand->person.name);
}

/* The one who had it is out, and nobody is promoted: the place is passed on. */
static enum err let_go(struct hand *hand, const struct booking_handing *handing, const char *by,
                       struct arena *arena)
{
    bool was_confirmed = hand->from.status == BOOKING_CONFIRMED;
    const char *said = handing->reason && *handing->reason ? handing->reason : NULL;
    const char *words = arena_printf(arena, "%s has the place now.%s%s", hand->person.name,
                                     said ? " " : "", said ? said : "");
    enum err err = booking_store_end(hand->store, hand->now, &hand->from, BOOKING_WITHDRAWN, words);
    if (err == OK)
        err = booking_place_give_time(hand->store, &hand->from);
    if (err == OK)
        err = workshop_give_back(hand->store, hand->now, hand->event.id, hand->from.person, arena);
    if (err != OK)
        return err;
    struct notice notice =
        booking_store_notice(&hand->event, &hand->from, NOTICE_BOOKING_CANCELLED);
    notice.had_place = was_confirmed;
    notice.by = handing->by.v == handing->to.v ? NULL : by;
    notice.detail = words;
    return notice_queue(hand->store, hand->now, &notice);
}

/* A wait of theirs becomes the place, so that it keeps its name in calendars. */
static enum err take(struct hand *hand, struct arena *arena)
{
    struct booking_row *to = &hand->to;
    char uid[UUID_TEXT_MAX];
    enum err err;
    if (to->id.v && hand->from.part == PART_ATTENDEE) {
        enum booking_status as = booking_place_status(&hand->event, to);
        err = hand->from.online
                  ? booking_store_go_online(hand->store, hand->now, to, as)
                  : booking_store_promote(hand->store, hand->now, to, as, (struct instant){0});
        return err == OK ? booking_time_take(hand->store, &hand->event, to->id, to->person, arena)
                         : err;
    }
    err = to->id.v ? booking_store_end(hand->store, hand->now, to, BOOKING_WITHDRAWN, "") : OK;
    if (err != OK)
        return err;
    token_uuid(uid);
    *to = (struct booking_row){.uid = arena_strdup(arena, uid),
                               .part = hand->from.part,
                               .online = hand->from.online,
                               .booked_at = hand->now,
                               .person = hand->person.id,
                               .person_name = hand->person.name,
                               .person_email = hand->person.email,
                               .event = hand->event.id};
    to->status = booking_place_status(&hand->event, to);
    err = to->part == PART_ATTENDEE ? booking_store_place(hand->store, hand->now, to)
                                    : booking_store_lead(hand->store, hand->now, to);
    return err == OK ? booking_time_take(hand->store, &hand->event, to->id, to->person, arena)
                     : err;
}

static enum err tell_taker(struct hand *hand, const struct booking_handing *handing, const char *by,
                           struct arena *arena)
{
    const struct booking_news news = {
        .by = handing->by.v == handing->to.v ? NULL : by,
        .detail = arena_printf(arena, "You take the place of %s.", hand->from.person_name)};
    return booking_place_tell(hand->store, hand->now, &hand->event, &hand->to, &news);
}

enum err booking_hand(struct store *store, struct instant now,
                      const struct booking_handing *handing, struct refusal *why,
                      struct booking_placed *ret)
{
    struct hand hand = {.store = store, .now = now};
    const char *by = NULL;
    enum err err = load(&hand, handing, why);
    if (err == OK)
        err = check(&hand, handing, why);
    if (err == OK)
        err = booking_place_other(store, handing->by, hand.from.person, why->arena, &by);
    if (err == OK)
        err = let_go(&hand, handing, by, why->arena);
    if (err == OK)
        err = check_quota(&hand, why);
    if (err == OK)
        err = take(&hand, why->arena);
    if (err == OK)
        err = tell_taker(&hand, handing, by ? by : hand.from.person_name, why->arena);
    if (err == OK && hand.to.status == BOOKING_REQUESTED)
        err = approval_make_of_booking(store, now, &hand.event, hand.to.id, hand.to.person, why);
    if (err == OK)
        err = booking_promote_person(store, now, hand.from.person, why->arena);
    if (err == OK)
        *ret = (struct booking_placed){.id = hand.to.id, .status = hand.to.status};
    return err;
}
