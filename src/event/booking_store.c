/* DESIGN: the SQL of bookings: one statement decides who gets a place, and a CHECK stands behind.
 */
#include "booking_store.h"

#include "approval_store.h"
#include "check.h"
#include "person_school_sql.h"
#include "talk_spoken_sql.h"

#define ROW_COLUMNS                                                                                \
    "SELECT b.id, b.uid, b.seq, b.status, b.booked_at, b.person_id, p.name, p.email,"              \
    " b.event_id, b.part, b.approved, b.offered_until, b.required, b.beyond, b.online"
#define ROW_SELECT ROW_COLUMNS " FROM booking b JOIN person p ON p.id = b.person_id "

#define OF_SERVED PERSON_SCHOOL("o.person_id")
#define OF_WAITING PERSON_SCHOOL("w.person_id")
#define SERVED "o.ended_at IS NULL AND " BOOKING_HAS_PLACE("o")

enum {
    FIND,
    FIND_LIVE,
    LIVE,
    COUNT_LIVE,
    NEXT_WAITING,
    NEXT_FRESH,
    NEXT_OFFER,
    DUE_EVENTS,
    OPENINGS,
    PLACE,
    PLACE_ONLINE,
    LEAD,
    TAKE,
    GIVE_BACK,
    WAIT,
    PROMOTE,
    GO_ONLINE,
    GO_IN,
    SETTLE,
    SET_PART,
    APPROVE,
    MOVE,
    END_ASKS,
    END,
    RAISE_ALL,
    CANCEL_ALL,
    GIVE_BACK_ALL,
    POSITION,
    PRESENTS,
};
static const char *const SQL[] = {
    [FIND] = ROW_SELECT "WHERE b.id = $1",
    [FIND_LIVE] = ROW_SELECT "WHERE b.event_id = $1 AND b.person_id = $2 AND b.ended_at IS NULL",
    [LIVE] = ROW_SELECT "WHERE b.event_id = $1 AND b.ended_at IS NULL"
                        " ORDER BY b.booked_at, b.id LIMIT $2",
    [COUNT_LIVE] = "SELECT count(*) FROM booking WHERE event_id = $1 AND ended_at IS NULL",
    [NEXT_WAITING] = ROW_SELECT "WHERE b.event_id = $1 AND b.status = 'waiting'"
                                " AND (b.booked_at, b.id) > ($2, $3)"
                                " AND (p.left_on IS NULL OR p.left_on >= $4)"
                                " ORDER BY b.booked_at, b.id LIMIT 1",
    /* Once somebody of a school has a place, its others come behind the cursor: one pass will do.
     */
    [NEXT_FRESH] =
        "WITH served (school) AS (SELECT DISTINCT " OF_SERVED " FROM booking o"
        " WHERE o.event_id = $1 AND " SERVED " AND o.part = 'attendee' AND o.online = 0),"
        " line (id, behind) AS (SELECT w.id, coalesce(" OF_WAITING " IN (SELECT school"
        " FROM served WHERE school IS NOT NULL), 1) FROM booking w JOIN person q"
        " ON q.id = w.person_id WHERE w.event_id = $1 AND w.status = 'waiting'"
        " AND (q.left_on IS NULL OR q.left_on >= $4)) " ROW_COLUMNS ", l.behind"
        " FROM line l JOIN booking b ON b.id = l.id JOIN person p ON p.id = b.person_id"
        " WHERE (l.behind, b.booked_at, b.id) > ($5, $2, $3)"
        " ORDER BY l.behind, b.booked_at, b.id LIMIT 1",
    [NEXT_OFFER] = ROW_SELECT "WHERE b.event_id = $1 AND b.status = 'offered'"
                              " AND (b.offered_until <= $2 OR b.offered_until > $3)"
                              " ORDER BY b.offered_until, b.id LIMIT 1",
    [DUE_EVENTS] = "SELECT DISTINCT event_id FROM booking WHERE status = 'offered'"
                   " AND offered_until <= $1 ORDER BY event_id LIMIT $2",
    [OPENINGS] = "SELECT e.id FROM booking b JOIN event e ON e.id = b.event_id"
                 " WHERE b.person_id = $1 AND b.status = 'waiting' AND e.taken < e.capacity"
                 " AND e.starts_at > $2 ORDER BY e.starts_at, e.id LIMIT 50",
    /* performance specification, section 4 */
    [PLACE] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at)"
              " SELECT $1, id, $3, $5, $4, $4 FROM event"
              " WHERE id = $2 AND taken < capacity ON CONFLICT DO NOTHING RETURNING id",
    [PLACE_ONLINE] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at,"
                     " modified_at, online) VALUES ($1, $2, $3, $5, $4, $4, 1)"
                     " ON CONFLICT DO NOTHING RETURNING id",
    [LEAD] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at, part)"
             " VALUES ($1, $2, $3, 'confirmed', $4, $4, $5) RETURNING id",
    [TAKE] = "UPDATE event SET taken = taken + 1 WHERE id = $1",
    [GIVE_BACK] = "UPDATE event SET taken = taken - 1 WHERE id = $1",
    [WAIT] = "INSERT INTO booking (uid, event_id, person_id, status, booked_at, modified_at)"
             " VALUES ($1, $2, $3, 'waiting', $4, $4) RETURNING id",
    [PROMOTE] = "UPDATE booking SET status = $3, offered_until = $4, seq = seq + 1,"
                " modified_at = $2 WHERE id = $1 AND status = 'waiting' AND EXISTS (SELECT 1"
                " FROM event e WHERE e.id = booking.event_id AND e.taken < e.capacity)",
    [GO_ONLINE] = "UPDATE booking SET online = 1, status = $3, offered_until = NULL,"
                  " seq = seq + 1, modified_at = $2 WHERE id = $1 AND online = 0"
                  " AND part = 'attendee' AND ended_at IS NULL",
    [GO_IN] = "UPDATE booking SET online = 0, seq = seq + 1, modified_at = $2"
              " WHERE id = $1 AND online = 1 AND ended_at IS NULL AND EXISTS (SELECT 1"
              " FROM event e WHERE e.id = booking.event_id AND e.taken < e.capacity)",
    [SETTLE] = "UPDATE booking SET status = $4, offered_until = NULL, seq = seq + 1,"
               " modified_at = $2 WHERE id = $1 AND status = $3",
    [SET_PART] = "UPDATE booking SET status = 'confirmed', part = $2, offered_until = NULL,"
                 " beyond = 0, online = 0, seq = seq + 1, modified_at = $3 WHERE id = $1 AND "
                 "ended_at IS NULL",
    [APPROVE] = "UPDATE booking SET approved = 1, modified_at = $2 WHERE id = $1"
                " AND status IN ('waiting', 'offered')",
    [MOVE] = "UPDATE booking SET event_id = $3, seq = seq + 1, modified_at = $2 WHERE id = $1"
             " AND status = 'confirmed'",
    [END_ASKS] = "UPDATE booking_ask SET status = 'taken back', answered_at = $2"
                 " WHERE booking_id = $1 AND status = 'open'",
    [END] = "UPDATE booking SET status = $4, ended_at = $2, modified_at = $2, reason = $5,"
            " offered_until = NULL, seq = seq + 1 WHERE id = $1 AND status = $3",
    [RAISE_ALL] = "UPDATE booking SET seq = seq + 1, modified_at = $2"
                  " WHERE event_id = $1 AND ended_at IS NULL",
    [CANCEL_ALL] = "UPDATE booking SET status = 'cancelled', ended_at = $2, modified_at = $2,"
                   " offered_until = NULL WHERE event_id = $1 AND ended_at IS NULL",
    [GIVE_BACK_ALL] = "UPDATE event SET taken = 0 WHERE id = $1",
    [POSITION] = "SELECT count(*) FROM booking WHERE event_id = $1 AND status = 'waiting'"
                 " AND (booked_at, id) <= ($2, $3)",
    [PRESENTS] = "SELECT 1 FROM " TALK_PRESENTERS " WHERE m.event_id = $1 AND m.person_id = $2"
                 " LIMIT 1",
};

