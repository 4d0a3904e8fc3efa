/* DESIGN: roles as things that are given and ended, with their history. */
#include "check.h"
#include "grant.h"

#define GRANT_SELECT                                                                               \
    "SELECT g.id, g.person_id, p.name, g.role, coalesce(g.school_id, 0), coalesce(s.name, ''),"    \
    " g.from_on, g.to_on, coalesce(g.granted_by, 0) FROM role_grant g"                             \
    " JOIN person p ON p.id = g.person_id LEFT JOIN school s ON s.id = g.school_id "
#define OVERLAPS(from, to)                                                                         \
    " (" to " IS NULL OR from_on IS NULL OR from_on <= " to ")"                                    \
    " AND (to_on IS NULL OR " from " IS NULL OR to_on >= " from ") "

enum {
    INSERT,
    HELD,
    NAMED,
    END,
    END_LEADERS,
    END_ALL,
    ADMINISTRATORS,
    FOLLOWED,
    FOLLOW,
    LENGTHEN,
    FIND,
    OF_PERSON,
    HOLDERS,
    LEADERLESS,
    SCHOOL
};
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO role_grant (person_id, role, school_id, from_on, to_on, granted_by)"
               " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
    [HELD] = "SELECT id FROM role_grant WHERE person_id = $1 AND role = $2"
             " AND coalesce(school_id, 0) = $3 AND" OVERLAPS("$4", "$5") "LIMIT 1",
    /* Named from a later day than this, so that two would lead at once. */
    [NAMED] = "SELECT id FROM role_grant WHERE role = 'cpd_leader' AND school_id = $1"
              " AND from_on >= $2 AND (to_on IS NULL OR to_on >= from_on) LIMIT 1",
    [END] = "UPDATE role_grant SET to_on = $2 WHERE id = $1",
    [END_LEADERS] = "UPDATE role_grant SET to_on = $2 - 1 WHERE role = 'cpd_leader'"
                    " AND school_id = $1 AND (to_on IS NULL OR to_on >= $2)",
    [END_ALL] = "UPDATE role_grant SET to_on = $2 WHERE person_id = $1"
                " AND (to_on IS NULL OR to_on > $2)",
    [ADMINISTRATORS] =
        "SELECT count(DISTINCT g.person_id) FROM role_grant g JOIN person p ON p.id = g.person_id"
        " WHERE g.role = 'administrator' AND g.school_id IS NULL AND g.person_id <> $1"
        " AND coalesce(g.from_on, $2) <= $2 AND (g.to_on IS NULL OR g.to_on > $2)"
        " AND p.merged_into IS NULL AND (p.left_on IS NULL OR p.left_on > $2)",
    [FOLLOWED] = "SELECT id FROM role_grant WHERE person_id = $1 AND role = $2"
                 " AND coalesce(school_id, 0) = $3 AND" OVERLAPS("$4", "$5") "ORDER BY id LIMIT 1",
    [FOLLOW] = "UPDATE role_grant SET from_on = $2, to_on = $3 WHERE id = $1",
    [LENGTHEN] = "UPDATE role_grant SET from_on = min(from_on, $2),"
                 " to_on = CASE WHEN $3 IS NULL THEN NULL ELSE max(to_on, $3) END WHERE id = $1",
    [FIND] = GRANT_SELECT "WHERE g.id = $1",
    [OF_PERSON] = GRANT_SELECT "WHERE g.person_id = $1 AND (g.to_on IS NULL OR g.to_on >= $2)"
                               " ORDER BY g.role, s.name, g.id LIMIT 32",
    [HOLDERS] = GRANT_SELECT
    "WHERE coalesce(g.school_id, 0) = $1 AND g.role <> 'staff'"
    " AND (g.to_on IS NULL OR g.to_on >= $2) AND (p.left_on IS NULL OR p.left_on >= $2)"
    " AND p.merged_into IS NULL ORDER BY g.role, p.name, g.id LIMIT 500",
    [LEADERLESS] =
        "SELECT s.id, s.name, s.address FROM school s WHERE NOT EXISTS (SELECT 1 FROM role_grant g"
        " JOIN person p ON p.id = g.person_id WHERE g.role = 'cpd_leader' AND g.school_id = s.id"
        " AND coalesce(g.from_on, $1) <= $1 AND coalesce(g.to_on, $1) >= $1"
        " AND coalesce(p.left_on, $1) >= $1) ORDER BY s.name LIMIT 200",
    [SCHOOL] = "SELECT 1 FROM school WHERE id = $1",
};

