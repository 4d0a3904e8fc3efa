/* DESIGN: the times at which an event meets. */
#include "event_session.h"

enum { LIST };
static const char *const SQL[] = {
    [LIST] = "SELECT id, uid, position, starts_at, ends_at, room FROM event_session"
             " WHERE event_id = $1 ORDER BY position LIMIT 60",
};

enum err event_session_list(struct store *store, struct event_id event, struct arena *arena,
                            struct event_sessions *ret)
{
    struct event_sessions list = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct event_session){
            .id = rows_int(&rows, 0),
            .uid = rows_text(&rows, 1, arena),
            .position = (int)rows_int(&rows, 2),
            .starts_at = rows_instant(&rows, 3),
            .ends_at = rows_instant(&rows, 4),
            .room = rows_text(&rows, 5, arena),
        };
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
