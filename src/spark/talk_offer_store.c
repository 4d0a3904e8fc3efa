/* DESIGN: the SQL of slots that are offered, and of the setting that says so. */
#include "talk_offer_store.h"

enum { LIST_MAX = 20 };

enum { SETTING, SET, UNSET, COPY, FIND, LIST, INSERT, IS_OVER, RENEW, NEXT_DUE };
static const char *const SQL[] = {
    [SETTING] = "SELECT answer_h, to_end FROM talk_offer_setting WHERE event_id = $1",
    [SET] = "INSERT INTO talk_offer_setting (event_id, answer_h, to_end) VALUES ($1, $2, $3)"
            " ON CONFLICT (event_id) DO UPDATE SET answer_h = excluded.answer_h,"
            " to_end = excluded.to_end",
    [UNSET] = "DELETE FROM talk_offer_setting WHERE event_id = $1",
    [COPY] = "INSERT INTO talk_offer_setting (event_id, answer_h, to_end)"
             " SELECT $2, answer_h, to_end FROM talk_offer_setting WHERE event_id = $1",
    [FIND] = "SELECT o.offered_at, min(o.answer_by, e.starts_at), o.over_at FROM talk_offer o"
             " JOIN talk t ON t.id = o.talk_id JOIN event e ON e.id = t.event_id"
             " WHERE o.talk_id = $1",
    [LIST] = "SELECT t.id, t.event_id, t.title, e.title, t.minutes,"
             " min(o.answer_by, e.starts_at) FROM talk t JOIN talk_offer o ON o.talk_id = t.id"
             " AND o.over_at IS NULL JOIN event e ON e.id = t.event_id"
             " WHERE t.person_id = $1 AND t.status = 'offered' ORDER BY o.answer_by, t.id LIMIT $2",
    [INSERT] = "INSERT INTO talk_offer (talk_id, offered_at, answer_by, over_at)"
               " VALUES ($1, $2, $3, $4)",
    [IS_OVER] = "SELECT count(*) FROM talk_offer WHERE talk_id = $1 AND over_at IS NOT NULL",
    [RENEW] = "DELETE FROM talk_offer WHERE over_at IS NOT NULL"
              " AND talk_id IN (SELECT id FROM talk WHERE event_id = $1)",
    [NEXT_DUE] = "SELECT o.talk_id FROM talk_offer o JOIN talk t ON t.id = o.talk_id"
                 " JOIN event e ON e.id = t.event_id WHERE o.over_at IS NULL"
                 " AND (o.answer_by <= $1 OR e.starts_at <= $1)"
                 " ORDER BY o.answer_by, o.talk_id LIMIT 1",
};

enum err talk_offer_setting_find(struct store *store, struct event_id event,
                                 struct talk_offer_setting *ret)
{
    struct talk_offer_setting setting = {0};
    struct rows rows = store_query(store, SQL[SETTING], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        setting = (struct talk_offer_setting){(int)rows_int(&rows, 0), rows_int(&rows, 1) != 0};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = setting;
    return err;
}

enum err talk_offer_store_save_setting(struct store *store, struct event_id event,
                                       const struct talk_offer_setting *setting)
{
    if (setting->answer_h == 0)
        return store_exec(store, SQL[UNSET], PARAMS(p_int(event.v)));
    return store_exec(store, SQL[SET],
                      PARAMS(p_int(event.v), p_int(setting->answer_h), p_int(setting->to_end)));
}

enum err talk_offer_store_copy_setting(struct store *store, struct event_id from,
                                       struct event_id to)
{
    return store_exec(store, SQL[COPY], PARAMS(p_int(from.v), p_int(to.v)));
}

enum err talk_offer_find(struct store *store, struct talk_id talk, struct talk_offer *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(talk.v)), &rows);
    if (err != OK)
        return err;
    const struct talk_offer offer = {talk, rows_instant(&rows, 0), rows_instant(&rows, 1),
                                     rows_instant(&rows, 2)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = offer;
    return err;
}

enum err talk_offer_list(struct store *store, struct person_id person, struct arena *arena,
                         struct talk_offer_list *ret)
{
    struct talk_offer_list list = {ARENA_ARRAY(arena, struct talk_offer_item, LIST_MAX), 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v), p_int(LIST_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct talk_offer_item){
            {rows_int(&rows, 0)},       {rows_int(&rows, 1)},    rows_text(&rows, 2, arena),
            rows_text(&rows, 3, arena), (int)rows_int(&rows, 4), rows_instant(&rows, 5)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err talk_offer_store_insert(struct store *store, const struct talk_offer *offer)
{
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_int(offer->talk.v), p_instant(offer->offered_at),
                             p_instant(offer->answer_by), p_id_or_null(offer->over_at.v)));
}

enum err talk_offer_store_is_over(struct store *store, struct talk_id talk, bool *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[IS_OVER], PARAMS(p_int(talk.v)), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}

enum err talk_offer_store_renew(struct store *store, struct event_id event)
{
    return store_exec(store, SQL[RENEW], PARAMS(p_int(event.v)));
}

enum err talk_offer_store_next_due(struct store *store, struct instant now, struct talk_id *ret)
{
    return store_find_int(store, SQL[NEXT_DUE], PARAMS(p_instant(now)), &ret->v);
}
