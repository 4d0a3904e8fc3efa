/* DESIGN: bookings for reading: a person's own, an event's attendees, a feed's entries. */
#include "booking_store.h"
#include "check.h"

#include "event_room.h"
#include "event_rules.h"
#include "person_school_sql.h"

#define BOOKING_SELECT                                                                             \
    "SELECT b.id, b.uid, b.event_id, b.person_id, p.name, " PERSON_SCHOOL_NAME ", b.status,"       \
    " CASE WHEN b.status = 'waiting' THEN (SELECT count(*) FROM booking w WHERE"                   \
    " w.event_id = b.event_id AND w.status = 'waiting'"                                            \
    " AND (w.booked_at, w.id) <= (b.booked_at, b.id)) ELSE 0 END,"                                 \
    " b.booked_at, b.ended_at, b.modified_at, b.seq, e.title, e.purpose,"                          \
    " " EVENT_ROOM_WORDS ", " EVENT_WHERE ","                                                      \
    " e.kind, e.status, e.host_school_id, e.starts_at, e.ends_at, b.part, b.offered_until,"        \
    " b.reason, b.required, (SELECT count(*) FROM event_session n WHERE n.event_id = e.id),"       \
    " coalesce(b.credit_min, -1), coalesce(e.parent_id, 0),"                                       \
    " coalesce((SELECT o.online_link FROM event_place o WHERE o.event_id = e.id), ''),"            \
    " b.online"                                                                                    \
    " FROM booking b JOIN event e ON e.id = b.event_id"                                            \
    " JOIN school h ON h.id = e.host_school_id JOIN person p ON p.id = b.person_id "

enum { ONE, UPCOMING, ENDED, PAST, ATTENDEES, AT, GIVEN_UP, BETWEEN };
/* Of one school, or of all of them. */
#define OF_SCHOOL                                                                                  \
    " AND ($2 = 0 OR EXISTS (SELECT 1 FROM employment w WHERE w.person_id = b.person_id"           \
    " AND w.school_id = $2 AND coalesce(w.ends_on, $3) >= $3)"                                     \
    " OR EXISTS (SELECT 1 FROM participation a WHERE a.person_id = b.person_id"                    \
    " AND a.school_id = $2 AND coalesce(a.to_on, $3) >= $3))"

static const char *const SQL[] = {
    [ONE] = BOOKING_SELECT "WHERE b.id = $1",
    [UPCOMING] =
        BOOKING_SELECT "WHERE b.person_id = $1 AND b.ended_at IS NULL"
                       " AND b.presents = 0 AND e.ends_at > $2 ORDER BY e.starts_at, b.id LIMIT $3",
    [ENDED] = BOOKING_SELECT "WHERE b.person_id = $1 AND b.ended_at IS NOT NULL"
                             " AND e.starts_at > $2 AND e.status = 'published' AND NOT EXISTS"
                             " (SELECT 1 FROM booking l WHERE l.event_id = b.event_id"
                             " AND l.person_id = b.person_id AND (l.ended_at IS NULL"
                             " OR (l.ended_at, l.id) > (b.ended_at, b.id)))"
                             " ORDER BY e.starts_at, b.id LIMIT 50",
    [PAST] = BOOKING_SELECT "WHERE b.person_id = $1 AND b.status IN"
                            " ('confirmed', 'attended', 'absent')"
                            " AND e.ends_at <= $2 ORDER BY e.starts_at DESC, b.id DESC LIMIT $3",
    [ATTENDEES] = BOOKING_SELECT "WHERE b.event_id = $1 AND b.ended_at IS NULL"
                                 " ORDER BY b.status = 'waiting', b.booked_at, b.id LIMIT $2",
    [AT] = BOOKING_SELECT "WHERE b.event_id = $1 AND b.ended_at IS NULL" OF_SCHOOL
                          " ORDER BY b.status = 'waiting', b.booked_at, b.id LIMIT $4",
    [GIVEN_UP] = BOOKING_SELECT
    "WHERE b.event_id = $1 AND b.status IN ('withdrawn', 'declined')" OF_SCHOOL
    " AND NOT EXISTS (SELECT 1 FROM booking l WHERE l.event_id = b.event_id"
    " AND l.person_id = b.person_id AND (l.ended_at IS NULL OR (l.ended_at, l.id) >"
    " (b.ended_at, b.id))) ORDER BY b.ended_at DESC, b.id DESC LIMIT $4",
    [BETWEEN] = BOOKING_SELECT "WHERE b.person_id = $1 AND b.presents = 0 AND e.starts_at < $3"
                               " AND e.ends_at > $2"
                               " ORDER BY e.starts_at, b.id LIMIT $4",
};

