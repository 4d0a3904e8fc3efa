/* DESIGN: the SQL of events and their sessions. */
#include "event_store.h"

#include "check.h"
#include "event_row.h"
#include "event_session.h"
#include "token.h"

enum {
    FIND,
    INSERT,
    INSERT_SESSION,
    UPDATE,
    UPDATE_SESSION,
    TOUCH,
    SET_STATUS,
    BETWEEN,
    SERIES,
    SET_REASON,
    WORKSHOPS
};
static const char *const SQL[] = {
    [FIND] = EVENT_SELECT "WHERE e.id = $2",
    [INSERT] =
        "INSERT INTO event (uid, kind, title, purpose, host_school_id, room, starts_at, ends_at,"
        " attendance, hours_min, waiting_list, booking_opens_at, booking_closes_at, created_by,"
        " created_at, modified_at, capacity, type, counts, approval, clash, fresh_first, offer_min,"
        " withdraw_h, room_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
        " $15, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) RETURNING id",
    [INSERT_SESSION] = "INSERT INTO event_session (uid, event_id, starts_at, ends_at)"
                       " VALUES ($1, $2, $3, $4)",
    [UPDATE] = "UPDATE event SET kind = $2, title = $3, purpose = $4, host_school_id = $5,"
               " room = $6, starts_at = $7, ends_at = $8, attendance = $9, hours_min = $10,"
               " waiting_list = $11, booking_opens_at = $12, booking_closes_at = $13,"
               " capacity = $16, type = $17, counts = $18, approval = $19, clash = $20,"
               " fresh_first = $21, offer_min = $22, withdraw_h = $23, room_id = $24,"
               " version = version + 1, seq = seq + $14,"
               " modified_at = CASE WHEN $14 = 1 THEN $15 ELSE modified_at END WHERE id = $1",
    [UPDATE_SESSION] = "UPDATE event_session SET starts_at = $2, ends_at = $3"
                       " WHERE event_id = $1 AND (SELECT count(*) FROM event_session n"
                       " WHERE n.event_id = $1) = 1", /* several: event_session_store */
    [TOUCH] = "UPDATE event SET version = version + 1, seq = seq + $2,"
              " modified_at = CASE WHEN $2 = 1 THEN $3 ELSE modified_at END WHERE id = $1",
    [SET_STATUS] = "UPDATE event SET status = $2, version = version + 1, seq = seq + $3,"
                   " cancelled_at = CASE WHEN $2 = 'cancelled' THEN $4 END,"
                   " published_at = CASE WHEN $2 = 'published' THEN coalesce(published_at, $4)"
                   " ELSE published_at END,"
                   " modified_at = $4 WHERE id = $1",
    [SET_REASON] = "UPDATE event SET cancel_reason = $2 WHERE id = $1",
    [WORKSHOPS] = EVENT_SELECT "WHERE e.parent_id = $2 AND e.status <> 'cancelled'"
                               " ORDER BY e.starts_at, e.id LIMIT 201",
    [BETWEEN] =
        EVENT_SELECT "WHERE " EVENT_SEEN_BY_ALL " AND e.parent_id IS NULL"
                     " AND e.starts_at < $3 AND e.starts_at >= $2 - 366 * 86400 AND e.ends_at > $2"
                     " AND ($4 = 0 OR e.host_school_id = $4) AND ($5 = '' OR e.kind = $5)"
                     " ORDER BY e.starts_at, e.id LIMIT 2000",
    [SERIES] = EVENT_SELECT "WHERE e.series_id = $2 ORDER BY e.series_on LIMIT 200",
};

static enum err find_dates(struct store *store, struct event *event, struct arena *arena)
{
    struct event_sessions sessions;
    if (event->session_count < 2)
        return OK;
    enum err err = event_session_list(store, event->id, arena, &sessions);
    if (err != OK)
        return err;
    event->dates = event_session_dates(event, &sessions, arena);
    event->date_count = sessions.count;
    return OK;
}

