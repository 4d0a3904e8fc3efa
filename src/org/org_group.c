/* DESIGN: departments, teams, phases and working parties, of a school or the trust. */
#include "org_group.h"

#include "check.h"
#include "text_rule.h"

/* $1 is today. */
#define IN_IT "m.group_id = g.id AND m.from_on <= $1 AND coalesce(m.to_on, $1) >= $1"
#define GROUP_SELECT                                                                               \
    "SELECT g.id, g.kind, coalesce(g.school_id, 0), g.name, coalesce(s.name, ''), g.ended_on,"     \
    " g.version, (SELECT count(DISTINCT m.person_id) FROM org_group_member m WHERE " IN_IT "),"    \
    " coalesce((SELECT group_concat(p.name, ', ') FROM org_group_member m"                         \
    " JOIN person p ON p.id = m.person_id WHERE " IN_IT " AND m.duty = 'leader'), '')"             \
    " FROM org_group g LEFT JOIN school s ON s.id = g.school_id "

enum { FIND, LIST, NAMED, INSERT, CHANGE, END_MEMBERS, END };
static const char *const SQL[] = {
    [FIND] = GROUP_SELECT "WHERE g.id = $2",
    [LIST] = GROUP_SELECT "WHERE ($2 = 0 OR g.school_id = $2) AND ($3 = 0 OR g.school_id IS NULL)"
                          " AND ($4 = '' OR g.kind = $4) AND (g.ended_on IS NOT NULL) = $5"
                          " ORDER BY g.school_id IS NOT NULL, s.name, g.kind, g.name, g.id"
                          " LIMIT $6 OFFSET $7",
    [NAMED] = "SELECT id FROM org_group WHERE coalesce(school_id, 0) = $1 AND kind = $2"
              " AND name = $3 COLLATE NOCASE AND id <> $4 AND ended_on IS NULL LIMIT 1",
    [INSERT] = "INSERT INTO org_group (kind, school_id, name) VALUES ($1, $2, $3) RETURNING id",
    [CHANGE] = "UPDATE org_group SET kind = $2, name = $3, version = version + 1 WHERE id = $1",
    [END_MEMBERS] = "UPDATE org_group_member SET to_on = max($2, from_on - 1)"
                    " WHERE group_id = $1 AND coalesce(to_on, $2 + 1) > $2",
    [END] = "UPDATE org_group SET ended_on = $2, version = version + 1 WHERE id = $1",
};

static const char *const KINDS[ORG_GROUP_KINDS] = {
    [ORG_GROUP_DEPARTMENT] = "department",
    [ORG_GROUP_TEAM] = "team",
    [ORG_GROUP_PHASE] = "phase",
    [ORG_GROUP_WORKING_PARTY] = "working party",
};

const char *org_group_kind_name(enum org_group_kind kind)
{
    return KINDS[kind];
}

enum err org_group_kind_parse(struct str s, enum org_group_kind *ret)
{
    for (int i = 0; i < ORG_GROUP_KINDS; i++)
        if (str_eq_c(s, KINDS[i])) {
            *ret = (enum org_group_kind)i;
            return OK;
        }
    return ERR_INVALID;
}

static struct org_group read_group(const struct rows *rows, struct arena *arena)
{
    struct org_group group = {
        .id = {rows_int(rows, 0)},
        .fields = {.school = {rows_int(rows, 2)}, .name = rows_text(rows, 3, arena)},
        .school_name = rows_text(rows, 4, arena),
        .ended_on = rows_day(rows, 5),
        .version = (int)rows_int(rows, 6),
        .members = (int)rows_int(rows, 7),
        .leaders = rows_text(rows, 8, arena),
    };
    CHECK(org_group_kind_parse(rows_str(rows, 1), &group.fields.kind) == OK);
    return group;
}

