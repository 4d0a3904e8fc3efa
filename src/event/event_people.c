/* DESIGN: who runs an event: organisers by delegation, leaders from inside and outside. */
#include "event_people.h"

#include "booking_lead.h"
#include "check.h"
#include "event_rules.h"
#include "event_store.h"
#include "person_school_sql.h"
#include "tz.h"

#define BY_PART "CASE part WHEN 'leader' THEN 1 WHEN 'co-leader' THEN 2 ELSE 3 END"

enum { ORGANISERS, ADD, REMOVE, LEADERS, PUT, DROP, CLASH, OVERLAPS };
static const char *const SQL[] = {
    [ORGANISERS] = "SELECT p.id, p.name FROM event_organiser o JOIN person p ON p.id = o.person_id"
                   " WHERE o.event_id = $1 ORDER BY p.name, p.id LIMIT $2",
    [ADD] = "INSERT INTO event_organiser (event_id, person_id, added_at) VALUES ($1, $2, $3)"
            " ON CONFLICT DO NOTHING",
    [REMOVE] = "DELETE FROM event_organiser WHERE event_id = $1 AND person_id = $2",
    [LEADERS] =
        "SELECT * FROM (SELECT b.person_id AS person, 0 AS facilitator, p.name AS name,"
        " " PERSON_SCHOOL_NAME
        " AS place, b.part AS part FROM booking b JOIN person p ON p.id = b.person_id"
        " WHERE b.event_id = $1 AND b.ended_at IS NULL AND b.part <> 'attendee'"
        " UNION ALL SELECT 0, f.id, f.name, coalesce(v.name, ''), l.part FROM"
        " (SELECT facilitator_id, duty AS part FROM event_facilitator WHERE event_id = $1) l"
        " JOIN facilitator f ON f.id = l.facilitator_id LEFT JOIN provider v ON v.id ="
        " f.provider_id) ORDER BY " BY_PART ", name LIMIT $2",
    [PUT] = "INSERT INTO event_facilitator (event_id, facilitator_id, duty) VALUES ($1, $2, $3)"
            " ON CONFLICT (event_id, facilitator_id) DO UPDATE SET duty = excluded.duty",
    [DROP] = "DELETE FROM event_facilitator WHERE event_id = $1 AND facilitator_id = $2",
/* $1: the event; s its sessions, o another's */
#define ELSEWHERE                                                                                  \
    " FROM event_facilitator l JOIN event e ON e.id = l.event_id JOIN event_session o"             \
    " ON o.event_id = e.id JOIN event_session s ON s.event_id = $1 AND s.starts_at < o.ends_at"    \
    " AND o.starts_at < s.ends_at JOIN facilitator f ON f.id = l.facilitator_id"                   \
    " WHERE e.id <> $1 AND e.status <> 'cancelled'"                                                \
    " AND e.id <> coalesce((SELECT d.parent_id FROM event d WHERE d.id = $1), 0)"                  \
    " AND coalesce(e.parent_id, 0) <> $1"
    [CLASH] = "SELECT f.name, e.title, e.status, o.starts_at, o.ends_at, e.id" ELSEWHERE
              " AND l.facilitator_id = $2 ORDER BY o.starts_at LIMIT 1",
    [OVERLAPS] = "SELECT f.name, e.title, e.status, o.starts_at, o.ends_at, e.id" ELSEWHERE
                 " AND l.facilitator_id IN (SELECT m.facilitator_id FROM event_facilitator m"
                 " WHERE m.event_id = $1) ORDER BY o.starts_at, f.name LIMIT $2",
};

/* ---- organisers ---- */