enum err event_store_find(struct store *store, struct person_id viewer, struct event_id id,
                          struct arena *arena, struct event *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(viewer.v), p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct event event = event_row_read(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        err = find_dates(store, &event, arena);
    if (err == OK)
        *ret = event;
    return err;
}

/* Texts never become SQL's NULL. */
static struct param text(const char *cstr)
{
    return p_text(cstr ? cstr : "");
}

enum err event_store_insert(struct store *store, struct instant now, struct person_id actor,
                            const struct event_fields *f, struct event_id *ret)
{
    char uid[UUID_TEXT_MAX], session_uid[UUID_TEXT_MAX];
    struct event_id id = {0};
    token_uuid(uid);
    token_uuid(session_uid);
    enum err err = store_find_int(
        store, SQL[INSERT],
        PARAMS(p_text(uid), p_text(event_kind_name(f->kind)), text(f->title), text(f->purpose),
               p_int(f->school.v), text(f->room), p_instant(f->starts_at), p_instant(f->ends_at),
               p_text(event_attendance_name(f->attendance)), p_int(f->hours_min),
               p_int(f->waiting_list), p_id_or_null(f->booking_opens_at.v),
               p_id_or_null(f->booking_closes_at.v), p_int(actor.v), p_instant(now),
               p_int(f->capacity), text(f->type), p_text(event_counts_name(f->counts)),
               p_int(f->approval), p_text(f->clash_warns ? "warn" : "block"), p_int(f->fresh_first),
               p_int(f->offer_min), p_int(f->withdraw_h), p_id_or_null(f->in.v)),
        &id.v);
    if (err == OK)
        err = store_exec(store, SQL[INSERT_SESSION],
                         PARAMS(p_text(session_uid), p_int(id.v), p_instant(f->starts_at),
                                p_instant(f->ends_at)));
    if (err == OK)
        *ret = id;
    return err;
}

enum err event_store_update(struct store *store, struct instant now, struct event_id id,
                            const struct event_fields *f, bool seen)
{
    enum err err = store_exec(store, SQL[UPDATE_SESSION],
                              PARAMS(p_int(id.v), p_instant(f->starts_at), p_instant(f->ends_at)));
    if (err != OK)
        return err;
    return store_exec(
        store, SQL[UPDATE],
        PARAMS(p_int(id.v), p_text(event_kind_name(f->kind)), text(f->title), text(f->purpose),
               p_int(f->school.v), text(f->room), p_instant(f->starts_at), p_instant(f->ends_at),
               p_text(event_attendance_name(f->attendance)), p_int(f->hours_min),
               p_int(f->waiting_list), p_id_or_null(f->booking_opens_at.v),
               p_id_or_null(f->booking_closes_at.v), p_int(seen), p_instant(now),
               p_int(f->capacity), text(f->type), p_text(event_counts_name(f->counts)),
               p_int(f->approval), p_text(f->clash_warns ? "warn" : "block"), p_int(f->fresh_first),
               p_int(f->offer_min), p_int(f->withdraw_h), p_id_or_null(f->in.v)));
}

enum err event_store_touch(struct store *store, struct instant now, struct event_id id, bool seen)
{
    return store_exec(store, SQL[TOUCH], PARAMS(p_int(id.v), p_int(seen), p_instant(now)));
}

enum err event_store_set_status(struct store *store, struct instant now, struct event_id id,
                                enum event_status status, bool seen)
{
    return store_exec(
        store, SQL[SET_STATUS],
        PARAMS(p_int(id.v), p_text(event_status_name(status)), p_int(seen), p_instant(now)));
}

/* ---- lists ---- */

enum err event_store_between(struct store *store, struct instant from, struct instant to,
                             enum event_scope scope, struct school_id school, struct arena *arena,
                             struct event_list *ret)
{
    struct rows rows =
        store_query(store, SQL[BETWEEN],
                    PARAMS(p_int(0), p_instant(from), p_instant(to),
                           p_int(scope == EVENT_SCOPE_SCHOOL ? school.v : 0),
                           p_text(scope == EVENT_SCOPE_SPARK ? event_kind_name(EVENT_SPARK) : "")));
    return event_row_list(&rows, EVENT_BETWEEN_MAX, arena, ret);
}

enum err event_store_series(struct store *store, struct person_id viewer, int64_t series,
                            struct arena *arena, struct event_list *ret)
{
    struct rows rows = store_query(store, SQL[SERIES], PARAMS(p_int(viewer.v), p_int(series)));
    return event_row_list(&rows, EVENT_LIST_MAX, arena, ret);
}

enum err event_store_set_cancel_reason(struct store *store, struct event_id id, const char *reason)
{
    return store_exec(store, SQL[SET_REASON], PARAMS(p_int(id.v), text(reason)));
}

enum err event_store_workshops(struct store *store, struct event_id day, struct arena *arena,
                               struct event_list *ret)
{
    struct rows rows = store_query(store, SQL[WORKSHOPS], PARAMS(p_int(0), p_int(day.v)));
    return event_row_list(&rows, EVENT_LIST_MAX, arena, ret);
}
