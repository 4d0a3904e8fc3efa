/* DESIGN: the events of a year, and the day of the next one on which each could be again. */
#include "year_copy.h"

#include "check.h"
#include "series.h"
#include "tz.h"

enum { LIST };
/* $6: the schools as a JSON array; NULL: all of them. What is not copied yet comes first, so that
 * the rest of a long year comes once the beginning is copied. */
static const char *const SQL[] = {
    /* a series by the first date that stands; $3 and $4: the next year */
    [LIST] = "SELECT e.id, e.title, e.kind, e.host_school_id, h.name, e.starts_at, e.ends_at,"
             " coalesce(e.series_id, 0), coalesce((SELECT min(c.id) FROM event c"
             " WHERE c.copied_from IN (SELECT e.id UNION SELECT x.id FROM event x"
             " WHERE x.series_id = e.series_id)"
             " AND c.status <> 'cancelled' AND c.starts_at >= $3 AND c.starts_at < $4), 0) AS copy"
             " FROM event e JOIN school h ON h.id = e.host_school_id"
             " WHERE e.parent_id IS NULL AND e.status NOT IN ('draft', 'cancelled')"
             " AND e.starts_at >= $1 AND e.starts_at < $2 AND h.ended_on IS NULL"
             " AND ($6 IS NULL OR h.id IN (SELECT value FROM json_each($6)))"
             " AND (e.series_id IS NULL OR NOT EXISTS (SELECT 1 FROM event b"
             " WHERE b.series_id = e.series_id AND b.status NOT IN ('draft', 'cancelled')"
             " AND b.starts_at >= $1 AND b.starts_at < e.starts_at))"
             " ORDER BY copy <> 0, e.starts_at, e.id LIMIT $5",
};

/* Each school's calendar is read once. */
struct calendars {
    struct school_id schools[SCHOOLS_MAX];
    struct series_calendar items[SCHOOLS_MAX];
    int count;
};

static enum err find_calendar(struct store *store, struct calendars *known, struct school_id school,
                              int year, struct arena *arena, const struct series_calendar **ret)
{
    for (int i = 0; i < known->count; i++)
        if (known->schools[i].v == school.v) {
            *ret = &known->items[i];
            return OK;
        }
    if (known->count == SCHOOLS_MAX)
        return ERR_LIMIT;
    enum err err =
        series_load_calendar(store, school, calendar_year_first(year), calendar_year_last(year + 1),
                             arena, &known->items[known->count]);
    if (err != OK)
        return err;
    known->schools[known->count] = school;
    *ret = &known->items[known->count++];
    return OK;
}

/* "[1,4]" */
static const char *array_of(const struct school_id *schools, int count, struct arena *arena)
{
    const char *all = "";
    for (int i = 0; i < count; i++)
        all = arena_printf(arena, "%s%s%lld", all, i ? "," : "", (long long)schools[i].v);
    return count < 0 ? NULL : arena_printf(arena, "[%s]", all);
}

static struct instant midnight(struct day day)
{
    struct instant at = {0};
    CHECK(tz_instant((struct local){.day = day}, &at) == OK); /* clocks change later at night */
    return at;
}

static enum err list(struct store *store, int year, const struct school_id *schools, int count,
                     struct arena *arena, struct year_copy *copy, struct school_id *hosts)
{
    struct instant first = midnight(calendar_year_first(year));
    struct instant next = midnight(calendar_year_first(year + 1));
    const char *of = array_of(schools, count, arena);
    struct rows rows = store_query(store, SQL[LIST],
                                   PARAMS(p_instant(first), p_instant(next), p_instant(next),
                                          p_instant(midnight(calendar_year_first(year + 2))),
                                          p_int(YEAR_COPY_MAX + 1), of ? p_text(of) : p_null()));
    while (rows_next(&rows)) {
        if (copy->count == YEAR_COPY_MAX) {
            copy->more = true;
            continue;
        }
        struct year_copy_row row = {
            .event = {rows_int(&rows, 0)},
            .title = rows_text(&rows, 1, arena),
            .school_name = rows_text(&rows, 4, arena),
            .starts_at = rows_instant(&rows, 5),
            .ends_at = rows_instant(&rows, 6),
            .series = rows_int(&rows, 7),
            .copy = {rows_int(&rows, 8)},
        };
        CHECK(event_kind_parse(rows_str(&rows, 2), &row.kind) == OK);
        hosts[copy->count].v = rows_int(&rows, 3);
        copy->items[copy->count++] = row;
    }
    return rows_end(&rows);
}

enum err year_copy_plan(struct store *store, int year, const struct school_id *schools,
                        int school_count, struct arena *arena, struct year_copy *ret)
{
    struct calendars *known = ARENA_NEW(arena, struct calendars);
    struct school_id *hosts = ARENA_ARRAY(arena, struct school_id, YEAR_COPY_MAX);
    struct year_copy copy = {.items = ARENA_ARRAY(arena, struct year_copy_row, YEAR_COPY_MAX),
                             .year = year};
    enum err err = list(store, year, schools, school_count, arena, &copy, hosts);
    for (int i = 0; err == OK && i < copy.count; i++) {
        const struct series_calendar *calendar;
        struct year_copy_row *row = &copy.items[i];
        err = find_calendar(store, known, hosts[i], year, arena, &calendar);
        if (err == OK)
            row->day =
                year_copy_rules_day(calendar, tz_day(row->starts_at), row->kind == EVENT_INSET);
    }
    if (err == OK)
        *ret = copy;
    return err;
}