enum err event_organiser_list(struct store *store, struct event_id event, struct arena *arena,
                              struct event_organisers *ret)
{
    struct event_organisers list = {
        ARENA_ARRAY(arena, struct event_organiser, EVENT_ORGANISERS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[ORGANISERS], PARAMS(p_int(event.v), p_int(EVENT_ORGANISERS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] =
            (struct event_organiser){{rows_int(&rows, 0)}, rows_text(&rows, 1, arena)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static enum err check_person(struct store *store, struct instant now, struct person_id id,
                             struct refusal *why)
{
    struct person person;
    enum err err = person_find(store, id, why->arena, &person);
    bool left = err == OK && !day_is_none(person.left_on) && person.left_on.v < tz_day(now).v;
    if (err == ERR_NOT_FOUND || left)
        return refuse_field(why, "person", "Choose somebody who works in the trust.");
    return err;
}

enum err event_organiser_add(struct store *store, struct instant now, struct event_id event,
                             struct person_id person, struct refusal *why)
{
    struct event_organisers list;
    enum err err = check_person(store, now, person, why);
    if (err == OK)
        err = event_organiser_list(store, event, why->arena, &list);
    if (err == OK && list.count == EVENT_ORGANISERS_MAX)
        return refuse(why, ERR_LIMIT, "too-many", "An event has %d organisers at most.",
                      EVENT_ORGANISERS_MAX);
    return err == OK ? store_exec(store, SQL[ADD],
                                  PARAMS(p_int(event.v), p_int(person.v), p_instant(now)))
                     : err;
}

enum err event_organiser_remove(struct store *store, struct event_id event, struct person_id person)
{
    return store_exec(store, SQL[REMOVE], PARAMS(p_int(event.v), p_int(person.v)));
}

/* ---- leaders ---- */

enum err event_leader_list(struct store *store, struct event_id event, struct arena *arena,
                           struct event_leaders *ret)
{
    struct event_leaders list = {ARENA_ARRAY(arena, struct event_leader, EVENT_LEADERS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[LEADERS], PARAMS(p_int(event.v), p_int(EVENT_LEADERS_MAX)));
    while (rows_next(&rows)) {
        struct event_leader *leader = &list.items[list.count++];
        *leader = (struct event_leader){.person = {rows_int(&rows, 0)},
                                        .facilitator = {rows_int(&rows, 1)},
                                        .name = rows_text(&rows, 2, arena),
                                        .from = rows_text(&rows, 3, arena)};
        CHECK(booking_part_parse(rows_str(&rows, 4), &leader->part) == OK);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static struct event_overlap read_overlap(const struct rows *rows, struct arena *arena)
{
    bool draft = str_eq_c(rows_str(rows, 2), event_status_name(EVENT_DRAFT));
    return (struct event_overlap){rows_text(rows, 0, arena), draft ? "" : rows_text(rows, 1, arena),
                                  rows_instant(rows, 3), rows_instant(rows, 4)};
}

enum err event_leader_overlaps(struct store *store, struct event_id event, struct arena *arena,
                               struct event_overlaps *ret)
{
    struct event_overlaps list = {ARENA_ARRAY(arena, struct event_overlap, EVENT_LEADERS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[OVERLAPS], PARAMS(p_int(event.v), p_int(EVENT_LEADERS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_overlap(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static enum err check_elsewhere(struct store *store, struct event_id event,
                                struct facilitator_id facilitator, struct refusal *why)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[CLASH], PARAMS(p_int(event.v), p_int(facilitator.v)), &rows);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    struct event_overlap other = read_overlap(&rows, why->arena);
    why->other_id = rows_int(&rows, 5);
    err = rows_end(&rows);
    if (err != OK)
        return err;
    const char *what = *other.title ? arena_printf(why->arena, "“%s”", other.title)
                                    : "an event that is being planned";
    return refuse(why, ERR_CONFLICT, "clash",
                  "%s leads %s on %s. Choose somebody else or another time.", other.name, what,
                  event_rules_when(why->arena, other.starts_at, other.ends_at));
}

static enum err check_event(struct store *store, struct instant now, struct event_id id,
                            struct refusal *why)
{
    struct event event;
    enum err err = event_store_find(store, (struct person_id){0}, id, why->arena, &event);
    if (err == OK && event.status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled, so nobody leads it.");
    if (err == OK && now.v >= event.fields.ends_at.v)
        return refuse(why, ERR_CONFLICT, "too-late", "The event is over.");
    return err;
}

static enum err put_facilitator(struct store *store, const struct event_leading *leading,
                                struct refusal *why)
{
    enum err err = check_elsewhere(store, leading->event, leading->facilitator, why);
    return err == OK ? store_exec(store, SQL[PUT],
                                  PARAMS(p_int(leading->event.v), p_int(leading->facilitator.v),
                                         p_text(booking_part_name(leading->part))))
                     : err;
}

/* A colleague of the register is the colleague. */
static enum err settle(struct store *store, struct event_leading *leading, struct refusal *why)
{
    struct facilitator facilitator;
    if (leading->part == PART_ATTENDEE)
        return refuse_field(why, "part", "Choose leader, co-leader or assistant.");
    if ((leading->person.v != 0) == (leading->facilitator.v != 0))
        return refuse_field(why, "person", "Name a colleague, or choose somebody from outside.");
    if (leading->person.v)
        return OK;
    enum err err = facilitator_find(store, leading->facilitator, why->arena, &facilitator);
    if (err == ERR_NOT_FOUND || (err == OK && !day_is_none(facilitator.ended_on)))
        return refuse_field(why, "facilitator", "Choose a facilitator of the register.");
    if (err == OK && facilitator.fields.person.v) {
        leading->person = facilitator.fields.person;
        leading->facilitator.v = 0;
    }
    return err;
}

static enum err check_room_for_more(struct store *store, struct event_id event, struct refusal *why)
{
    struct event_leaders list;
    enum err err = event_leader_list(store, event, why->arena, &list);
    if (err == OK && list.count == EVENT_LEADERS_MAX)
        return refuse(why, ERR_LIMIT, "too-many", "At most %d people lead an event.",
                      EVENT_LEADERS_MAX);
    return err;
}

enum err event_leader_put(struct store *store, struct instant now,
                          const struct event_leading *leading, struct refusal *why)
{
    struct event_leading l = *leading;
    enum err err = check_event(store, now, l.event, why);
    if (err == OK)
        err = settle(store, &l, why);
    if (err == OK)
        err = check_room_for_more(store, l.event, why);
    if (err == OK && l.person.v)
        err = check_person(store, now, l.person, why);
    if (err != OK)
        return err;
    return l.person.v ? booking_lead(store, now, &l, why) : put_facilitator(store, &l, why);
}

enum err event_leader_remove(struct store *store, struct instant now,
                             const struct event_leading *leading, struct refusal *why)
{
    if (leading->person.v)
        return booking_lead_end(store, now, leading, why);
    return store_exec(store, SQL[DROP],
                      PARAMS(p_int(leading->event.v), p_int(leading->facilitator.v)));
}
