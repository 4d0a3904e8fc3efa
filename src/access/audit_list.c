/* DESIGN: reading the record: by person, by action, by time, newest first. */
#include "audit.h"

#define COLUMNS                                                                                    \
    "SELECT a.id, a.at, a.actor_id, a.subject_id, p.name, s.name, a.action, a.reason, a.detail,"   \
    " a.object_id FROM audit a LEFT JOIN person p ON p.id = a.actor_id"                            \
    " LEFT JOIN person s ON s.id = a.subject_id "
#define IN_TIME " a.at >= $1 AND a.at < $2 AND (a.at, a.id) < ($3, $4) "
#define IN_ORDER " ORDER BY a.at DESC, a.id DESC LIMIT $5"

enum { ANY, BY_ACTION, BY_PERSON };
static const char *const SQL[] = {
    [ANY] = COLUMNS "WHERE" IN_TIME IN_ORDER,
    [BY_ACTION] = COLUMNS "WHERE a.action = $6 AND" IN_TIME IN_ORDER,
    /* One person's rows are few: found by the two indexes, then put in order. */
    [BY_PERSON] = COLUMNS "WHERE a.id IN (SELECT id FROM audit WHERE actor_id = $7"
                          " UNION SELECT id FROM audit WHERE subject_id = $7)"
                          " AND ($6 = '' OR a.action = $6) AND" IN_TIME IN_ORDER,
};

static struct audit_row read_row(const struct rows *rows, struct arena *arena)
{
    return (struct audit_row){
        .id = rows_int(rows, 0),
        .at = rows_instant(rows, 1),
        .actor = {rows_int(rows, 2)},
        .subject = {rows_int(rows, 3)},
        .actor_name = rows_text(rows, 4, arena),
        .subject_name = rows_text(rows, 5, arena),
        .action = rows_text(rows, 6, arena),
        .reason = rows_text(rows, 7, arena),
        .detail = rows_text(rows, 8, arena),
        .object_id = rows_int(rows, 9),
    };
}

static const char *statement(const struct audit_query *query)
{
    return SQL[query->person.v ? BY_PERSON : query->action[0] ? BY_ACTION : ANY];
}

/* One row more than asked for tells whether there are more. */
enum err audit_list(struct store *store, const struct audit_query *query, struct arena *arena,
                    struct audit_list *ret)
{
    bool from_newest = query->before_at == 0 && query->before_id == 0;
    struct audit_list list = {.items =
                                  ARENA_ARRAY(arena, struct audit_row, (size_t)query->limit + 1)};
    struct rows rows = store_query(
        store, statement(query),
        PARAMS(p_instant(query->from), p_int(query->until.v ? query->until.v : INT64_MAX),
               p_int(from_newest ? INT64_MAX : query->before_at),
               p_int(from_newest ? INT64_MAX : query->before_id), p_int(query->limit + 1),
               p_text(query->action), p_int(query->person.v)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    enum err err = rows_end(&rows);
    list.more = list.count > query->limit;
    if (list.more)
        list.count = query->limit;
    if (err == OK)
        *ret = list;
    return err;
}
