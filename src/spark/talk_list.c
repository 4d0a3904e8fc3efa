/* DESIGN: a person's talks for reading: their page and their feed. */
#include "talk.h"

#include "check.h"
#include "event_room.h"
#include "event_rules.h"
#include "talk_spoken_sql.h"

#define ENTRY_SELECT                                                                               \
    "SELECT t.id, t.event_id, m.uid, m.lead, t.status, t.title, t.minutes, t.wanted_minutes,"      \
    " t.seq, t.booked_at, t.modified_at, t.withdrawn_at, e.title, e.purpose,"                      \
    " coalesce(r.name, " EVENT_ROOM_WORDS "), " EVENT_WHERE ", e.status, e.host_school_id,"        \
    " coalesce(a.calendar_from, s.starts_at, a.began_at, e.starts_at),"                            \
    " coalesce(a.calendar_to, s.starts_at + t.minutes * 60, a.ended_at, e.ends_at),"               \
    " CASE WHEN a.part = 'to-come' THEN a.calendar_from END, s.starts_at, " TALK_SPOKE             \
    ", m.answer = 'asked', e.starts_at,"                                                           \
    " coalesce(t.status = 'waiting' AND a.part IN ('to-come', 'on') AND a.calendar_from > 0, 0),"  \
    " coalesce(a.part = 'absent', 0), e.ends_at, " EVENT_ROOM_WORDS " FROM talk_presenter m"       \
    " JOIN talk t ON t.id = m.talk_id JOIN event e ON e.id = t.event_id"                           \
    " JOIN spark_event k ON k.event_id = t.event_id"                                               \
    " LEFT JOIN programme_slot s ON s.version_id = k.published_id AND s.talk_id = t.id"            \
    " AND t.status IN ('confirmed', 'offered')"                                                    \
    " LEFT JOIN stage_talk a ON a.talk_id = t.id"                                                  \
    " LEFT JOIN talk_room r ON r.event_id = t.event_id AND r.position = s.room"                    \
    " JOIN school h ON h.id = e.host_school_id WHERE m.person_id = $1 "

enum { UPCOMING, PAST, BETWEEN };
static const char *const SQL[] = {
    [UPCOMING] = ENTRY_SELECT "AND m.nth IS NOT NULL AND e.ends_at > $2"
                              " ORDER BY e.starts_at, t.id LIMIT $3",
    [PAST] = ENTRY_SELECT "AND m.answer = 'yes' AND " TALK_SPOKE " AND e.ends_at <= $2"
                          " ORDER BY e.starts_at DESC, t.id DESC LIMIT $3",
    [BETWEEN] = ENTRY_SELECT "AND e.starts_at < $3 AND e.ends_at > $2"
                             " ORDER BY e.starts_at, t.id LIMIT $4",
};

static struct talk_entry read_entry(const struct rows *rows, struct arena *arena)
{
    struct talk_entry entry = {
        .id = {rows_int(rows, 0)},
        .event = {rows_int(rows, 1)},
        .uid = rows_text(rows, 2, arena),
        .lead = rows_int(rows, 3) != 0,
        .title = rows_text(rows, 5, arena),
        .minutes = (int)rows_int(rows, 6),
        .wanted_minutes = (int)rows_int(rows, 7),
        .seq = (int)rows_int(rows, 8),
        .booked_at = rows_instant(rows, 9),
        .modified_at = rows_instant(rows, 10),
        .withdrawn_at = rows_instant(rows, 11),
        .event_title = rows_text(rows, 12, arena),
        .event_purpose = rows_text(rows, 13, arena),
        .place = event_rules_place(arena, rows_text(rows, 14, arena), rows_text(rows, 15, arena)),
        .host = {rows_int(rows, 17)},
        .starts_at = rows_instant(rows, 18),
        .ends_at = rows_instant(rows, 19),
        .expected_at = rows_instant(rows, 20),
        .announced_at = rows_instant(rows, 21),
        .spoke = rows_int(rows, 22) != 0,
        .asked = rows_int(rows, 23) != 0,
        .event_starts_at = rows_instant(rows, 24),
        .called = rows_int(rows, 25) != 0,
        .absent = rows_int(rows, 26) != 0,
        .event_ends_at = rows_instant(rows, 27),
        .event_place =
            event_rules_place(arena, rows_text(rows, 28, arena), rows_text(rows, 15, arena)),
    };
    CHECK(talk_status_parse(rows_str(rows, 4), &entry.status) == OK);
    CHECK(event_status_parse(rows_str(rows, 16), &entry.event_status) == OK);
    return entry;
}

static enum err read_list(struct rows *rows, struct arena *arena, struct talk_list *ret)
{
    struct talk_list list = {0};
    int room = 0;
    while (rows_next(rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] = read_entry(rows, arena);
    }
    enum err err = rows_end(rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err talk_list(struct store *store, struct person_id person, enum booking_when when,
                   struct instant now, int limit, struct arena *arena, struct talk_list *ret)
{
    CHECK(limit >= 1 && limit <= TALK_LIST_MAX);
    struct rows rows = store_query(store, SQL[when == BOOKING_PAST ? PAST : UPCOMING],
                                   PARAMS(p_int(person.v), p_instant(now), p_int(limit)));
    return read_list(&rows, arena, ret);
}

enum err talk_list_between(struct store *store, struct person_id person, struct instant from,
                           struct instant to, struct arena *arena, struct talk_list *ret)
{
    struct rows rows = store_query(
        store, SQL[BETWEEN],
        PARAMS(p_int(person.v), p_instant(from), p_instant(to), p_int(TALK_BETWEEN_MAX)));
    return read_list(&rows, arena, ret);
}
