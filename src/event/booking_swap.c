/* DESIGN: two people exchange their places at two events; the waiting lists do not notice. */
#include "booking_ask.h"

#include "audience.h"
#include "booking_place.h"
#include "event_store.h"
#include "workshop.h"

/* One of the two: the place they give, and the event they go to. */
struct side {
    struct booking_row row;
    struct event from, to;
};

static enum err load(struct store *store, struct booking_id id, struct refusal *why,
                     struct side *side)
{
    enum err err = booking_store_find(store, id, why->arena, &side->row);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, side->row.event, why->arena,
                               &side->from);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    return err;
}

static enum err check_side(struct store *store, const struct side *side, struct instant now,
                           struct refusal *why)
{
    enum err err = booking_place_check_event(&side->from, now, why);
    if (err == OK)
        err = workshop_check_single(store, &side->from, why);
    if (err == OK)
        err = booking_place_check_held(&side->row, why);
    if (err != OK)
        return err;
    if (side->from.fields.approval)
        return refuse(why, ERR_CONFLICT, "needs-approval",
                      "A place at “%s” needs approval, so it cannot be swapped. Give yours up and "
                      "ask for that one.",
                      side->from.fields.title);
    if (side->row.online)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "Online there is room for everybody at “%s”, so there is nothing to swap. "
                      "Book it, and give up what you cannot go to.",
                      side->from.fields.title);
    if (side->row.part != PART_ATTENDEE || side->row.status != BOOKING_CONFIRMED)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "Only places in the audience can be swapped. Ask the organiser.");
    return OK;
}

/* What they have at the event they go to: a wait ends, a place is no ground for a swap. */
static enum err clear_way(struct store *store, struct instant now, const struct side *side,
                          struct refusal *why)
{
    struct booking_row there;
    enum err err =
        booking_store_find_live(store, side->to.id, side->row.person, why->arena, &there);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK && there.status != BOOKING_WAITING)
        return refuse(why, ERR_CONFLICT, "already-booked",
                      "%s is already booked on “%s”, so there is nothing to swap.",
                      side->row.person_name, side->to.fields.title);
    return err == OK ? booking_store_end(store, now, &there, BOOKING_WITHDRAWN,
                                         "They have a place now: they swapped.")
                     : err;
}

/* Two of one school change nothing about its quota. */
static enum err check_quota(struct store *store, const struct side *side, const struct side *other,
                            struct refusal *why)
{
    struct person one, two;
    bool full = false;
    enum err err = person_find(store, side->row.person, why->arena, &one);
    if (err == OK)
        err = person_find(store, other->row.person, why->arena, &two);
    if (err == OK && one.school.v != two.school.v)
        err = audience_quota_is_full(store, side->to.id, side->row.person, &full);
    if (err != OK || !full)
        return err;
    return refuse(why, ERR_CONFLICT, "full",
                  "The places at “%s” that are kept for the school of %s are all taken.",
                  side->to.fields.title, side->row.person_name);
}

/* With the place on a day goes what they chose there. */
static enum err leave(struct store *store, struct instant now, const struct side *side,
                      struct arena *arena)
{
    enum err err = booking_place_give_time(store, &side->row);
    return err == OK ? workshop_give_back(store, now, side->from.id, side->row.person, arena) : err;
}

static enum err arrive(struct store *store, struct instant now, struct side *side,
                       struct refusal *why)
{
    const struct booking_taker taker = {side->row.person, side->row.person_name, false};
    enum err err = booking_place_check(store, &side->to, &taker, why, NULL);
    if (err == OK) /* what they asked a colleague was about the other event */
        err = booking_store_end_asks(store, now, side->row.id);
    if (err == OK)
        err = booking_store_move(store, now, &side->row, side->to.id);
    return err == OK
               ? booking_time_take(store, &side->to, side->row.id, side->row.person, why->arena)
               : err;
}

static enum err tell(struct store *store, struct instant now, const struct side *side,
                     const struct side *other, struct arena *arena)
{
    struct notice notice = booking_store_notice(&side->to, &side->row, NOTICE_BOOKING_SWAPPED);
    notice.had_place = true;
    notice.by = other->row.person_name;
    notice.detail = arena_printf(arena, "Your place at %s is theirs now.", side->from.fields.title);
    return notice_queue(store, now, &notice);
}

static enum err exchange(struct store *store, struct instant now, struct side sides[2],
                         struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < 2; i++)
        err = clear_way(store, now, &sides[i], why);
    for (int i = 0; err == OK && i < 2; i++)
        err = check_quota(store, &sides[i], &sides[!i], why);
    for (int i = 0; err == OK && i < 2; i++)
        err = booking_place_check_audience(store, &sides[i].to, sides[i].row.person, why);
    for (int i = 0; err == OK && i < 2; i++)
        err = leave(store, now, &sides[i], why->arena);
    for (int i = 0; err == OK && i < 2; i++)
        err = arrive(store, now, &sides[i], why);
    for (int i = 0; err == OK && i < 2; i++)
        err = tell(store, now, &sides[i], &sides[!i], why->arena);
    for (int i = 0; err == OK && i < 2; i++)
        err = booking_promote_person(store, now, sides[i].row.person, why->arena);
    return err;
}

enum err booking_swap(struct store *store, struct instant now, struct booking_id one,
                      struct booking_id other, struct refusal *why)
{
    struct side sides[2];
    enum err err = load(store, one, why, &sides[0]);
    if (err == OK)
        err = load(store, other, why, &sides[1]);
    for (int i = 0; err == OK && i < 2; i++)
        err = check_side(store, &sides[i], now, why);
    if (err != OK)
        return err;
    if (sides[0].from.id.v == sides[1].from.id.v || sides[0].row.person.v == sides[1].row.person.v)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "A swap needs two people with places at two events. Choose another event.");
    sides[0].to = sides[1].from;
    sides[1].to = sides[0].from;
    return exchange(store, now, sides, why);
}
