/* DESIGN: the rows of deadlines. */
#include "deadline_store.h"

#include "check.h"
#include "token.h"

enum { LIST, FIND, INSERT, CONVERSATION_INSERT, MOVE, CLOSE, FORGET_CONVERSATIONS, FORGET };

/* That of their school, if it has one of its own. */
#define RULE                                                                                       \
    "coalesce((SELECT x.due_rule FROM cycle_item_date x WHERE x.item_id = i.id AND x.school_id ="  \
    " (SELECT e.school_id FROM employment e WHERE e.person_id = d.person_id"                       \
    " AND e.staff_group <> 'governance' ORDER BY e.ends_on IS NULL DESC, e.ends_on DESC, e.id"     \
    " LIMIT 1)), i.due_rule)"
#define COLUMNS                                                                                    \
    "d.id, d.uid, d.person_id, i.kind, i.key, i.label, " RULE ", d.opens_on, d.due_on,"            \
    " d.done_on, d.done_by, d.done_at, d.seq, d.created_at, d.modified_at, v.id, v.starts_at,"     \
    " v.ends_at, v.room"
#define TABLES                                                                                     \
    " FROM deadline d JOIN cycle_item i ON i.id = d.item_id JOIN cycle c ON c.id = i.cycle_id"     \
    " LEFT JOIN conversation v ON v.deadline_id = d.id "

static const char *const SQL[] = {
    [LIST] = "SELECT " COLUMNS TABLES
             "WHERE d.person_id = $1 AND c.year = $2 ORDER BY i.position LIMIT $3",
    [FIND] = "SELECT " COLUMNS TABLES "WHERE d.id = $1",
    [INSERT] = "INSERT INTO deadline (uid, person_id, item_id, opens_on, due_on, created_at,"
               " modified_at) VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
    [CONVERSATION_INSERT] = "INSERT INTO conversation (uid, deadline_id, created_at, modified_at)"
                            " VALUES ($1, $2, $3, $3)",
    [MOVE] = "UPDATE deadline SET opens_on = $2, due_on = $3, seq = seq + 1, modified_at = $4 "
             "WHERE id = $1",
    [FORGET_CONVERSATIONS] =
        "DELETE FROM conversation WHERE starts_at IS NULL AND held_on IS NULL"
        " AND deadline_id IN (SELECT id FROM deadline WHERE person_id = $1 AND done_on IS NULL)",
    [FORGET] = "DELETE FROM deadline WHERE person_id = $1 AND done_on IS NULL AND NOT EXISTS"
               " (SELECT 1 FROM conversation c WHERE c.deadline_id = deadline.id)",
    [CLOSE] = "UPDATE deadline SET done_on = $2, done_by = $3, done_at = $4, seq = seq + 1,"
              " modified_at = $5 WHERE id = $1",
};

static struct deadline read_row(const struct rows *rows, struct arena *arena)
{
    return (struct deadline){
        .id = {rows_int(rows, 0)},
        .uid = rows_text(rows, 1, arena),
        .person = {rows_int(rows, 2)},
        .kind = str_eq_c(rows_str(rows, 3), "stage") ? DEADLINE_STAGE : DEADLINE_CONVERSATION,
        .key = rows_text(rows, 4, arena),
        .label = rows_text(rows, 5, arena),
        .rule = rows_text(rows, 6, arena),
        .opens_on = rows_day(rows, 7),
        .due_on = rows_day(rows, 8),
        .done_on = rows_day(rows, 9),
        .done_by = {rows_int(rows, 10)},
        .done_at = rows_instant(rows, 11),
        .seq = (int)rows_int(rows, 12),
        .created_at = rows_instant(rows, 13),
        .modified_at = rows_instant(rows, 14),
        .conversation_id = rows_int(rows, 15),
        .starts_at = rows_instant(rows, 16),
        .ends_at = rows_instant(rows, 17),
        .room = rows_text(rows, 18, arena),
    };
}

enum err deadline_store_list(struct store *store, struct person_id person, int year,
                             struct arena *arena, struct deadline ret[static DEADLINES_A_YEAR_MAX],
                             int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(
        store, SQL[LIST], PARAMS(p_int(person.v), p_int(year), p_int(DEADLINES_A_YEAR_MAX)));
    while (rows_next(&rows))
        ret[count++] = read_row(&rows, arena);
    *ret_count = count;
    return rows_end(&rows);
}

enum err deadline_store_find(struct store *store, struct deadline_id id, struct arena *arena,
                             struct deadline *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    *ret = read_row(&rows, arena);
    return rows_end(&rows);
}

enum err deadline_store_insert(struct store *store, const struct deadline_row *row,
                               struct instant now)
{
    char uid[UUID_TEXT_MAX];
    int64_t id;
    token_uuid(uid);
    enum err err = store_find_int(store, SQL[INSERT],
                                  PARAMS(p_text(uid), p_int(row->person.v), p_int(row->item_id),
                                         p_day(row->opens_on), p_day(row->due_on), p_instant(now)),
                                  &id);
    if (err != OK || row->kind != DEADLINE_CONVERSATION)
        return err;
    token_uuid(uid);
    return store_exec(store, SQL[CONVERSATION_INSERT],
                      PARAMS(p_text(uid), p_int(id), p_instant(now)));
}

enum err deadline_store_move(struct store *store, struct deadline_id id, struct day opens_on,
                             struct day due_on, struct instant now)
{
    return store_exec(store, SQL[MOVE],
                      PARAMS(p_int(id.v), p_day(opens_on), p_day(due_on), p_instant(now)));
}

enum err deadline_store_close(struct store *store, struct deadline_id id, struct day done_on,
                              struct person_id by, struct instant now)
{
    bool done = !day_is_none(done_on);
    return store_exec(store, SQL[CLOSE],
                      PARAMS(p_int(id.v), p_day(done_on), done ? p_int(by.v) : p_null(),
                             done ? p_instant(now) : p_null(), p_instant(now)));
}

enum err deadline_forget(struct store *store, struct person_id person)
{
    enum err err = store_exec(store, SQL[FORGET_CONVERSATIONS], PARAMS(p_int(person.v)));
    return err == OK ? store_exec(store, SQL[FORGET], PARAMS(p_int(person.v))) : err;
}
