/* DESIGN: the SQL of workshops. */
#include "workshop_store.h"

#include "check.h"
#include "event_room.h"
#include "event_rules.h"

enum { IDS, DRAFTS, PUT, SET_PARENT, FIND, NEXT_RUN, HAND_ON, LIST, LEADERS, CHOSEN };
static const char *const SQL[] = {
    [IDS] = "SELECT e.id FROM workshop w JOIN event e ON e.id = w.event_id"
            " WHERE w.block_id = $1 AND e.status <> 'cancelled' ORDER BY e.id LIMIT $2",
    [DRAFTS] = "SELECT e.id FROM event e JOIN workshop w ON w.event_id = e.id"
               " WHERE e.parent_id = $1 AND e.status = 'draft' ORDER BY e.id LIMIT $2",
    [PUT] = "INSERT INTO workshop (event_id, block_id, same_as) VALUES ($1, $2, $3)"
            " ON CONFLICT (event_id) DO UPDATE SET block_id = excluded.block_id,"
            " same_as = excluded.same_as",
    [SET_PARENT] = "UPDATE event SET parent_id = $2 WHERE id = $1",
    [FIND] = "SELECT block_id, coalesce(same_as, 0) FROM workshop WHERE event_id = $1",
    [NEXT_RUN] = "SELECT w.event_id FROM workshop w JOIN block k ON k.id = w.block_id"
                 " JOIN event e ON e.id = w.event_id WHERE w.same_as = $1"
                 " AND e.status <> 'cancelled' ORDER BY k.starts_at, w.event_id LIMIT 1",
    /* one in the block of the next, itself among them, repeats none */
    [HAND_ON] = "UPDATE workshop SET same_as = CASE WHEN block_id ="
                " (SELECT n.block_id FROM workshop n WHERE n.event_id = $2) THEN NULL ELSE $2 END"
                " WHERE same_as = $1",
    [LIST] = "SELECT e.id, w.block_id, coalesce(w.same_as, e.id), e.title, e.purpose, e.room,"
             " " EVENT_WHERE ", coalesce(e.room_id, 0), e.status, e.starts_at, e.ends_at,"
             " e.capacity, e.taken, e.version, coalesce(b.id, 0), coalesce(b.part, 'attendee')"
             " FROM block k JOIN workshop w ON w.block_id = k.id JOIN event e ON e.id = w.event_id"
             " JOIN school h ON h.id = e.host_school_id LEFT JOIN booking b ON b.event_id = e.id"
             " AND b.person_id = $2 AND b.ended_at IS NULL"
             " WHERE k.event_id = $1 AND e.status <> 'cancelled'"
             " ORDER BY k.starts_at, e.title, e.id LIMIT $3",
    [LEADERS] = "SELECT l.workshop, l.name FROM (SELECT b.event_id AS workshop, p.name AS name,"
                " b.part AS part FROM event e JOIN booking b ON b.event_id = e.id"
                " JOIN person p ON p.id = b.person_id WHERE e.parent_id = $1"
                " AND b.ended_at IS NULL AND b.part <> 'attendee'"
                " UNION ALL SELECT f.event_id, v.name, f.duty FROM event e"
                " JOIN event_facilitator f ON f.event_id = e.id"
                " JOIN facilitator v ON v.id = f.facilitator_id WHERE e.parent_id = $1) l"
                " ORDER BY CASE l.part WHEN 'leader' THEN 1 WHEN 'co-leader' THEN 2 ELSE 3 END,"
                " l.name LIMIT 1000",
    [CHOSEN] = "SELECT b.id FROM block k JOIN workshop w ON w.block_id = k.id"
               " JOIN booking b ON b.event_id = w.event_id WHERE k.event_id = $1"
               " AND b.person_id = $2 AND b.ended_at IS NULL AND b.part = 'attendee'"
               " ORDER BY b.id LIMIT $3",
};

