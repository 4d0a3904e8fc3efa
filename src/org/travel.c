/* DESIGN: minutes between two schools, said by somebody or 30. */
#include "travel.h"

enum { LIST, FIND, PUT, DELETE };
static const char *const SQL[] = {
    [LIST] = "SELECT a.id, b.id, a.name, b.name, t.minutes FROM school a JOIN school b"
             " ON a.name COLLATE NOCASE < b.name COLLATE NOCASE"
             " OR (a.name = b.name COLLATE NOCASE AND a.id < b.id)"
             " LEFT JOIN school_travel t ON (t.low_id = a.id AND t.high_id = b.id)"
             " OR (t.low_id = b.id AND t.high_id = a.id)"
             " WHERE a.ended_on IS NULL AND b.ended_on IS NULL"
             " AND ($1 = 0 OR a.id = $1 OR b.id = $1)"
             " ORDER BY a.name COLLATE NOCASE, a.id, b.name COLLATE NOCASE, b.id LIMIT 40000",
    [FIND] = "SELECT minutes FROM school_travel WHERE low_id = $1 AND high_id = $2",
    [PUT] = "INSERT INTO school_travel (low_id, high_id, minutes) VALUES ($1, $2, $3)"
            " ON CONFLICT (low_id, high_id) DO UPDATE SET minutes = excluded.minutes",
    [DELETE] = "DELETE FROM school_travel WHERE low_id = $1 AND high_id = $2",
};

enum err travel_list(struct store *store, struct school_id school, struct arena *arena,
                     struct travel_list *ret)
{
    struct travel_list list = {.count = 0};
    int room = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(school.v)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        bool said = !rows_is_null(&rows, 4);
        list.items[list.count++] = (struct travel){
            .a = {rows_int(&rows, 0)},
            .b = {rows_int(&rows, 1)},
            .a_name = rows_text(&rows, 2, arena),
            .b_name = rows_text(&rows, 3, arena),
            .minutes = said ? (int)rows_int(&rows, 4) : TRAVEL_DEFAULT_MIN,
            .is_said = said,
        };
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static struct school_id low(struct school_id a, struct school_id b)
{
    return a.v < b.v ? a : b;
}

static struct school_id high(struct school_id a, struct school_id b)
{
    return a.v < b.v ? b : a;
}

enum err travel_find(struct store *store, struct school_id a, struct school_id b, int *ret)
{
    int64_t minutes = TRAVEL_DEFAULT_MIN;
    if (a.v == b.v) {
        *ret = 0;
        return OK;
    }
    enum err err =
        store_find_int(store, SQL[FIND], PARAMS(p_int(low(a, b).v), p_int(high(a, b).v)), &minutes);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = (int)minutes;
    return OK;
}

static enum err check_school(struct store *store, struct school_id id, const char *field,
                             struct refusal *why)
{
    struct school school;
    enum err err = school_find(store, id, why->arena, &school);
    if (err == ERR_NOT_FOUND || (err == OK && !day_is_none(school.ended_on))) {
        refuse_field(why, field, "Choose a school of the trust.");
        return OK;
    }
    return err;
}

enum err travel_put(struct store *store, struct school_id a, struct school_id b, int minutes,
                    struct refusal *why)
{
    enum err err = check_school(store, a, "from_school", why);
    if (err == OK)
        err = check_school(store, b, "to_school", why);
    if (err != OK)
        return err;
    if (a.v == b.v && !why->field_count)
        refuse_field(why, "to_school", "Choose two different schools.");
    if (minutes < -1 || minutes > TRAVEL_MIN_MAX)
        refuse_field(why, "minutes", "Enter minutes from 0 to %d.", TRAVEL_MIN_MAX);
    err = refusal_check(why);
    if (err != OK)
        return err;
    const struct param *pair =
        PARAMS(p_int(low(a, b).v), p_int(high(a, b).v), p_int(minutes < 0 ? 0 : minutes));
    return store_exec(store, SQL[minutes < 0 ? DELETE : PUT], pair);
}
