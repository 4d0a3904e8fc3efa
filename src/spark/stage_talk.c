/* DESIGN: what the stage comes to for each talk, kept beside its log for all who only ask that. */
#include "stage_talk.h"

#include "check.h"
#include "stage.h"
#include "talk_spoken_sql.h"

enum { TALKS_MAX = 1000, EVENINGS_MAX = 50, MINUTE_S = 60, LATELY_S = 2 * 86400 };

enum { KEPT, PUT, DROP, RAISE, RUNNING, CALLED, SPOKE, ALL_SPOKEN, GONE };
static const char *const SQL[] = {
    [KEPT] = "SELECT talk_id, part, began_at, ended_at, calendar_from, calendar_to FROM stage_talk"
             " WHERE event_id = $1 ORDER BY talk_id LIMIT $2",
    [PUT] = "INSERT INTO stage_talk (talk_id, event_id, part, began_at, ended_at, calendar_from,"
            " calendar_to) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (talk_id) DO UPDATE SET"
            " part = $3, began_at = $4, ended_at = $5, calendar_from = $6, calendar_to = $7",
    [DROP] = "DELETE FROM stage_talk WHERE talk_id = $1",
    /* Newer than it was, though the clock went back. */
    [RAISE] = "UPDATE talk SET seq = seq + 1, modified_at = max(modified_at + 1, $2) WHERE id = $1",
    [RUNNING] = "SELECT e.id FROM event e WHERE e.starts_at BETWEEN $1 - $2 AND $1 + $3"
                " AND e.kind = 'spark' AND e.ends_at >= $1 - $4 AND EXISTS (SELECT 1"
                " FROM stage_act a WHERE a.event_id = e.id) UNION SELECT event_id FROM stage_talk"
                " WHERE calendar_from IS NOT NULL ORDER BY 1 LIMIT $5",
    [CALLED] = "SELECT 1 FROM stage_talk k JOIN talk t ON t.id = k.talk_id WHERE t.id = $1"
               " AND t.status = 'waiting'",
    [SPOKE] = "SELECT 1 FROM talk t WHERE t.id = $1 AND " TALK_SPOKE,
    [ALL_SPOKEN] =
        "SELECT t.id FROM talk t WHERE t.event_id = $1 AND " TALK_SPOKE " ORDER BY t.id LIMIT $2",
    [GONE] = "SELECT p.name, t.title, coalesce(s.room, 0), coalesce(s.starts_at, 0)"
             " FROM talk t JOIN person p ON p.id = t.person_id LEFT JOIN programme_slot s"
             " ON s.talk_id = t.id AND s.version_id = (SELECT max(v.id) FROM programme_version v"
             " JOIN programme_slot w ON w.version_id = v.id AND w.talk_id = t.id"
             " WHERE v.event_id = $1) JOIN spark_event k ON k.event_id = t.event_id"
             " WHERE t.event_id = $1 AND t.status = 'withdrawn' AND t.withdrawn_at >= $2"
             " AND (s.talk_id IS NOT NULL OR k.published_id IS NULL)"
             " ORDER BY t.withdrawn_at DESC, t.id LIMIT $3",
};

static const char *const PARTS[] = {[STAGE_TO_COME] = "to-come",
                                    [STAGE_ON] = "on",
                                    [STAGE_GIVEN] = "given",
                                    [STAGE_ABSENT] = "absent"};

struct kept {
    struct talk_id talk;
    enum stage_part part;
    struct instant began, ended, from, to; /* v 0: null */
};

struct kept_list {
    struct kept *items;
    int count;
};

static enum stage_part parse_part(struct str s)
{
    int part = STAGE_TO_COME;
    while (part < STAGE_ABSENT && !str_eq_c(s, PARTS[part]))
        part++;
    return (enum stage_part)part;
}

