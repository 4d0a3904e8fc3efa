/* DESIGN: the times at which an event meets, and which of them is which when they change. */
#include "event_session.h"

#include <stdlib.h>
#include <string.h>

#include "busy.h"
#include "check.h"
#include "event_rules.h"
#include "register_store.h"
#include "token.h"
#include "tz.h"

enum { LIST, DELETE, INSERT, UPDATE, SPAN };
static const char *const SQL[] = {
    [LIST] = "SELECT id, uid, position, starts_at, ends_at, room FROM event_session"
             " WHERE event_id = $1 ORDER BY starts_at, position LIMIT 60",
    [DELETE] = "DELETE FROM event_session WHERE id = $1",
    [INSERT] = "INSERT INTO event_session (uid, event_id, position, starts_at, ends_at, room)"
               " VALUES ($1, $2, $3, $4, $5, $6)",
    [UPDATE] = "UPDATE event_session SET starts_at = $2, ends_at = $3, room = $4 WHERE id = $1",
    [SPAN] = "UPDATE event SET starts_at = $2, ends_at = $3 WHERE id = $1",
};

enum err event_session_list(struct store *store, struct event_id event, struct arena *arena,
                            struct event_sessions *ret)
{
    struct event_sessions list = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct event_session){
            .id = rows_int(&rows, 0),
            .uid = rows_text(&rows, 1, arena),
            .position = (int)rows_int(&rows, 2),
            .starts_at = rows_instant(&rows, 3),
            .ends_at = rows_instant(&rows, 4),
            .room = rows_text(&rows, 5, arena),
        };
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

int event_session_fields(const struct event_sessions *sessions,
                         struct event_session_fields ret[static EVENT_SESSIONS_MAX])
{
    for (int i = 0; i < sessions->count; i++) {
        const struct event_session *s = &sessions->items[i];
        ret[i] = (struct event_session_fields){s->id, s->starts_at, s->ends_at, s->room};
    }
    return sessions->count;
}

struct notice_date *event_session_dates(const struct event *event,
                                        const struct event_sessions *sessions, struct arena *arena)
{
    struct notice_date *dates =
        ARENA_ARRAY(arena, struct notice_date, 2 * (size_t)EVENT_SESSIONS_MAX);
    for (int i = 0; i < sessions->count; i++) {
        const struct event_session *s = &sessions->items[i];
        dates[i] = (struct notice_date){
            .starts_at = s->starts_at,
            .ends_at = s->ends_at,
            .place =
                *s->room ? event_rules_place(arena, s->room, event->school_name) : event->place,
            .uid = s->position == 1 ? "" : s->uid,
        };
    }
    return dates;
}

/* ---- judgement ---- */

static int by_start(const void *a, const void *b)
{
    const struct event_session_fields *x = a, *y = b;
    return (x->starts_at.v > y->starts_at.v) - (x->starts_at.v < y->starts_at.v);
}

static void check_one(const struct event_session_fields *items, int i, struct refusal *why)
{
    const struct event_session_fields *s = &items[i];
    const char *starts = arena_printf(why->arena, "sessions[%d].starts_at", i);
    const char *ends = arena_printf(why->arena, "sessions[%d].ends_at", i);
    const char *room = arena_printf(why->arena, "sessions[%d].room", i);
    const struct text_rule rule = {room, "The room", EVENT_ROOM_CHARS_MAX, false, false};
    if (!s->starts_at.v)
        refuse_field(why, starts, "Enter when this session starts.");
    else if (!s->ends_at.v)
        refuse_field(why, ends, "Enter when this session ends.");
    else if (s->ends_at.v <= s->starts_at.v)
        refuse_field(why, ends, "The end must be after the start.");
    else if (s->ends_at.v - s->starts_at.v > EVENT_LENGTH_MAX_S)
        refuse_field(why, ends, "A session can last 24 hours at most. Enter an earlier end.");
    else if (i > 0 && s->starts_at.v < items[i - 1].ends_at.v)
        refuse_field(why, starts, "It starts before the session on %s is over.",
                     event_rules_when(why->arena, items[i - 1].starts_at, items[i - 1].ends_at));
    text_rule_check(&rule, s->room, why);
}

static enum err check(const struct event_session_fields *items, int count, struct refusal *why)
{
    if (count < 1 || count > EVENT_SESSIONS_MAX)
        return refuse_field(why, "sessions", "An event has from 1 to %d sessions.",
                            EVENT_SESSIONS_MAX);
    for (int i = 0; i < count; i++)
        check_one(items, i, why);
    if (items[count - 1].ends_at.v - items[0].starts_at.v >
        EVENT_SESSIONS_DAYS_MAX * INT64_C(86400))
        refuse_field(why, "sessions", "The sessions of one event lie within a year.");
    return refusal_check(why);
}

static int find_row(const struct event_sessions *now, int64_t id)
{
    for (int i = 0; i < now->count; i++)
        if (now->items[i].id == id)
            return i;
    return -1;
}

