/* DESIGN: the schools of the trust: they come, change their name, leave. */
#include "school.h"

#include "text_rule.h"

#define SCHOOL_SELECT "SELECT id, name, address, ended_on, version FROM school "

enum {
    FIND,
    LIST,
    COUNT,
    NAMED,
    INSERT,
    CHANGE,
    AT_WORK,
    END,
    END_MEMBERS,
    END_GROUPS,
    END_BODY,
    LEADER,
};
static const char *const SQL[] = {
    [FIND] = SCHOOL_SELECT "WHERE id = $1",
    [LIST] = SCHOOL_SELECT "WHERE ended_on IS NULL ORDER BY name LIMIT 200",
    [COUNT] = "SELECT count(*) FROM school WHERE ended_on IS NULL",
    [NAMED] = "SELECT id FROM school WHERE lower(name) = lower($1) AND id <> $2 LIMIT 1",
    [INSERT] = "INSERT INTO school (name, address) VALUES ($1, $2) RETURNING id",
    [CHANGE] = "UPDATE school SET name = $2, address = $3, version = version + 1 WHERE id = $1",
    [AT_WORK] = "SELECT count(DISTINCT person_id) FROM employment WHERE school_id = $1"
                " AND coalesce(ends_on, $2 + 1) > $2",
    [END] = "UPDATE school SET ended_on = $2, version = version + 1 WHERE id = $1",
    [END_MEMBERS] = "UPDATE org_group_member SET to_on = max($2, from_on - 1) WHERE to_on IS NULL"
                    " AND group_id IN (SELECT id FROM org_group WHERE school_id = $1)",
    [END_GROUPS] = "UPDATE org_group SET ended_on = $2, version = version + 1"
                   " WHERE school_id = $1 AND ended_on IS NULL",
    [END_BODY] = "UPDATE governing_body_member SET to_on = max($2, from_on - 1)"
                 " WHERE to_on IS NULL"
                 " AND body_id IN (SELECT id FROM governing_body WHERE school_id = $1)",
    [LEADER] =
        "SELECT p.name, coalesce(p.email, '') FROM role_grant g JOIN person p ON p.id = g.person_id"
        " WHERE g.role = 'cpd_leader' AND g.school_id = $1"
        " AND coalesce(g.from_on, $2) <= $2 AND coalesce(g.to_on, $2) >= $2"
        " AND coalesce(p.left_on, $2) >= $2 ORDER BY g.id LIMIT 1",
};

static struct school read_school(const struct rows *rows, struct arena *arena)
{
    return (struct school){
        .id = {rows_int(rows, 0)},
        .name = rows_text(rows, 1, arena),
        .address = rows_text(rows, 2, arena),
        .ended_on = rows_day(rows, 3),
        .version = (int)rows_int(rows, 4),
    };
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

/* ---- what may be said of it ---- */

static enum err check_name_free(struct store *store, const char *name, struct school_id except,
                                struct refusal *why)
{
    int64_t other = 0;
    enum err err = store_find_int(store, SQL[NAMED], PARAMS(p_text(name), p_int(except.v)), &other);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    why->other_id = other;
    refuse_field(why, "name", "There is a school of that name already. Enter another name.");
    return refuse(why, ERR_CONFLICT, "name-taken",
                  "There is a school of that name already. Enter another name.");
}

static enum err check_fields(struct store *store, const struct school_fields *fields,
                             struct school_id id, struct refusal *why)
{
    static const struct text_rule name = {"name", "The name", SCHOOL_NAME_CHARS_MAX, true, false};
    static const struct text_rule address = {"address", "The address", SCHOOL_ADDRESS_CHARS_MAX,
                                             false, false};
    text_rule_check(&name, fields->name, why);
    text_rule_check(&address, fields->address, why);
    enum err err = refusal_check(why);
    return err == OK ? check_name_free(store, fields->name, id, why) : err;
}

enum err school_create(struct store *store, const struct school_fields *fields, struct refusal *why,
                       struct school_id *ret)
{
    int64_t count = 0;
    enum err err = check_fields(store, fields, (struct school_id){0}, why);
    if (err == OK)
        err = store_find_int(store, SQL[COUNT], PARAMS(), &count);
    if (err == OK && count >= SCHOOLS_MAX)
        return refuse(why, ERR_LIMIT, "too-many", "A trust has at most %d schools here.",
                      SCHOOLS_MAX);
    return err == OK ? school_insert(store, fields->name, fields->address, ret) : err;
}

/* ---- change, end ---- */

static enum err find_to_change(struct store *store, struct school_id id, int version,
                               struct refusal *why)
{
    struct school school;
    enum err err = school_find(store, id, why->arena, &school);
    if (err == OK)
        err = refusal_check_version(why, version, school.version);
    if (err == OK && !day_is_none(school.ended_on))
        return refuse(why, ERR_CONFLICT, "ended",
                      "This school has left the trust, so it can no longer be changed.");
    return err;
}

enum err school_change(struct store *store, struct school_id id, int version,
                       const struct school_fields *fields, struct refusal *why)
{
    enum err err = find_to_change(store, id, version, why);
    if (err == OK)
        err = check_fields(store, fields, id, why);
    return err == OK
               ? store_exec(store, SQL[CHANGE],
                            PARAMS(p_int(id.v), p_text(fields->name), p_text(fields->address)))
               : err;
}

static enum err check_nobody_works(struct store *store, struct school_id id, struct day on,
                                   struct refusal *why)
{
    int64_t people = 0;
    enum err err = store_find_int(store, SQL[AT_WORK], PARAMS(p_int(id.v), p_day(on)), &people);
    if (err != OK || people == 0)
        return err;
    return refuse(why, ERR_CONFLICT, "in-use",
                  "%lld %s there after that day. End or move their employments first, or enter a "
                  "later day.",
                  (long long)people, people == 1 ? "person works" : "people work");
}

enum err school_end(struct store *store, struct school_id id, int version, struct day on,
                    struct day today, struct refusal *why)
{
    enum err err = find_to_change(store, id, version, why);
    if (err != OK)
        return err;
    if (on.v > today.v)
        return refuse_field(why, "ended_on", "Enter today or a day that has passed.");
    err = check_nobody_works(store, id, on, why);
    for (int sql = END; err == OK && sql <= END_BODY; sql++)
        err = store_exec(store, SQL[sql], PARAMS(p_int(id.v), p_day(on)));
    return err;
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