static enum err read_kept(struct store *store, struct event_id event, struct arena *arena,
                          struct kept_list *ret)
{
    struct kept_list list = {ARENA_ARRAY(arena, struct kept, TALKS_MAX), 0};
    struct rows rows = store_query(store, SQL[KEPT], PARAMS(p_int(event.v), p_int(TALKS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct kept){.talk = {rows_int(&rows, 0)},
                                                 .part = parse_part(rows_str(&rows, 1)),
                                                 .began = rows_instant(&rows, 2),
                                                 .ended = rows_instant(&rows, 3),
                                                 .from = rows_instant(&rows, 4),
                                                 .to = rows_instant(&rows, 5)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static const struct kept *find(const struct kept_list *list, struct talk_id talk)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].talk.v == talk.v)
            return &list->items[i];
    return NULL;
}

/* ---- as it stands now ---- */

static struct instant whole_minute(struct instant at)
{
    return (struct instant){at.v - at.v % MINUTE_S};
}

static const struct programme_item *announced_of(const struct programme *programme,
                                                 struct talk_id talk)
{
    for (int i = 0; programme->announced && i < programme->count; i++)
        if (programme->items[i].talk.id.v == talk.v)
            return &programme->items[i];
    return NULL;
}

/* While its room runs: when it is expected, begins or began, unless that is what was announced. */
static void put_into_calendar(const struct stage *stage, const struct stage_row *row,
                              struct instant now, struct kept *kept)
{
    const struct programme_item *slot = announced_of(&stage->programme, row->talk);
    struct instant from = whole_minute(row->part == STAGE_TO_COME ? row->estimate : row->started);
    struct instant to = instant_add(from, (int64_t)row->minutes * MINUTE_S);
    if (row->part == STAGE_ON && now.v > to.v)
        to = now;
    if (row->part == STAGE_GIVEN)
        to = row->ended.v > from.v ? row->ended : instant_add(from, MINUTE_S);
    kept->from = from;
    kept->to = whole_minute(instant_add(to, MINUTE_S - 1));
    if (slot && slot->starts_at.v == kept->from.v && slot->ends_at.v == kept->to.v)
        kept->from.v = kept->to.v = 0;
}

static struct kept kept_of(const struct stage *stage, const struct stage_room *room,
                           const struct stage_row *row, struct instant now)
{
    struct kept kept = {.talk = row->talk, .part = row->part};
    if (row->part == STAGE_ON || row->part == STAGE_GIVEN)
        kept.began = row->started;
    if (row->part == STAGE_GIVEN)
        kept.ended = row->ended;
    bool runs = room->last != STAGE_KINDS && room->phase != STAGE_OVER;
    if (runs && row->part != STAGE_ABSENT)
        put_into_calendar(stage, row, now, &kept);
    return kept;
}

/* ---- the difference ---- */

static bool is_same(const struct kept *a, const struct kept *b)
{
    return a->part == b->part && a->began.v == b->began.v && a->ended.v == b->ended.v &&
           a->from.v == b->from.v && a->to.v == b->to.v;
}

/* Its calendars show something else from now on. */
static enum err raise(struct store *store, struct instant now, struct talk_id talk)
{
    return store_exec(store, SQL[RAISE], PARAMS(p_int(talk.v), p_instant(now)));
}

static enum err put(struct store *store, struct instant now, struct event_id event,
                    const struct kept *kept, const struct kept *before)
{
    static const struct kept nothing = {.part = STAGE_TO_COME};
    const struct kept *was = before ? before : &nothing;
    if (before && is_same(kept, before))
        return OK;
    enum err err = store_exec(store, SQL[PUT],
                              PARAMS(p_int(kept->talk.v), p_int(event.v), p_text(PARTS[kept->part]),
                                     p_id_or_null(kept->began.v), p_id_or_null(kept->ended.v),
                                     p_id_or_null(kept->from.v), p_id_or_null(kept->to.v)));
    bool moved = kept->from.v != was->from.v || kept->to.v != was->to.v ||
                 (kept->from.v && kept->part != was->part);
    return err == OK && moved ? raise(store, now, kept->talk) : err;
}

/* What was on the stage is there no more: undone, or withdrawn. */
static enum err drop_others(struct store *store, struct instant now, const struct stage *stage,
                            const struct kept_list *before)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < before->count; i++) {
        int room;
        const struct kept *kept = &before->items[i];
        if (stage_row_of(stage, kept->talk, &room))
            continue;
        err = store_exec(store, SQL[DROP], PARAMS(p_int(kept->talk.v)));
        if (err == OK && kept->from.v)
            err = raise(store, now, kept->talk);
    }
    return err;
}

