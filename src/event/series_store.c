/* DESIGN: the SQL of series and of who is in their groups. */
#include "series_store.h"

#include "check.h"

enum { FIND, INSERT, UPDATE, ATTACH };
static const char *const SQL[] = {
    [FIND] = "SELECT id, host_school_id, repeats, weekday, nth, start_min, length_min, from_on,"
             " until_on, times, inset, version FROM event_series WHERE id = $1",
    [INSERT] = "INSERT INTO event_series (host_school_id, repeats, weekday, nth, start_min,"
               " length_min, from_on, until_on, times, inset, created_by, created_at)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
    [UPDATE] = "UPDATE event_series SET start_min = $2, length_min = $3, until_on = $4, times = $5,"
               " version = version + 1 WHERE id = $1",
    [ATTACH] = "UPDATE event SET series_id = $2, series_on = $3 WHERE id = $1",
};

enum err series_find(struct store *store, struct series_id id, struct series *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct series series = {
        .id = {rows_int(&rows, 0)},
        .school = {rows_int(&rows, 1)},
        .rule =
            {
                .weekday = (enum weekday)rows_int(&rows, 3),
                .nth = (int)rows_int(&rows, 4),
                .start_min = (int)rows_int(&rows, 5),
                .length_min = (int)rows_int(&rows, 6),
                .from = rows_day(&rows, 7),
                .until = rows_day(&rows, 8),
                .times = (int)rows_int(&rows, 9),
                .inset = rows_int(&rows, 10) != 0,
            },
        .version = (int)rows_int(&rows, 11),
    };
    CHECK(series_repeat_parse(rows_str(&rows, 2), &series.rule.repeat) == OK);
    err = rows_end(&rows);
    if (err == OK)
        *ret = series;
    return err;
}

static struct param day_or_null(struct day day)
{
    return day_is_none(day) ? p_null() : p_day(day);
}

enum err series_store_insert(struct store *store, struct instant now, struct person_id actor,
                             struct school_id school, const struct series_rule *rule,
                             struct series_id *ret)
{
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(school.v), p_text(series_repeat_name(rule->repeat)),
                                 p_int(rule->weekday), p_int(rule->nth), p_int(rule->start_min),
                                 p_int(rule->length_min), p_day(rule->from),
                                 day_or_null(rule->until), p_int(rule->times), p_int(rule->inset),
                                 p_int(actor.v), p_instant(now)),
                          &ret->v);
}

enum err series_store_update(struct store *store, struct series_id id,
                             const struct series_rule *rule)
{
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(id.v), p_int(rule->start_min), p_int(rule->length_min),
                             day_or_null(rule->until), p_int(rule->times)));
}

enum err series_store_attach(struct store *store, struct event_id event, struct series_id series,
                             struct day on)
{
    return store_exec(store, SQL[ATTACH], PARAMS(p_int(event.v), p_int(series.v), p_day(on)));
}
