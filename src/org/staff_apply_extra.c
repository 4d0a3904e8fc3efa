/* DESIGN: what an import writes beside people and employments: roles, relations, departments,
 * inductions. */
#include <strings.h>

#include "staff_apply_part.h"

enum {
    GRANT,
    GRANTS_OPEN,
    GRANTS_ENDED,
    GRANT_END,
    RELATIONS,
    RELATION_END,
    RELATION_INSERT,
    GROUP_FIND,
    GROUP_INSERT,
    MEMBERS,
    MEMBER_END,
    MEMBER_INSERT,
    INDUCTION_FIND,
    INDUCTION_INSERT,
    INDUCTION_MOVE,
};
static const char *const SQL[] = {
    [GRANT] = "INSERT INTO role_grant (person_id, role, school_id, from_on)"
              " SELECT $1, 'staff', $2, $3 WHERE NOT EXISTS (SELECT 1 FROM role_grant"
              " WHERE person_id = $1 AND role = 'staff' AND to_on IS NULL"
              " AND coalesce(school_id, $2) = $2)",
    [GRANTS_OPEN] = "SELECT id FROM role_grant WHERE person_id = $1 AND school_id = $2"
                    " AND to_on IS NULL LIMIT 64",
    [GRANTS_ENDED] = "SELECT id FROM role_grant WHERE person_id = $1 AND school_id = $2"
                     " AND role = 'staff' AND to_on = $3 LIMIT 64",
    [GRANT_END] = "UPDATE role_grant SET to_on = $2 WHERE id = $1",
    [RELATIONS] = "SELECT id FROM relation WHERE person_id = $1 AND kind = $2 AND from_on <= $3"
                  " AND coalesce(to_on, $3) >= $3 LIMIT 64",
    [RELATION_END] = "UPDATE relation SET to_on = $2 WHERE id = $1",
    [RELATION_INSERT] = "INSERT INTO relation (kind, person_id, other_id, from_on)"
                        " VALUES ($1, $2, $3, $4)",
    [GROUP_FIND] =
        "SELECT id FROM org_group WHERE coalesce(school_id, 0) = $1"
        " AND kind = 'department' AND lower(name) = lower($2) AND ended_on IS NULL LIMIT 1",
    [GROUP_INSERT] = "INSERT INTO org_group (kind, school_id, name) VALUES ('department', $1, $2)"
                     " RETURNING id",
    [MEMBERS] = "SELECT m.id FROM org_group_member m JOIN org_group g ON g.id = m.group_id"
                " WHERE m.person_id = $1 AND g.school_id = $2 AND g.kind = 'department'"
                " AND lower(g.name) = lower($3) AND m.duty = 'member' AND m.to_on IS NULL"
                " LIMIT 64",
    [MEMBER_END] = "UPDATE org_group_member SET to_on = $2 WHERE id = $1",
    [MEMBER_INSERT] = "INSERT INTO org_group_member (group_id, person_id, duty, from_on)"
                      " SELECT $1, $2, 'member', $3 WHERE NOT EXISTS (SELECT 1"
                      " FROM org_group_member WHERE group_id = $1 AND person_id = $2"
                      " AND duty = 'member' AND to_on IS NULL)",
    [INDUCTION_FIND] = "SELECT starts_on FROM induction WHERE person_id = $1",
    [INDUCTION_INSERT] = "INSERT INTO induction (person_id, starts_on, ends_on)"
                         " VALUES ($1, $2, $3)",
    [INDUCTION_MOVE] = "UPDATE induction SET ends_on = ends_on + ($2 - starts_on), starts_on = $2"
                       " WHERE person_id = $1",
};

enum { IDS_MAX = 64, FULL_TIME = 1000 };

/* Ids that a statement gives, at most 64, read before anything is changed. */
static enum err ids_of(struct applying *a, const char *sql, const struct param *params,
                       int64_t ret[static IDS_MAX], int *ret_count)
{
    struct rows rows = store_query(a->store, sql, params);
    *ret_count = 0;
    while (rows_next(&rows) && *ret_count < IDS_MAX)
        ret[(*ret_count)++] = rows_int(&rows, 0);
    return rows_end(&rows);
}

static enum err end_each(struct applying *a, enum staff_noun noun, const char *sql,
                         const int64_t *ids, int count, struct day last)
{
    enum err err = OK;
    for (int i = 0; i < count && err == OK; i++) {
        err = staff_log_before(&a->log, noun, ids[i]);
        if (err == OK)
            err = store_exec(a->store, sql, PARAMS(p_int(ids[i]), p_day(last)));
    }
    return err;
}

/* ---- roles ---- */

enum err applying_grant(struct applying *a, int64_t person, struct school_id school,
                        struct day from)
{
    return store_exec(
        a->store, SQL[GRANT],
        PARAMS(p_int(person), p_int(school.v), p_day(day_is_none(from) ? a->today : from)));
}

enum err applying_end_grants(struct applying *a, int64_t person, struct school_id school,
                             struct day before, struct day ends)
{
    int64_t ids[IDS_MAX];
    int count = 0;
    enum err err = OK;
    if (!day_is_none(before))
        err = ids_of(a, SQL[GRANTS_ENDED], PARAMS(p_int(person), p_int(school.v), p_day(before)),
                     ids, &count);
    if (err == OK)
        err = end_each(a, NOUN_GRANT, SQL[GRANT_END], ids, count, ends);
    if (err != OK || day_is_none(ends))
        return err;
    err = ids_of(a, SQL[GRANTS_OPEN], PARAMS(p_int(person), p_int(school.v)), ids, &count);
    return err == OK ? end_each(a, NOUN_GRANT, SQL[GRANT_END], ids, count, ends) : err;
}

