/* DESIGN: places at events: book, wait, cancel, promote, each in one transaction with its mail. */
#include "booking.h"

#include "audience.h"
#include "booking_store.h"
#include "booking_time.h"
#include "event_rules.h"
#include "event_store.h"
#include "token.h"
#include "tz.h"

enum err booking_find(struct store *store, struct booking_id id, struct arena *arena,
                      struct booking *ret)
{
    return booking_list_find(store, id, arena, ret);
}

/* ---- promote ---- */

/* One who clashes where clashes are only said may have the place too. */
static enum err is_free(struct store *store, const struct event *event, struct person_id person,
                        struct arena *arena, bool *ret)
{
    struct clash clash;
    enum err err = event->fields.clash_warns
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

static enum err promote_one(struct store *store, struct instant now, const struct event *event,
                            struct booking_row *row, struct arena *arena)
{
    enum err err = booking_store_confirm(store, now, row);
    if (err == OK)
        err = booking_time_take(store, event, row->id, row->person, arena);
    if (err != OK)
        return err;
    row->seq++;
    struct notice notice = booking_store_notice(event, row, NOTICE_BOOKING_PROMOTED);
    notice.had_place = true;
    return notice_queue(store, now, &notice);
}

/* In order; a place stays free only if nobody who waits can take it. */
static enum err promote_event(struct store *store, struct instant now, const struct event *event,
                              struct arena *arena)
{
    struct booking_row row = {0};
    struct day today = tz_day(now);
    int places = event->places_left;
    if (event->status != EVENT_PUBLISHED || now.v >= event->fields.starts_at.v || !event->waiting)
        return OK;
    while (places > 0) {
        bool free = false;
        enum err err = booking_store_next_waiting(store, event->id, &row, today, arena, &row);
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK)
            err = is_free(store, event, row.person, arena, &free);
        if (err == OK && free)
            err = promote_one(store, now, event, &row, arena);
        if (err != OK)
            return err;
        places -= free;
    }
    return OK;
}

enum err booking_promote(struct store *store, struct instant now, struct event_id id,
                         struct arena *arena)
{
    struct event event;
    enum err err = event_store_find(store, (struct person_id){0}, id, arena, &event);
    return err == OK ? promote_event(store, now, &event, arena) : err;
}

enum err booking_promote_person(struct store *store, struct instant now, struct person_id person,
                                struct arena *arena)
{
    struct booking_openings openings;
    enum err err = booking_store_openings(store, now, person, &openings);
    for (int i = 0; err == OK && i < openings.count; i++)
        err = booking_promote(store, now, openings.events[i], arena);
    return err;
}

/* ---- book ---- */

static enum err find_bookable(struct store *store, const struct booking_request *request,
                              struct refusal *why, struct event *ret)
{
    enum err err = event_store_find(store, request->person, request->event, why->arena, ret);
    if (err == ERR_NOT_FOUND || (err == OK && ret->seq == 0 && !request->sees_drafts))
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such event. Look under Events for what is on.");
    return err;
}

static enum err find_person(struct store *store, struct instant now, struct person_id id,
                            struct refusal *why, struct person *ret)
{
    enum err err = person_find(store, id, why->arena, ret);
    bool left = err == OK && !day_is_none(ret->left_on) && ret->left_on.v < tz_day(now).v;
    if (err == ERR_NOT_FOUND || left)
        return refuse_field(why, "person_id", "Choose somebody who works in the trust.");
    return err;
}

/* "You are", or "Priya Shah is" when somebody else books for them. */
static const char *they_are(const struct booking_request *request, const struct person *person,
                            struct arena *arena)
{
    return request->by.v == request->person.v ? "You are"
                                              : arena_printf(arena, "%s is", person->name);
}

/* What clashes is refused, or said; what lies outside their working pattern is always said (TW-07).
 */
