/* DESIGN: a free place goes to the first in line: given at once, or offered for a while. */
#include "booking_promote.h"

#include "event_rules.h"
#include "event_store.h"
#include "tz.h"

/* ---- one of them ---- */

/* When the last offer has to be answered: afterwards places are given at once. */
static struct instant latest_answer(const struct event *event)
{
    int64_t starts = event->fields.starts_at.v, closes = event->fields.booking_closes_at.v;
    return (struct instant){closes && closes < starts ? closes : starts};
}

static enum err tell_promoted(struct store *store, struct instant now, const struct event *event,
                              const struct booking_row *row)
{
    bool offered = row->status == BOOKING_OFFERED;
    struct booking_news news = {.detail = "A place came free, and it is held for you."};
    if (row->status == BOOKING_REQUESTED)
        return booking_place_tell(store, now, event, row, &news);
    struct notice notice = booking_store_notice(
        event, row, offered ? NOTICE_BOOKING_OFFERED : NOTICE_BOOKING_PROMOTED);
    notice.had_place = !offered;
    notice.until = row->offered_until;
    return notice_queue(store, now, &notice);
}

static enum err promote_one(struct store *store, struct instant now, const struct event *event,
                            struct booking_row *row, struct arena *arena)
{
    struct instant until = instant_add(now, (int64_t)event->fields.offer_min * 60);
    bool offers = event->fields.offer_min && until.v <= latest_answer(event).v;
    enum err err = booking_store_promote(
        store, now, row, offers ? BOOKING_OFFERED : booking_place_status(event, row),
        offers ? until : (struct instant){0});
    if (err == OK)
        err = booking_time_take(store, event, row->id, row->person, arena);
    return err == OK ? tell_promoted(store, now, event, row) : err;
}

/* In order; a place stays free only if nobody who waits can take it. */
static enum err fill(struct store *store, struct instant now, const struct event *event, int places,
                     struct arena *arena)
{
    struct booking_row row = {0};
    struct day today = tz_day(now);
    /* closed by hand: nobody new, but who waits already goes on waiting */
    bool open = event->status == EVENT_PUBLISHED || event->status == EVENT_CLOSED;
    if (!open || now.v >= event->fields.starts_at.v || !event->waiting)
        return OK;
    while (places > 0) {
        bool free = false;
        enum err err = booking_store_next_waiting(store, event, &row, today, arena, &row);
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK)
            err = booking_place_is_open(store, event, row.person, arena, &free);
        if (err == OK && free)
            err = promote_one(store, now, event, &row, arena);
        if (err != OK)
            return err;
        places -= free;
    }
    return OK;
}

/* ---- offers that are over ---- */

static enum err lapse(struct store *store, struct instant now, const struct event *event,
                      struct booking_row *row, struct arena *arena)
{
    const char *until = event_rules_moment(arena, row->offered_until);
    enum err err = booking_store_end(store, now, row, BOOKING_WITHDRAWN,
                                     "The offer of a place was not answered in time.");
    if (err == OK)
        err = booking_place_give_time(store, row);
    if (err != OK)
        return err;
    struct notice notice = booking_store_notice(event, row, NOTICE_BOOKING_CANCELLED);
    notice.detail = arena_printf(arena,
                                 "A place was held for you until %s. There was no answer, so it "
                                 "goes to the next in line.",
                                 until);
    return notice_queue(store, now, &notice);
}

/* The event was moved, and the offer reaches past it now: the place is theirs. */
static enum err give(struct store *store, struct instant now, const struct event *event,
                     struct booking_row *row)
{
    enum err err = booking_store_settle(store, now, row, booking_place_status(event, row));
    return err == OK ? tell_promoted(store, now, event, row) : err;
}

struct freed {
    struct person_id *items;
    int count, room;
};

static enum err end_offers(struct store *store, struct instant now, const struct event *event,
                           struct arena *arena, struct freed *freed)
{
    struct booking_row row;
    for (;;) {
        enum err err =
            booking_store_next_offer(store, event->id, now, latest_answer(event), arena, &row);
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK && row.offered_until.v > now.v) {
            err = give(store, now, event, &row);
        } else if (err == OK) {
            err = lapse(store, now, event, &row, arena);
            if (freed->count == freed->room)
                freed->items =
                    arena_grow(arena, freed->items, sizeof *freed->items, 4, &freed->room);
            freed->items[freed->count++] = row.person;
        }
        if (err != OK)
            return err;
    }
}

/* ---- an event, a person, all ---- */

enum err booking_promote_event(struct store *store, struct instant now, const struct event *event,
                               struct arena *arena)
{
    struct freed freed = {0};
    enum err err =
        event_status_is_on(event->status) ? end_offers(store, now, event, arena, &freed) : OK;
    if (err == OK)
        err = fill(store, now, event, event->places_left + freed.count, arena);
    for (int i = 0; err == OK && i < freed.count; i++)
        err = booking_promote_person(store, now, freed.items[i], arena);
    return err;
}

enum err booking_promote(struct store *store, struct instant now, struct event_id id,
                         struct arena *arena)
{
    struct event event;
    enum err err = event_store_find(store, (struct person_id){0}, id, arena, &event);
    return err == OK ? booking_promote_event(store, now, &event, arena) : err;
}

static enum err promote_each(struct store *store, struct instant now,
                             const struct booking_openings *openings, struct arena *arena)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < openings->count; i++)
        err = booking_promote(store, now, openings->events[i], arena);
    return err;
}

enum err booking_promote_person(struct store *store, struct instant now, struct person_id person,
                                struct arena *arena)
{
    struct booking_openings openings;
    enum err err = booking_store_openings(store, now, person, &openings);
    return err == OK ? promote_each(store, now, &openings, arena) : err;
}

enum err booking_promote_due(struct store *store, struct instant now, int limit,
                             struct arena *arena, bool *ret_more)
{
    struct booking_openings due;
    enum err err = booking_store_due_events(store, now, limit, &due);
    if (err == OK)
        err = promote_each(store, now, &due, arena);
    if (err == OK)
        *ret_more = due.count == limit;
    return err;
}