static struct booking_row read_row(const struct rows *rows, struct arena *arena)
{
    struct booking_row row = {
        .id = {rows_int(rows, 0)},
        .uid = rows_text(rows, 1, arena),
        .seq = (int)rows_int(rows, 2),
        .booked_at = rows_instant(rows, 4),
        .person = {rows_int(rows, 5)},
        .person_name = rows_text(rows, 6, arena),
        .person_email = rows_text(rows, 7, arena),
        .event = {rows_int(rows, 8)},
        .approved = rows_int(rows, 10) != 0,
        .offered_until = rows_instant(rows, 11),
        .required = rows_int(rows, 12) != 0,
        .beyond = rows_int(rows, 13) != 0,
        .online = rows_int(rows, 14) != 0,
    };
    CHECK(booking_part_parse(rows_str(rows, 9), &row.part) == OK);
    CHECK(booking_status_parse(rows_str(rows, 3), &row.status) == OK);
    return row;
}

bool booking_store_takes_place(const struct booking_row *row)
{
    return row->part == PART_ATTENDEE && !row->beyond && !row->online &&
           booking_status_has_place(row->status);
}

bool booking_store_is_tentative(const struct event *event, const struct booking_row *row)
{
    return row->status != BOOKING_CONFIRMED || (event->parent.v && row->part == PART_ATTENDEE);
}