static struct booking read_booking(const struct rows *rows, struct arena *arena)
{
    struct booking booking = {
        .id = {rows_int(rows, 0)},
        .uid = rows_text(rows, 1, arena),
        .event = {rows_int(rows, 2)},
        .person = {rows_int(rows, 3)},
        .person_name = rows_text(rows, 4, arena),
        .school_name = rows_text(rows, 5, arena),
        .position = (int)rows_int(rows, 7),
        .booked_at = rows_instant(rows, 8),
        .ended_at = rows_instant(rows, 9),
        .modified_at = rows_instant(rows, 10),
        .seq = (int)rows_int(rows, 11),
        .event_title = rows_text(rows, 12, arena),
        .event_purpose = rows_text(rows, 13, arena),
        .place = event_rules_place(arena, rows_text(rows, 14, arena), rows_text(rows, 15, arena)),
        .host = {rows_int(rows, 18)},
        .host_name = rows_text(rows, 15, arena),
        .session_count = (int)rows_int(rows, 25),
        .starts_at = rows_instant(rows, 19),
        .ends_at = rows_instant(rows, 20),
        .offered_until = rows_instant(rows, 22),
        .reason = rows_text(rows, 23, arena),
        .required = rows_int(rows, 24) != 0,
        .credit_min = (int)rows_int(rows, 26),
        .day = {rows_int(rows, 27)},
        .online_link = "",
        .online = rows_int(rows, 29) != 0,
    };
    CHECK(booking_part_parse(rows_str(rows, 21), &booking.part) == OK);
    CHECK(booking_status_parse(rows_str(rows, 6), &booking.status) == OK);
    if (booking.status == BOOKING_CONFIRMED || booking.status == BOOKING_ATTENDED)
        booking.online_link = rows_text(rows, 28, arena);
    CHECK(event_status_parse(rows_str(rows, 17), &booking.event_status) == OK);
    CHECK(event_kind_parse(rows_str(rows, 16), &booking.event_kind) == OK);
    return booking;
}

static enum err read_list(struct rows *rows, struct arena *arena, struct booking_list *ret)
{
    struct booking_list list = {0};
    int room = 0;
    while (rows_next(rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] = read_booking(rows, arena);
    }
    enum err err = rows_end(rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err booking_list_find(struct store *store, struct booking_id id, struct arena *arena,
                           struct booking *ret)
{
    struct booking_list list = {0};
    struct rows rows = store_query(store, SQL[ONE], PARAMS(p_int(id.v)));
    enum err err = read_list(&rows, arena, &list);
    if (err != OK)
        return err;
    if (list.count == 0)
        return ERR_NOT_FOUND;
    *ret = list.items[0];
    return OK;
}

enum err booking_list(struct store *store, struct person_id person, enum booking_when when,
                      struct instant now, int limit, struct arena *arena, struct booking_list *ret)
{
    CHECK(limit >= 1 && limit <= BOOKING_LIST_MAX);
    struct rows rows = store_query(store, SQL[when == BOOKING_PAST ? PAST : UPCOMING],
                                   PARAMS(p_int(person.v), p_instant(now), p_int(limit)));
    return read_list(&rows, arena, ret);
}

enum err booking_list_ended(struct store *store, struct person_id person, struct instant now,
                            struct arena *arena, struct booking_list *ret)
{
    struct rows rows = store_query(store, SQL[ENDED], PARAMS(p_int(person.v), p_instant(now)));
    return read_list(&rows, arena, ret);
}

enum err booking_list_attendees(struct store *store, struct event_id event, struct arena *arena,
                                struct booking_list *ret)
{
    struct rows rows =
        store_query(store, SQL[ATTENDEES], PARAMS(p_int(event.v), p_int(BOOKING_ATTENDEES_MAX)));
    return read_list(&rows, arena, ret);
}

static enum err list_at(struct store *store, const char *sql, const struct booking_at *at,
                        struct arena *arena, struct booking_list *ret)
{
    struct rows rows = store_query(store, sql,
                                   PARAMS(p_int(at->event.v), p_int(at->school.v), p_day(at->today),
                                          p_int(BOOKING_ATTENDEES_MAX)));
    return read_list(&rows, arena, ret);
}

enum err booking_list_at(struct store *store, const struct booking_at *at, struct arena *arena,
                         struct booking_list *ret)
{
    return list_at(store, SQL[AT], at, arena, ret);
}

enum err booking_list_given_up(struct store *store, const struct booking_at *at,
                               struct arena *arena, struct booking_list *ret)
{
    return list_at(store, SQL[GIVEN_UP], at, arena, ret);
}

enum err booking_list_between(struct store *store, struct person_id person, struct instant from,
                              struct instant to, struct arena *arena, struct booking_list *ret)
{
    struct rows rows = store_query(
        store, SQL[BETWEEN],
        PARAMS(p_int(person.v), p_instant(from), p_instant(to), p_int(BOOKING_BETWEEN_MAX)));
    return read_list(&rows, arena, ret);
}
