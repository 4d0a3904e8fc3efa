/* DESIGN: a place at an event: asked for, given or waited for, in one transaction with its mail. */
#include "booking.h"

#include "approval.h"
#include "audience.h"
#include "booking_online.h"
#include "booking_promote.h"
#include "event_rules.h"
#include "event_store.h"
#include "token.h"
#include "workshop.h"

enum err booking_find(struct store *store, struct booking_id id, struct arena *arena,
                      struct booking *ret)
{
    return booking_list_find(store, id, arena, ret);
}

/* ---- may they? ---- */

static enum err find_bookable(struct store *store, const struct booking_request *request,
                              struct refusal *why, struct event *ret)
{
    enum err err = event_store_find(store, request->person, request->event, why->arena, ret);
    if (err == ERR_NOT_FOUND || (err == OK && ret->seq == 0 && !request->sees_drafts))
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such event. Look under Events for what is on.");
    return err;
}

static enum err refuse_booked(const struct event *event, const char *they, struct refusal *why)
{
    static const char *const WORDS[BOOKING_STATUSES] = {
        [BOOKING_WAITING] = "on the waiting list of this event. A free place comes by itself, with "
                            "a mail.",
        [BOOKING_OFFERED] =
            "offered a place at this event. It only needs a yes, under My bookings.",
        [BOOKING_REQUESTED] = "named for this event, and the request awaits approval.",
    };
    const char *words = WORDS[event->my_booking_status];
    why->other_id = event->my_booking;
    return refuse(why, ERR_CONFLICT, "already-booked", "%s already %s", they,
                  words ? words : "booked on this event. There is nothing more to do.");
}

static enum err check_booking(struct store *store, struct instant now, const struct event *event,
                              const struct booking_request *request, const char *they,
                              struct refusal *why)
{
    if (event->my_booking)
        return refuse_booked(event, they, why);
    /* Who leads is found when it is found; whoever comes keeps to the opening hours. */
    if (request->part != PART_ATTENDEE)
        return booking_place_check_event(event, now, why);
    enum err err = workshop_check_single(store, event, why);
    if (err == OK)
        err = event_rules_bookable(event, now, why);
    if (err == OK && !request->sees_drafts) /* whoever edits events may book anybody */
        err = booking_place_check_audience(store, event, request->person, why);
    return err;
}

static enum err check_online(struct store *store, const struct event *event,
                             const struct booking_request *request, struct refusal *why)
{
    struct booking_online online = {0};
    enum err err =
        request->online ? booking_online_find(store, event->id, request->person, &online) : OK;
    if (err != OK || !request->online || (online.offered && request->part == PART_ATTENDEE))
        return err;
    return refuse_field(why, "online", "This event cannot be attended online. Choose the room.");
}

/* ---- book ---- */

static enum err wait_in_line(struct store *store, struct instant now, const struct event *event,
                             struct booking_row *row, struct refusal *why)
{
    if (!event->fields.waiting_list)
        return refuse(
            why, ERR_CONFLICT, "full",
            "All places you could have are taken and there is no waiting list. Look again "
            "later: a place may come free.");
    row->status = BOOKING_WAITING;
    return booking_store_wait(store, now, row);
}

static enum err place_or_wait(struct store *store, struct instant now, const struct event *event,
                              struct booking_row *row, struct refusal *why)
{
    bool full = false, attends = row->part == PART_ATTENDEE, counted = attends && !row->online;
    enum err err = counted ? audience_quota_is_full(store, event->id, row->person, &full) : OK;
    if (err == OK && full)
        return wait_in_line(store, now, event, row, why);
    if (err == OK)
        err = attends ? booking_store_place(store, now, row) : booking_store_lead(store, now, row);
    if (err == ERR_CONFLICT && counted)
        return wait_in_line(store, now, event, row, why);
    return err == OK ? booking_time_take(store, event, row->id, row->person, why->arena) : err;
}

static const char *part_words(enum booking_part part)
{
    static const char *const WORDS[BOOKING_PARTS] = {[PART_LEADER] = "You lead it.",
                                                     [PART_CO_LEADER] =
                                                         "You lead it together with others.",
                                                     [PART_ASSISTANT] = "You help to lead it."};
    return WORDS[part];
}

/* What is said beside the status; who waits may be online meanwhile. */
static enum err find_detail(struct store *store, const struct booking_row *row, const char **ret)
{
    struct booking_online online = {0};
    *ret = row->online ? "You take part online." : part_words(row->part);
    if (row->status != BOOKING_WAITING)
        return OK;
    enum err err = booking_online_find(store, row->event, row->person, &online);
    if (err == OK && online.offered)
        *ret = "You can take part online instead: say so on the page of the event, and you need "
               "not wait.";
    return err;
}

static enum err save_and_tell(struct store *store, struct instant now, const struct event *event,
                              struct booking_row *row, struct person_id by, struct refusal *why,
                              struct booking_placed *placed)
{
    struct booking_news news = {0};
    enum err err = place_or_wait(store, now, event, row, why);
    if (err == OK && row->status == BOOKING_WAITING)
        err = booking_store_position(store, row, &news.position);
    if (err == OK)
        err = find_detail(store, row, &news.detail);
    if (err == OK)
        err = booking_place_other(store, by, row->person, why->arena, &news.by);
    if (err == OK)
        err = booking_place_tell(store, now, event, row, &news);
    placed->id = row->id;
    placed->status = row->status;
    placed->position = news.position;
    return err;
}

enum err booking_book(struct store *store, struct instant now,
                      const struct booking_request *request, struct refusal *why,
                      struct booking_placed *ret)
{
    struct event event = {0};
    struct person person = {0};
    char uid[UUID_TEXT_MAX];
    struct booking_placed placed = {.warning_count = 0};
    enum err err = find_bookable(store, request, why, &event);
    if (err == OK)
        err = booking_place_person(store, now, request->person, why, &person);
    const struct booking_taker taker = {
        request->person, request->by.v == request->person.v ? NULL : person.name, request->online};
    if (err == OK)
        err = check_booking(store, now, &event, request, booking_place_they_are(&taker, why->arena),
                            why);
    if (err == OK)
        err = check_online(store, &event, request, why);
    if (err == OK) /* somebody in line may have become free since, and offers run out */
        err = booking_promote_event(store, now, &event, why->arena);
    if (err == OK)
        err = booking_place_check(store, &event, &taker, why, &placed);
    if (err != OK)
        return err;
    token_uuid(uid);
    struct booking_row row = {.uid = uid,
                              .booked_at = now,
                              .person = request->person,
                              .person_name = person.name,
                              .person_email = person.email,
                              .part = request->part,
                              .online = request->online,
                              .event = event.id};
    row.status = booking_place_status(&event, &row);
    err = save_and_tell(store, now, &event, &row, request->by, why, &placed);
    if (err == OK && booking_place_status(&event, &row) == BOOKING_REQUESTED)
        err = approval_make_of_booking(store, now, &event, row.id, row.person, why);
    if (err == OK)
        *ret = placed;
    return err;
}
