/* DESIGN: the SQL of who was asked to an event. */
#include "audience_store.h"

#include "booking_store.h"
#include "check.h"

#define HAS_PLACE BOOKING_HAS_PLACE("b")

enum {
    ASK,
    DECLINE,
    FORGET,
    ASKED,
    DUE,
    LATE,
    SET_LATE,
    INVITATION,
    QUOTAS,
    SET_QUOTA,
    END_QUOTA,
    FULL
};
static const char *const SQL[] = {
    [ASK] = "INSERT INTO invitee (event_id, person_id, required, asked_at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (event_id, person_id) DO UPDATE SET required = excluded.required"
            " WHERE declined_at IS NULL",
    [DECLINE] = "UPDATE invitee SET required = 0, declined_at = $3, reason = $4"
                " WHERE event_id = $1 AND person_id = $2",
    [FORGET] = "DELETE FROM invitee WHERE event_id = $1 AND person_id = $2",
    [ASKED] = "SELECT person_id FROM invitee WHERE event_id = $1 ORDER BY person_id LIMIT $2",
    [DUE] = "SELECT id FROM event WHERE id > $3 AND starts_at > $1 AND starts_at < $2"
            " AND attendance <> 'voluntary' AND status IN ('published', 'closed')"
            " ORDER BY id LIMIT $4",
    [LATE] = "SELECT emerging FROM event_about WHERE event_id = $1",
    [SET_LATE] = "INSERT INTO event_about (event_id, emerging) VALUES ($1, $2)"
                 " ON CONFLICT (event_id) DO UPDATE SET emerging = excluded.emerging",
    [INVITATION] = "SELECT required, declined_at IS NOT NULL, reason FROM invitee"
                   " WHERE event_id = $1 AND person_id = $2",
    [QUOTAS] = "SELECT q.school_id, s.name, q.places, (SELECT count(*) FROM booking b"
               " WHERE b.event_id = q.event_id AND b.ended_at IS NULL AND " HAS_PLACE ""
               " AND b.part = 'attendee' AND b.online = 0 AND EXISTS (SELECT 1 FROM employment m"
               " WHERE m.person_id = b.person_id AND m.school_id = q.school_id"
               " AND m.ends_on IS NULL)) FROM event_quota q JOIN school s ON s.id = q.school_id"
               " WHERE q.event_id = $1 ORDER BY s.name LIMIT $2",
    [SET_QUOTA] = "INSERT INTO event_quota (event_id, school_id, places) VALUES ($1, $2, $3)"
                  " ON CONFLICT (event_id, school_id) DO UPDATE SET places = excluded.places",
    [END_QUOTA] = "DELETE FROM event_quota WHERE event_id = $1 AND school_id = $2",
    /* full: they have a school with a quota, and no school whose quota leaves room or that has
     * none */
    [FULL] = "SELECT count(*) > 0 AND count(*) = sum(q.places IS NOT NULL AND q.places <="
             " (SELECT count(*) FROM booking b WHERE b.event_id = $1 AND b.ended_at IS NULL"
             " AND " HAS_PLACE " AND b.part = 'attendee' AND b.online = 0 AND EXISTS (SELECT 1"
             " FROM employment o WHERE o.person_id = b.person_id AND o.school_id = m.school_id"
             " AND o.ends_on IS NULL))) FROM employment m LEFT JOIN event_quota q"
             " ON q.event_id = $1 AND q.school_id = m.school_id"
             " WHERE m.person_id = $2 AND m.ends_on IS NULL",
};

enum err audience_store_ask(struct store *store, struct instant now, struct event_id event,
                            struct person_id person, bool required)
{
    return store_exec(store, SQL[ASK],
                      PARAMS(p_int(event.v), p_int(person.v), p_int(required), p_instant(now)));
}

enum err audience_store_decline(struct store *store, struct instant now, struct event_id event,
                                struct person_id person, const char *reason)
{
    return store_exec(store, SQL[DECLINE],
                      PARAMS(p_int(event.v), p_int(person.v), p_instant(now), p_text(reason)));
}

