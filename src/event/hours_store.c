/* DESIGN: what the ledger of hours is reckoned from: people, jobs, bookings, what was agreed. */
#include "hours_store.h"

#include "check.h"
#include "tz.h"

/*
 * $1 a person or NULL, $2 a school, $3 and $4 the year's first and last day. Of
 * one person, or of all who work at the school in the year.
 */
#define ONE(column) column " = $1 AND $2 >= 0 AND $3 <= $4"
#define THOSE_AT(column)                                                                           \
    column " IN (SELECT m.person_id FROM employment m JOIN person n ON n.id = m.person_id"         \
           " WHERE $1 IS NULL AND m.school_id = $2 AND n.merged_into IS NULL"                      \
           " AND (m.starts_on IS NULL OR m.starts_on <= $4)"                                       \
           " AND (m.ends_on IS NULL OR m.ends_on >= $3))"

#define PEOPLE(which) "SELECT p.id, p.name FROM person p WHERE " which("p.id") " ORDER BY p.id"

#define JOBS(which)                                                                                \
    "SELECT e.person_id, e.school_id, s.name, e.staff_group, e.leadership, e.fte_milli,"           \
    " e.starts_on, e.ends_on FROM employment e JOIN school s ON s.id = e.school_id"                \
    " WHERE " which(                                                                               \
        "e.person_id") " AND (e.starts_on IS NULL OR e.starts_on <= $4)"                           \
                       " AND (e.ends_on IS NULL OR e.ends_on >= $3) ORDER BY e.person_id, e.id"

/*
 * The one place that reads attendance: a booking that stands, with the minutes
 * its register credits, and what is required of somebody without one. Whoever
 * was excused from a required event is not asked. $5 and $6: the year as instants.
 */
#define EVENTS(which)                                                                              \
    "SELECT a.person_id, a.event_id, coalesce(e.parent_id, e.id), e.kind, e.counts,"               \
    " coalesce(i.required, a.required OR e.attendance = 'required'),"                              \
    " CASE WHEN e.status = 'cancelled' THEN 'off' ELSE a.state END, e.hours_min,"                  \
    " coalesce(a.credit_min, -1), e.title, e.starts_at, e.ends_at FROM"                            \
    " (SELECT b.person_id, b.event_id, b.status AS state, b.credit_min, b.required FROM booking b" \
    " WHERE " which(                                                                               \
        "b.person_id") " AND b.status IN ('confirmed', 'attended', 'absent')"                      \
                       " UNION ALL SELECT q.person_id, q.event_id, 'confirmed', NULL, 1 FROM "     \
                       "invitee q"                                                                 \
                       " WHERE " which(                                                            \
                           "q.person_id") " AND q.required = 1 AND NOT EXISTS (SELECT 1 FROM "     \
                                          "booking k"                                              \
                                          " WHERE k.event_id = q.event_id AND k.person_id = "      \
                                          "q.person_id"                                            \
                                          " AND k.status IN ('confirmed', 'attended', "            \
                                          "'absent'))) a"                                          \
                                          " JOIN event e ON e.id = a.event_id"                     \
                                          " LEFT JOIN invitee i ON i.event_id = a.event_id AND "   \
                                          "i.person_id = a.person_id"                              \
                                          " WHERE e.starts_at >= $5 AND e.starts_at < $6 AND "     \
                                          "e.status <> 'draft'"                                    \
                                          " AND (e.counts <> 'nothing' OR e.kind = 'spark')"       \
                                          " ORDER BY a.person_id, e.starts_at, e.id LIMIT $7"

#define ADJUSTMENTS(which)                                                                         \
    "SELECT a.id, a.person_id, a.year, a.counts, a.minutes, a.reason, p.name, a.made_at"           \
    " FROM hours_adjustment a JOIN person p ON p.id = a.made_by"                                   \
    " WHERE " which("a.person_id") " AND a.year = $5 AND a.ended_at IS NULL"                       \
                                   " ORDER BY a.person_id, a.made_at, a.id"

enum { PEOPLE_LIST, JOB_LIST, EVENT_LIST, ADJUSTMENT_LIST, LISTS };
/* [list][0]: of one person, [list][1]: of a school. */
static const char *const SQL[LISTS][2] = {
    [PEOPLE_LIST] = {PEOPLE(ONE) " LIMIT 1", PEOPLE(THOSE_AT) " LIMIT 2000"},
    [JOB_LIST] = {JOBS(ONE) " LIMIT 50", JOBS(THOSE_AT) " LIMIT 20000"},
    [EVENT_LIST] = {EVENTS(ONE), EVENTS(THOSE_AT)},
    [ADJUSTMENT_LIST] = {ADJUSTMENTS(ONE) " LIMIT 200", ADJUSTMENTS(THOSE_AT) " LIMIT 20000"},
};

static const char *sql_of(int list, const struct hours_scope *scope)
{
    return SQL[list][scope->person.v == 0];
}