/* Each row at most once, and none of another event. */
static enum err claim_named(const struct event_sessions *now, struct event_session_fields *items,
                            int count, bool *claimed, struct refusal *why)
{
    for (int i = 0; i < count; i++) {
        int row = items[i].id ? find_row(now, items[i].id) : -1;
        if (items[i].id && (row < 0 || claimed[row]))
            return refuse_field(why, arena_printf(why->arena, "sessions[%d].id", i),
                                "This is no session of the event. Leave the id out for a new one.");
        if (row >= 0)
            claimed[row] = true;
    }
    return OK;
}

/* Rows that nobody named: for whoever meets at their time, then for whoever is left. */
static void claim_rest(const struct event_sessions *now, struct event_session_fields *items,
                       int count, bool *claimed)
{
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < count; i++)
            for (int row = 0; row < now->count && !items[i].id; row++) {
                bool same = now->items[row].starts_at.v == items[i].starts_at.v;
                if (claimed[row] || (pass == 0 && !same))
                    continue;
                items[i].id = now->items[row].id;
                claimed[row] = true;
            }
}

enum err event_session_match(const struct event_sessions *now,
                             struct event_session_fields items[static EVENT_SESSIONS_MAX],
                             int count, struct refusal *why)
{
    bool claimed[EVENT_SESSIONS_MAX] = {false};
    if (count >= 1 && count <= EVENT_SESSIONS_MAX)
        qsort(items, (size_t)count, sizeof *items, by_start);
    enum err err = check(items, count, why);
    if (err == OK)
        err = claim_named(now, items, count, claimed, why);
    if (err != OK)
        return err;
    claim_rest(now, items, count, claimed);
    for (int row = 0; row < now->count; row++) /* the first one is never dropped */
        if (now->items[row].position == 1 && !claimed[row])
            items[0].id = now->items[row].id;
    return OK;
}

/* ---- change ---- */

static const struct event_session_fields *find_item(const struct event_session_fields *items,
                                                    int count, int64_t id)
{
    for (int i = 0; i < count; i++)
        if (items[i].id == id)
            return &items[i];
    return NULL;
}

enum err event_session_check_kept(struct store *store, const struct event_sessions *before,
                                  const struct event_session_fields *items, int count,
                                  struct refusal *why)
{
    for (int i = 0; i < before->count; i++) {
        bool taken = false;
        const struct event_session *was = &before->items[i];
        const struct event_session_fields *now = find_item(items, count, was->id);
        bool same_day = now && tz_day(now->starts_at).v == tz_day(was->starts_at).v;
        enum err err = same_day ? OK
                       : now    ? register_store_stands(store, was->id, &taken)
                                : register_store_is_taken(store, was->id, &taken);
        if (err != OK)
            return err;
        if (taken)
            return refuse(why, ERR_CONFLICT, "register-taken",
                          "The register of session %d was taken, so it can be neither removed nor "
                          "put on another day. Mark people as not here if it did not take place.",
                          i + 1);
    }
    return OK;
}

/* Rows that are dropped free those who were taken then; returns which numbers stay in use. */
static enum err drop(struct store *store, const struct event *event,
                     const struct event_sessions *before, const struct event_session_fields *items,
                     int count, bool *used)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < before->count; i++) {
        const struct event_session *s = &before->items[i];
        used[s->position] = find_item(items, count, s->id) != NULL;
        if (used[s->position])
            continue;
        err = busy_delete_part(store, event->id.v, s->position);
        if (err == OK)
            err = store_exec(store, SQL[DELETE], PARAMS(p_int(s->id)));
    }
    return err;
}

static enum err insert(struct store *store, const struct event *event,
                       const struct event_session_fields *item, int position)
{
    char uid[UUID_TEXT_MAX];
    token_uuid(uid);
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_text(uid), p_int(event->id.v), p_int(position),
                             p_instant(item->starts_at), p_instant(item->ends_at),
                             p_text(item->room ? item->room : "")));
}

static enum err put(struct store *store, const struct event *event,
                    const struct event_sessions *before, const struct event_session_fields *item,
                    bool *used)
{
    int row = find_row(before, item->id), position = 1;
    enum err err;
    if (row >= 0) {
        position = before->items[row].position;
        err = store_exec(store, SQL[UPDATE],
                         PARAMS(p_int(item->id), p_instant(item->starts_at),
                                p_instant(item->ends_at), p_text(item->room ? item->room : "")));
    } else {
        while (used[position])
            position++;
        used[position] = true;
        err = insert(store, event, item, position);
    }
    const struct busy at = {.from = item->starts_at,
                            .to = item->ends_at,
                            .part = position,
                            .event_id = event->id.v,
                            .school = event->fields.school};
    return err == OK ? busy_put_part(store, &at) : err;
}

enum err event_session_store(struct store *store, const struct event *event,
                             const struct event_sessions *before,
                             const struct event_session_fields *items, int count)
{
    bool used[EVENT_SESSIONS_MAX + 2] = {false};
    enum err err = drop(store, event, before, items, count, used);
    for (int i = 0; err == OK && i < count; i++)
        err = put(store, event, before, &items[i], used);
    if (err != OK)
        return err;
    return store_exec(store, SQL[SPAN],
                      PARAMS(p_int(event->id.v), p_instant(items[0].starts_at),
                             p_instant(items[count - 1].ends_at)));
}
