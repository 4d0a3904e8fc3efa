/* DESIGN: the SQL of registers: what stands is found among all that was said, never kept twice. */
#include "register_store.h"

#include <string.h>

#include "check.h"
#include "person_school_sql.h"
#include "register_rules.h"
#include "register_standing_sql.h"
#include "talk_spoken_sql.h"

#define STATE_SELECT                                                                               \
    "SELECT s.id, s.position, s.starts_at, s.ends_at, r.opened_at, r.closed_at,"                   \
    " coalesce(p.name, ''), coalesce(r.version, 0)"
#define STATE_FROM                                                                                 \
    " FROM event_session s LEFT JOIN register r ON r.session_id = s.id"                            \
    " LEFT JOIN person p ON p.id = r.closed_by"
/* Whoever has a place, or leads: the register is theirs. */
#define ON_IT "b.ended_at IS NULL AND b.status IN ('confirmed', 'attended', 'absent')"
/* $1 the event: bookings, and who gives a talk without one (register_presenter.h). */
#define ROLL_ROWS                                                                                  \
    "SELECT b.person_id, b.id, b.part, b.walk_in, b.beyond, b.presents, b.online FROM booking b"   \
    " WHERE b.event_id = $1 AND " ON_IT " UNION ALL"                                               \
    " SELECT DISTINCT m.person_id, 0, 'attendee', 0, 0, 1, 0 FROM " TALK_PRESENTERS                \
    " WHERE m.event_id = $1 AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.event_id = $1"         \
    " AND b.person_id = m.person_id AND " ON_IT ")"
#define MARK_COLUMNS "m.mark, m.late_min, m.early_min, m.away_min, m.how, m.taken_at, m.id"

