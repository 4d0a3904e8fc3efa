/* DESIGN: a year of the development cycle, its items copied from the pack when it is opened. */
#include "cycle.h"

#include "cycle_date.h"
#include "tz.h"

enum { INSERT, ITEM_INSERT, FIND, RUNNING };

static const char *const SQL[] = {
    [INSERT] = "INSERT INTO cycle (year, pack_id) VALUES ($1, $2) RETURNING id",
    [ITEM_INSERT] = ("INSERT INTO cycle_item (cycle_id, position, kind, key, label, opens_rule,"
                     " due_rule, nudges) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
    [FIND] = "SELECT id, year, pack_id FROM cycle WHERE year = $1",
    [RUNNING] = "SELECT id, year, pack_id FROM cycle WHERE year >= $1 ORDER BY year LIMIT $2",
};

static enum err insert_item(struct store *store, int64_t cycle, int position,
                            const struct pack_item *item)
{
    char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_format(item->opens, opens);
    deadline_rule_format(item->due, due);
    return store_exec(store, SQL[ITEM_INSERT],
                      PARAMS(p_int(cycle), p_int(position), p_text(item->kind), p_text(item->key),
                             p_text(item->label), p_text(opens), p_text(due),
                             p_text(item->nudges)));
}

static enum err add_school_dates(struct store *store, struct cycle_id cycle)
{
    struct school_id schools[SCHOOLS_MAX];
    struct policy_school additions;
    struct arena *arena = arena_new();
    int count = 0;
    enum err err = policy_school_list(store, schools, &count);
    for (int i = 0; err == OK && i < count; i++) {
        err = policy_school_find(store, schools[i], NULL, arena, &additions);
        if (err == OK)
            err = cycle_date_save(store, cycle, schools[i], &additions);
    }
    arena_free(arena);
    return err;
}

enum err cycle_open(struct store *store, int year, const struct policy_pack *pack,
                    struct cycle_id *ret)
{
    int64_t id;
    enum err err = store_find_int(store, SQL[INSERT], PARAMS(p_int(year), p_int(pack->id)), &id);
    for (int i = 0; err == OK && i < pack->item_count; i++)
        err = insert_item(store, id, i + 1, &pack->items[i]);
    if (err == OK)
        err = add_school_dates(store, (struct cycle_id){id});
    if (err == OK)
        ret->v = id;
    return err;
}

enum err cycle_find(struct store *store, int year, struct cycle *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(year)), &rows);
    if (err != OK)
        return err;
    *ret = (struct cycle){{rows_int(&rows, 0)}, (int)rows_int(&rows, 1), rows_int(&rows, 2)};
    return rows_end(&rows);
}

enum err cycle_list_running(struct store *store, struct instant now,
                            struct cycle ret[static CYCLES_RUNNING_MAX], int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(
        store, SQL[RUNNING], PARAMS(p_int(calendar_year(tz_day(now))), p_int(CYCLES_RUNNING_MAX)));
    while (rows_next(&rows))
        ret[count++] =
            (struct cycle){{rows_int(&rows, 0)}, (int)rows_int(&rows, 1), rows_int(&rows, 2)};
    *ret_count = count;
    return rows_end(&rows);
}
