/* DESIGN: the SQL of events and their sessions. */
#include "event_store.h"

#include "check.h"
#include "event_room.h"
#include "event_rules.h"
#include "event_session.h"
#include "token.h"

/* $1 is the viewer. */
#define ORGANISED                                                                                  \
    " EXISTS (SELECT 1 FROM event_organiser g WHERE g.event_id = e.id AND g.person_id = $1)"
#define EVENT_SELECT                                                                               \
    "SELECT e.id, e.kind, e.title, e.purpose, e.host_school_id, e.room, e.starts_at, e.ends_at,"   \
    " e.capacity, e.attendance, e.hours_min, e.waiting_list, e.booking_opens_at,"                  \
    " e.booking_closes_at, s.uid, e.type, h.name, e.taken,"                                        \
    " (SELECT count(*) FROM booking w WHERE w.event_id = e.id AND w.status = 'waiting'),"          \
    " e.status, e.cancelled_at, e.created_by, e.version, e.seq, e.created_at, e.modified_at,"      \
    " b.id, coalesce(b.status, 'withdrawn'), t.id, t.status, e.counts, e.approval, e.clash,"       \
    " e.fresh_first, e.offer_min, e.withdraw_h, coalesce(e.parent_id, 0),"                         \
    " (SELECT count(*) FROM event_session n WHERE n.event_id = e.id),"                             \
    " coalesce(e.series_id, 0), e.series_on, coalesce(e.room_id, 0), " EVENT_WHERE ","             \
    " coalesce(b.part, 'attendee')," ORGANISED ", e.cancel_reason FROM event e"                    \
    " JOIN event_session s ON s.event_id = e.id AND s.position = 1"                                \
    " JOIN school h ON h.id = e.host_school_id"                                                    \
    " LEFT JOIN booking b ON b.event_id = e.id AND b.person_id = $1 AND b.ended_at IS NULL"        \
    " LEFT JOIN talk t ON t.id = (SELECT min(m.talk_id) FROM talk_presenter m"                     \
    " WHERE m.event_id = e.id AND m.person_id = $1 AND m.nth IS NOT NULL) "
#define SEEN_BY_ALL "(e.status <> 'draft' AND e.seq > 0)"

enum {
    FIND,
    INSERT,
    INSERT_SESSION,
    UPDATE,
    UPDATE_SESSION,
    TOUCH,
    SET_STATUS,
    LIST,
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
                   " modified_at = $4 WHERE id = $1",
    [LIST] = EVENT_SELECT
    "WHERE (e.starts_at, e.id) > ($2, $3) AND (" SEEN_BY_ALL
    " OR $4 = 1 OR instr($5, ',' || e.host_school_id || ',') > 0 OR" ORGANISED ")"
    " AND ($6 = '' OR e.kind = $6) AND ($7 = 0 OR e.ends_at > $7) AND ($8 = 0 OR e.starts_at < $8)"
    " AND ($9 = 0 OR e.host_school_id = $9)"
    " AND ($10 = '' OR instr(lower(e.title), lower($10)) > 0)"
    " AND ($12 = '' OR instr($12, ',' || e.id || ',') > 0) AND e.parent_id IS NULL"
    " AND CASE WHEN $13 = '' THEN e.status <> 'archived' ELSE e.status = $13 END"
    " ORDER BY e.starts_at, e.id LIMIT $11",
    [SET_REASON] = "UPDATE event SET cancel_reason = $2 WHERE id = $1",
    [WORKSHOPS] = EVENT_SELECT "WHERE e.parent_id = $2 AND e.status <> 'cancelled'"
                               " ORDER BY e.starts_at, e.id LIMIT 201",
    [BETWEEN] =
        EVENT_SELECT "WHERE " SEEN_BY_ALL " AND e.parent_id IS NULL"
                     " AND e.starts_at < $3 AND e.starts_at >= $2 - 366 * 86400 AND e.ends_at > $2"
                     " AND ($4 = 0 OR e.host_school_id = $4) AND ($5 = '' OR e.kind = $5)"
                     " ORDER BY e.starts_at, e.id LIMIT 2000",
    [SERIES] = EVENT_SELECT "WHERE e.series_id = $2 ORDER BY e.series_on LIMIT 200",
};

static struct event_fields read_fields(const struct rows *rows, struct arena *arena)
{
    struct event_fields fields = {
        .title = rows_text(rows, 2, arena),
        .purpose = rows_text(rows, 3, arena),
        .school = {rows_int(rows, 4)},
        .room = rows_text(rows, 5, arena),
        .starts_at = rows_instant(rows, 6),
        .ends_at = rows_instant(rows, 7),
        .capacity = (int)rows_int(rows, 8),
        .hours_min = (int)rows_int(rows, 10),
        .waiting_list = rows_int(rows, 11) != 0,
        .booking_opens_at = rows_instant(rows, 12),
        .booking_closes_at = rows_instant(rows, 13),
        .type = rows_text(rows, 15, arena),
        .approval = rows_int(rows, 31) != 0,
        .clash_warns = str_eq_c(rows_str(rows, 32), "warn"),
        .fresh_first = rows_int(rows, 33) != 0,
        .offer_min = (int)rows_int(rows, 34),
        .withdraw_h = (int)rows_int(rows, 35),
        .in = {rows_int(rows, 40)},
    };
    CHECK(event_kind_parse(rows_str(rows, 1), &fields.kind) == OK);
    CHECK(event_attendance_parse(rows_str(rows, 9), &fields.attendance) == OK);
    CHECK(event_counts_parse(rows_str(rows, 30), &fields.counts) == OK);
    return fields;
}