static enum err check_time(struct store *store, const struct event *event,
                           const struct booking_request *request, const struct person *person,
                           struct refusal *why, struct booking_placed *placed)
{
    const char *name = request->by.v == request->person.v ? NULL : person->name;
    struct clash_list clashes;
    enum err err = clash_list_event(store, event, request->person, why->arena, &clashes);
    if (err != OK)
        return err;
    if (clashes.count && !event->fields.clash_warns) {
        why->other_id = clashes.items[0].other.event_id;
        return refuse(why, ERR_CONFLICT, "clash", "%s. %s, or choose another event.",
                      clash_words(why->arena, &clashes.items[0], name),
                      clash_remedy(&clashes.items[0]));
    }
    for (int i = 0; i < clashes.count; i++)
        placed->warnings[placed->warning_count++] =
            arena_printf(why->arena, "%s.", clash_words(why->arena, &clashes.items[i], name));
    const char *outside;
    err = clash_pattern(store, event, request->person, name, why->arena, &outside);
    if (err == OK && outside)
        placed->warnings[placed->warning_count++] = outside;
    return err;
}

/* Whoever edits events may book anybody. */
static enum err check_audience(struct store *store, const struct event *event,
                               const struct booking_request *request, struct refusal *why)
{
    bool admits = request->sees_drafts;
    enum err err = admits ? OK : audience_admits(store, event, request->person, &admits);
    if (err != OK || admits)
        return err;
    return refuse(why, ERR_DENIED, "not-eligible",
                  "This event is for other people: see “Who it is for” on its page. Ask the "
                  "organiser if you would like to come.");
}

static enum err check_booking(struct store *store, struct instant now, const struct event *event,
                              const struct booking_request *request, const struct person *person,
                              struct refusal *why, struct booking_placed *placed)
{
    const char *they = they_are(request, person, why->arena);
    bool presents = false;
    if (event->my_booking) {
        why->other_id = event->my_booking;
        return refuse(why, ERR_CONFLICT, "already-booked",
                      event->my_booking_status == BOOKING_WAITING
                          ? "%s already on the waiting list of this event. A free place comes by "
                            "itself, with a mail."
                          : "%s already booked on this event. There is nothing more to do.",
                      they);
    }
    enum err err = event_rules_bookable(event, now, why);
    if (err == OK)
        err = check_audience(store, event, request, why);
    if (err == OK)
        err = booking_store_presents(store, event->id, request->person, &presents);
    if (err != OK)
        return err;
    if (presents)
        return refuse(why, ERR_CONFLICT, "presenting",
                      "%s presenting a talk at this event, so there is no need to book a place.",
                      they);
    return check_time(store, event, request, person, why, placed);
}

static enum err tell_booked(struct store *store, struct instant now, const struct event *event,
                            const struct booking_row *row, int position, const char *by)
{
    bool waits = row->status == BOOKING_WAITING;
    struct notice notice =
        booking_store_notice(event, row, waits ? NOTICE_BOOKING_WAITING : NOTICE_BOOKING_CONFIRMED);
    notice.had_place = !waits;
    notice.position = position;
    notice.by = by;
    return notice_queue(store, now, &notice);
}

static enum err wait_in_line(struct store *store, struct instant now, const struct event *event,
                             struct booking_row *row, struct refusal *why)
{
    if (!event->fields.waiting_list)
        return refuse(
            why, ERR_CONFLICT, "full",
            "All places you could have are taken and there is no waiting list. Look again "
            "later: a place may come free.");
    row->status = BOOKING_WAITING;
    return booking_store_wait(store, now, event->id, row->person, row->uid, &row->id);
}

static enum err place_or_wait(struct store *store, struct instant now, const struct event *event,
                              struct booking_row *row, struct refusal *why)
{
    bool full = false;
    enum err err = audience_quota_is_full(store, event->id, row->person, &full);
    if (err != OK)
        return err;
    if (full)
        return wait_in_line(store, now, event, row, why);
    err = booking_store_place(store, now, event->id, row->person, row->uid, &row->id);
    if (err == ERR_CONFLICT)
        return wait_in_line(store, now, event, row, why);
    return err == OK ? booking_time_take(store, event, row->id, row->person, why->arena) : err;
}

