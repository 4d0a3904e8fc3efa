/* DESIGN: who answers for a school, out of the roles that were granted. */
#include "school_officer.h"

#include "check.h"

enum { LIST };
static const char *const SQL[] = {
    [LIST] = "SELECT g.school_id, p.id, g.role, p.name, coalesce(p.email, '') FROM role_grant g"
             " JOIN person p ON p.id = g.person_id"
             " WHERE g.school_id IS NOT NULL AND ($1 = 0 OR g.school_id = $1)"
             " AND g.role IN ('head', 'executive_head', 'cpd_leader', 'cpd_deputy')"
             " AND coalesce(g.from_on, $2) <= $2 AND coalesce(g.to_on, $2) >= $2"
             " AND coalesce(p.left_on, $2) >= $2 ORDER BY g.school_id,"
             " CASE g.role WHEN 'head' THEN 1 WHEN 'executive_head' THEN 2 WHEN 'cpd_leader' THEN 3"
             " ELSE 4 END, p.name, p.id LIMIT 2000",
};

enum err school_officer_list(struct store *store, struct school_id school, struct day on,
                             struct arena *arena, struct school_officer **ret, int *ret_count)
{
    struct school_officer *items = NULL;
    int count = 0, room = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(school.v), p_day(on)));
    while (rows_next(&rows)) {
        if (count == room)
            items = arena_grow(arena, items, sizeof *items, 16, &room);
        items[count] = (struct school_officer){
            .school = {rows_int(&rows, 0)},
            .person = {rows_int(&rows, 1)},
            .name = rows_text(&rows, 3, arena),
            .email = rows_text(&rows, 4, arena),
        };
        CHECK(role_parse(rows_str(&rows, 2), &items[count++].role) == OK);
    }
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}