enum {
    SCENE,
    STATES,
    OPEN,
    CLOSE,
    REOPEN,
    LEFT_OPEN,
    IS_TAKEN,
    STANDS,
    SAYS,
    SENT,
    INSERT,
    TAKE_BACK,
    FIND_STANDING,
    IS_MARKED,
    IS_ON,
    ROLL,
    HISTORY,
    ATTENDANCE,
    ATTEND,
};
static const char *const SQL[] = {
    [SCENE] = STATE_SELECT ", e.status, e.hours_min" STATE_FROM " JOIN event e ON e.id = s.event_id"
                           " WHERE s.id = $1 AND s.event_id = $2",
    [STATES] =
        STATE_SELECT STATE_FROM " WHERE s.event_id = $1 ORDER BY s.starts_at, s.position LIMIT 60",
    [OPEN] = "INSERT INTO register (session_id, opened_at, opened_by) VALUES ($1, $2, $3)"
             " ON CONFLICT DO NOTHING",
    [CLOSE] = "UPDATE register SET closed_at = $2, closed_by = $3, version = version + 1"
              " WHERE session_id = $1 AND closed_at IS NULL",
    [REOPEN] = "UPDATE register SET closed_at = NULL, closed_by = NULL, version = version + 1"
               " WHERE session_id = $1",
    [LEFT_OPEN] = "SELECT count(*) FROM event_session s WHERE s.event_id = $1 AND NOT EXISTS"
                  " (SELECT 1 FROM register r WHERE r.session_id = s.id"
                  " AND r.closed_at IS NOT NULL)",
    [IS_TAKEN] = "SELECT 1 FROM register WHERE session_id = $1",
    [STANDS] = "SELECT 1 FROM register r WHERE r.session_id = $1 AND (r.closed_at IS NOT NULL"
               " OR EXISTS (SELECT 1 FROM register_entry m WHERE m.session_id = $1"
               " AND m.mark <> 'none' AND m.id = " REGISTER_STANDING("$1", "m.person_id") "))",
    [SAYS] = "SELECT count(*) FROM event_session s JOIN register_entry e ON e.session_id = s.id"
             " WHERE s.event_id = $1 AND e.person_id = $2 AND e.mark <> 'none' AND NOT EXISTS"
             " (SELECT 1 FROM register_entry l WHERE l.session_id = e.session_id"
             " AND l.person_id = e.person_id AND (l.taken_at, l.id) > (e.taken_at, e.id))",
    [SENT] = "SELECT id, person_id, mark, late_min, early_min, away_min, how, reason"
             " FROM register_entry WHERE session_id = $1 AND key = $2",
    [INSERT] = "INSERT INTO register_entry (session_id, person_id, mark, late_min, early_min,"
               " away_min, how, key, reason, taken_at, marked_by, marked_at, corrects)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
    [TAKE_BACK] = "INSERT INTO register_entry (session_id, person_id, mark, how, key, taken_at,"
                  " marked_by, marked_at) SELECT m.session_id, m.person_id, 'none', m.how,"
                  " 'moved:' || m.id, max(m.taken_at, $4), $3, $4 FROM event_session s"
                  " JOIN register_entry m ON m.session_id = s.id WHERE s.event_id = $1"
                  " AND ($2 = 0 OR s.id = $2) AND m.mark <> 'none' AND m.id = " REGISTER_STANDING(
                      "m.session_id", "m.person_id"),
    [FIND_STANDING] =
        "SELECT " MARK_COLUMNS ", p.name FROM register_entry m"
        " JOIN person p ON p.id = m.marked_by WHERE m.id = " REGISTER_STANDING("$1", "$2"),
    [IS_MARKED] =
        "SELECT 1 FROM event_session s JOIN register_entry m ON m.id = " REGISTER_STANDING(
            "s.id", "$2") " WHERE s.event_id = $1 AND m.mark <> 'none' LIMIT 1",
    [IS_ON] = "SELECT b.walk_in FROM booking b WHERE b.event_id = $1 AND b.person_id = $2"
              " AND " ON_IT,
    [ROLL] =
        "SELECT b.person_id, b.id, p.name, p.last_name, " PERSON_SCHOOL_NAME ", b.part,"
        " b.walk_in, b.beyond, b.presents, EXISTS (SELECT 1 FROM register_entry c WHERE"
        " c.session_id = $2 AND c.person_id = b.person_id AND c.corrects = 1),"
        " " MARK_COLUMNS ", coalesce(q.name, ''), b.online FROM (" ROLL_ROWS ") b"
        " JOIN person p ON p.id = b.person_id LEFT JOIN register_entry m ON m.id "
        "= " REGISTER_STANDING(
            "$2", "b.person_id") " LEFT JOIN person q ON q.id = m.marked_by ORDER BY b.id LIMIT $3",
    [HISTORY] =
        "SELECT m.id, m.mark, m.late_min, m.early_min, m.away_min, m.how, m.reason,"
        " p.name, m.taken_at, m.marked_at, m.corrects, m.id = " REGISTER_STANDING(
            "$1", "$2") ""
                        " FROM register_entry m JOIN person p ON p.id = m.marked_by"
                        " WHERE m.session_id = $1 AND m.person_id = $2 ORDER BY m.id DESC LIMIT $3",
    [ATTENDANCE] =
        "SELECT b.id, b.status, coalesce(b.credit_min, -1), s.ends_at - s.starts_at,"
        " coalesce(m.mark = 'here', 0),"
        " coalesce(m.late_min + m.early_min + m.away_min, 0) FROM booking b"
        " JOIN event_session s ON s.event_id = b.event_id"
        " LEFT JOIN register_entry m ON m.id = " REGISTER_STANDING(
            "s.id",
            "b.person_id") ""
                           " WHERE b.event_id = $1 AND ($2 = 0 OR b.person_id = $2) AND " ON_IT
                           " ORDER BY b.id, s.starts_at, s.position LIMIT $3",
    [ATTEND] = "UPDATE booking SET status = $2, credit_min = $3, modified_at = $4 WHERE id = $1",
};

/* ---- sessions ---- */

