/* DESIGN: who is let in at the door of a workshop: somebody of the day, and in one room only. */
#include "workshop_walk_in.h"

#include "booking_place.h"
#include "register_store.h"

enum { ON_DAY, OTHER };
static const char *const SQL[] = {
    [ON_DAY] = "SELECT count(*) FROM booking WHERE event_id = $1 AND person_id = $2"
               " AND ended_at IS NULL AND status IN ('confirmed', 'attended')",
    [OTHER] = "SELECT b.id FROM workshop w JOIN workshop o ON o.block_id = w.block_id"
              " AND o.event_id <> w.event_id JOIN booking b ON b.event_id = o.event_id"
              " WHERE w.event_id = $1 AND b.person_id = $2 AND b.ended_at IS NULL"
              " AND b.part = 'attendee' LIMIT 1",
};

static enum err check_day(struct store *store, const struct event *event, struct person_id person,
                          struct refusal *why)
{
    int64_t places = 0;
    enum err err = store_find_int(store, SQL[ON_DAY],
                                  PARAMS(p_int(event->parent.v), p_int(person.v)), &places);
    if (err != OK || places)
        return err;
    return refuse(why, ERR_CONFLICT, "no-place",
                  "This is a workshop of a day, and there is no place on that day. Add them to the "
                  "day's own register first.");
}

static enum err leave_other(struct store *store, struct instant now, struct booking_id id,
                            struct refusal *why)
{
    struct booking_row row;
    bool marked = false;
    enum err err = booking_store_find(store, id, why->arena, &row);
    if (err == OK)
        err = register_store_says(store, row.event, row.person, &marked);
    if (err == OK && marked)
        return refuse(why, ERR_CONFLICT, "elsewhere",
                      "The register of another workshop at the same time already says "
                      "something of them. Take that back first.");
    if (err == OK)
        err = booking_store_end(store, now, &row, BOOKING_WITHDRAWN, "");
    return err == OK ? booking_place_give_time(store, &row) : err;
}

enum err workshop_walk_in(struct store *store, struct instant now, const struct event *event,
                          struct person_id person, struct refusal *why)
{
    struct booking_id other = {0};
    if (!event->parent.v)
        return OK;
    enum err err = check_day(store, event, person, why);
    if (err == OK)
        err = store_find_int(store, SQL[OTHER], PARAMS(p_int(event->id.v), p_int(person.v)),
                             &other.v);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    return leave_other(store, now, other, why);
}