/* Who asked, if it is not the person themselves. */
static enum err name_of_other(struct store *store, struct person_id by, struct person_id person,
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

enum err booking_book(struct store *store, struct instant now,
                      const struct booking_request *request, struct refusal *why,
                      struct booking_placed *ret)
{
    struct event event = {0};
    struct person person = {0};
    const char *by = NULL;
    char uid[UUID_TEXT_MAX];
    struct booking_placed placed = {.warning_count = 0};
    int position = 0;
    enum err err = find_bookable(store, request, why, &event);
    if (err == OK)
        err = find_person(store, now, request->person, why, &person);
    if (err == OK)
        err = check_booking(store, now, &event, request, &person, why, &placed);
    if (err == OK) /* somebody in line may have become free since */
        err = promote_event(store, now, &event, why->arena);
    if (err != OK)
        return err;
    token_uuid(uid);
    struct booking_row row = {.uid = uid,
                              .status = BOOKING_CONFIRMED,
                              .booked_at = now,
                              .person = request->person,
                              .person_name = person.name,
                              .person_email = person.email,
                              .event = event.id};
    err = place_or_wait(store, now, &event, &row, why);
    if (err == OK && row.status == BOOKING_WAITING)
        err = booking_store_position(store, &row, &position);
    if (err == OK)
        err = name_of_other(store, request->by, request->person, why->arena, &by);
    if (err == OK)
        err = tell_booked(store, now, &event, &row, position, by);
    if (err == OK) {
        placed.id = row.id;
        placed.status = row.status;
        placed.position = position;
        *ret = placed;
    }
    return err;
}

/* ---- cancel ---- */

static enum err end_booking(struct store *store, struct instant now, const struct event *event,
                            struct booking_row *row, const struct notice *words,
                            struct arena *arena)
{
    bool had_place = booking_status_has_place(row->status);
    enum err err = booking_store_end(store, now, row, BOOKING_WITHDRAWN, words->detail);
    if (err == OK && had_place)
        err = busy_delete(store, BUSY_BOOKING, row->id.v, row->person);
    if (err != OK)
        return err;
    row->seq++;
    struct notice notice = booking_store_notice(event, row, NOTICE_BOOKING_CANCELLED);
    notice.had_place = had_place;
    notice.by = words->by;
    notice.detail = words->detail;
    err = notice_queue(store, now, &notice);
    if (err == OK && had_place)
        err = booking_promote(store, now, event->id, arena);
    if (err == OK && had_place)
        err = booking_promote_person(store, now, row->person, arena);
    return err;
}

enum err booking_cancel(struct store *store, struct instant now, struct booking_id id,
                        struct person_id by, struct refusal *why)
{
    struct booking_row row;
    struct event event;
    struct notice words = {0};
    enum err err = booking_store_find(store, id, why->arena, &row);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    if (err != OK || !booking_status_is_live(row.status))
        return err;
    if (row.required && by.v == row.person.v)
        return refuse(why, ERR_CONFLICT, "required",
                      "You have to come to this event. If you cannot, ask the organiser to excuse "
                      "you.");
    err = event_store_find(store, (struct person_id){0}, row.event, why->arena, &event);
    if (err == OK && now.v >= event.fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event has started, so the booking can no longer be cancelled. Tell the "
                      "organiser if you were not there.");
    if (err == OK)
        err = name_of_other(store, by, row.person, why->arena, &words.by);
    return err == OK ? end_booking(store, now, &event, &row, &words, why->arena) : err;
}

enum err booking_release(struct store *store, struct instant now, struct event_id id,
                         struct person_id person, const char *detail, struct arena *arena)
{
    struct event event;
    struct booking_row row;
    const struct notice words = {.detail = detail};
    enum err err = event_store_find(store, (struct person_id){0}, id, arena, &event);
    if (err == OK)
        err = booking_store_find_live(store, event.id, person, arena, &row);
    if (err == ERR_NOT_FOUND)
        return OK;
    return err == OK ? end_booking(store, now, &event, &row, &words, arena) : err;
}
