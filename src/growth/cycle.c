/* DESIGN: a year of the development cycle, its items copied from the pack when it is opened. */
#include "cycle.h"

enum { INSERT, ITEM_INSERT, FIND };

static const char *const SQL[] = {
    [INSERT] = "INSERT INTO cycle (year, pack_id) VALUES ($1, $2) RETURNING id",
    [ITEM_INSERT] = ("INSERT INTO cycle_item (cycle_id, position, kind, key, label, opens_rule,"
                     " due_rule, nudges) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
    [FIND] = "SELECT id, year, pack_id FROM cycle WHERE year = $1",
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

enum err cycle_open(struct store *store, int year, const struct policy_pack *pack,
                    struct cycle_id *ret)
{
    int64_t id;
    enum err err = store_find_int(store, SQL[INSERT], PARAMS(p_int(year), p_int(pack->id)), &id);
    for (int i = 0; err == OK && i < pack->item_count; i++)
        err = insert_item(store, id, i + 1, &pack->items[i]);
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
