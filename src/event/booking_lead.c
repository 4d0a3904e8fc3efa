/* DESIGN: colleagues who lead an event: their booking, their time, and the mail that tells them. */
#include "booking_lead.h"

#include "booking_store.h"
#include "booking_time.h"
#include "clash.h"
#include "event_store.h"
#include "token.h"

/* Whoever is taken elsewhere then does not lead, whatever the event allows its audience. */
static enum err check_free(struct store *store, const struct event *event,
                           const struct person *person, struct refusal *why)
{
    struct clash clash;
    enum err err = clash_find_event(store, event, person->id, why->arena, &clash);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    why->other_id = clash.other.event_id;
    return refuse(why, ERR_CONFLICT, "clash", "%s. Choose somebody else or another time.",
                  clash_words(why->arena, &clash, person->name));
}

/* It may still come to nothing. */
#define DRAFT " It is a draft: nothing is published yet."

static enum err tell(struct store *store, struct instant now, const struct event *event,
                     const struct booking_row *row, const struct event_leading *leading,
                     struct arena *arena)
{
    static const char *const DETAIL[2][BOOKING_PARTS] = {
        {
            [PART_LEADER] = "You lead it.",
            [PART_CO_LEADER] = "You lead it together with others.",
            [PART_ASSISTANT] = "You help those who lead it.",
        },
        {
            [PART_LEADER] = "You are asked to lead it." DRAFT,
            [PART_CO_LEADER] = "You are asked to lead it together with others." DRAFT,
            [PART_ASSISTANT] = "You are asked to help those who lead it." DRAFT,
        },
    };
    struct person by;
    struct notice notice = booking_store_notice(event, row, NOTICE_BOOKING_CONFIRMED);
    enum err err = leading->by.v == row->person.v ? ERR_NOT_FOUND
                                                  : person_find(store, leading->by, arena, &by);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    notice.by = err == OK ? by.name : NULL;
    notice.had_place = true;
    notice.detail = DETAIL[event->status == EVENT_DRAFT][leading->part];
    return notice_queue(store, now, &notice);
}

/* Who was to attend leads: a place they had is free for whoever waits. */
static enum err change_part(struct store *store, struct instant now, const struct event *event,
                            struct booking_row *row, const struct event_leading *leading,
                            struct refusal *why)
{
    if (row->part == leading->part)
        return OK;
    enum err err = booking_store_end_asks(store, now, row->id);
    if (err == OK)
        err = booking_store_set_part(store, now, row, leading->part);
    if (err == OK)
        err = booking_time_take(store, event, row->id, row->person, why->arena);
    if (err == OK)
        err = tell(store, now, event, row, leading, why->arena);
    return err == OK ? booking_promote(store, now, event->id, why->arena) : err;
}

static enum err begin(struct store *store, struct instant now, const struct event *event,
                      const struct event_leading *leading, const struct person *person,
                      struct refusal *why)
{
    char uid[UUID_TEXT_MAX];
    token_uuid(uid);
    struct booking_row row = {.uid = uid,
                              .status = BOOKING_CONFIRMED,
                              .part = leading->part,
                              .booked_at = now,
                              .person = person->id,
                              .person_name = person->name,
                              .person_email = person->email,
                              .event = event->id};
    enum err err = booking_store_lead(store, now, &row);
    if (err == OK)
        err = booking_time_take(store, event, row.id, row.person, why->arena);
    return err == OK ? tell(store, now, event, &row, leading, why->arena) : err;
}

enum err booking_lead(struct store *store, struct instant now, const struct event_leading *leading,
                      struct refusal *why)
{
    struct event event = {0};
    struct person person = {0};
    struct booking_row row;
    enum err err = event_store_find(store, leading->person, leading->event, why->arena, &event);
    if (err == OK)
        err = person_find(store, leading->person, why->arena, &person);
    if (err == OK)
        err = check_free(store, &event, &person, why);
    if (err != OK)
        return err;
    err = booking_store_find_live(store, event.id, person.id, why->arena, &row);
    if (err == ERR_NOT_FOUND)
        return begin(store, now, &event, leading, &person, why);
    return err == OK ? change_part(store, now, &event, &row, leading, why) : err;
}

enum err booking_lead_end(struct store *store, struct instant now,
                          const struct event_leading *leading, struct refusal *why)
{
    struct booking_row row;
    enum err err =
        booking_store_find_live(store, leading->event, leading->person, why->arena, &row);
    if (err == ERR_NOT_FOUND || (err == OK && row.part == PART_ATTENDEE))
        return OK;
    const struct booking_withdrawal withdrawal = {row.id, leading->by, NULL};
    return err == OK ? booking_withdraw(store, now, &withdrawal, why) : err;
}
