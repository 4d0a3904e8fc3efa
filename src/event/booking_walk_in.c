/* DESIGN: bookings made at the door: a place if one is free, and beyond the capacity if not. */
#include "booking_walk_in.h"

#include "approval_store.h"
#include "booking_place.h"
#include "token.h"

enum { INSERT, ADMIT, TAKE };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at,"
               " walk_in, beyond) VALUES ($1, $2, $3, 'confirmed', $4, $4, 1, $5) RETURNING id",
    [ADMIT] = "UPDATE booking SET status = 'confirmed', offered_until = NULL, walk_in = 1,"
              " beyond = $3, online = 0, seq = seq + 1, modified_at = $2 WHERE id = $1",
    [TAKE] = "UPDATE event SET taken = taken + 1 WHERE id = $1 AND taken < capacity",
};

static enum err take_place(struct store *store, struct event_id event, bool *ret_beyond)
{
    enum err err = store_exec(store, SQL[TAKE], PARAMS(p_int(event.v)));
    *ret_beyond = err == OK && store_changes(store) == 0;
    return err;
}

/* What they waited for, were offered or had asked for. */
static enum err admit(struct store *store, struct instant now, const struct booking_row *row)
{
    bool beyond = false;
    enum err err = booking_store_takes_place(row) ? OK : take_place(store, row->event, &beyond);
    if (err == OK)
        err =
            store_exec(store, SQL[ADMIT], PARAMS(p_int(row->id.v), p_instant(now), p_int(beyond)));
    if (err == OK)
        err = booking_store_end_asks(store, now, row->id);
    return err == OK ? approval_store_end_of_booking(store, now, row->id) : err;
}

static enum err insert(struct store *store, struct instant now, struct event_id event,
                       struct person_id person, struct booking_id *ret)
{
    char uid[UUID_TEXT_MAX];
    bool beyond = false;
    token_uuid(uid);
    enum err err = take_place(store, event, &beyond);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_text(uid), p_int(event.v), p_int(person.v),
                                             p_instant(now), p_int(beyond)),
                                      &ret->v)
                     : err;
}

enum err booking_walk_in(struct store *store, struct instant now, const struct event *event,
                         struct person_id person, struct arena *arena)
{
    struct booking_row row = {.id = {0}};
    enum err err = booking_store_find_live(store, event->id, person, arena, &row);
    if (err == ERR_NOT_FOUND)
        err = insert(store, now, event->id, person, &row.id);
    else if (err == OK)
        err = admit(store, now, &row);
    return err == OK ? booking_time_take(store, event, row.id, person, arena) : err;
}

enum err booking_walk_out(struct store *store, struct instant now, struct event_id event,
                          struct person_id person, struct arena *arena)
{
    struct booking_row row;
    enum err err = booking_store_find_live(store, event, person, arena, &row);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    bool took = booking_store_takes_place(&row);
    err =
        booking_store_end(store, now, &row, BOOKING_WITHDRAWN, "Added to the register by mistake");
    if (err == OK)
        err = booking_place_give_time(store, &row);
    return err == OK && took ? booking_promote(store, now, event, arena) : err;
}