static struct register_state read_state(const struct rows *rows, struct arena *arena)
{
    return (struct register_state){
        .session = rows_int(rows, 0),
        .position = (int)rows_int(rows, 1),
        .starts_at = rows_instant(rows, 2),
        .ends_at = rows_instant(rows, 3),
        .opens_at = instant_add(rows_instant(rows, 2), -(int64_t)REGISTER_OPEN_MIN * 60),
        .opened_at = rows_instant(rows, 4),
        .closed_at = rows_instant(rows, 5),
        .closed_by = rows_text(rows, 6, arena),
        .version = (int)rows_int(rows, 7),
    };
}

enum err register_store_scene(struct store *store, struct event_id event, int64_t session,
                              struct arena *arena, struct register_scene *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[SCENE], PARAMS(p_int(session), p_int(event.v)), &rows);
    if (err != OK)
        return err;
    struct register_scene scene = {
        .state = read_state(&rows, arena), .event = event, .hours_min = (int)rows_int(&rows, 9)};
    CHECK(event_status_parse(rows_str(&rows, 8), &scene.status) == OK);
    err = rows_end(&rows);
    if (err == OK)
        *ret = scene;
    return err;
}

enum err register_store_states(struct store *store, struct event_id event, struct arena *arena,
                               struct register_states *ret)
{
    struct register_states states = {.count = 0};
    struct rows rows = store_query(store, SQL[STATES], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        states.items[states.count++] = read_state(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = states;
    return err;
}

enum err register_store_open(struct store *store, struct instant now, int64_t session,
                             struct person_id by)
{
    return store_exec(store, SQL[OPEN], PARAMS(p_int(session), p_instant(now), p_int(by.v)));
}

enum err register_store_close(struct store *store, struct instant now, int64_t session,
                              struct person_id by)
{
    return store_exec(store, SQL[CLOSE], PARAMS(p_int(session), p_instant(now), p_int(by.v)));
}

enum err register_store_reopen(struct store *store, int64_t session)
{
    return store_exec(store, SQL[REOPEN], PARAMS(p_int(session)));
}

enum err register_store_all_closed(struct store *store, struct event_id event, bool *ret)
{
    int64_t open = 0;
    enum err err = store_find_int(store, SQL[LEFT_OPEN], PARAMS(p_int(event.v)), &open);
    if (err == OK)
        *ret = open == 0;
    return err;
}

enum err register_store_is_taken(struct store *store, int64_t session, bool *ret)
{
    int64_t one = 0;
    enum err err = store_find_int(store, SQL[IS_TAKEN], PARAMS(p_int(session)), &one);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK;
    return OK;
}

enum err register_store_stands(struct store *store, int64_t session, bool *ret)
{
    int64_t one = 0;
    enum err err = store_find_int(store, SQL[STANDS], PARAMS(p_int(session)), &one);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK;
    return OK;
}

enum err register_store_says(struct store *store, struct event_id event, struct person_id person,
                             bool *ret)
{
    int64_t count = 0;
    enum err err =
        store_find_int(store, SQL[SAYS], PARAMS(p_int(event.v), p_int(person.v)), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}

/* ---- entries ---- */

enum err register_store_sent(struct store *store, int64_t session, const char *key,
                             struct arena *arena, struct register_sent *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[SENT], PARAMS(p_int(session), p_text(key)), &rows);
    if (err != OK)
        return err;
    struct register_sent sent = {.id = rows_int(&rows, 0),
                                 .person = {rows_int(&rows, 1)},
                                 .late_min = (int)rows_int(&rows, 3),
                                 .early_min = (int)rows_int(&rows, 4),
                                 .away_min = (int)rows_int(&rows, 5),
                                 .reason = rows_text(&rows, 7, arena)};
    CHECK(register_mark_parse(rows_str(&rows, 2), &sent.mark) == OK);
    CHECK(register_how_parse(rows_str(&rows, 6), &sent.how) == OK);
    err = rows_end(&rows);
    if (err == OK)
        *ret = sent;
    return err;
}

enum err register_store_insert(struct store *store, struct instant now,
                               const struct register_mark *mark, struct instant at, bool corrects,
                               int64_t *ret)
{
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(mark->session), p_int(mark->person.v),
                                 p_text(register_mark_name(mark->mark)), p_int(mark->late_min),
                                 p_int(mark->early_min), p_int(mark->away_min),
                                 p_text(register_how_name(mark->how)), p_text(mark->key),
                                 p_text(mark->reason ? mark->reason : ""), p_instant(at),
                                 p_int(mark->by.v), p_instant(now), p_int(corrects)),
                          ret);
}

