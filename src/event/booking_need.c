/* DESIGN: what those who come need: access and food, in their own words. */
#include "booking_need.h"

#include "text_rule.h"

enum { FIND, PUT, DELETE, LIST };
static const char *const SQL[] = {
    [FIND] = "SELECT access, diet FROM booking_need WHERE booking_id = $1",
    [PUT] = "INSERT INTO booking_need (booking_id, access, diet, changed_at)"
            " VALUES ($1, $2, $3, $4) ON CONFLICT (booking_id) DO UPDATE SET"
            " access = excluded.access, diet = excluded.diet, changed_at = excluded.changed_at",
    [DELETE] = "DELETE FROM booking_need WHERE booking_id = $1",
    [LIST] = "SELECT p.name, n.access, n.diet FROM booking b"
             " JOIN booking_need n ON n.booking_id = b.id JOIN person p ON p.id = b.person_id"
             " WHERE b.event_id = $1 AND b.ended_at IS NULL ORDER BY p.name, b.id LIMIT $2",
};

enum err booking_need_find(struct store *store, struct booking_id id, struct arena *arena,
                           struct booking_need *ret)
{
    struct rows rows;
    struct booking_need need = {"", ""};
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err == OK) {
        need = (struct booking_need){rows_text(&rows, 0, arena), rows_text(&rows, 1, arena)};
        err = rows_end(&rows);
    }
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = need;
    return OK;
}

static enum err check(const struct booking *booking, const struct booking_need *need,
                      struct instant now, struct refusal *why)
{
    static const struct text_rule access = {"access", "What you need to take part",
                                            BOOKING_NEED_CHARS_MAX, false, true};
    static const struct text_rule diet = {"diet", "What you eat", BOOKING_NEED_CHARS_MAX, false,
                                          true};
    if (!booking_status_is_live(booking->status))
        return refuse(why, ERR_CONFLICT, "ended",
                      "This booking has ended, so there is nothing to prepare. Book again first.");
    if (now.v >= booking->ends_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event is over. What you told its organisers is erased soon.");
    text_rule_check(&access, need->access, why);
    text_rule_check(&diet, need->diet, why);
    return refusal_check(why);
}

enum err booking_need_put(struct store *store, struct instant now, const struct booking *booking,
                          const struct booking_need *need, struct refusal *why)
{
    const struct param id = p_int(booking->id.v);
    enum err err = check(booking, need, now, why);
    if (err != OK)
        return err;
    if (!*need->access && !*need->diet)
        return store_exec(store, SQL[DELETE], PARAMS(id));
    return store_exec(store, SQL[PUT],
                      PARAMS(id, p_text(need->access), p_text(need->diet), p_instant(now)));
}

enum err booking_need_list(struct store *store, struct event_id event, struct arena *arena,
                           struct booking_need_list *ret)
{
    struct booking_need_list list = {0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(event.v), p_int(BOOKING_ATTENDEES_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] = (struct booking_need_line){
            rows_text(&rows, 0, arena), rows_text(&rows, 1, arena), rows_text(&rows, 2, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