#define SCOPE(scope)                                                                               \
    p_id_or_null((scope)->person.v), p_int((scope)->school.v),                                     \
        p_day(calendar_year_first((scope)->year)), p_day(calendar_year_last((scope)->year))

enum err hours_store_people(struct store *store, const struct hours_scope *scope,
                            struct arena *arena, struct hours_people *ret)
{
    struct hours_people list = {NULL, 0};
    int room = 0;
    struct rows rows = store_query(store, sql_of(PEOPLE_LIST, scope), PARAMS(SCOPE(scope)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] =
            (struct hours_person){{rows_int(&rows, 0)}, rows_text(&rows, 1, arena)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- jobs ---- */

static struct ledger_job read_job(const struct rows *rows, struct arena *arena)
{
    return (struct ledger_job){
        .job = {.group = hours_group_of(rows_str(rows, 3), rows_int(rows, 4) != 0),
                .fte_milli = (int)rows_int(rows, 5)},
        .school = {rows_int(rows, 1)},
        .school_name = rows_text(rows, 2, arena),
        .from = rows_day(rows, 6),
        .to = rows_day(rows, 7),
    };
}

enum err hours_store_jobs(struct store *store, const struct hours_scope *scope, struct arena *arena,
                          struct hours_jobs *ret)
{
    struct hours_jobs list = {NULL, NULL, 0};
    int room = 0, of_room = 0;
    struct rows rows = store_query(store, sql_of(JOB_LIST, scope), PARAMS(SCOPE(scope)));
    while (rows_next(&rows)) {
        if (list.count == room) {
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
            list.of = arena_grow(arena, list.of, sizeof *list.of, 16, &of_room);
        }
        list.of[list.count] = (struct person_id){rows_int(&rows, 0)};
        list.items[list.count++] = read_job(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- events ---- */

static enum hours_state state_of(struct str state)
{
    static const struct {
        const char *name;
        enum hours_state state;
    } STATES[] = {
        {"attended", HOURS_ATTENDED}, {"absent", HOURS_ABSENT}, {"off", HOURS_CALLED_OFF}};
    for (size_t i = 0; i < COUNT_OF(STATES); i++)
        if (str_eq_c(state, STATES[i].name))
            return STATES[i].state;
    return HOURS_TO_COME;
}

static struct ledger_event read_event(const struct rows *rows, struct arena *arena)
{
    struct ledger_event event = {
        .entry = {.event = rows_int(rows, 1),
                  .day = rows_int(rows, 2),
                  .spark = str_eq_c(rows_str(rows, 3), "spark"),
                  .required = rows_int(rows, 5) != 0,
                  .state = state_of(rows_str(rows, 6)),
                  .event_min = (int)rows_int(rows, 7),
                  .credit_min = (int)rows_int(rows, 8)},
        .title = rows_text(rows, 9, arena),
        .kind = rows_text(rows, 3, arena),
        .starts_at = rows_instant(rows, 10),
        .ends_at = rows_instant(rows, 11),
    };
    CHECK(hours_counts_parse(rows_str(rows, 4), &event.entry.counts) == OK);
    return event;
}

/* Clocks never change on the first of August. */
struct instant hours_store_begin(int year)
{
    struct instant at;
    CHECK(tz_instant((struct local){.day = calendar_year_first(year)}, &at) == OK);
    return at;
}

enum err hours_store_events(struct store *store, const struct hours_scope *scope,
                            struct arena *arena, struct hours_events *ret)
{
    struct hours_events list = {NULL, NULL, 0};
    int room = 0, of_room = 0;
    struct rows rows =
        store_query(store, sql_of(EVENT_LIST, scope),
                    PARAMS(SCOPE(scope), p_instant(hours_store_begin(scope->year)),
                           p_instant(hours_store_begin(scope->year + 1)), p_int(HOURS_ROWS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room) {
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
            list.of = arena_grow(arena, list.of, sizeof *list.of, 32, &of_room);
        }
        list.of[list.count] = (struct person_id){rows_int(&rows, 0)};
        list.items[list.count++] = read_event(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- agreed by hand ---- */

static struct hours_adjustment read_adjustment(const struct rows *rows, struct arena *arena)
{
    struct hours_adjustment one = {
        .id = {rows_int(rows, 0)},
        .what = {.person = {rows_int(rows, 1)},
                 .year = (int)rows_int(rows, 2),
                 .minutes = (int)rows_int(rows, 4),
                 .reason = rows_text(rows, 5, arena)},
        .made_by = rows_text(rows, 6, arena),
        .made_at = rows_instant(rows, 7),
    };
    CHECK(hours_counts_parse(rows_str(rows, 3), &one.what.counts) == OK);
    return one;
}

enum err hours_store_adjustments(struct store *store, const struct hours_scope *scope,
                                 struct arena *arena, struct hours_adjustments *ret)
{
    struct hours_adjustments list = {NULL, 0};
    int room = 0;
    struct rows rows = store_query(store, sql_of(ADJUSTMENT_LIST, scope),
                                   PARAMS(SCOPE(scope), p_int(scope->year)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 8, &room);
        list.items[list.count++] = read_adjustment(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
