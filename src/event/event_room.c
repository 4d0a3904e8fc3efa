/* DESIGN: which room of the register an event is in, and that no other is there then. */
#include "event_room.h"

#include "check.h"
#include "event_rules.h"
#include "tz.h"

/* A session with a room of its own is not in the event's. */
#define USES                                                                                       \
    "SELECT e.id, e.kind, e.status, e.host_school_id, e.title, s.starts_at, s.ends_at"             \
    " FROM event e JOIN event_session s ON s.event_id = e.id"                                      \
    " WHERE e.room_id = $1 AND e.status <> 'cancelled' AND s.room = ''"

enum { CLASH, LIST };
static const char *const SQL[] = {
    /* $2: the event, $3: its day; 0: none */
    [CLASH] = USES " AND s.starts_at < $5 AND s.ends_at > $4 AND e.id NOT IN ($2, $3)"
                   " AND ($2 = 0 OR coalesce(e.parent_id, 0) <> $2) ORDER BY s.starts_at LIMIT 1",
    [LIST] = USES " AND s.ends_at > $2 ORDER BY s.starts_at, e.id LIMIT $3",
};

static struct room_use read_use(const struct rows *rows, struct arena *arena)
{
    struct room_use use = {
        .event = {rows_int(rows, 0)},
        .host = {rows_int(rows, 3)},
        .title = rows_text(rows, 4, arena),
        .starts_at = rows_instant(rows, 5),
        .ends_at = rows_instant(rows, 6),
    };
    CHECK(event_kind_parse(rows_str(rows, 1), &use.kind) == OK);
    CHECK(event_status_parse(rows_str(rows, 2), &use.status) == OK);
    return use;
}

enum err event_room_list(struct store *store, struct room_id room, struct instant from, int limit,
                         struct arena *arena, struct room_use_list *ret)
{
    CHECK(limit >= 1 && limit <= ROOM_USE_MAX);
    struct room_use_list list = {ARENA_ARRAY(arena, struct room_use, (size_t)limit), 0};
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(room.v), p_instant(from), p_int(limit)));
    while (rows_next(&rows))
        list.items[list.count++] = read_use(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- clashes ---- */

static enum err find_clash(struct store *store, struct room_id room, const struct event *event,
                           const struct event_session_fields *time, struct arena *arena,
                           struct room_use *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[CLASH],
                              PARAMS(p_int(room.v), p_int(event->id.v), p_int(event->parent.v),
                                     p_instant(time->starts_at), p_instant(time->ends_at)),
                              &rows);
    if (err != OK)
        return err;
    struct room_use use = read_use(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = use;
    return err;
}

/* A draft is named to nobody who may not see it. */
static enum err refuse_taken(const struct room_use *use, struct refusal *why)
{
    const char *what = use->status == EVENT_DRAFT ? "an event that is being planned"
                                                  : arena_printf(why->arena, "“%s”", use->title);
    why->other_id = use->event.v;
    return refuse(why, ERR_CONFLICT, "room-taken",
                  "That room is taken by %s on %s. Choose another room or another time.", what,
                  event_rules_when(why->arena, use->starts_at, use->ends_at));
}

enum err event_room_check(struct store *store, struct room_id room, const struct event *event,
                          const struct event_session_fields *times, int count, struct refusal *why)
{
    struct room_use use;
    for (int i = 0; room.v && i < count; i++) {
        if (times[i].room && *times[i].room)
            continue;
        enum err err = find_clash(store, room, event, &times[i], why->arena, &use);
        if (err != ERR_NOT_FOUND)
            return err == OK ? refuse_taken(&use, why) : err;
    }
    return OK;
}

/* ---- what the fields say ---- */

static bool same(const char *a, const char *b)
{
    return str_eq(str_of(a), str_of(b));
}

static enum err find_room(struct store *store, struct event_fields *fields, struct refusal *why)
{
    struct room room;
    enum err err = room_find(store, fields->in, why->arena, &room);
    bool ended =
        err == OK && !day_is_none(room.ended_on) && room.ended_on.v < tz_day(fields->starts_at).v;
    if (err == ERR_NOT_FOUND || ended)
        return refuse_field(why, "room", "Choose a room that is in use then.");
    if (err == OK)
        fields->room = room.fields.name;
    return err;
}

/* An event that meets once meets as the fields say; the times of others are not theirs to move. */
static enum err check_times(struct store *store, const struct event *before,
                            const struct event_fields *fields, struct refusal *why)
{
    const struct event none = {0};
    struct event_sessions sessions;
    struct event_session_fields times[EVENT_SESSIONS_MAX];
    int count = 1;
    times[0] = (struct event_session_fields){0, fields->starts_at, fields->ends_at, ""};
    if (before && before->session_count > 1) {
        enum err err = event_session_list(store, before->id, why->arena, &sessions);
        if (err != OK)
            return err;
        count = event_session_fields(&sessions, times);
    }
    return event_room_check(store, fields->in, before ? before : &none, times, count, why);
}

enum err event_room_settle(struct store *store, const struct event *before,
                           struct event_fields *fields, struct refusal *why)
{
    const struct room_id was = before ? before->fields.in : (struct room_id){0};
    bool stays = was.v && same(before->fields.room, fields->room);
    if (!fields->in.v && stays)
        fields->in = was;
    else if (fields->in.v == was.v && !stays)
        fields->in.v = 0;
    if (!fields->in.v)
        return OK;
    enum err err = find_room(store, fields, why);
    return err == OK ? check_times(store, before, fields, why) : err;
}

/* ---- out of use ---- */

enum err event_room_end(struct store *store, struct room_id room, int version, struct day on,
                        struct refusal *why)
{
    struct instant after;
    struct room_use_list uses;
    if (tz_instant((struct local){.day = day_add(on, 1)}, &after) != OK)
        return refuse_field(why, "ended_on", "Enter another day.");
    enum err err = event_room_list(store, room, after, 1, why->arena, &uses);
    if (err == OK && uses.count) {
        why->other_id = uses.items[0].event.v;
        return refuse(why, ERR_CONFLICT, "in-use",
                      "An event is to be held there on %s. Give it another room first.",
                      event_rules_when(why->arena, uses.items[0].starts_at, uses.items[0].ends_at));
    }
    return err == OK ? room_end(store, room, version, on, why) : err;
}
