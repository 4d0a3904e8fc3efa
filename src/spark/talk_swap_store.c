/* DESIGN: the SQL of slots that are exchanged, of who has said yes, and of what is overtaken. */
#include "talk_swap_store.h"

#include "check.h"
#include "talk_store.h"

#define OVERTAKEN                                                                                  \
    "(e.starts_at <= $1 OR e.status IN ('draft', 'cancelled') OR k.published_id IS NULL"           \
    " OR k.order_mode <> 'arranged' OR EXISTS (SELECT 1 FROM talk_swap_part p"                     \
    " JOIN talk t ON t.id = p.talk_id LEFT JOIN programme_slot q ON q.version_id = k.published_id" \
    " AND q.talk_id = p.talk_id WHERE p.swap_id = s.id AND (t.status <> 'confirmed'"               \
    " OR q.talk_id IS NULL OR q.pinned = 1 OR q.room <> p.room"                                    \
    " OR q.starts_at <> p.starts_at)))"
#define WITH_EVENT                                                                                 \
    " JOIN event e ON e.id = s.event_id JOIN spark_event k ON k.event_id = s.event_id"

enum { FIND, PARTS, LIST, ADD, ADD_PART, YES, END, OPEN, NEXT_DUE, IS_DUE };
static const char *const SQL[] = {
    [FIND] = "SELECT event_id, status, asked_at, ended_at, ended_by FROM talk_swap WHERE id = $1",
    [PARTS] = "SELECT p.talk_id, p.room, p.starts_at, p.yes_at, r.name FROM talk_swap_part p"
              " JOIN talk_swap s ON s.id = p.swap_id LEFT JOIN talk_room r"
              " ON r.event_id = s.event_id AND r.position = p.room WHERE p.swap_id = $1"
              " ORDER BY p.position LIMIT $2",
    [LIST] = "SELECT DISTINCT s.id FROM talk_swap_part p JOIN talk_swap s ON s.id = p.swap_id"
             " JOIN talk t ON t.id = p.talk_id WHERE p.open = 1 AND t.person_id = $1"
             " ORDER BY s.id LIMIT $2",
    [ADD] = "INSERT INTO talk_swap (event_id, asked_at) VALUES ($1, $2) RETURNING id",
    [ADD_PART] = "INSERT INTO talk_swap_part (swap_id, position, talk_id, room, starts_at, yes_at)"
                 " VALUES ($1, $2, $3, $4, $5, $6)",
    [YES] = "UPDATE talk_swap_part SET yes_at = $3 WHERE swap_id = $1 AND position = $2"
            " AND yes_at IS NULL",
    [END] = "UPDATE talk_swap SET status = $2, ended_at = $3, ended_by = $4 WHERE id = $1",
    [OPEN] = "SELECT swap_id FROM talk_swap_part WHERE talk_id = $1 AND open = 1",
    [NEXT_DUE] = "SELECT s.id FROM talk_swap s" WITH_EVENT " WHERE s.status = 'open' AND " OVERTAKEN
                 " ORDER BY s.id LIMIT 1",
    [IS_DUE] = "SELECT count(*) FROM talk_swap s" WITH_EVENT " WHERE s.id = $2 AND " OVERTAKEN,
};

static const char *const STATUSES[] = {"open", "done", "refused", "taken back", "overtaken"};

const char *talk_swap_status_name(enum talk_swap_status status)
{
    return STATUSES[status];
}

static enum talk_swap_status parse_status(struct str s)
{
    int status = 0;
    while (status < TALK_SWAP_STATUSES && !str_eq_c(s, STATUSES[status]))
        status++;
    CHECK(status < TALK_SWAP_STATUSES);
    return (enum talk_swap_status)status;
}

/* ---- reading ---- */