static struct grant_held read_row(const struct rows *rows, struct arena *arena)
{
    struct grant_held held = {
        .id = {rows_int(rows, 0)},
        .person = {rows_int(rows, 1)},
        .person_name = rows_text(rows, 2, arena),
        .grant = {.school = {rows_int(rows, 4)}},
        .school_name = rows_text(rows, 5, arena),
        .from = rows_day(rows, 6),
        .to = rows_day(rows, 7),
        .granted_by = {rows_int(rows, 8)},
    };
    CHECK(role_parse(rows_str(rows, 3), &held.grant.role) == OK);
    return held;
}

/* ---- giving ---- */

/* Roles that are of one school, or of the whole trust; the others may be either (PR-09, PR-13). */
static bool needs_school(enum role role)
{
    static const enum role of_school[] = {ROLE_CPD_DEPUTY, ROLE_HEAD, ROLE_SLT, ROLE_SUBJECT_LEADER,
                                          ROLE_CURRICULUM_COORDINATOR};
    for (size_t i = 0; i < COUNT_OF(of_school); i++)
        if (of_school[i] == role)
            return true;
    return false;
}

static bool is_of_trust(enum role role)
{
    return role == ROLE_TRUST_COORDINATOR || role == ROLE_TRUSTEE || role == ROLE_ADMINISTRATOR;
}

static enum err check_new(struct store *store, const struct grant_new *g, struct refusal *why)
{
    int64_t one;
    struct school_id school = g->grant.school;
    if (needs_school(g->grant.role) && !school.v)
        refuse_field(why, "school", "Choose the school this role is for.");
    if (is_of_trust(g->grant.role) && school.v)
        refuse_field(why, "school", "This role is for the whole trust. Leave the school empty.");
    if (!day_is_none(g->to) && !day_is_none(g->from) && g->to.v < g->from.v)
        refuse_field(why, "to", "The last day is before the first. Check both dates.");
    enum err err =
        school.v ? store_find_int(store, SQL[SCHOOL], PARAMS(p_int(school.v)), &one) : OK;
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, "school", "Choose a school of this trust.");
    return err == OK ? refusal_check(why) : err;
}

static enum err check_free(struct store *store, const struct grant_new *g, struct refusal *why)
{
    int64_t other;
    enum err err = store_find_int(store, SQL[HELD],
                                  PARAMS(p_int(g->person.v), p_text(role_name(g->grant.role)),
                                         p_int(g->grant.school.v), p_day(g->from), p_day(g->to)),
                                  &other);
    if (err == OK)
        return refuse(why, ERR_CONFLICT, "already-held",
                      "They hold this role there already at that time. End that first if its dates "
                      "are wrong.");
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Whoever leads there until then ends the day before. */
static enum err make_room(struct store *store, const struct grant_new *g, struct refusal *why)
{
    int64_t later;
    if (g->grant.role != ROLE_CPD_LEADER || !g->grant.school.v)
        return OK;
    enum err err =
        store_find_int(store, SQL[NAMED], PARAMS(p_int(g->grant.school.v), p_day(g->from)), &later);
    if (err == OK)
        return refuse(why, ERR_CONFLICT, "named-already",
                      "Somebody is named to lead there from that day or later. End that first.");
    if (err != ERR_NOT_FOUND)
        return err;
    return store_exec(store, SQL[END_LEADERS], PARAMS(p_int(g->grant.school.v), p_day(g->from)));
}

enum err grant_begin(struct store *store, const struct grant_new *grant, struct day today,
                     struct refusal *why, struct grant_id *ret)
{
    struct grant_new g = *grant;
    if (day_is_none(g.from))
        g.from = today;
    enum err err = check_new(store, &g, why);
    if (err == OK)
        err = check_free(store, &g, why);
    if (err == OK)
        err = make_room(store, &g, why);
    if (err != OK)
        return err;
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(g.person.v), p_text(role_name(g.grant.role)),
                                 p_id_or_null(g.grant.school.v), p_day(g.from), p_day(g.to),
                                 p_id_or_null(g.by.v)),
                          &ret->v);
}

