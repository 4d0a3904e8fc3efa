/* DESIGN: what having a place means: who may, when they are taken by it, and what they are told. */
#include "booking_place.h"

#include "audience.h"
#include "event_place.h"
#include "tz.h"

/* ---- time ---- */

enum err booking_place_give_time(struct store *store, const struct booking_row *row)
{
    return busy_delete(store, BUSY_BOOKING, row->id.v, row->person);
}

enum err booking_place_is_open(struct store *store, const struct event *event,
                               struct person_id person, struct arena *arena, bool *ret)
{
    struct clash clash;
    enum err err = event->fields.clash_warns /* where clashes are only said they may have it too */
                       ? ERR_NOT_FOUND
                       : clash_find_event(store, event, person, arena, &clash);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    bool full = false;
    *ret = err == ERR_NOT_FOUND;
    err = *ret ? audience_quota_is_full(store, event->id, person, &full) : OK;
    *ret = *ret && !full;
    return err;
}

/* ---- who may ---- */

enum err booking_place_person(struct store *store, struct instant now, struct person_id id,
                              struct refusal *why, struct person *ret)
{
    enum err err = person_find(store, id, why->arena, ret);
    bool left = err == OK && !day_is_none(ret->left_on) && ret->left_on.v < tz_day(now).v;
    if (err == ERR_NOT_FOUND || left)
        return refuse_field(why, "person_id", "Choose somebody who works in the trust.");
    return err;
}

const char *booking_place_they_are(const struct booking_taker *taker, struct arena *arena)
{
    return taker->name ? arena_printf(arena, "%s is", taker->name) : "You are";
}

/* What clashes is refused, or said; what lies outside their working pattern is always said (TW-07).
 */
static enum err check_time(struct store *store, const struct event *event,
                           const struct booking_taker *taker, struct refusal *why,
                           struct booking_placed *placed)
{
    struct clash_list clashes;
    const char *outside = NULL;
    struct event there = *event;
    if (taker->online)
        there.fields.school.v = 0;
    enum err err = clash_list_event(store, &there, taker->person, why->arena, &clashes);
    if (err != OK)
        return err;
    if (clashes.count && !event->fields.clash_warns) {
        why->other_id = clashes.items[0].other.event_id;
        return refuse(why, ERR_CONFLICT, "clash", "%s. %s, or choose another event.",
                      clash_words(why->arena, &clashes.items[0], taker->name),
                      clash_remedy(&clashes.items[0]));
    }
    if (!placed)
        return OK;
    for (int i = 0; i < clashes.count; i++)
        placed->warnings[placed->warning_count++] = arena_printf(
            why->arena, "%s.", clash_words(why->arena, &clashes.items[i], taker->name));
    err = clash_pattern(store, event, taker->person, taker->name, why->arena, &outside);
    if (err == OK && outside)
        placed->warnings[placed->warning_count++] = outside;
    return err;
}

enum err booking_place_check(struct store *store, const struct event *event,
                             const struct booking_taker *taker, struct refusal *why,
                             struct booking_placed *placed)
{
    bool presents = false;
    enum err err = booking_store_presents(store, event->id, taker->person, &presents);
    if (err != OK)
        return err;
    if (presents)
        return refuse(why, ERR_CONFLICT, "presenting",
                      "%s presenting a talk at this event, so there is no need to book a place.",
                      booking_place_they_are(taker, why->arena));
    return check_time(store, event, taker, why, placed);
}

enum err booking_place_check_event(const struct event *event, struct instant now,
                                   struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled. Look for another one under Events.");
    if (event->status == EVENT_DRAFT)
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event is still a draft. Publish it first.");
    if (now.v >= event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "This event has started, so its places can no longer change hands. Tell the "
                      "organiser who came.");
    return OK;
}

enum err booking_place_check_audience(struct store *store, const struct event *event,
                                      struct person_id person, struct refusal *why)
{
    bool admits = false;
    enum err err = audience_admits(store, event, person, &admits);
    if (err != OK || admits)
        return err;
    return refuse(why, ERR_DENIED, "not-eligible",
                  "This event is for other people: see “Who it is for” on its page. Ask the "
                  "organiser if you would like to come.");
}

enum err booking_place_check_held(const struct booking_row *row, struct refusal *why)
{
    if (row->required)
        return refuse(why, ERR_CONFLICT, "required",
                      "Whoever has this place has to come to this event. Only the organiser can "
                      "excuse them.");
    if (row->beyond)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "There is no place to give: they were let in beyond the places there are.");
    if (row->status == BOOKING_CONFIRMED || row->status == BOOKING_REQUESTED)
        return OK;
    return refuse(why, ERR_CONFLICT, "no-place",
                  row->status == BOOKING_OFFERED
                      ? "This place is only offered so far. Say yes to it first."
                      : "There is no place to give: it was given up, or is only waited for.");
}

enum booking_status booking_place_status(const struct event *event, const struct booking_row *row)
{
    bool asks = event->fields.approval && row->part == PART_ATTENDEE && !row->approved;
    return asks ? BOOKING_REQUESTED : BOOKING_CONFIRMED;
}

/* ---- news ---- */

/* The way in, for those alone who have a place. */
static enum err add_link(struct store *store, struct event_id event, struct arena *arena,
                         struct notice *notice)
{
    struct event_place place;
    enum err err = event_place_find(store, event, arena, &place);
    if (err == OK)
        notice->online_link = place.online_link;
    return err;
}

enum err booking_place_tell(struct store *store, struct instant now, const struct event *event,
                            const struct booking_row *row, const struct booking_news *news)
{
    enum notice_kind kind = row->status == BOOKING_WAITING     ? NOTICE_BOOKING_WAITING
                            : row->status == BOOKING_REQUESTED ? NOTICE_BOOKING_REQUESTED
                                                               : NOTICE_BOOKING_CONFIRMED;
    struct notice notice = booking_store_notice(event, row, kind);
    notice.position = news->position;
    notice.by = news->by;
    notice.detail = news->detail;
    struct arena *arena = arena_new();
    enum err err =
        kind == NOTICE_BOOKING_CONFIRMED ? add_link(store, event->id, arena, &notice) : OK;
    if (err == OK)
        err = notice_queue(store, now, &notice);
    arena_free(arena);
    return err;
}

enum err booking_place_other(struct store *store, struct person_id by, struct person_id person,
                             struct arena *arena, const char **ret)
{
    struct person other;
    if (by.v == 0 || by.v == person.v)
        return OK;
    enum err err = person_find(store, by, arena, &other);
    if (err == OK)
        *ret = other.name;
    return err == ERR_NOT_FOUND ? OK : err;
}