static struct event read_event(const struct rows *rows, struct arena *arena)
{
    struct event event = {
        .id = {rows_int(rows, 0)},
        .fields = read_fields(rows, arena),
        .uid = rows_text(rows, 14, arena),
        .school_name = rows_text(rows, 16, arena),
        .taken = (int)rows_int(rows, 17),
        .waiting = (int)rows_int(rows, 18),
        .cancelled_at = rows_instant(rows, 20),
        .created_by = {rows_int(rows, 21)},
        .version = (int)rows_int(rows, 22),
        .seq = (int)rows_int(rows, 23),
        .created_at = rows_instant(rows, 24),
        .modified_at = rows_instant(rows, 25),
        .my_booking = rows_int(rows, 26),
        .my_talk = rows_int(rows, 28),
        .my_talk_waits = str_eq_c(rows_str(rows, 29), "waiting"),
        .parent = {rows_int(rows, 36)},
        .session_count = (int)rows_int(rows, 37),
        .series = rows_int(rows, 38),
        .series_on = rows_day(rows, 39),
        .organised = rows_int(rows, 43) != 0,
        .cancel_reason = rows_text(rows, 44, arena),
    };
    CHECK(booking_status_parse(rows_str(rows, 27), &event.my_booking_status) == OK);
    CHECK(booking_part_parse(rows_str(rows, 42), &event.my_part) == OK);
    CHECK(event_status_parse(rows_str(rows, 19), &event.status) == OK);
    event.places_left = event.fields.capacity - event.taken;
    event.place = event_rules_place(arena, event.fields.room, rows_text(rows, 41, arena));
    return event;
}

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
    struct event event = read_event(&rows, arena);
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

/* ",4,17,": what the list's statement looks for "," || id || "," in. */
static const char *joined_schools(const struct event_viewer *viewer, struct arena *arena)
{
    const char *joined = ",";
    for (int i = 0; i < viewer->draft_school_count; i++)
        joined = arena_printf(arena, "%s%lld,", joined, (long long)viewer->draft_schools[i].v);
    return joined;
}

/* The same of the events that are opened to a guest; "" for those who know of all. */
static const char *joined_opened(const struct event_viewer *viewer, struct arena *arena)
{
    if (!viewer->only_opened)
        return "";
    const char *joined = ",";
    for (int i = 0; i < viewer->opened.count; i++)
        joined = arena_printf(arena, "%s%lld,", joined, (long long)viewer->opened.ids[i]);
    return joined;
}

static enum err read_list(struct rows *rows, int limit, struct arena *arena, struct event_list *ret)
{
    struct event_list list = {0};
    int room = 0;
    while (list.count < limit && rows_next(rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        list.items[list.count++] = read_event(rows, arena);
    }
    if (list.count == limit && rows_next(rows)) {
        const struct event *last = &list.items[limit - 1];
        list.next = (struct event_cursor){last->fields.starts_at, last->id.v};
    }
    enum err err = rows_end(rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* Sessions of an event lie within a year, so none that ends after `from` starts earlier. */
static int64_t first_start(const struct event_filter *filter)
{
    return filter->from.v ? filter->from.v - EVENT_SESSIONS_DAYS_MAX * INT64_C(86400) : INT64_MIN;
}

enum err event_store_list(struct store *store, const struct event_viewer *viewer,
                          const struct event_filter *filter, struct arena *arena,
                          struct event_list *ret)
{
    CHECK(filter->limit >= 1 && filter->limit <= EVENT_LIST_MAX);
    bool first = filter->after.id == 0;
    struct rows rows = store_query(
        store, SQL[LIST],
        PARAMS(
            p_int(viewer->person.v), p_int(first ? first_start(filter) : filter->after.starts_at.v),
            p_int(filter->after.id), p_int(viewer->all_drafts),
            p_text(joined_schools(viewer, arena)),
            p_text(filter->kind == EVENT_ANY_KIND ? ""
                                                  : event_kind_name((enum event_kind)filter->kind)),
            p_instant(filter->from), p_instant(filter->to), p_int(filter->school.v),
            p_str(filter->q), p_int(filter->limit + 1), p_text(joined_opened(viewer, arena)),
            p_text(filter->status ? event_status_name(*filter->status) : "")));
    return read_list(&rows, filter->limit, arena, ret);
}

enum err event_store_between(struct store *store, struct instant from, struct instant to,
                             enum event_scope scope, struct school_id school, struct arena *arena,
                             struct event_list *ret)
{
    struct rows rows =
        store_query(store, SQL[BETWEEN],
                    PARAMS(p_int(0), p_instant(from), p_instant(to),
                           p_int(scope == EVENT_SCOPE_SCHOOL ? school.v : 0),
                           p_text(scope == EVENT_SCOPE_SPARK ? event_kind_name(EVENT_SPARK) : "")));
    return read_list(&rows, EVENT_BETWEEN_MAX, arena, ret);
}

enum err event_store_series(struct store *store, struct person_id viewer, int64_t series,
                            struct arena *arena, struct event_list *ret)
{
    struct rows rows = store_query(store, SQL[SERIES], PARAMS(p_int(viewer.v), p_int(series)));
    return read_list(&rows, EVENT_LIST_MAX, arena, ret);
}

enum err event_store_set_cancel_reason(struct store *store, struct event_id id, const char *reason)
{
    return store_exec(store, SQL[SET_REASON], PARAMS(p_int(id.v), text(reason)));
}

enum err event_store_workshops(struct store *store, struct event_id day, struct arena *arena,
                               struct event_list *ret)
{
    struct rows rows = store_query(store, SQL[WORKSHOPS], PARAMS(p_int(0), p_int(day.v)));
    return read_list(&rows, EVENT_LIST_MAX, arena, ret);
}