enum err audience_store_forget(struct store *store, struct event_id event, struct person_id person)
{
    return store_exec(store, SQL[FORGET], PARAMS(p_int(event.v), p_int(person.v)));
}

enum err audience_store_asked(struct store *store, struct event_id event, struct arena *arena,
                              struct audience_asked *ret)
{
    struct audience_asked list = {0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[ASKED], PARAMS(p_int(event.v), p_int(AUDIENCE_PEOPLE_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 64, &room);
        list.items[list.count++] = (struct person_id){rows_int(&rows, 0)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err audience_store_due(struct store *store, struct instant now, struct instant until,
                            struct event_id after, int limit, struct audience_due *ret)
{
    CHECK(limit <= AUDIENCE_STORE_DUE_MAX);
    struct audience_due due = {.count = 0};
    struct rows rows = store_query(
        store, SQL[DUE], PARAMS(p_instant(now), p_instant(until), p_int(after.v), p_int(limit)));
    while (rows_next(&rows))
        due.items[due.count++] = (struct event_id){rows_int(&rows, 0)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = due;
    return err;
}

enum err audience_find_late(struct store *store, struct event_id event, struct arena *arena,
                            const char **ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[LATE], PARAMS(p_int(event.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = "";
        return OK;
    }
    if (err != OK)
        return err;
    const char *reason = rows_text(&rows, 0, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = reason;
    return err;
}

enum err audience_store_set_late(struct store *store, struct event_id event, const char *reason)
{
    return store_exec(store, SQL[SET_LATE], PARAMS(p_int(event.v), p_text(reason)));
}

enum err audience_find_invitation(struct store *store, struct event_id event,
                                  struct person_id person, struct arena *arena,
                                  struct invitation *ret)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[INVITATION], PARAMS(p_int(event.v), p_int(person.v)), &rows);
    if (err != OK)
        return err;
    const struct invitation found = {
        .required = rows_int(&rows, 0) != 0,
        .declined = rows_int(&rows, 1) != 0,
        .reason = rows_text(&rows, 2, arena),
    };
    err = rows_end(&rows);
    if (err == OK)
        *ret = found;
    return err;
}

/* ---- quotas ---- */

enum err audience_quotas(struct store *store, struct event_id event, struct arena *arena,
                         struct event_quotas *ret)
{
    struct event_quotas list = {ARENA_ARRAY(arena, struct event_quota, EVENT_QUOTAS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[QUOTAS], PARAMS(p_int(event.v), p_int(EVENT_QUOTAS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct event_quota){
            .school = {rows_int(&rows, 0)},
            .school_name = rows_text(&rows, 1, arena),
            .places = (int)rows_int(&rows, 2),
            .taken = (int)rows_int(&rows, 3),
        };
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err audience_set_quota(struct store *store, struct event_id event, struct school_id school,
                            int places, struct refusal *why)
{
    struct school found;
    enum err err = school_find(store, school, why->arena, &found);
    if (err == ERR_NOT_FOUND)
        refuse_field(why, "school", "Choose a school of the trust.");
    else if (err != OK)
        return err;
    if (places < -1 || places > 10000)
        refuse_field(why, "places", "Enter a number of places from 0 to 10,000.");
    err = refusal_check(why);
    if (err != OK)
        return err;
    if (places < 0)
        return store_exec(store, SQL[END_QUOTA], PARAMS(p_int(event.v), p_int(school.v)));
    return store_exec(store, SQL[SET_QUOTA],
                      PARAMS(p_int(event.v), p_int(school.v), p_int(places)));
}

enum err audience_quota_is_full(struct store *store, struct event_id event, struct person_id person,
                                bool *ret)
{
    int64_t full = 0;
    enum err err = store_find_int(store, SQL[FULL], PARAMS(p_int(event.v), p_int(person.v)), &full);
    if (err == OK)
        *ret = full != 0;
    return err;
}