static enum err read_parts(struct store *store, struct arena *arena, struct talk_swap *swap)
{
    struct rows rows =
        store_query(store, SQL[PARTS], PARAMS(p_int(swap->id.v), p_int(TALK_SWAP_MAX)));
    while (rows_next(&rows)) {
        struct talk_swap_part *part = &swap->parts[swap->count++];
        const struct talk_id talk = {rows_int(&rows, 0)};
        part->talk = (struct talk){.id = talk};
        part->slot =
            (struct programme_slot){talk, (int)rows_int(&rows, 1), rows_instant(&rows, 2), false};
        part->yes_at = rows_instant(&rows, 3);
        part->room = rows_is_null(&rows, 4) ? "" : rows_text(&rows, 4, arena);
    }
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < swap->count; i++) {
        struct talk *talk = &swap->parts[i].talk;
        err = talk_store_find(store, talk->id, arena, talk);
        if (err == OK)
            err = talk_store_presenters(store, arena, talk);
    }
    return err;
}

enum err talk_swap_find(struct store *store, struct talk_swap_id id, struct arena *arena,
                        struct talk_swap *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct talk_swap swap = {.id = id,
                             .event = {rows_int(&rows, 0)},
                             .status = parse_status(rows_str(&rows, 1)),
                             .asked_at = rows_instant(&rows, 2),
                             .ended_at = rows_instant(&rows, 3),
                             .ended_by = (int)rows_int(&rows, 4) - 1};
    err = rows_end(&rows);
    if (err == OK)
        err = read_parts(store, arena, &swap);
    if (err == OK)
        *ret = swap;
    return err;
}

enum err talk_swap_list(struct store *store, struct person_id person, struct arena *arena,
                        struct talk_swap_list *ret)
{
    struct talk_swap_list list = {ARENA_ARRAY(arena, struct talk_swap, TALK_SWAP_LIST_MAX), 0};
    struct talk_swap_id ids[TALK_SWAP_LIST_MAX];
    int count = 0;
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(person.v), p_int(TALK_SWAP_LIST_MAX)));
    while (rows_next(&rows))
        ids[count++].v = rows_int(&rows, 0);
    enum err err = rows_end(&rows);
    for (; err == OK && list.count < count; list.count++)
        err = talk_swap_find(store, ids[list.count], arena, &list.items[list.count]);
    if (err == OK)
        *ret = list;
    return err;
}

enum err talk_swap_store_open(struct store *store, struct talk_id talk, struct talk_swap_id *ret)
{
    return store_find_int(store, SQL[OPEN], PARAMS(p_int(talk.v)), &ret->v);
}

enum err talk_swap_store_next_due(struct store *store, struct instant now, struct talk_swap_id *ret)
{
    return store_find_int(store, SQL[NEXT_DUE], PARAMS(p_instant(now)), &ret->v);
}

enum err talk_swap_store_is_due(struct store *store, struct instant now, struct talk_swap_id swap,
                                bool *ret)
{
    int64_t count = 0;
    enum err err =
        store_find_int(store, SQL[IS_DUE], PARAMS(p_instant(now), p_int(swap.v)), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}

/* ---- changes ---- */

enum err talk_swap_store_insert(struct store *store, struct instant now, struct talk_swap *swap)
{
    enum err err =
        store_find_int(store, SQL[ADD], PARAMS(p_int(swap->event.v), p_instant(now)), &swap->id.v);
    for (int i = 0; err == OK && i < swap->count; i++) {
        const struct talk_swap_part *part = &swap->parts[i];
        err = store_exec(store, SQL[ADD_PART],
                         PARAMS(p_int(swap->id.v), p_int(i + 1), p_int(part->talk.id.v),
                                p_int(part->slot.room), p_instant(part->slot.starts_at),
                                p_id_or_null(i == 0 ? now.v : 0)));
    }
    return err;
}

enum err talk_swap_store_yes(struct store *store, struct instant now, struct talk_swap_id swap,
                             int part)
{
    return store_exec(store, SQL[YES], PARAMS(p_int(swap.v), p_int(part + 1), p_instant(now)));
}

enum err talk_swap_store_end(struct store *store, struct instant now, struct talk_swap_id swap,
                             enum talk_swap_status status, int part)
{
    return store_exec(store, SQL[END],
                      PARAMS(p_int(swap.v), p_text(STATUSES[status]), p_instant(now),
                             p_id_or_null((int64_t)part + 1)));
}