struct notice booking_store_notice(const struct event *event, const struct booking_row *row,
                                   enum notice_kind kind)
{
    return (struct notice){
        .kind = kind,
        .to = row->person,
        .to_name = row->person_name,
        .to_email = row->person_email,
        .object_id = row->id.v,
        .uid = row->uid,
        .seq = row->seq,
        .required = row->required,
        .leads = row->part != PART_ATTENDEE,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = row->online ? "Online" : event->place,
        .starts_at = event->fields.starts_at,
        .ends_at = event->fields.ends_at,
        .dates = event->dates,
        .date_count = event->date_count,
    };
}

static enum err find_row(struct store *store, const char *sql, const struct param *params,
                         struct arena *arena, struct booking_row *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, params, &rows);
    if (err != OK)
        return err;
    struct booking_row row = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = row;
    return err;
}

enum err booking_store_find(struct store *store, struct booking_id id, struct arena *arena,
                            struct booking_row *ret)
{
    return find_row(store, SQL[FIND], PARAMS(p_int(id.v)), arena, ret);
}

enum err booking_store_find_live(struct store *store, struct event_id event,
                                 struct person_id person, struct arena *arena,
                                 struct booking_row *ret)
{
    return find_row(store, SQL[FIND_LIVE], PARAMS(p_int(event.v), p_int(person.v)), arena, ret);
}

enum err booking_store_next_waiting(struct store *store, const struct event *event,
                                    const struct booking_row *after, struct day today,
                                    struct arena *arena, struct booking_row *ret)
{
    bool fresh = event->fields.fresh_first;
    struct rows rows;
    enum err err = store_find(store, SQL[fresh ? NEXT_FRESH : NEXT_WAITING],
                              PARAMS(p_int(event->id.v), p_instant(after->booked_at),
                                     p_int(after->id.v), p_day(today), p_int(after->behind)),
                              &rows);
    if (err != OK)
        return err;
    struct booking_row row = read_row(&rows, arena);
    row.behind = fresh && rows_int(&rows, 15) != 0;
    err = rows_end(&rows);
    if (err == OK)
        *ret = row;
    return err;
}

enum err booking_store_next_offer(struct store *store, struct event_id event, struct instant now,
                                  struct instant latest, struct arena *arena,
                                  struct booking_row *ret)
{
    return find_row(store, SQL[NEXT_OFFER],
                    PARAMS(p_int(event.v), p_instant(now), p_instant(latest)), arena, ret);
}

