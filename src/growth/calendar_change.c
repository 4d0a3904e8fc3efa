/* DESIGN: a school's calendar changes, and the deadlines of its people with it, in one act. */
#include "calendar_change.h"

#include "audit.h"

enum { LAST, BEFORE, PUT_LAST, CLEAR_BEFORE, PUT_BEFORE };

static const char *const SQL[] = {
    [LAST] = "SELECT c.version, c.year, c.at, coalesce(p.name, ''), c.words, c.moved"
             " FROM calendar_change c LEFT JOIN person p ON p.id = c.actor_id"
             " WHERE c.school_id = $1",
    [BEFORE] = "SELECT kind, name, from_on, to_on FROM calendar_change_span WHERE school_id = $1"
               " ORDER BY id LIMIT $2",
    [PUT_LAST] =
        "INSERT INTO calendar_change (school_id, version, year, at, actor_id, words, moved)"
        " VALUES ($1, 1, $2, $3, $4, $5, $6) ON CONFLICT (school_id) DO UPDATE SET"
        " version = calendar_change.version + 1, year = excluded.year,"
        " at = excluded.at, actor_id = excluded.actor_id, words = excluded.words,"
        " moved = excluded.moved",
    [CLEAR_BEFORE] = "DELETE FROM calendar_change_span WHERE school_id = $1",
    [PUT_BEFORE] = "INSERT INTO calendar_change_span (school_id, kind, name, from_on, to_on)"
                   " VALUES ($1, $2, $3, $4, $5)",
};

/* ---- deadlines ---- */

/* A closure may run into the next academic year, so that one's cycle is asked too. */
enum { CYCLES_TOUCHED = 2 };

enum err calendar_change_count(struct store *store, const struct school_year *year,
                               struct instant now, int *ret_moves)
{
    struct arena *arena = arena_new();
    struct calendar calendar;
    int sum = 0;
    enum err err =
        calendar_load_with(store, year->school, year->year, school_year_spans(year, arena),
                           year->count, arena, &calendar);
    for (int i = 0; err == OK && i < CYCLES_TOUCHED; i++) {
        struct cycle cycle;
        int moves = 0;
        err = cycle_find(store, year->year + i, &cycle);
        if (err == OK)
            err = deadline_count_moves(store, year->school, calendar, cycle.id, now, &moves);
        else if (err == ERR_NOT_FOUND)
            err = OK;
        sum += moves;
    }
    arena_free(arena);
    if (err == OK)
        *ret_moves = sum;
    return err;
}

static enum err sync(struct store *store, const struct school_year *year, struct instant now,
                     int *ret_moved)
{
    int sum = 0;
    enum err err = OK;
    for (int i = 0; err == OK && i < CYCLES_TOUCHED; i++) {
        struct cycle cycle;
        int moved = 0;
        err = cycle_find(store, year->year + i, &cycle);
        if (err == OK)
            err = deadline_sync_school(store, year->school, cycle.id, now, &moved);
        else if (err == ERR_NOT_FOUND)
            err = OK;
        sum += moved;
    }
    if (err == OK)
        *ret_moved = sum;
    return err;
}

/* ---- the change ---- */

static enum err keep_before(struct store *store, const struct school_year *before)
{
    enum err err = store_exec(store, SQL[CLEAR_BEFORE], PARAMS(p_int(before->school.v)));
    for (int i = 0; err == OK && i < before->count; i++) {
        const struct span *span = &before->spans[i].span;
        err = store_exec(store, SQL[PUT_BEFORE],
                         PARAMS(p_int(before->school.v), p_text(span_kind_name(span->kind)),
                                p_text(span->name), p_day(span->from), p_day(span->to)));
    }
    return err;
}

static enum err write_down(struct store *store, struct instant now,
                           const struct calendar_change *change, const struct school_year *before,
                           int moved, struct arena *arena)
{
    struct school_id school = change->year->school;
    int year = change->year->year;
    const char *detail = arena_printf(arena, "%s, %s; deadlines moved: %d",
                                      school_year_name(arena, year), change->words, moved);
    enum err err =
        store_exec(store, SQL[PUT_LAST],
                   PARAMS(p_int(school.v), p_int(year), p_instant(now),
                          p_id_or_null(change->actor.v), p_text(change->words), p_int(moved)));
    if (err == OK)
        err = keep_before(store, before);
    return err == OK ? audit_add(store, now, change->actor, "calendar-change", school.v, detail)
                     : err;
}

enum err calendar_change_save(struct store *store, struct instant now,
                              const struct calendar_change *change, struct refusal *why,
                              int *ret_moved)
{
    const struct school_year *year = change->year;
    struct school_year before;
    int moved = 0;
    enum err err = school_year_check(year, change->focus, why);
    if (err == OK)
        err = school_year_load(store, year->school, year->year, why->arena, &before);
    if (err == OK && school_year_is_same(&before, year)) {
        *ret_moved = 0;
        return OK;
    }
    if (err == OK)
        err = school_year_save(store, year, why->arena);
    if (err == OK)
        err = sync(store, year, now, &moved);
    if (err == OK)
        err = write_down(store, now, change, &before, moved, why->arena);
    if (err == OK)
        *ret_moved = moved;
    return err;
}

/* ---- the last one ---- */

static enum err read_before(struct store *store, struct arena *arena, struct school_year *before)
{
    enum err read = OK;
    struct rows rows =
        store_query(store, SQL[BEFORE], PARAMS(p_int(before->school.v), p_int(YEAR_SPANS_MAX)));
    while (rows_next(&rows)) {
        struct span *span = &before->spans[before->count++].span;
        if (span_kind_parse(rows_str(&rows, 0), &span->kind) != OK)
            read = ERR_BUG; /* the schema lists the kinds */
        span->name = rows_text(&rows, 1, arena);
        span->from = rows_day(&rows, 2);
        span->to = rows_day(&rows, 3);
    }
    enum err err = rows_end(&rows);
    return err != OK ? err : read;
}

enum err calendar_change_last(struct store *store, struct school_id school, struct arena *arena,
                              struct calendar_last *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[LAST], PARAMS(p_int(school.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = (struct calendar_last){.actor_name = "", .words = ""};
        return OK;
    }
    if (err != OK)
        return err;
    struct calendar_last last = {
        .version = (int)rows_int(&rows, 0),
        .year = (int)rows_int(&rows, 1),
        .at = rows_instant(&rows, 2),
        .actor_name = rows_text(&rows, 3, arena),
        .words = rows_text(&rows, 4, arena),
        .moved = (int)rows_int(&rows, 5),
    };
    err = rows_end(&rows);
    last.before = school_year_new(school, last.year, arena);
    if (err == OK)
        err = read_before(store, arena, &last.before);
    if (err == OK)
        *ret = last;
    return err;
}

enum err calendar_change_undo(struct store *store, struct instant now, struct person_id actor,
                              struct school_id school, int version, struct refusal *why,
                              int *ret_moved)
{
    struct calendar_last last;
    enum err err = calendar_change_last(store, school, why->arena, &last);
    if (err != OK)
        return err;
    if (!last.version)
        return ERR_NOT_FOUND;
    if (last.version != version)
        return refuse(why, ERR_STALE, "stale",
                      "Somebody changed the calendar since you opened the page. Look at it again "
                      "before you take a change back.");
    struct calendar_change change = {
        actor, &last.before, arena_printf(why->arena, "Took back: %s", last.words), CHECK_NOTHING};
    return calendar_change_save(store, now, &change, why, ret_moved);
}