enum err stage_talk_keep(struct store *store, struct instant now, struct event_id event,
                         struct arena *arena)
{
    struct stage stage;
    struct kept_list before;
    enum err err = stage_find(store, now, event, arena, &stage);
    if (err == OK)
        err = read_kept(store, event, arena, &before);
    if (err == OK)
        err = drop_others(store, now, &stage, &before);
    for (int r = 0; err == OK && r < stage.programme.room_count; r++) {
        const struct stage_room *room = &stage.rooms[r];
        for (int i = 0; err == OK && i < room->count; i++) {
            const struct kept kept = kept_of(&stage, room, &room->rows[i], now);
            err = put(store, now, event, &kept, find(&before, kept.talk));
        }
    }
    return err;
}

enum err stage_talk_keep_due(struct store *store, struct instant now, struct arena *arena)
{
    struct event_id evenings[EVENINGS_MAX];
    int count = 0;
    struct rows rows = store_query(store, SQL[RUNNING],
                                   PARAMS(p_instant(now), p_int(LATELY_S), p_int(STAGE_BEFORE_S),
                                          p_int(STAGE_AFTER_S), p_int(EVENINGS_MAX)));
    while (rows_next(&rows))
        evenings[count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = stage_talk_keep(store, now, evenings[i], arena);
    return err;
}

static enum err is_so(struct store *store, int statement, struct talk_id talk, bool *ret)
{
    int64_t one = 0;
    enum err err = store_find_int(store, SQL[statement], PARAMS(p_int(talk.v)), &one);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK;
    return OK;
}

enum err stage_talk_called(struct store *store, struct talk_id talk, bool *ret)
{
    return is_so(store, CALLED, talk, ret);
}

enum err stage_talk_spoke(struct store *store, struct talk_id talk, bool *ret)
{
    return is_so(store, SPOKE, talk, ret);
}

enum err stage_talk_list_spoken(struct store *store, struct event_id event, struct arena *arena,
                                struct talk_spoken *ret)
{
    struct talk_spoken spoken = {ARENA_ARRAY(arena, struct talk_id, TALKS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[ALL_SPOKEN], PARAMS(p_int(event.v), p_int(TALKS_MAX)));
    while (rows_next(&rows))
        spoken.items[spoken.count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = spoken;
    return err;
}

enum err stage_talk_list_gone(struct store *store, struct event_id event, struct instant since,
                              struct arena *arena, struct stage_gone_list *ret)
{
    struct stage_gone_list list = {ARENA_ARRAY(arena, struct stage_gone, STAGE_GONE_MAX), 0};
    struct rows rows = store_query(store, SQL[GONE],
                                   PARAMS(p_int(event.v), p_instant(since), p_int(STAGE_GONE_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct stage_gone){.name = rows_text(&rows, 0, arena),
                                                       .title = rows_text(&rows, 1, arena),
                                                       .room = (int)rows_int(&rows, 2),
                                                       .starts_at = rows_instant(&rows, 3)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

bool talk_spoken_has(const struct talk_spoken *spoken, struct talk_id talk)
{
    for (int i = 0; i < spoken->count; i++)
        if (spoken->items[i].v == talk.v)
            return true;
    return false;
}
