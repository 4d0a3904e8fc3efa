/* DESIGN: the schools of the trust. */
#include "school.h"

enum { FIND, LIST, INSERT, LEADER };
static const char *const SQL[] = {
    [FIND] = "SELECT id, name, address FROM school WHERE id = $1",
    [LIST] = "SELECT id, name, address FROM school ORDER BY name LIMIT 200",
    [INSERT] = "INSERT INTO school (name, address) VALUES ($1, $2) RETURNING id",
    [LEADER] =
        "SELECT p.name, coalesce(p.email, '') FROM role_grant g JOIN person p ON p.id = g.person_id"
        " WHERE g.role = 'cpd_leader' AND g.school_id = $1"
        " AND coalesce(g.from_on, $2) <= $2 AND coalesce(g.to_on, $2) >= $2"
        " AND coalesce(p.left_on, $2) >= $2 ORDER BY g.id LIMIT 1",
};

static struct school read_school(const struct rows *rows, struct arena *arena)
{
    return (struct school){
        {rows_int(rows, 0)}, rows_text(rows, 1, arena), rows_text(rows, 2, arena)};
}

enum err school_find(struct store *store, struct school_id id, struct arena *arena,
                     struct school *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct school school = read_school(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = school;
    return err;
}

enum err school_list(struct store *store, struct arena *arena, struct school **ret, int *ret_count)
{
    struct school *items = ARENA_ARRAY(arena, struct school, SCHOOLS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS());
    while (rows_next(&rows))
        items[count++] = read_school(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err school_insert(struct store *store, const char *name, const char *address,
                       struct school_id *ret)
{
    return store_find_int(store, SQL[INSERT], PARAMS(p_text(name), p_text(address)), &ret->v);
}

enum err school_leader_find(struct store *store, struct school_id id, struct day today,
                            struct arena *arena, struct school_leader *ret)
{
    struct rows rows;
    *ret = (struct school_leader){NULL, NULL};
    enum err err = store_find(store, SQL[LEADER], PARAMS(p_int(id.v), p_day(today)), &rows);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    *ret = (struct school_leader){rows_text(&rows, 0, arena), rows_text(&rows, 1, arena)};
    return rows_end(&rows);
}
