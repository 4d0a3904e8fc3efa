/* DESIGN: the trust's board and the schools' governing bodies. */
#include "governing_body.h"

#include "text_rule.h"

#define BODY_SELECT                                                                                \
    "SELECT b.id, coalesce(b.school_id, 0), b.name, coalesce(s.name, ''), b.version"               \
    " FROM governing_body b LEFT JOIN school s ON s.id = b.school_id "

enum { FIND, FIND_OF, LIST, INSERT, RENAME };
static const char *const SQL[] = {
    [FIND] = BODY_SELECT "WHERE b.id = $1",
    [FIND_OF] = BODY_SELECT "WHERE coalesce(b.school_id, 0) = $1",
    [LIST] = BODY_SELECT "ORDER BY b.school_id IS NOT NULL, s.name, b.id LIMIT 201",
    [INSERT] = "INSERT INTO governing_body (school_id, name) VALUES ($1, $2) RETURNING id",
    [RENAME] = "UPDATE governing_body SET name = $2, version = version + 1 WHERE id = $1",
};

static struct governing_body read_body(const struct rows *rows, struct arena *arena)
{
    return (struct governing_body){
        .id = {rows_int(rows, 0)},
        .school = {rows_int(rows, 1)},
        .name = rows_text(rows, 2, arena),
        .school_name = rows_text(rows, 3, arena),
        .version = (int)rows_int(rows, 4),
    };
}

static enum err find_one(struct store *store, const char *sql, int64_t id, struct arena *arena,
                         struct governing_body *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    struct governing_body body = read_body(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = body;
    return err;
}

enum err governing_body_find(struct store *store, struct governing_body_id id, struct arena *arena,
                             struct governing_body *ret)
{
    return find_one(store, SQL[FIND], id.v, arena, ret);
}

enum err governing_body_find_of(struct store *store, struct school_id school, struct arena *arena,
                                struct governing_body *ret)
{
    return find_one(store, SQL[FIND_OF], school.v, arena, ret);
}

enum err governing_body_list(struct store *store, struct arena *arena, struct governing_body **ret,
                             int *ret_count)
{
    struct governing_body *items = ARENA_ARRAY(arena, struct governing_body, GOVERNING_BODIES_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS());
    while (rows_next(&rows))
        items[count++] = read_body(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

static enum err check_name(const char *name, struct refusal *why)
{
    static const struct text_rule rule = {"name", "The name", GOVERNING_BODY_NAME_CHARS_MAX, true,
                                          false};
    text_rule_check(&rule, name, why);
    return refusal_check(why);
}

static enum err check_school(struct store *store, struct school_id id, struct refusal *why)
{
    struct school school;
    enum err err = id.v ? school_find(store, id, why->arena, &school) : OK;
    if (err == ERR_NOT_FOUND || (id.v && err == OK && !day_is_none(school.ended_on)))
        return refuse_field(why, "school", "Choose a school of the trust.");
    return err;
}

enum err governing_body_create(struct store *store, struct school_id school, const char *name,
                               struct refusal *why, struct governing_body_id *ret)
{
    struct governing_body there;
    enum err err = check_school(store, school, why);
    if (err == OK)
        err = check_name(name, why);
    if (err == OK)
        err = governing_body_find_of(store, school, why->arena, &there);
    if (err == OK) {
        why->other_id = there.id.v;
        return refuse(why, ERR_CONFLICT, "exists",
                      "There is one already: %s. Change its name instead.", there.name);
    }
    return err == ERR_NOT_FOUND
               ? store_find_int(store, SQL[INSERT], PARAMS(p_id_or_null(school.v), p_text(name)),
                                &ret->v)
               : err;
}

enum err governing_body_rename(struct store *store, struct governing_body_id id, int version,
                               const char *name, struct refusal *why)
{
    struct governing_body body;
    enum err err = governing_body_find(store, id, why->arena, &body);
    if (err == OK)
        err = refusal_check_version(why, version, body.version);
    if (err == OK)
        err = check_name(name, why);
    return err == OK ? store_exec(store, SQL[RENAME], PARAMS(p_int(id.v), p_text(name))) : err;
}
