/* DESIGN: the address of screens that nobody signs in at: opened, made anew, closed. */
#include "stage_screen.h"

#include "audit.h"
#include "token.h"

enum { FIND, LIST, IS_OPEN, SET, CLOSE };
static const char *const SQL[] = {
    [FIND] = "SELECT key FROM stage_screen WHERE event_id = $1",
    [LIST] = "SELECT s.event_id, s.key FROM stage_screen s JOIN event e ON e.id = s.event_id"
             " WHERE e.starts_at <= $1 AND e.ends_at >= $2 ORDER BY s.event_id LIMIT $3",
    [IS_OPEN] = "SELECT count(*) FROM stage_screen WHERE event_id = $1",
    [SET] = "INSERT INTO stage_screen (event_id, key, made_at) VALUES ($1, $2, $3)"
            " ON CONFLICT (event_id) DO UPDATE SET key = $2, made_at = $3",
    [CLOSE] = "DELETE FROM stage_screen WHERE event_id = $1",
};

enum err stage_screen_find(struct store *store, struct event_id event, struct arena *arena,
                           const char **ret_key)
{
    const char *key = "";
    struct rows rows = store_query(store, SQL[FIND], PARAMS(p_int(event.v)));
    if (rows_next(&rows))
        key = rows_text(&rows, 0, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret_key = key;
    return err;
}

enum err stage_screen_list(struct store *store, struct instant from, struct instant until,
                           struct arena *arena, struct stage_screens *ret)
{
    struct stage_screens list = {NULL, 0};
    int room = 0;
    struct rows rows = store_query(
        store, SQL[LIST], PARAMS(p_instant(until), p_instant(from), p_int(STAGE_SCREENS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 8, &room);
        list.items[list.count++] =
            (struct stage_screen){{rows_int(&rows, 0)}, rows_text(&rows, 1, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static enum err set_key(struct store *store, struct instant now, struct event_id event)
{
    char key[TOKEN_TEXT_MAX];
    token_new(key);
    return store_exec(store, SQL[SET], PARAMS(p_int(event.v), p_text(key), p_instant(now)));
}

enum err stage_screen_open(struct store *store, struct instant now, struct event_id event,
                           struct person_id by, bool open)
{
    int64_t was = 0;
    enum err err = store_find_int(store, SQL[IS_OPEN], PARAMS(p_int(event.v)), &was);
    if (err != OK || (was != 0) == open)
        return err;
    err = open ? set_key(store, now, event) : store_exec(store, SQL[CLOSE], PARAMS(p_int(event.v)));
    return err == OK ? audit_add(store, now, by, open ? "screen-open" : "screen-close", event.v, "")
                     : err;
}

enum err stage_screen_renew(struct store *store, struct instant now, struct event_id event,
                            struct person_id by, struct refusal *why)
{
    int64_t open = 0;
    enum err err = store_find_int(store, SQL[IS_OPEN], PARAMS(p_int(event.v)), &open);
    if (err == OK && !open)
        return refuse(why, ERR_CONFLICT, "closed",
                      "There is no address to change: none is open. Open one first.");
    if (err == OK)
        err = set_key(store, now, event);
    return err == OK ? audit_add(store, now, by, "screen-renew", event.v, "") : err;
}
