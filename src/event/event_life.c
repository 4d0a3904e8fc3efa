/* DESIGN: the steps of an event's life after it was published, as a table. */
#include "event_life.h"

#include "check.h"
#include "event_store.h"

enum time_of { ANY_TIME, BEFORE_START, AFTER_END };

static const struct {
    enum event_status from, to;
    enum time_of at;
} STEPS[] = {
    {EVENT_PUBLISHED, EVENT_CLOSED, BEFORE_START}, {EVENT_CLOSED, EVENT_PUBLISHED, BEFORE_START},
    {EVENT_PUBLISHED, EVENT_DONE, AFTER_END},      {EVENT_CLOSED, EVENT_DONE, AFTER_END},
    {EVENT_DONE, EVENT_ARCHIVED, ANY_TIME},        {EVENT_ARCHIVED, EVENT_DONE, ANY_TIME},
};

static bool is_time(const struct event *event, struct instant now, enum time_of at)
{
    return at == ANY_TIME || (at == BEFORE_START && now.v < event->fields.starts_at.v) ||
           (at == AFTER_END && now.v >= event->fields.ends_at.v);
}

bool event_life_may_move(const struct event *event, struct instant now, enum event_status to)
{
    for (size_t i = 0; i < COUNT_OF(STEPS); i++)
        if (STEPS[i].from == event->status && STEPS[i].to == to)
            return is_time(event, now, STEPS[i].at);
    return false;
}

bool event_life_is_over(const struct event *event, struct instant now)
{
    if (event->status == EVENT_DONE || event->status == EVENT_ARCHIVED)
        return true;
    return event_status_is_on(event->status) && now.v >= event->fields.ends_at.v;
}

bool event_life_may_cancel(const struct event *event, struct instant now)
{
    return event->status != EVENT_CANCELLED && !event_life_is_over(event, now);
}

static enum err refuse_step(const struct event *event, struct instant now, enum event_status to,
                            struct refusal *why)
{
    static const char *const WORDS[EVENT_STATUSES] = {
        [EVENT_DRAFT] = "An event that was published cannot become a draft again. Cancel it, or "
                        "make a copy.",
        [EVENT_PUBLISHED] = "Only closed booking of an event that has not started can be opened "
                            "again.",
        [EVENT_CLOSED] = "Only the booking of a published event that has not started can be "
                         "closed.",
        [EVENT_DONE] = "Only an event that has taken place can be marked as done.",
        [EVENT_ARCHIVED] = "Only an event that is done can be put into the archive. Mark it as "
                           "done first.",
        [EVENT_CANCELLED] = "Cancel the event with its own button.",
    };
    bool early =
        to == EVENT_DONE && event_status_is_on(event->status) && now.v < event->fields.ends_at.v;
    return refuse(why, ERR_CONFLICT, "not-possible", "%s",
                  early ? "It is not over yet. Mark it as done once it has taken place."
                        : WORDS[to]);
}

enum err event_life_move(struct store *store, struct instant now, struct event_id id, int version,
                         enum event_status to, struct refusal *why)
{
    struct event event;
    enum err err = event_store_find(store, (struct person_id){0}, id, why->arena, &event);
    if (err == OK)
        err = event_check_version(&event, version, why);
    if (err != OK || event.status == to)
        return err;
    if (!event_life_may_move(&event, now, to))
        return refuse_step(&event, now, to, why);
    return event_store_set_status(store, now, id, to, false);
}