enum err workshop_store_check_day(const struct event *day, struct refusal *why)
{
    if (day->parent.v || (day->fields.kind != EVENT_INSET && day->fields.kind != EVENT_CONFERENCE))
        return refuse(why, ERR_CONFLICT, "not-a-day",
                      "Only an INSET day or a conference has blocks of workshops.");
    if (day->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This event has been cancelled and can no longer be changed.");
    return OK;
}

static enum err read_ids(struct rows rows, struct arena *arena, struct workshop_ids *ret)
{
    struct workshop_ids ids = {ARENA_ARRAY(arena, struct event_id, WORKSHOPS_MAX), 0};
    while (rows_next(&rows))
        ids.items[ids.count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = ids;
    return err;
}

enum err workshop_store_ids(struct store *store, struct block_id block, struct workshop_ids *ret,
                            struct arena *arena)
{
    return read_ids(store_query(store, SQL[IDS], PARAMS(p_int(block.v), p_int(WORKSHOPS_MAX))),
                    arena, ret);
}

enum err workshop_store_drafts(struct store *store, struct event_id day, struct workshop_ids *ret,
                               struct arena *arena)
{
    return read_ids(store_query(store, SQL[DRAFTS], PARAMS(p_int(day.v), p_int(WORKSHOPS_MAX))),
                    arena, ret);
}

enum err workshop_store_put(struct store *store, struct event_id event, struct event_id day,
                            const struct workshop_fields *fields)
{
    enum err err = store_exec(store, SQL[SET_PARENT], PARAMS(p_int(event.v), p_int(day.v)));
    return err == OK ? store_exec(store, SQL[PUT],
                                  PARAMS(p_int(event.v), p_int(fields->block.v),
                                         p_id_or_null(fields->same_as.v)))
                     : err;
}

enum err workshop_store_find(struct store *store, struct event_id event, struct block_id *ret_block,
                             struct event_id *ret_same_as)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err != OK)
        return err;
    const struct block_id block = {rows_int(&rows, 0)};
    const struct event_id same = {rows_int(&rows, 1)};
    err = rows_end(&rows);
    if (err == OK) {
        *ret_block = block;
        *ret_same_as = same;
    }
    return err;
}

enum err workshop_store_hand_on(struct store *store, struct event_id event)
{
    int64_t next = 0;
    enum err err = store_find_int(store, SQL[NEXT_RUN], PARAMS(p_int(event.v)), &next);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    return store_exec(store, SQL[HAND_ON], PARAMS(p_int(event.v), p_id_or_null(next)));
}

/* ---- lists ---- */

static struct workshop read_workshop(const struct rows *rows, struct arena *arena)
{
    struct workshop workshop = {
        .id = {rows_int(rows, 0)},
        .block = {rows_int(rows, 1)},
        .run_of = {rows_int(rows, 2)},
        .title = rows_text(rows, 3, arena),
        .purpose = rows_text(rows, 4, arena),
        .room = rows_text(rows, 5, arena),
        .in = {rows_int(rows, 7)},
        .starts_at = rows_instant(rows, 9),
        .ends_at = rows_instant(rows, 10),
        .capacity = (int)rows_int(rows, 11),
        .taken = (int)rows_int(rows, 12),
        .version = (int)rows_int(rows, 13),
        .my_booking = rows_int(rows, 14),
        .my_lead = !str_eq_c(rows_str(rows, 15), "attendee"),
        .leaders = "",
    };
    CHECK(event_status_parse(rows_str(rows, 8), &workshop.status) == OK);
    workshop.place = event_rules_place(arena, workshop.room, rows_text(rows, 6, arena));
    return workshop;
}

/* "Priya Shah, Tom Reed" */
static enum err add_leaders(struct store *store, struct event_id day, struct arena *arena,
                            struct workshop_list *list)
{
    struct rows rows = store_query(store, SQL[LEADERS], PARAMS(p_int(day.v)));
    while (rows_next(&rows))
        for (int i = 0; i < list->count; i++) {
            struct workshop *w = &list->items[i];
            if (w->id.v == rows_int(&rows, 0))
                w->leaders = arena_printf(arena, "%s%s%s", w->leaders, *w->leaders ? ", " : "",
                                          rows_text(&rows, 1, arena));
        }
    return rows_end(&rows);
}

enum err workshop_store_list(struct store *store, struct event_id day, struct person_id person,
                             struct arena *arena, struct workshop_list *ret)
{
    struct workshop_list list = {NULL, 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(day.v), p_int(person.v), p_int(WORKSHOPS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        list.items[list.count++] = read_workshop(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        err = add_leaders(store, day, arena, &list);
    if (err == OK)
        *ret = list;
    return err;
}

enum err workshop_store_chosen(struct store *store, struct event_id day, struct person_id person,
                               int64_t ret[static BLOCKS_MAX], int *ret_count)
{
    int count = 0;
    struct rows rows =
        store_query(store, SQL[CHOSEN], PARAMS(p_int(day.v), p_int(person.v), p_int(BLOCKS_MAX)));
    while (rows_next(&rows))
        ret[count++] = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret_count = count;
    return err;
}
