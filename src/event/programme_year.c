/* DESIGN: the year's programme, given out by a school or by the trust. */
#include "programme_year.h"

#include "calendar.h"
#include "tz.h"

enum { LIST, PUBLISH, IS_OUT };
static const char *const SQL[] = {
    [LIST] = "SELECT y.school_id, coalesce(s.name, ''), y.year, y.published_at, p.name"
             " FROM programme_year y LEFT JOIN school s ON s.id = y.school_id"
             " JOIN person p ON p.id = y.published_by WHERE y.year = $1"
             " ORDER BY y.school_id > 0, s.name LIMIT 500",
    [PUBLISH] = "INSERT INTO programme_year (school_id, year, published_at, published_by)"
                " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [IS_OUT] = "SELECT count(*) FROM programme_year WHERE year = $2 AND school_id IN (0, $1)",
};

enum err programme_year_list(struct store *store, int year, struct arena *arena,
                             struct programme_years *ret)
{
    struct programme_years list = {0};
    int room = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(year)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] = (struct programme_year){
            .school = {rows_int(&rows, 0)},
            .school_name = rows_text(&rows, 1, arena),
            .year = (int)rows_int(&rows, 2),
            .published_at = rows_instant(&rows, 3),
            .published_by = rows_text(&rows, 4, arena),
        };
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err programme_year_publish(struct store *store, struct instant now, struct person_id actor,
                                struct school_id school, int year, struct refusal *why)
{
    struct school found;
    int current = calendar_year(tz_day(now));
    enum err err = school.v ? school_find(store, school, why->arena, &found) : OK;
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, "school", "Choose a school of the trust, or the whole trust.");
    if (year < current || year > current + 1)
        return refuse_field(why, "year", "Choose this school year or the next.");
    return err == OK
               ? store_exec(store, SQL[PUBLISH],
                            PARAMS(p_int(school.v), p_int(year), p_instant(now), p_int(actor.v)))
               : err;
}

enum err programme_year_is_out(struct store *store, struct school_id school, struct day day,
                               bool *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[IS_OUT],
                                  PARAMS(p_int(school.v), p_int(calendar_year(day))), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}
