/* DESIGN: a person's own calendar, kept as busy or free and nothing else. */
#include "own_calendar.h"

#include "calendar.h"
#include "check.h"
#include "tz.h"

enum { FIND, PUT, CLEAR, ADD, DELETE };
static const char *const SQL[] = {
    [FIND] = "SELECT o.read_at, o.from_at, o.to_at, o.left_out,"
             " (SELECT count(*) FROM busy b WHERE b.source = 'own calendar' AND b.source_id = $1),"
             " (SELECT coalesce(max(b.to_at), 0) FROM busy b WHERE b.source = 'own calendar'"
             " AND b.source_id = $1) FROM own_calendar o WHERE o.person_id = $1",
    [PUT] = "INSERT INTO own_calendar (person_id, read_at, from_at, to_at, left_out)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person_id) DO UPDATE SET"
            " read_at = excluded.read_at, from_at = excluded.from_at, to_at = excluded.to_at,"
            " left_out = excluded.left_out",
    [CLEAR] = "DELETE FROM busy WHERE source = 'own calendar' AND source_id = $1",
    [ADD] = "INSERT INTO busy (person_id, from_at, to_at, source, source_id, part)"
            " VALUES ($1, $2, $3, 'own calendar', $1, $4)",
    [DELETE] = "DELETE FROM own_calendar WHERE person_id = $1",
};

void own_calendar_window(struct day today, struct instant *ret_from, struct instant *ret_to)
{
    int year = calendar_year(today);
    const struct local from = {.day = calendar_year_first(year)};
    const struct local to = {.day = day_add(calendar_year_last(year + 1), 1)};
    /* Clocks do not change in August. */
    CHECK(tz_instant(from, ret_from) == OK && tz_instant(to, ret_to) == OK);
}

enum err own_calendar_put(struct store *store, struct instant now, struct person_id person,
                          const struct own_calendar_reading *reading)
{
    enum err err = store_exec(store, SQL[CLEAR], PARAMS(p_int(person.v)));
    for (int i = 0; err == OK && i < reading->count; i++)
        err = store_exec(store, SQL[ADD],
                         PARAMS(p_int(person.v), p_instant(reading->spans[i].from),
                                p_instant(reading->spans[i].to), p_int(i + 1)));
    return err == OK ? store_exec(store, SQL[PUT],
                                  PARAMS(p_int(person.v), p_instant(now), p_instant(reading->from),
                                         p_instant(reading->to), p_int(reading->left_out)))
                     : err;
}

enum err own_calendar_find(struct store *store, struct person_id person, struct own_calendar *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(person.v)), &rows);
    if (err != OK)
        return err;
    struct own_calendar own = {
        .read_at = rows_instant(&rows, 0),
        .from = rows_instant(&rows, 1),
        .to = rows_instant(&rows, 2),
        .left_out = (int)rows_int(&rows, 3),
        .count = (int)rows_int(&rows, 4),
        .last_at = rows_instant(&rows, 5),
    };
    err = rows_end(&rows);
    if (err == OK)
        *ret = own;
    return err;
}

enum err own_calendar_delete(struct store *store, struct person_id person)
{
    enum err err = store_exec(store, SQL[CLEAR], PARAMS(p_int(person.v)));
    return err == OK ? store_exec(store, SQL[DELETE], PARAMS(p_int(person.v))) : err;
}