/* MARK_COLUMNS from `at` on, then the name of who took it. */
static struct register_standing read_standing(const struct rows *rows, int at, struct arena *arena)
{
    struct register_standing standing = {.by_name = ""};
    if (rows_is_null(rows, at))
        return standing;
    CHECK(register_mark_parse(rows_str(rows, at), &standing.mark) == OK);
    CHECK(register_how_parse(rows_str(rows, at + 4), &standing.how) == OK);
    standing.late_min = (int)rows_int(rows, at + 1);
    standing.early_min = (int)rows_int(rows, at + 2);
    standing.away_min = (int)rows_int(rows, at + 3);
    standing.at = rows_instant(rows, at + 5);
    standing.entry = rows_int(rows, at + 6);
    standing.by_name = rows_text(rows, at + 7, arena);
    return standing;
}

enum err register_store_take_back(struct store *store, struct instant now, struct event_id event,
                                  int64_t session, struct person_id by)
{
    return store_exec(store, SQL[TAKE_BACK],
                      PARAMS(p_int(event.v), p_int(session), p_int(by.v), p_instant(now)));
}

enum err register_store_standing(struct store *store, int64_t session, struct person_id person,
                                 struct arena *arena, struct register_standing *ret)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[FIND_STANDING], PARAMS(p_int(session), p_int(person.v)), &rows);
    if (err != OK)
        return err;
    struct register_standing standing = read_standing(&rows, 0, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = standing;
    return err;
}

enum err register_store_is_marked(struct store *store, struct event_id event,
                                  struct person_id person, bool *ret)
{
    int64_t one = 0;
    enum err err =
        store_find_int(store, SQL[IS_MARKED], PARAMS(p_int(event.v), p_int(person.v)), &one);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK;
    return OK;
}

/* ---- who is on it ---- */

enum err register_store_is_on(struct store *store, struct event_id event, struct person_id person,
                              bool *ret_on, bool *ret_walk_in)
{
    int64_t walk_in = 0;
    enum err err =
        store_find_int(store, SQL[IS_ON], PARAMS(p_int(event.v), p_int(person.v)), &walk_in);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret_on = err == OK;
    *ret_walk_in = walk_in != 0;
    return OK;
}

/* "Nkemelu Grace Okafor": the last word of a name, where no surname is known. */
static const char *sort_key(struct str surname, const char *name, struct arena *arena)
{
    const char *last = strrchr(name, ' ');
    if (surname.n)
        return arena_printf(arena, "%.*s %s", (int)surname.n, surname.p, name);
    return arena_printf(arena, "%s %s", last ? last + 1 : name, name);
}

static struct register_row read_row(const struct rows *rows, struct arena *arena)
{
    struct register_row row = {.person = {rows_int(rows, 0)},
                               .booking = {rows_int(rows, 1)},
                               .name = rows_text(rows, 2, arena),
                               .school = rows_text(rows, 4, arena),
                               .walk_in = rows_int(rows, 6) && !rows_int(rows, 8),
                               .beyond = rows_int(rows, 7) && !rows_int(rows, 8),
                               .presents = rows_int(rows, 8) != 0,
                               .corrected = rows_int(rows, 9) != 0,
                               .online = rows_int(rows, 18) != 0,
                               .standing = read_standing(rows, 10, arena)};
    row.sort = sort_key(rows_str(rows, 3), row.name, arena);
    CHECK(booking_part_parse(rows_str(rows, 5), &row.part) == OK);
    return row;
}

