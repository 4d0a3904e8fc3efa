/* DESIGN: the SQL of imports. */
#include "staff_import_store.h"

#define IMPORT_COLUMNS_OF                                                                          \
    "i.id, i.state, i.preset, i.file_name, coalesce(i.school_id, 0), i.add_schools,"               \
    " coalesce(u.name, ''), i.uploaded_at, coalesce(a.name, ''), i.applied_at,"                    \
    " coalesce(n.name, ''), i.undone_at, i.new_count, i.changed_count, i.left_count,"              \
    " i.unread_count, i.id = (SELECT max(l.id) FROM staff_import l WHERE l.state = 'applied')"     \
    " FROM staff_import i LEFT JOIN person u ON u.id = i.uploaded_by"                              \
    " LEFT JOIN person a ON a.id = i.applied_by LEFT JOIN person n ON n.id = i.undone_by"

enum {
    INSERT,
    FIND,
    LIST,
    GET_FILE,
    GET_RECORDS,
    READY,
    CHOICES,
    APPLIED,
    UNDONE,
    DROP,
    LAYOUT,
    KEEP_LAYOUT,
    SHARE,
    SET_SHARE,
    SWEEP_WAITING,
    SWEEP_CHANGES,
};
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO staff_import (state, preset, file_name, school_id, add_schools, file,"
               " records, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
               " RETURNING id",
    [FIND] = "SELECT " IMPORT_COLUMNS_OF " WHERE i.id = $1",
    [LIST] = "SELECT " IMPORT_COLUMNS_OF " ORDER BY i.id DESC LIMIT $1",
    [GET_FILE] = "SELECT file FROM staff_import WHERE id = $1",
    [GET_RECORDS] = "SELECT records, choices FROM staff_import WHERE id = $1",
    [READY] = "UPDATE staff_import SET state = 'ready', file = NULL, records = $2 WHERE id = $1",
    [CHOICES] = "UPDATE staff_import SET choices = $2 WHERE id = $1",
    [APPLIED] = "UPDATE staff_import SET state = 'applied', records = NULL, choices = '',"
                " applied_by = $2, applied_at = $3, new_count = $4, changed_count = $5,"
                " left_count = $6, unread_count = $7 WHERE id = $1",
    [UNDONE] = "UPDATE staff_import SET state = 'undone', undone_by = $2, undone_at = $3"
               " WHERE id = $1",
    [DROP] = "UPDATE staff_import SET state = 'dropped', file = NULL, records = NULL, choices = ''"
             " WHERE id = $1 AND state IN ('columns', 'ready')",
    [LAYOUT] = "SELECT map FROM staff_layout WHERE layout = $1",
    [KEEP_LAYOUT] = "INSERT INTO staff_layout (layout, map, chosen_at) VALUES ($1, $2, $3)"
                    " ON CONFLICT (layout) DO UPDATE SET map = excluded.map,"
                    " chosen_at = excluded.chosen_at",
    [SHARE] = "SELECT leave_percent FROM staff_import_setting WHERE id = 1",
    [SET_SHARE] = "UPDATE staff_import_setting SET leave_percent = $1 WHERE id = 1",
    [SWEEP_WAITING] = "UPDATE staff_import SET state = 'dropped', file = NULL, records = NULL,"
                      " choices = '' WHERE state IN ('columns', 'ready') AND uploaded_at < $1",
    [SWEEP_CHANGES] = "DELETE FROM staff_import_change WHERE import_id IN (SELECT id"
                      " FROM staff_import WHERE state = 'applied' AND applied_at < $1)",
};

static enum staff_import_state state_of(struct str name)
{
    for (int i = 0; i < IMPORT_STATE_COUNT; i++)
        if (str_eq_c(name, staff_import_state_name((enum staff_import_state)i)))
            return (enum staff_import_state)i;
    return IMPORT_DROPPED;
}

static void read_import(const struct rows *rows, struct arena *arena, struct staff_import *ret)
{
    *ret = (struct staff_import){
        .id = rows_int(rows, 0),
        .state = state_of(rows_str(rows, 1)),
        .file_name = rows_text(rows, 3, arena),
        .school = {rows_int(rows, 4)},
        .adds_schools = rows_int(rows, 5) != 0,
        .uploaded_by = rows_text(rows, 6, arena),
        .uploaded_at = rows_instant(rows, 7),
        .applied_by = rows_text(rows, 8, arena),
        .applied_at = rows_instant(rows, 9),
        .undone_by = rows_text(rows, 10, arena),
        .undone_at = rows_instant(rows, 11),
        .new_count = (int)rows_int(rows, 12),
        .changed_count = (int)rows_int(rows, 13),
        .left_count = (int)rows_int(rows, 14),
        .unread_count = (int)rows_int(rows, 15),
        .is_last = rows_int(rows, 16) != 0,
    };
    if (staff_preset_parse(rows_str(rows, 2), &ret->preset) != OK)
        ret->preset = STAFF_PRESET_ANY;
}

