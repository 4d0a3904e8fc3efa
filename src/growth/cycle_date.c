/* DESIGN: the dates that schools have of their own in a cycle. */
#include "cycle_date.h"

#include <stdlib.h>

#include "deadline.h"

enum { LIST, CLEAR, INSERT };
enum { CYCLE_DATES_MAX = SCHOOLS_MAX * PACK_ITEMS_MAX };

static const char *const SQL[] = {
    [LIST] = "SELECT x.school_id, x.item_id, x.opens_rule, x.due_rule FROM cycle_item_date x"
             " JOIN cycle_item i ON i.id = x.item_id WHERE i.cycle_id = $1"
             " ORDER BY x.school_id, x.item_id LIMIT $2",
    [CLEAR] = "DELETE FROM cycle_item_date WHERE school_id = $2"
              " AND item_id IN (SELECT id FROM cycle_item WHERE cycle_id = $1)",
    [INSERT] = "INSERT INTO cycle_item_date (item_id, school_id, opens_rule, due_rule)"
               " SELECT id, $2, $4, $5 FROM cycle_item WHERE cycle_id = $1 AND key = $3",
};

enum err cycle_date_list(struct store *store, struct cycle_id cycle, struct arena *arena,
                         struct cycle_date_list *ret)
{
    struct cycle_date_list list = {0};
    const char *fault;
    int room = 0;
    enum err read = OK;
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(cycle.v), p_int(CYCLE_DATES_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        struct cycle_date *date = &list.items[list.count++];
        date->school.v = rows_int(&rows, 0);
        date->item_id = rows_int(&rows, 1);
        /* Written by cycle_date_save from rules that were read before. */
        if (deadline_rule_parse(rows_str(&rows, 2), &date->opens, &fault) != OK ||
            deadline_rule_parse(rows_str(&rows, 3), &date->due, &fault) != OK)
            read = ERR_BUG;
    }
    enum err err = rows_end(&rows);
    if (err != OK || read != OK)
        return err != OK ? err : read;
    *ret = list;
    return OK;
}

static int compare(const void *a, const void *b)
{
    const struct cycle_date *x = a, *y = b;
    if (x->school.v != y->school.v)
        return x->school.v < y->school.v ? -1 : 1;
    return (x->item_id > y->item_id) - (x->item_id < y->item_id);
}

const struct cycle_date *cycle_date_get(const struct cycle_date_list *list, struct school_id school,
                                        int64_t item_id)
{
    const struct cycle_date key = {.school = school, .item_id = item_id};
    return list->count
               ? bsearch(&key, list->items, (size_t)list->count, sizeof *list->items, compare)
               : NULL;
}

enum err cycle_date_save(struct store *store, struct cycle_id cycle, struct school_id school,
                         const struct policy_school *additions)
{
    enum err err = store_exec(store, SQL[CLEAR], PARAMS(p_int(cycle.v), p_int(school.v)));
    for (int i = 0; err == OK && i < additions->date_count; i++) {
        const struct school_date *date = &additions->dates[i];
        char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
        deadline_rule_format(date->opens, opens);
        deadline_rule_format(date->due, due);
        err = store_exec(
            store, SQL[INSERT],
            PARAMS(p_int(cycle.v), p_int(school.v), p_text(date->key), p_text(opens), p_text(due)));
    }
    return err;
}

enum err cycle_date_apply(struct store *store, struct school_id school,
                          const struct policy_school *additions, struct instant now, int *ret_moved)
{
    struct cycle cycles[CYCLES_RUNNING_MAX];
    int count = 0, moved = 0;
    enum err err = cycle_list_running(store, now, cycles, &count);
    for (int i = 0; err == OK && i < count; i++) {
        int here = 0;
        err = cycle_date_save(store, cycles[i].id, school, additions);
        if (err == OK)
            err = deadline_sync_school(store, school, cycles[i].id, now, &here);
        moved += here;
    }
    if (err == OK)
        *ret_moved = moved;
    return err;
}
