/* DESIGN: what those who speak need to be able to, in their own words. */
#include "talk_need.h"

#include "text_rule.h"

enum { FIND, PUT, DELETE, LIST, ENDS };
static const char *const SQL[] = {
    [FIND] = "SELECT access FROM talk_need WHERE talk_id = $1 AND person_id = $2",
    [PUT] = "INSERT INTO talk_need (talk_id, person_id, access, changed_at)"
            " VALUES ($1, $2, $3, $4) ON CONFLICT (talk_id, person_id) DO UPDATE SET"
            " access = excluded.access, changed_at = excluded.changed_at",
    [DELETE] = "DELETE FROM talk_need WHERE talk_id = $1 AND person_id = $2",
    [LIST] = "SELECT t.id, t.title, p.name, n.access FROM talk t"
             " JOIN talk_need n ON n.talk_id = t.id JOIN person p ON p.id = n.person_id"
             " WHERE t.event_id = $1 AND t.status IN ('confirmed', 'offered', 'waiting',"
             " 'requested') AND EXISTS (SELECT 1 FROM talk_presenter m WHERE m.talk_id = t.id"
             " AND m.person_id = n.person_id) ORDER BY p.name COLLATE NOCASE, t.id, p.id LIMIT $2",
    [ENDS] = "SELECT ends_at FROM event WHERE id = $1",
};

enum err talk_need_find(struct store *store, struct talk_id talk, struct person_id person,
                        struct arena *arena, const char **ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(talk.v), p_int(person.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = "";
        return OK;
    }
    if (err != OK)
        return err;
    const char *access = rows_text(&rows, 0, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = access;
    return err;
}

static enum err check(struct store *store, struct instant now, const struct talk *talk,
                      const char *access, struct refusal *why)
{
    static const struct text_rule rule = {"access", "What you need to be able to speak",
                                          TALK_NEED_CHARS_MAX, false, true};
    struct instant ends = {0};
    if (!*access) /* may be taken back at any time */
        return OK;
    if (talk->status == TALK_WITHDRAWN || talk->status == TALK_DECLINED)
        return refuse(why, ERR_CONFLICT, "ended",
                      "This talk is not given, so there is nothing to prepare.");
    enum err err = store_find_int(store, SQL[ENDS], PARAMS(p_int(talk->event.v)), &ends.v);
    if (err == OK && now.v >= ends.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event is over. What you told its organisers is erased soon.");
    text_rule_check(&rule, access, why);
    return err == OK ? refusal_check(why) : err;
}

enum err talk_need_put(struct store *store, struct instant now, const struct talk *talk,
                       struct person_id person, const char *access, struct refusal *why)
{
    const struct talk_presenter *presenter = talk_presenter_of(talk, person);
    if (!presenter || presenter->asked)
        return ERR_NOT_FOUND;
    enum err err = check(store, now, talk, access, why);
    if (err != OK)
        return err;
    if (!*access)
        return store_exec(store, SQL[DELETE], PARAMS(p_int(talk->id.v), p_int(person.v)));
    return store_exec(store, SQL[PUT],
                      PARAMS(p_int(talk->id.v), p_int(person.v), p_text(access), p_instant(now)));
}

enum err talk_need_list(struct store *store, struct event_id event, struct arena *arena,
                        struct talk_need_list *ret)
{
    struct talk_need_list list = {0};
    int room = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(event.v), p_int(TALK_NEEDS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 8, &room);
        list.items[list.count++] = (struct talk_need_line){{rows_int(&rows, 0)},
                                                           rows_text(&rows, 1, arena),
                                                           rows_text(&rows, 2, arena),
                                                           rows_text(&rows, 3, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
