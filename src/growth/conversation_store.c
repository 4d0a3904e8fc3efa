/* DESIGN: the rows of conversations. */
#include "conversation_store.h"

#include "busy.h"
#include "tz.h"

enum { FIND, LIST, UPDATE, STRAY, ADOPT };

#define COLUMNS                                                                                    \
    "v.id, v.uid, v.deadline_id, i.label, c.year, d.due_on, d.person_id, v.mentor_id, p.name,"     \
    " m.name, v.starts_at, v.ends_at, v.room, v.held_on, v.held_by, v.confirmed_by, d.done_at,"    \
    " v.version, v.seq, v.created_at, v.modified_at"
#define TABLES                                                                                     \
    " FROM conversation v JOIN deadline d ON d.id = v.deadline_id"                                 \
    " JOIN cycle_item i ON i.id = d.item_id JOIN cycle c ON c.id = i.cycle_id"                     \
    " JOIN person p ON p.id = d.person_id LEFT JOIN person m ON m.id = v.mentor_id "

static const char *const SQL[] = {
    [FIND] = "SELECT " COLUMNS TABLES "WHERE v.id = $1",
    /* Who is busy with it is who takes part in it. */
    [LIST] = "SELECT " COLUMNS TABLES "JOIN busy b ON b.source_id = v.id"
             " WHERE b.source = 'conversation' AND b.person_id = $1 AND b.from_at >= $2"
             " AND b.from_at < $3 ORDER BY b.from_at, v.id LIMIT $4",
    [UPDATE] = "UPDATE conversation SET mentor_id = $2, starts_at = $3, ends_at = $4, room = $5,"
               " held_on = $6, held_by = $7, confirmed_by = $8, confirmed_at = $9,"
               " version = version + 1, seq = seq + 1, modified_at = $10 WHERE id = $1",
    [STRAY] = "SELECT v.id, v.mentor_id, v.starts_at, v.ends_at" TABLES
              "WHERE d.person_id = $1 AND c.id = $2 AND v.held_on IS NULL"
              " AND coalesce(v.mentor_id, 0) <> $3 LIMIT $4",
    [ADOPT] = ("UPDATE conversation SET mentor_id = $2, version = version + 1, seq = seq + 1,"
               " modified_at = $3 WHERE id = $1"),
};

static struct conversation read_row(const struct rows *rows, struct arena *arena)
{
    return (struct conversation){
        .id = {rows_int(rows, 0)},
        .uid = rows_text(rows, 1, arena),
        .deadline = {rows_int(rows, 2)},
        .label = rows_text(rows, 3, arena),
        .year = (int)rows_int(rows, 4),
        .due_on = rows_day(rows, 5),
        .person = {rows_int(rows, 6)},
        .pd_mentor = {rows_int(rows, 7)},
        .recorded_mentor = {rows_int(rows, 7)},
        .person_name = rows_text(rows, 8, arena),
        .pd_mentor_name = rows_text(rows, 9, arena),
        .starts_at = rows_instant(rows, 10),
        .ends_at = rows_instant(rows, 11),
        .room = rows_text(rows, 12, arena),
        .held_on = rows_day(rows, 13),
        .held_by = {rows_int(rows, 14)},
        .confirmed_by = {rows_int(rows, 15)},
        .done_at = rows_instant(rows, 16),
        .version = (int)rows_int(rows, 17),
        .seq = (int)rows_int(rows, 18),
        .created_at = rows_instant(rows, 19),
        .modified_at = rows_instant(rows, 20),
    };
}

enum err conversation_store_find(struct store *store, struct conversation_id id,
                                 struct arena *arena, struct conversation *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    *ret = read_row(&rows, arena);
    return rows_end(&rows);
}

enum err conversation_store_list(struct store *store, struct person_id person, struct instant from,
                                 struct instant to, struct arena *arena, struct conversation *ret,
                                 int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(
        store, SQL[LIST],
        PARAMS(p_int(person.v), p_instant(from), p_instant(to), p_int(CONVERSATION_TIMES_MAX)));
    while (rows_next(&rows))
        ret[count++] = read_row(&rows, arena);
    *ret_count = count;
    return rows_end(&rows);
}

static struct param p_when(struct instant t)
{
    return t.v ? p_instant(t) : p_null();
}

enum err conversation_store_update(struct store *store, const struct conversation *c,
                                   struct instant confirmed_at, struct instant now)
{
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(c->id.v), p_id_or_null(c->pd_mentor.v), p_when(c->starts_at),
                             p_when(c->ends_at), p_text(c->room), p_day(c->held_on),
                             p_id_or_null(c->held_by.v), p_id_or_null(c->confirmed_by.v),
                             p_when(confirmed_at), p_instant(now)));
}

/* ---- a change of mentor ---- */

struct stray {
    struct conversation_id id;
    struct person_id mentor;
    struct instant starts_at, ends_at;
};

static enum err list_strays(struct store *store, struct person_id person, struct cycle_id cycle,
                            struct person_id mentor, struct stray *strays, int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(
        store, SQL[STRAY],
        PARAMS(p_int(person.v), p_int(cycle.v), p_int(mentor.v), p_int(PACK_ITEMS_MAX)));
    while (rows_next(&rows))
        strays[count++] = (struct stray){{rows_int(&rows, 0)},
                                         {rows_int(&rows, 1)},
                                         rows_instant(&rows, 2),
                                         rows_instant(&rows, 3)};
    *ret_count = count;
    return rows_end(&rows);
}

static enum err adopt(struct store *store, const struct stray *stray, struct person_id mentor,
                      struct instant now, struct conversation_freed *freed)
{
    enum err err = store_exec(store, SQL[ADOPT],
                              PARAMS(p_int(stray->id.v), p_id_or_null(mentor.v), p_instant(now)));
    if (err != OK || !stray->starts_at.v)
        return err;
    if (stray->mentor.v) {
        err = busy_delete(store, BUSY_CONVERSATION, stray->id.v, stray->mentor);
        freed->mentors[freed->count++] = stray->mentor;
    }
    if (err != OK || !mentor.v)
        return err;
    struct busy busy = {.person = mentor,
                        .from = stray->starts_at,
                        .to = stray->ends_at,
                        .source = BUSY_CONVERSATION,
                        .source_id = stray->id.v};
    return busy_put(store, &busy);
}

enum err conversation_store_follow_mentor(struct store *store, struct person_id person,
                                          struct cycle_id cycle, struct instant now,
                                          struct conversation_freed *ret_freed)
{
    struct stray strays[PACK_ITEMS_MAX];
    struct conversation_freed freed = {.count = 0};
    struct person_id mentor;
    int count = 0;
    enum err err = person_pd_mentor(store, person, tz_day(now), &mentor);
    if (err == OK)
        err = list_strays(store, person, cycle, mentor, strays, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = adopt(store, &strays[i], mentor, now, &freed);
    if (err == OK)
        *ret_freed = freed;
    return err;
}