enum err org_group_find(struct store *store, struct org_group_id id, struct day today,
                        struct arena *arena, struct org_group *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_day(today), p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct org_group group = read_group(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = group;
    return err;
}

enum err org_group_list(struct store *store, const struct org_group_filter *filter,
                        struct day today, struct arena *arena, struct org_group_list *ret)
{
    size_t room = (size_t)filter->limit + 1;
    struct org_group_list list = {ARENA_ARRAY(arena, struct org_group, room), 0, 0};
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_day(today), p_int(filter->school.v), p_int(filter->of_trust),
                           p_text(filter->kind ? filter->kind : ""), p_int(filter->ended),
                           p_int(filter->limit + 1), p_int(filter->after)));
    while (rows_next(&rows))
        list.items[list.count++] = read_group(&rows, arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    if (list.count > filter->limit) {
        list.count = filter->limit;
        list.next = filter->after + filter->limit;
    }
    *ret = list;
    return OK;
}

/* ---- what may be said of it ---- */

static enum err check_school(struct store *store, const struct org_group_fields *fields,
                             struct refusal *why)
{
    struct school school;
    bool needs = fields->kind == ORG_GROUP_DEPARTMENT || fields->kind == ORG_GROUP_PHASE;
    if (!fields->school.v) {
        if (needs)
            refuse_field(why, "school", "A %s belongs to a school. Choose it.",
                         KINDS[fields->kind]);
        return OK;
    }
    enum err err = school_find(store, fields->school, why->arena, &school);
    if (err == ERR_NOT_FOUND || (err == OK && !day_is_none(school.ended_on))) {
        refuse_field(why, "school", "Choose a school of the trust.");
        return OK;
    }
    return err;
}

static enum err check_fields(struct store *store, const struct org_group_fields *fields,
                             struct org_group_id id, struct refusal *why)
{
    static const struct text_rule name = {"name", "The name", ORG_GROUP_NAME_CHARS_MAX, true,
                                          false};
    int64_t other = 0;
    text_rule_check(&name, fields->name, why);
    enum err err = check_school(store, fields, why);
    if (err == OK)
        err = refusal_check(why);
    if (err != OK)
        return err;
    err = store_find_int(store, SQL[NAMED],
                         PARAMS(p_int(fields->school.v), p_text(KINDS[fields->kind]),
                                p_text(fields->name), p_int(id.v)),
                         &other);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    why->other_id = other;
    refuse_field(why, "name", "There is a %s of that name already.", KINDS[fields->kind]);
    return refuse(why, ERR_CONFLICT, "name-taken",
                  "There is a %s of that name already. Enter another name.", KINDS[fields->kind]);
}

enum err org_group_create(struct store *store, const struct org_group_fields *fields,
                          struct refusal *why, struct org_group_id *ret)
{
    enum err err = check_fields(store, fields, (struct org_group_id){0}, why);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_text(KINDS[fields->kind]),
                                             p_id_or_null(fields->school.v), p_text(fields->name)),
                                      &ret->v)
                     : err;
}

/* ---- change, end ---- */

static enum err find_to_change(struct store *store, struct org_group_id id, int version,
                               struct refusal *why, struct org_group *ret)
{
    struct org_group group;
    enum err err = org_group_find(store, id, DAY_NONE, why->arena, &group);
    if (err == OK)
        err = refusal_check_version(why, version, group.version);
    if (err == OK && !day_is_none(group.ended_on))
        return refuse(why, ERR_CONFLICT, "ended",
                      "This group has ended, so it can no longer be changed. Make a new one.");
    if (err == OK)
        *ret = group;
    return err;
}

enum err org_group_change(struct store *store, struct org_group_id id, int version,
                          const struct org_group_fields *fields, struct refusal *why)
{
    struct org_group group;
    enum err err = find_to_change(store, id, version, why, &group);
    if (err != OK)
        return err;
    const struct org_group_fields now = {fields->kind, group.fields.school, fields->name};
    err = check_fields(store, &now, id, why);
    return err == OK ? store_exec(store, SQL[CHANGE],
                                  PARAMS(p_int(id.v), p_text(KINDS[now.kind]), p_text(now.name)))
                     : err;
}

enum err org_group_end(struct store *store, struct org_group_id id, int version, struct day on,
                       struct refusal *why)
{
    struct org_group group;
    enum err err = find_to_change(store, id, version, why, &group);
    if (err != OK)
        return err;
    if (day_is_none(on))
        return refuse_field(why, "ended_on", "Enter the last day.");
    err = store_exec(store, SQL[END_MEMBERS], PARAMS(p_int(id.v), p_day(on)));
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(on))) : err;
}
