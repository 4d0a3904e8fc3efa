/* DESIGN: a place, an offer or a wait given up; who is next has it in the same transaction. */
#include "booking_place.h"

#include "event_store.h"
#include "text_rule.h"
#include "workshop.h"

/* What is kept of an end, and what its mail says. */
struct ending {
    const char *reason;      /* for whoever organises */
    const char *by, *detail; /* for the person */
};

static enum err end_booking(struct store *store, struct instant now, const struct event *event,
                            struct booking_row *row, const struct ending *words,
                            struct arena *arena)
{
    bool was_confirmed = row->status == BOOKING_CONFIRMED;
    bool had_place = booking_status_has_place(row->status);
    enum err err = booking_store_end(store, now, row, BOOKING_WITHDRAWN, words->reason);
    if (err == OK && had_place)
        err = booking_place_give_time(store, row);
    if (err == OK && had_place) /* with a place on a day goes what they chose there */
        err = workshop_give_back(store, now, event->id, row->person, arena);
    if (err != OK)
        return err;
    struct notice notice = booking_store_notice(event, row, NOTICE_BOOKING_CANCELLED);
    notice.had_place = was_confirmed;
    notice.by = words->by;
    notice.detail = words->detail;
    err = notice_queue(store, now, &notice);
    if (err == OK && had_place)
        err = booking_promote(store, now, event->id, arena);
    if (err == OK && had_place)
        err = booking_promote_person(store, now, row->person, arena);
    return err;
}

/* Whom to turn to: whoever made the event, if they are still here. */
static enum err organiser_of(struct store *store, const struct event *event, struct arena *arena,
                             const char **ret)
{
    struct person person;
    enum err err = person_find(store, event->created_by, arena, &person);
    bool here = err == OK && day_is_none(person.left_on);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = here ? arena_printf(arena, "%s, who organises it", person.name) : "the organiser";
    return OK;
}

/* Places of attendees alone: an offer and a wait can be left at any time. */
static bool is_late(const struct event *event, const struct booking_row *row, struct instant now)
{
    int64_t last = event->fields.starts_at.v - (int64_t)event->fields.withdraw_h * 3600;
    bool held = row->status == BOOKING_CONFIRMED || row->status == BOOKING_REQUESTED;
    return held && row->part == PART_ATTENDEE && event->fields.withdraw_h && now.v >= last;
}

static enum err check_late(struct store *store, const struct event *event,
                           const struct booking_row *row,
                           const struct booking_withdrawal *withdrawal, struct refusal *why)
{
    const char *organiser = NULL;
    bool own = withdrawal->by.v == row->person.v;
    bool says_why = withdrawal->reason && *withdrawal->reason;
    if (withdrawal->by.v == 0 || (!own && says_why)) /* 0: they left the trust */
        return OK;
    if (!own)
        return refuse_field(why, "reason",
                            "It is so near the event that the place may stay empty. Say why they "
                            "cannot come.");
    enum err err = organiser_of(store, event, why->arena, &organiser);
    if (err != OK)
        return err;
    return refuse(why, ERR_CONFLICT, "too-late",
                  "Places at this event can be given up until %d hours before it starts. Tell %s, "
                  "that you cannot come, or hand your place to a colleague.",
                  event->fields.withdraw_h, organiser);
}

static enum err check_withdrawal(struct store *store, struct instant now, const struct event *event,
                                 const struct booking_row *row,
                                 const struct booking_withdrawal *withdrawal, struct refusal *why)
{
    static const struct text_rule reason = {"reason", "The reason", BOOKING_REASON_CHARS_MAX, false,
                                            true};
    if (row->required && withdrawal->by.v == row->person.v)
        return refuse(why, ERR_CONFLICT, "required",
                      "You have to come to this event. If you cannot, ask the organiser to excuse "
                      "you.");
    if (now.v >= event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event has started, so the booking can no longer be cancelled. Tell the "
                      "organiser if you were not there.");
    text_rule_check(&reason, withdrawal->reason, why);
    enum err err = refusal_check(why);
    if (err == OK && is_late(event, row, now))
        err = check_late(store, event, row, withdrawal, why);
    return err;
}

enum err booking_withdraw(struct store *store, struct instant now,
                          const struct booking_withdrawal *withdrawal, struct refusal *why)
{
    struct booking_row row;
    struct event event;
    struct ending words = {.reason = withdrawal->reason};
    enum err err = booking_store_find(store, withdrawal->id, why->arena, &row);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such booking. Look under My bookings for yours.");
    if (err != OK || !booking_status_is_live(row.status))
        return err;
    err = event_store_find(store, (struct person_id){0}, row.event, why->arena, &event);
    bool own = withdrawal->by.v == row.person.v && row.part == PART_ATTENDEE;
    if (err == OK && own)
        err = workshop_check_single(store, &event, why);
    if (err == OK)
        err = check_withdrawal(store, now, &event, &row, withdrawal, why);
    if (err == OK)
        err = booking_place_other(store, withdrawal->by, row.person, why->arena, &words.by);
    if (err == OK && words.by && words.reason && *words.reason) /* they know their own */
        words.detail = words.reason;
    return err == OK ? end_booking(store, now, &event, &row, &words, why->arena) : err;
}

enum err booking_withdraw_at(struct store *store, struct instant now, struct event_id id,
                             struct person_id person, const char *detail, struct arena *arena)
{
    struct event event;
    struct booking_row row;
    const struct ending words = {.reason = detail, .detail = detail};
    enum err err = event_store_find(store, (struct person_id){0}, id, arena, &event);
    if (err == OK)
        err = booking_store_find_live(store, event.id, person, arena, &row);
    if (err == ERR_NOT_FOUND)
        return OK;
    return err == OK ? end_booking(store, now, &event, &row, &words, arena) : err;
}