/* ---- mentors and line managers ---- */

static enum err set_relation(struct applying *a, const struct staff_row *row, const char *kind,
                             int member, int newcomer)
{
    int64_t ids[IDS_MAX], person = applying_person(a, row);
    int64_t other = member >= 0 ? a->plan->present->members[member].id : a->newcomers[newcomer];
    int count = 0;
    enum err err = OK;
    if (row->member >= 0) /* a newcomer has none */
        err = ids_of(a, SQL[RELATIONS], PARAMS(p_int(person), p_text(kind), p_day(a->today)), ids,
                     &count);
    if (err == OK)
        err = end_each(a, NOUN_RELATION, SQL[RELATION_END], ids, count, day_add(a->today, -1));
    if (err != OK)
        return err;
    return store_exec(a->store, SQL[RELATION_INSERT],
                      PARAMS(p_text(kind), p_int(person), p_int(other), p_day(a->today)));
}

/* ---- departments ---- */

/* Is the name one of a list with semicolons between? */
static bool is_listed(struct str name, const char *list)
{
    struct str rest = str_of(list), part;
    while (str_split(&rest, ';', &part))
        if (str_eq_nocase(str_trim(part), name))
            return true;
    return false;
}

static enum err join_department(struct applying *a, int64_t person, struct school_id school,
                                struct str name)
{
    int64_t group = 0;
    enum err err =
        store_find_int(a->store, SQL[GROUP_FIND], PARAMS(p_int(school.v), p_str(name)), &group);
    if (err == ERR_NOT_FOUND)
        err = store_find_int(a->store, SQL[GROUP_INSERT], PARAMS(p_int(school.v), p_str(name)),
                             &group);
    if (err != OK)
        return err;
    return store_exec(a->store, SQL[MEMBER_INSERT],
                      PARAMS(p_int(group), p_int(person), p_day(a->today)));
}

static enum err leave_department(struct applying *a, int64_t person, struct school_id school,
                                 struct str name)
{
    int64_t ids[IDS_MAX];
    int count = 0;
    enum err err =
        ids_of(a, SQL[MEMBERS], PARAMS(p_int(person), p_int(school.v), p_str(name)), ids, &count);
    return err == OK ? end_each(a, NOUN_MEMBER, SQL[MEMBER_END], ids, count, day_add(a->today, -1))
                     : err;
}

static enum err set_departments(struct applying *a, const struct staff_row *row, const char *old,
                                const char *new)
{
    int64_t person = applying_person(a, row);
    struct school_id school = a->schools[row->school];
    struct str rest = str_of(old), part;
    enum err err = OK;
    while (err == OK && str_split(&rest, ';', &part))
        if (str_trim(part).n && !is_listed(str_trim(part), new))
            err = leave_department(a, person, school, str_trim(part));
    rest = str_of(new);
    while (err == OK && str_split(&rest, ';', &part))
        if (str_trim(part).n && !is_listed(str_trim(part), old))
            err = join_department(a, person, school, str_trim(part));
    return err;
}

/* ---- induction ---- */

/* Two years, longer in proportion for part-timers (practice P2); a leader corrects it by hand. */
static struct day induction_end(struct day starts, int fte_milli)
{
    enum { TWO_YEARS_DAYS = 730 };
    int share = fte_milli > 0 ? fte_milli : FULL_TIME;
    return day_add(starts, TWO_YEARS_DAYS * FULL_TIME / share - 1);
}

static enum err set_induction(struct applying *a, const struct staff_row *row, struct day starts)
{
    int64_t person = applying_person(a, row), before = 0;
    const char *fte = row->values[STAFF_FTE] ? row->values[STAFF_FTE]
                      : row->job >= 0        ? a->plan->present->jobs[row->job].values[STAFF_FTE]
                                             : "";
    enum err err = store_find_int(a->store, SQL[INDUCTION_FIND], PARAMS(p_int(person)), &before);
    if (err == OK) {
        err = staff_log_before(&a->log, NOUN_INDUCTION, person);
        return err == OK
                   ? store_exec(a->store, SQL[INDUCTION_MOVE], PARAMS(p_int(person), p_day(starts)))
                   : err;
    }
    if (err != ERR_NOT_FOUND)
        return err;
    err = store_exec(
        a->store, SQL[INDUCTION_INSERT],
        PARAMS(p_int(person), p_day(starts), p_day(induction_end(starts, staff_value_fte(fte)))));
    return err == OK ? staff_log_made(&a->log, NOUN_INDUCTION, person) : err;
}

enum err applying_extra(struct applying *a, const struct staff_row *row,
                        const struct staff_change *change)
{
    switch (change->field) {
    case STAFF_DEPARTMENT:
        return set_departments(a, row, change->old, change->new);
    case STAFF_MENTOR:
        return set_relation(a, row, "pd_mentor", row->mentor, row->mentor_row);
    case STAFF_LINE_MANAGER:
        return set_relation(a, row, "line_manager", row->manager, row->manager_row);
    case STAFF_ECT_STARTS:
        return set_induction(a, row, staff_value_day(change->new));
    default:
        return OK;
    }
}