static enum err read_events(struct rows rows, struct booking_openings *ret)
{
    struct booking_openings events = {0};
    while (rows_next(&rows))
        events.events[events.count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = events;
    return err;
}

enum err booking_store_due_events(struct store *store, struct instant now, int limit,
                                  struct booking_openings *ret)
{
    CHECK(limit <= BOOKING_STORE_OPENINGS_MAX);
    return read_events(store_query(store, SQL[DUE_EVENTS], PARAMS(p_instant(now), p_int(limit))),
                       ret);
}

enum err booking_store_live(struct store *store, struct event_id event, struct arena *arena,
                            struct booking_rows *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[COUNT_LIVE], PARAMS(p_int(event.v)), &count);
    if (err != OK)
        return err;
    struct booking_rows list = {ARENA_ARRAY(arena, struct booking_row, (size_t)count + 1), 0};
    struct rows rows = store_query(store, SQL[LIVE], PARAMS(p_int(event.v), p_int(count)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err booking_store_openings(struct store *store, struct instant now, struct person_id person,
                                struct booking_openings *ret)
{
    return read_events(store_query(store, SQL[OPENINGS], PARAMS(p_int(person.v), p_instant(now))),
                       ret);
}

enum err booking_store_place(struct store *store, struct instant now, struct booking_row *row)
{
    struct booking_id id = {0};
    enum err err =
        store_find_int(store, SQL[row->online ? PLACE_ONLINE : PLACE],
                       PARAMS(p_text(row->uid), p_int(row->event.v), p_int(row->person.v),
                              p_instant(now), p_text(booking_status_name(row->status))),
                       &id.v);
    if (err == ERR_NOT_FOUND)
        return ERR_CONFLICT;
    if (err == OK && !row->online)
        err = store_exec(store, SQL[TAKE], PARAMS(p_int(row->event.v)));
    if (err == OK)
        row->id = id;
    return err;
}

enum err booking_store_lead(struct store *store, struct instant now, struct booking_row *row)
{
    return store_find_int(store, SQL[LEAD],
                          PARAMS(p_text(row->uid), p_int(row->event.v), p_int(row->person.v),
                                 p_instant(now), p_text(booking_part_name(row->part))),
                          &row->id.v);
}

enum err booking_store_wait(struct store *store, struct instant now, struct booking_row *row)
{
    return store_find_int(
        store, SQL[WAIT],
        PARAMS(p_text(row->uid), p_int(row->event.v), p_int(row->person.v), p_instant(now)),
        &row->id.v);
}

/* Runs a statement that must change exactly one row. */
static enum err exec_one(struct store *store, const char *sql, const struct param *params)
{
    enum err err = store_exec(store, sql, params);
    return err == OK && store_changes(store) != 1 ? ERR_CONFLICT : err;
}

enum err booking_store_promote(struct store *store, struct instant now, struct booking_row *row,
                               enum booking_status to, struct instant until)
{
    enum err err = exec_one(store, SQL[PROMOTE],
                            PARAMS(p_int(row->id.v), p_instant(now),
                                   p_text(booking_status_name(to)), p_id_or_null(until.v)));
    if (err == OK)
        err = store_exec(store, SQL[TAKE], PARAMS(p_int(row->event.v)));
    if (err != OK)
        return err;
    row->seq++;
    row->status = to;
    row->offered_until = until;
    return OK;
}

enum err booking_store_go_online(struct store *store, struct instant now, struct booking_row *row,
                                 enum booking_status as)
{
    bool took = booking_store_takes_place(row);
    CHECK(booking_status_has_place(as) && as != BOOKING_OFFERED);
    enum err err =
        exec_one(store, SQL[GO_ONLINE],
                 PARAMS(p_int(row->id.v), p_instant(now), p_text(booking_status_name(as))));
    if (err == OK && took)
        err = store_exec(store, SQL[GIVE_BACK], PARAMS(p_int(row->event.v)));
    if (err != OK)
        return err;
    row->seq++;
    row->status = as;
    row->online = true;
    row->offered_until = (struct instant){0};
    return OK;
}

enum err booking_store_go_in(struct store *store, struct instant now, struct booking_row *row)
{
    enum err err = exec_one(store, SQL[GO_IN], PARAMS(p_int(row->id.v), p_instant(now)));
    if (err == OK)
        err = store_exec(store, SQL[TAKE], PARAMS(p_int(row->event.v)));
    if (err != OK)
        return err;
    row->seq++;
    row->online = false;
    return OK;
}

enum err booking_store_settle(struct store *store, struct instant now, struct booking_row *row,
                              enum booking_status to)
{
    CHECK(booking_status_has_place(row->status) && booking_status_has_place(to));
    enum err err =
        exec_one(store, SQL[SETTLE],
                 PARAMS(p_int(row->id.v), p_instant(now), p_text(booking_status_name(row->status)),
                        p_text(booking_status_name(to))));
    if (err != OK)
        return err;
    row->seq++;
    row->status = to;
    row->offered_until = (struct instant){0};
    return OK;
}

enum err booking_store_set_part(struct store *store, struct instant now, struct booking_row *row,
                                enum booking_part part)
{
    bool took = booking_store_takes_place(row);
    CHECK(part != PART_ATTENDEE);
    enum err err =
        exec_one(store, SQL[SET_PART],
                 PARAMS(p_int(row->id.v), p_text(booking_part_name(part)), p_instant(now)));
    if (err == OK && took)
        err = store_exec(store, SQL[GIVE_BACK], PARAMS(p_int(row->event.v)));
    if (err != OK)
        return err;
    row->seq++;
    row->status = BOOKING_CONFIRMED;
    row->part = part;
    row->beyond = row->online = false;
    row->offered_until = (struct instant){0};
    return OK;
}

enum err booking_store_approve(struct store *store, struct instant now,
                               const struct booking_row *row)
{
    return exec_one(store, SQL[APPROVE], PARAMS(p_int(row->id.v), p_instant(now)));
}

enum err booking_store_move(struct store *store, struct instant now, struct booking_row *row,
                            struct event_id to)
{
    enum err err =
        exec_one(store, SQL[MOVE], PARAMS(p_int(row->id.v), p_instant(now), p_int(to.v)));
    if (err != OK)
        return err;
    row->seq++;
    row->event = to;
    return OK;
}

enum err booking_store_end_asks(struct store *store, struct instant now, struct booking_id id)
{
    return store_exec(store, SQL[END_ASKS], PARAMS(p_int(id.v), p_instant(now)));
}

enum err booking_store_end(struct store *store, struct instant now, struct booking_row *row,
                           enum booking_status as, const char *reason)
{
    bool took = booking_store_takes_place(row);
    CHECK(!booking_status_is_live(as));
    enum err err =
        exec_one(store, SQL[END],
                 PARAMS(p_int(row->id.v), p_instant(now), p_text(booking_status_name(row->status)),
                        p_text(booking_status_name(as)), p_text(reason ? reason : "")));
    if (err == OK && took)
        err = store_exec(store, SQL[GIVE_BACK], PARAMS(p_int(row->event.v)));
    if (err == OK)
        err = approval_store_end_of_booking(store, now, row->id);
    if (err != OK)
        return err;
    row->seq++;
    row->status = as;
    return OK;
}

enum err booking_store_raise_all(struct store *store, struct instant now, struct event_id event)
{
    return store_exec(store, SQL[RAISE_ALL], PARAMS(p_int(event.v), p_instant(now)));
}

enum err booking_store_cancel_all(struct store *store, struct instant now, struct event_id event)
{
    enum err err = store_exec(store, SQL[CANCEL_ALL], PARAMS(p_int(event.v), p_instant(now)));
    if (err == OK)
        err = approval_store_end_of_event(store, now, event);
    return err == OK ? store_exec(store, SQL[GIVE_BACK_ALL], PARAMS(p_int(event.v))) : err;
}

enum err booking_store_position(struct store *store, const struct booking_row *row, int *ret)
{
    int64_t position = 0;
    enum err err = store_find_int(
        store, SQL[POSITION],
        PARAMS(p_int(row->event.v), p_instant(row->booked_at), p_int(row->id.v)), &position);
    if (err == OK)
        *ret = (int)position;
    return err;
}

enum err booking_store_presents(struct store *store, struct event_id event, struct person_id person,
                                bool *ret)
{
    int64_t one = 0;
    enum err err =
        store_find_int(store, SQL[PRESENTS], PARAMS(p_int(event.v), p_int(person.v)), &one);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = one == 1;
    return OK;
}