enum err register_store_roll(struct store *store, struct event_id event, int64_t session,
                             struct arena *arena, struct register_roll *ret)
{
    struct register_roll roll = {NULL, 0};
    int room = 0;
    struct rows rows = store_query(
        store, SQL[ROLL], PARAMS(p_int(event.v), p_int(session), p_int(REGISTER_ROLL_MAX)));
    while (rows_next(&rows)) {
        if (roll.count == room)
            roll.items = arena_grow(arena, roll.items, sizeof *roll.items, 64, &room);
        roll.items[roll.count++] = read_row(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = roll;
    return err;
}

static struct register_entry read_entry(const struct rows *rows, struct arena *arena)
{
    struct register_entry entry = {.id = rows_int(rows, 0),
                                   .late_min = (int)rows_int(rows, 2),
                                   .early_min = (int)rows_int(rows, 3),
                                   .away_min = (int)rows_int(rows, 4),
                                   .reason = rows_text(rows, 6, arena),
                                   .by_name = rows_text(rows, 7, arena),
                                   .taken_at = rows_instant(rows, 8),
                                   .marked_at = rows_instant(rows, 9),
                                   .corrects = rows_int(rows, 10) != 0,
                                   .stands = rows_int(rows, 11) != 0};
    CHECK(register_mark_parse(rows_str(rows, 1), &entry.mark) == OK);
    CHECK(register_how_parse(rows_str(rows, 5), &entry.how) == OK);
    return entry;
}

enum err register_store_history(struct store *store, int64_t session, struct person_id person,
                                struct arena *arena, struct register_history *ret)
{
    struct register_history list = {ARENA_ARRAY(arena, struct register_entry, REGISTER_HISTORY_MAX),
                                    0};
    struct rows rows = store_query(
        store, SQL[HISTORY], PARAMS(p_int(session), p_int(person.v), p_int(REGISTER_HISTORY_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_entry(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- attendance ---- */

static struct register_attendance begin_attendance(const struct rows *rows, int first)
{
    struct register_attendance one = {
        .booking = {rows_int(rows, 0)}, .credit_min = (int)rows_int(rows, 2), .first = first};
    CHECK(booking_status_parse(rows_str(rows, 1), &one.status) == OK);
    return one;
}

enum err register_store_attendance(struct store *store, struct event_id event,
                                   struct person_id person, struct arena *arena,
                                   struct register_attendances *ret)
{
    struct register_attendances list = {NULL, 0, NULL};
    int room = 0, parts = 0, parts_room = 0;
    struct rows rows =
        store_query(store, SQL[ATTENDANCE],
                    PARAMS(p_int(event.v), p_int(person.v),
                           p_int((int64_t)BOOKING_ATTENDEES_MAX * EVENT_SESSIONS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        if (parts == parts_room)
            list.all = arena_grow(arena, list.all, sizeof *list.all, 32, &parts_room);
        if (!list.count || list.items[list.count - 1].booking.v != rows_int(&rows, 0))
            list.items[list.count++] = begin_attendance(&rows, parts);
        list.items[list.count - 1].parts++;
        list.all[parts++] = (struct register_part){.session_min = (int)rows_int(&rows, 3) / 60,
                                                   .here = rows_int(&rows, 4) != 0,
                                                   .missed_min = (int)rows_int(&rows, 5)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err register_store_attend(struct store *store, struct instant now, struct booking_id booking,
                               enum booking_status status, int credit_min)
{
    return store_exec(store, SQL[ATTEND],
                      PARAMS(p_int(booking.v), p_text(booking_status_name(status)),
                             credit_min < 0 ? p_null() : p_int(credit_min), p_instant(now)));
}
