/* DESIGN: when people are taken, whatever by; the only table clash checks read. */
#include "busy.h"

enum { PUT, DELETE, MOVE_EVENT, DELETE_EVENT, PUT_PART, DELETE_PART, CLASH };
static const char *const SQL[] = {
    [PUT] = "INSERT INTO busy (person_id, from_at, to_at, source, source_id, event_id, part,"
            " school_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (source, source_id, part, person_id) DO UPDATE SET"
            " from_at = excluded.from_at, to_at = excluded.to_at, event_id = excluded.event_id,"
            " school_id = excluded.school_id",
    [DELETE] = "DELETE FROM busy WHERE source = $1 AND source_id = $2 AND person_id = $3",
    [MOVE_EVENT] = "UPDATE busy SET from_at = $2, to_at = $3, school_id = $5"
                   " WHERE event_id = $1 AND part = $4",
    [DELETE_EVENT] = "DELETE FROM busy WHERE event_id = $1",
    [PUT_PART] = "INSERT INTO busy (person_id, from_at, to_at, source, source_id, part, event_id,"
                 " school_id) SELECT person_id, $2, $3, source, source_id, $4, event_id, $5"
                 " FROM busy WHERE event_id = $1 AND part = 1"
                 " ON CONFLICT (source, source_id, part, person_id) DO UPDATE SET"
                 " from_at = excluded.from_at, to_at = excluded.to_at,"
                 " school_id = excluded.school_id",
    [DELETE_PART] = "DELETE FROM busy WHERE event_id = $1 AND part = $2",
};

static const char *const SOURCES[] = {
    [BUSY_BOOKING] = "booking",           [BUSY_TALK] = "talk",
    [BUSY_CONVERSATION] = "conversation", [BUSY_REQUIRED] = "required",
    [BUSY_OWN_CALENDAR] = "own calendar",
};

enum busy_source busy_source_of(struct str s)
{
    int found = 0;
    while (found < BUSY_SOURCES - 1 && !str_eq_c(s, SOURCES[found]))
        found++;
    return (enum busy_source)found;
}

enum err busy_put(struct store *store, const struct busy *busy)
{
    return store_exec(store, SQL[PUT],
                      PARAMS(p_int(busy->person.v), p_instant(busy->from), p_instant(busy->to),
                             p_text(SOURCES[busy->source]), p_int(busy->source_id),
                             p_id_or_null(busy->event_id), p_int(busy->part ? busy->part : 1),
                             p_id_or_null(busy->school.v)));
}

enum err busy_delete(struct store *store, enum busy_source source, int64_t source_id,
                     struct person_id person)
{
    return store_exec(store, SQL[DELETE],
                      PARAMS(p_text(SOURCES[source]), p_int(source_id), p_int(person.v)));
}

enum err busy_move_event(struct store *store, const struct busy *to)
{
    return store_exec(store, SQL[MOVE_EVENT],
                      PARAMS(p_int(to->event_id), p_instant(to->from), p_instant(to->to),
                             p_int(to->part ? to->part : 1), p_id_or_null(to->school.v)));
}

enum err busy_put_part(struct store *store, const struct busy *at)
{
    return store_exec(store, SQL[PUT_PART],
                      PARAMS(p_int(at->event_id), p_instant(at->from), p_instant(at->to),
                             p_int(at->part), p_id_or_null(at->school.v)));
}

enum err busy_delete_part(struct store *store, int64_t event_id, int part)
{
    return store_exec(store, SQL[DELETE_PART], PARAMS(p_int(event_id), p_int(part)));
}

enum err busy_delete_event(struct store *store, int64_t event_id)
{
    return store_exec(store, SQL[DELETE_EVENT], PARAMS(p_int(event_id)));
}
