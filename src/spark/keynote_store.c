/* DESIGN: the SQL of keynotes. */
#include "keynote_store.h"

enum { LIST, EVENT, INSERT, UPDATE, DELETE, SHIFT, BEGUN };
static const char *const SQL[] = {
    [LIST] = "SELECT id, guest, title, abstract, minutes, room, starts_at, version FROM keynote"
             " WHERE event_id = $1 ORDER BY starts_at, id LIMIT 4",
    [EVENT] = "SELECT event_id FROM keynote WHERE id = $1",
    [INSERT] = "INSERT INTO keynote (event_id, guest, title, abstract, minutes, room, starts_at)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    [UPDATE] = "UPDATE keynote SET guest = $2, title = $3, abstract = $4, minutes = $5, room = $6,"
               " starts_at = $7, version = version + 1 WHERE id = $1",
    [DELETE] = "DELETE FROM keynote WHERE id = $1",
    [SHIFT] = "UPDATE keynote SET starts_at = starts_at + $2 WHERE event_id = $1",
    [BEGUN] = "SELECT EXISTS (SELECT 1 FROM stage_act WHERE keynote_id = $1)",
};

enum err keynote_store_list(struct store *store, struct event_id event, struct arena *arena,
                            struct keynotes *ret)
{
    struct keynotes list = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct keynote){.id = {rows_int(&rows, 0)},
                                                    .guest = rows_text(&rows, 1, arena),
                                                    .title = rows_text(&rows, 2, arena),
                                                    .abstract = rows_text(&rows, 3, arena),
                                                    .minutes = (int)rows_int(&rows, 4),
                                                    .room = (int)rows_int(&rows, 5),
                                                    .starts_at = rows_instant(&rows, 6),
                                                    .version = (int)rows_int(&rows, 7)};
    *ret = list;
    return rows_end(&rows);
}

enum err keynote_event(struct store *store, struct keynote_id id, struct event_id *ret)
{
    return store_find_int(store, SQL[EVENT], PARAMS(p_int(id.v)), &ret->v);
}

enum err keynote_store_insert(struct store *store, struct event_id event,
                              const struct keynote *keynote, struct keynote_id *ret)
{
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(event.v), p_text(keynote->guest), p_text(keynote->title),
                                 p_text(keynote->abstract), p_int(keynote->minutes),
                                 p_int(keynote->room), p_instant(keynote->starts_at)),
                          &ret->v);
}

enum err keynote_store_update(struct store *store, const struct keynote *keynote)
{
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(keynote->id.v), p_text(keynote->guest), p_text(keynote->title),
                             p_text(keynote->abstract), p_int(keynote->minutes),
                             p_int(keynote->room), p_instant(keynote->starts_at)));
}

enum err keynote_store_delete(struct store *store, struct keynote_id id)
{
    return store_exec(store, SQL[DELETE], PARAMS(p_int(id.v)));
}

enum err keynote_store_shift(struct store *store, struct event_id event, int64_t later_s)
{
    return store_exec(store, SQL[SHIFT], PARAMS(p_int(event.v), p_int(later_s)));
}

enum err keynote_store_begun(struct store *store, struct keynote_id id, bool *ret)
{
    int64_t begun = 0;
    enum err err = store_find_int(store, SQL[BEGUN], PARAMS(p_int(id.v)), &begun);
    if (err == OK)
        *ret = begun != 0;
    return err;
}
