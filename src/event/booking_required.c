/* DESIGN: places of those who have to come. */
#include "booking_required.h"

#include "audience.h"
#include "booking_store.h"
#include "booking_time.h"
#include "person.h"
#include "token.h"

enum { ROOM, INSERT, SET, TAKE, IS_REQUIRED };
static const char *const SQL[] = {
    [ROOM] = "UPDATE event SET capacity = capacity + 1 WHERE id = $1 AND taken = capacity",
    [INSERT] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at,"
               " required) VALUES ($1, $2, $3, 'confirmed', $4, $4, 1) RETURNING id",
    [SET] = "UPDATE booking SET status = CASE WHEN status IN ('attended', 'absent') THEN status"
            " ELSE 'confirmed' END, required = 1, offered_until = NULL, seq = seq + 1,"
            " modified_at = $2 WHERE id = $1",
    [TAKE] = "UPDATE event SET taken = taken + 1 WHERE id = $1",
    [IS_REQUIRED] = "SELECT required FROM booking WHERE event_id = $1 AND person_id = $2"
                    " AND ended_at IS NULL",
};

/* A place for somebody who has none yet. */
static enum err take_place(struct store *store, struct event_id event)
{
    enum err err = store_exec(store, SQL[ROOM], PARAMS(p_int(event.v)));
    return err == OK ? store_exec(store, SQL[TAKE], PARAMS(p_int(event.v))) : err;
}

static enum err insert(struct store *store, struct instant now, struct event_id event,
                       struct person_id person, struct arena *arena, struct booking_row *ret)
{
    char uid[UUID_TEXT_MAX];
    struct booking_id id = {0};
    token_uuid(uid);
    enum err err = take_place(store, event);
    if (err == OK)
        err = store_find_int(store, SQL[INSERT],
                             PARAMS(p_text(uid), p_int(event.v), p_int(person.v), p_instant(now)),
                             &id.v);
    return err == OK ? booking_store_find(store, id, arena, ret) : err;
}

/* What they had becomes it. */
static enum err set(struct store *store, struct instant now, struct booking_row *row)
{
    enum err err = booking_status_has_place(row->status) ? OK : take_place(store, row->event);
    if (err == OK)
        err = store_exec(store, SQL[SET], PARAMS(p_int(row->id.v), p_instant(now)));
    row->seq++;
    return err;
}

enum err booking_require(struct store *store, struct instant now, const struct event *event,
                         struct person_id person, struct arena *arena)
{
    struct booking_row row;
    enum err err = booking_store_find_live(store, event->id, person, arena, &row);
    if (err == OK)
        err = set(store, now, &row);
    else if (err == ERR_NOT_FOUND)
        err = insert(store, now, event->id, person, arena, &row);
    if (err == OK)
        err = booking_time_take(store, event, row.id, person, arena);
    if (err != OK)
        return err;
    const char *late = "";
    err = audience_find_late(store, event->id, arena, &late);
    if (err != OK)
        return err;
    struct notice notice = booking_store_notice(event, &row, NOTICE_EVENT_REQUIRED);
    notice.had_place = notice.required = true;
    if (*late) /* whoever asks for time out of the year's programme says why (practice P3) */
        notice.detail =
            arena_printf(arena, "Why it comes after the year’s programme was given out: %s", late);
    return notice_queue(store, now, &notice);
}

enum err booking_unrequire(struct store *store, struct instant now, const struct event *event,
                           struct person_id person, const char *detail, struct arena *arena)
{
    int64_t required = 0;
    enum err err = store_find_int(store, SQL[IS_REQUIRED],
                                  PARAMS(p_int(event->id.v), p_int(person.v)), &required);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    return required ? booking_withdraw_at(store, now, event->id, person, detail, arena) : OK;
}