enum err grant_follow(struct store *store, struct person_id person, struct grant grant,
                      struct day from, struct day to)
{
    int64_t id;
    enum err err = store_find_int(store, SQL[FOLLOWED],
                                  PARAMS(p_int(person.v), p_text(role_name(grant.role)),
                                         p_int(grant.school.v), p_day(from), p_day(to)),
                                  &id);
    if (err == OK)
        return store_exec(store, SQL[FOLLOW], PARAMS(p_int(id), p_day(from), p_day(to)));
    if (err != ERR_NOT_FOUND)
        return err;
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_int(person.v), p_text(role_name(grant.role)),
                                 p_id_or_null(grant.school.v), p_day(from), p_day(to), p_null()),
                          &id);
}

enum err grant_lengthen(struct store *store, struct grant_id id, struct day from, struct day to)
{
    return store_exec(store, SQL[LENGTHEN], PARAMS(p_int(id.v), p_day(from), p_day(to)));
}

/* ---- ending ---- */

enum err grant_is_last_administrator(struct store *store, struct person_id person, struct day on,
                                     bool *ret)
{
    int64_t others;
    struct grants grants;
    enum err err = grant_list(store, person, on, &grants);
    if (err == OK)
        err =
            store_find_int(store, SQL[ADMINISTRATORS], PARAMS(p_int(person.v), p_day(on)), &others);
    if (err != OK)
        return err;
    bool is_one = false;
    for (int i = 0; i < grants.count; i++)
        is_one =
            is_one || (grants.items[i].role == ROLE_ADMINISTRATOR && !grants.items[i].school.v);
    *ret = is_one && others == 0;
    return OK;
}

enum err grant_has_administrator(struct store *store, struct day on, bool *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[ADMINISTRATORS], PARAMS(p_int(0), p_day(on)), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}

static enum err check_administrator(struct store *store, const struct grant_held *held,
                                    struct day on, struct refusal *why)
{
    bool last = false;
    if (held->grant.role != ROLE_ADMINISTRATOR)
        return OK;
    enum err err = grant_is_last_administrator(store, held->person, on, &last);
    if (err == OK && last)
        return refuse(why, ERR_CONFLICT, "last-administrator",
                      "%s would be the last administrator to go. Give the role to somebody else "
                      "first.",
                      held->person_name);
    return err;
}

enum err grant_end(struct store *store, struct grant_id id, struct day last_day, struct day today,
                   struct refusal *why)
{
    struct grant_held held;
    struct day last = day_is_none(last_day) ? day_add(today, -1) : last_day;
    enum err err = grant_find(store, id, why->arena, &held);
    if (err != OK)
        return err;
    if (!day_is_none(held.to) && held.to.v < today.v)
        return refuse(why, ERR_CONFLICT, "ended", "This role has ended already.");
    if (last.v < today.v - 1)
        return refuse_field(why, "last_day",
                            "This day is past. Leave it empty to end the role now.");
    /* A successor may have been named since: an end moves only towards today. */
    if (!day_is_none(held.to) && last.v > held.to.v)
        return refuse_field(why, "last_day",
                            "This role ends before that day already. Give it anew instead.");
    err = check_administrator(store, &held, last, why);
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(last))) : err;
}

enum err grant_end_all(struct store *store, struct person_id person, struct day last_day)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v), p_day(last_day)));
}

/* ---- looking ---- */

enum err grant_find(struct store *store, struct grant_id id, struct arena *arena,
                    struct grant_held *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct grant_held held = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = held;
    return err;
}

static enum err read_list(struct rows rows, int max, struct arena *arena,
                          struct grant_held_list *ret)
{
    struct grant_held_list list = {ARENA_ARRAY(arena, struct grant_held, (size_t)max), 0};
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err grant_list_of_person(struct store *store, struct person_id person, struct day today,
                              struct arena *arena, struct grant_held_list *ret)
{
    return read_list(store_query(store, SQL[OF_PERSON], PARAMS(p_int(person.v), p_day(today))),
                     GRANTS_MAX, arena, ret);
}

enum err grant_list_holders(struct store *store, struct school_id school, struct day today,
                            struct arena *arena, struct grant_held_list *ret)
{
    return read_list(store_query(store, SQL[HOLDERS], PARAMS(p_int(school.v), p_day(today))),
                     GRANT_HOLDERS_MAX, arena, ret);
}

enum err grant_list_leaderless(struct store *store, struct day today, struct arena *arena,
                               struct school **ret, int *ret_count)
{
    struct school *items = ARENA_ARRAY(arena, struct school, SCHOOLS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LEADERLESS], PARAMS(p_day(today)));
    while (rows_next(&rows))
        items[count++] = (struct school){
            {rows_int(&rows, 0)}, rows_text(&rows, 1, arena), rows_text(&rows, 2, arena)};
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}
