/* DESIGN: when a booking takes somebody's time. */
#include "booking_time.h"

#include "event_session.h"

enum err booking_time_take(struct store *store, const struct event *event, struct booking_id id,
                           struct person_id person, struct arena *arena)
{
    struct event_sessions sessions;
    enum err err = event_session_list(store, event->id, arena, &sessions);
    for (int i = 0; err == OK && i < sessions.count; i++) {
        const struct busy busy = {.person = person,
                                  .from = sessions.items[i].starts_at,
                                  .to = sessions.items[i].ends_at,
                                  .source = BUSY_BOOKING,
                                  .source_id = id.v,
                                  .part = sessions.items[i].position,
                                  .event_id = event->id.v,
                                  .school = event->fields.school};
        err = busy_put(store, &busy);
    }
    return err;
}