enum err staff_import_find(struct store *store, int64_t id, struct arena *arena,
                           struct staff_import *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    struct staff_import import;
    read_import(&rows, arena, &import);
    err = rows_end(&rows);
    if (err == OK)
        *ret = import;
    return err;
}

enum err staff_import_list(struct store *store, struct arena *arena, struct staff_import **ret,
                           int *ret_count)
{
    struct staff_import *items = ARENA_ARRAY(arena, struct staff_import, STAFF_IMPORTS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(STAFF_IMPORTS_MAX)));
    while (rows_next(&rows))
        read_import(&rows, arena, &items[count++]);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err staff_import_store_insert(struct store *store, const struct staff_import_new *new,
                                   struct str file, struct str records, struct instant now,
                                   int64_t *ret_id)
{
    struct str name = new->file_count &&new->files[0].name.n ? new->files[0].name : STR("a file");
    return store_find_int(
        store, SQL[INSERT],
        PARAMS(p_text(file.p ? "columns" : "ready"), p_text(staff_preset_name(new->preset)),
               p_str(name), p_id_or_null(new->school.v), p_int(new->adds_schools),
               file.p ? p_blob(file.p, file.n) : p_null(), records.p ? p_str(records) : p_null(),
               p_id_or_null(new->by.v), p_instant(now)),
        ret_id);
}

static enum err find_text(struct store *store, const char *sql, int64_t id, struct arena *arena,
                          struct str *ret, struct str *ret_second)
{
    struct rows rows;
    enum err err = store_find(store, sql, PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    struct str first = arena_str(arena, rows_str(&rows, 0));
    struct str second = ret_second ? arena_str(arena, rows_str(&rows, 1)) : STR("");
    err = rows_end(&rows);
    if (err != OK)
        return err;
    *ret = first;
    if (ret_second)
        *ret_second = second;
    return OK;
}

enum err staff_import_store_file(struct store *store, int64_t id, struct arena *arena,
                                 struct str *ret)
{
    return find_text(store, SQL[GET_FILE], id, arena, ret, NULL);
}

enum err staff_import_store_records(struct store *store, int64_t id, struct arena *arena,
                                    struct str *ret, struct str *ret_choices)
{
    return find_text(store, SQL[GET_RECORDS], id, arena, ret, ret_choices);
}

enum err staff_import_store_ready(struct store *store, int64_t id, struct str records)
{
    return store_exec(store, SQL[READY], PARAMS(p_int(id), p_str(records)));
}

enum err staff_import_store_choices(struct store *store, int64_t id, const char *text)
{
    return store_exec(store, SQL[CHOICES], PARAMS(p_int(id), p_text(text)));
}

enum err staff_import_store_applied(struct store *store, const struct staff_import_yes *yes,
                                    const struct staff_plan *plan, struct instant now)
{
    int left = yes->leave ? plan->lists[STAFF_LEAVES].count : 0;
    return store_exec(store, SQL[APPLIED],
                      PARAMS(p_int(yes->id), p_id_or_null(yes->by.v), p_instant(now),
                             p_int(plan->lists[STAFF_NEW].count),
                             p_int(plan->lists[STAFF_CHANGED].count), p_int(left),
                             p_int(plan->lists[STAFF_UNREAD].count)));
}

enum err staff_import_store_undone(struct store *store, int64_t id, struct person_id by,
                                   struct instant now)
{
    return store_exec(store, SQL[UNDONE], PARAMS(p_int(id), p_id_or_null(by.v), p_instant(now)));
}

enum err staff_import_drop(struct store *store, int64_t id)
{
    return store_exec(store, SQL[DROP], PARAMS(p_int(id)));
}

enum err staff_import_store_layout(struct store *store, const char *layout, struct arena *arena,
                                   struct staff_map *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[LAYOUT], PARAMS(p_text(layout)), &rows);
    if (err != OK)
        return err;
    struct str map = arena_str(arena, rows_str(&rows, 0));
    err = rows_end(&rows);
    return err == OK && staff_map_parse(map, ret) != OK ? ERR_NOT_FOUND : err;
}

enum err staff_import_store_keep_layout(struct store *store, const char *layout, const char *map,
                                        struct instant now)
{
    return store_exec(store, SQL[KEEP_LAYOUT], PARAMS(p_text(layout), p_text(map), p_instant(now)));
}

enum err staff_import_share(struct store *store, int *ret_percent)
{
    int64_t percent = 0;
    enum err err = store_find_int(store, SQL[SHARE], PARAMS(), &percent);
    if (err == OK)
        *ret_percent = (int)percent;
    return err;
}

enum err staff_import_set_share(struct store *store, int percent)
{
    return store_exec(store, SQL[SET_SHARE], PARAMS(p_int(percent)));
}

enum err staff_import_sweep(struct store *store, struct instant now)
{
    enum err err = store_exec(store, SQL[SWEEP_WAITING], PARAMS(p_int(now.v - 86400)));
    if (err == OK)
        err =
            store_exec(store, SQL[SWEEP_CHANGES], PARAMS(p_int(now.v - STAFF_UNDO_DAYS * 86400LL)));
    return err;
}
