/* DESIGN: where somebody works, from when to when; joining, changing, moving, ending. */
#include "employment.h"

#include <string.h>

#include "check.h"
#include "grant.h"

const char *const employment_staff_groups[EMPLOYMENT_STAFF_GROUPS] = {
    "teaching", "classroom support", "administration", "other support", "governance"};
const char *const employment_role_categories[EMPLOYMENT_ROLE_CATEGORIES] = {
    "main scale",    "upper pay range", "leadership", "headteacher", "learning support assistant",
    "support staff",
};

#define EMPLOYMENT_SELECT                                                                          \
    "SELECT e.id, e.person_id, e.school_id, s.name, e.staff_group, e.role_category, e.post,"       \
    " e.staff_ref, e.fte_milli, e.leadership, e.working_days, e.starts_on, e.ends_on"              \
    " FROM employment e JOIN school s ON s.id = e.school_id "

enum { INSERT, UPDATE, END, END_ALL, FIND, LIST, OVERLAP, REF_TAKEN, SCHOOL, FIRST_DAY };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO employment (person_id, school_id, staff_group, role_category, post,"
               " staff_ref, fte_milli, leadership, working_days, starts_on, ends_on)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
    [UPDATE] = "UPDATE employment SET staff_group = $2, role_category = $3, post = $4,"
               " staff_ref = $5, fte_milli = $6, leadership = $7, working_days = $8,"
               " starts_on = $9, ends_on = $10 WHERE id = $1",
    [END] = "UPDATE employment SET ends_on = $2 WHERE id = $1",
    /* What was to begin later never does. */
    [END_ALL] = "UPDATE employment SET ends_on = max($2, coalesce(starts_on, $2))"
                " WHERE person_id = $1 AND (ends_on IS NULL OR ends_on > $2)",
    [FIND] = EMPLOYMENT_SELECT "WHERE e.id = $1",
    [LIST] = EMPLOYMENT_SELECT "WHERE e.person_id = $1 ORDER BY e.ends_on IS NULL DESC,"
                               " e.ends_on DESC, e.id LIMIT 50",
    [OVERLAP] = "SELECT id FROM employment WHERE person_id = $1 AND school_id = $2 AND id <> $3"
                " AND ($5 IS NULL OR starts_on IS NULL OR starts_on <= $5)"
                " AND (ends_on IS NULL OR $4 IS NULL OR ends_on >= $4) LIMIT 1",
    [REF_TAKEN] = "SELECT person_id FROM employment WHERE school_id = $1 AND staff_ref = $2"
                  " AND id <> $3 AND ends_on IS NULL LIMIT 1",
    [SCHOOL] = "SELECT 1 FROM school WHERE id = $1",
    /* NULL, always here, if any began long ago; a person without either is here too. */
    [FIRST_DAY] = "SELECT CASE WHEN count(*) = count(b) THEN min(b) END FROM"
                  " (SELECT starts_on AS b FROM employment WHERE person_id = $1"
                  " UNION ALL SELECT from_on FROM participation WHERE person_id = $1)",
};

static struct employment_held read_row(const struct rows *rows, struct arena *arena)
{
    return (struct employment_held){
        .id = {rows_int(rows, 0)},
        .person = {rows_int(rows, 1)},
        .school_name = rows_text(rows, 3, arena),
        .terms =
            {
                .school = {rows_int(rows, 2)},
                .staff_group = rows_text(rows, 4, arena),
                .role_category = rows_text(rows, 5, arena),
                .post = rows_text(rows, 6, arena),
                .staff_ref = rows_text(rows, 7, arena),
                .fte_milli = (int)rows_int(rows, 8),
                .leadership = rows_int(rows, 9) != 0,
                .working_days = (int)rows_int(rows, 10),
                .starts_on = rows_day(rows, 11),
                .ends_on = rows_day(rows, 12),
            },
    };
}

/* ---- judgement ---- */

static void check_text(struct refusal *why, const char *field, const char *text)
{
    if (str_utf8_count(str_of(text)) > EMPLOYMENT_TEXT_CHARS_MAX)
        refuse_field(why, field, "Shorten this to at most %d characters.",
                     EMPLOYMENT_TEXT_CHARS_MAX);
}

static bool is_staff_group(const char *text)
{
    for (int i = 0; i < EMPLOYMENT_STAFF_GROUPS; i++)
        if (text && strcmp(text, employment_staff_groups[i]) == 0)
            return true;
    return false;
}

static void check_terms(const struct employment_terms *t, struct refusal *why)
{
    if (!is_staff_group(t->staff_group))
        refuse_field(why, "staff_group", "Choose the staff group.");
    check_text(why, "role_category", t->role_category);
    check_text(why, "post", t->post);
    check_text(why, "staff_ref", t->staff_ref);
    if (t->fte_milli < 0 || t->fte_milli > FTE_FULL)
        refuse_field(why, "fte", "Enter how much of full time this is, from 0 to 1, like 0.6.");
    if (t->working_days < 0 || t->working_days > WORKING_DAYS_ALL)
        refuse_field(why, "working_days", "Choose the half-days of the working week.");
    if (!day_is_none(t->ends_on) && !day_is_none(t->starts_on) && t->ends_on.v < t->starts_on.v)
        refuse_field(why, "ends_on", "The last day is before the first. Check both dates.");
}

static enum err check_school(struct store *store, struct school_id school, struct refusal *why)
{
    int64_t one;
    enum err err = store_find_int(store, SQL[SCHOOL], PARAMS(p_int(school.v)), &one);
    if (err != ERR_NOT_FOUND)
        return err;
    refuse_field(why, "school", "Choose a school of this trust.");
    return OK;
}

static enum err check_alone(struct store *store, struct person_id person, int64_t but_not,
                            const struct employment_terms *t, struct refusal *why)
{
    int64_t other;
    enum err err = store_find_int(store, SQL[OVERLAP],
                                  PARAMS(p_int(person.v), p_int(t->school.v), p_int(but_not),
                                         p_day(t->starts_on), p_day(t->ends_on)),
                                  &other);
    if (err == OK)
        return refuse(why, ERR_CONFLICT, "already-there",
                      "They already work at that school at that time. Change that job instead.");
    if (err != ERR_NOT_FOUND || !t->staff_ref[0] || !day_is_none(t->ends_on))
        return err == ERR_NOT_FOUND ? OK : err;
    err = store_find_int(store, SQL[REF_TAKEN],
                         PARAMS(p_int(t->school.v), p_text(t->staff_ref), p_int(but_not)), &other);
    why->other_id = err == OK ? other : 0;
    if (err == OK)
        return refuse(why, ERR_CONFLICT, "ref-taken",
                      "Somebody else at that school has this staff number. Check the number; if "
                      "they are the same person, merge the two records.");
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err check_all(struct store *store, struct person_id person, int64_t but_not,
                          const struct employment_terms *terms, struct refusal *why)
{
    check_terms(terms, why);
    enum err err = check_school(store, terms->school, why);
    if (err == OK)
        err = refusal_check(why);
    return err == OK ? check_alone(store, person, but_not, terms, why) : err;
}

/* ---- the role of staff follows ---- */

static bool is_staff(const struct employment_terms *terms)
{
    return strcmp(terms->staff_group, "governance") != 0;
}

static enum err follow(struct store *store, struct person_id person,
                       const struct employment_terms *terms)
{
    if (!is_staff(terms))
        return OK;
    return grant_follow(store, person, (struct grant){ROLE_STAFF, terms->school}, terms->starts_on,
                        terms->ends_on);
}

/* ---- use cases ---- */

static enum err insert(struct store *store, struct person_id person,
                       const struct employment_terms *t, struct employment_id *ret)
{
    enum err err =
        store_find_int(store, SQL[INSERT],
                       PARAMS(p_int(person.v), p_int(t->school.v), p_text(t->staff_group),
                              p_text(t->role_category), p_text(t->post), p_text(t->staff_ref),
                              p_int(t->fte_milli), p_int(t->leadership), p_int(t->working_days),
                              p_day(t->starts_on), p_day(t->ends_on)),
                       &ret->v);
    return err == OK ? follow(store, person, t) : err;
}

enum err employment_begin(struct store *store, struct person_id person,
                          const struct employment_terms *terms, struct refusal *why,
                          struct employment_id *ret)
{
    enum err err = check_all(store, person, 0, terms, why);
    return err == OK ? insert(store, person, terms, ret) : err;
}

static enum err update(struct store *store, const struct employment_held *held,
                       const struct employment_terms *t)
{
    enum err err = store_exec(
        store, SQL[UPDATE],
        PARAMS(p_int(held->id.v), p_text(t->staff_group), p_text(t->role_category), p_text(t->post),
               p_text(t->staff_ref), p_int(t->fte_milli), p_int(t->leadership),
               p_int(t->working_days), p_day(t->starts_on), p_day(t->ends_on)));
    return err == OK ? follow(store, held->person, t) : err;
}

enum err employment_change(struct store *store, struct employment_id id,
                           const struct employment_terms *terms, struct refusal *why)
{
    struct employment_held held;
    enum err err = employment_find(store, id, why->arena, &held);
    if (err != OK)
        return err;
    struct employment_terms fresh = *terms;
    fresh.school = held.terms.school;
    err = check_all(store, held.person, id.v, &fresh, why);
    return err == OK ? update(store, &held, &fresh) : err;
}

enum err employment_move(struct store *store, struct employment_id id, struct school_id school,
                         struct day on, struct refusal *why, struct employment_id *ret)
{
    struct employment_held held;
    enum err err = employment_find(store, id, why->arena, &held);
    if (err != OK)
        return err;
    const struct employment_terms *old = &held.terms;
    struct employment_terms fresh = *old;
    fresh.school = school;
    fresh.starts_on = on;
    fresh.staff_ref = ""; /* the next school has its own numbers */
    if (school.v == old->school.v)
        refuse_field(why, "school", "Choose another school than the one they are at.");
    if (day_is_none(on))
        refuse_field(why, "on", "Enter the first day at the new school.");
    else if (!day_is_none(old->starts_on) && on.v <= old->starts_on.v)
        refuse_field(why, "on",
                     "They only begin here then. Enter a later date, or change this job.");
    else if (!day_is_none(old->ends_on) && on.v > old->ends_on.v)
        refuse_field(why, "on", "This job has ended by then. Add a new one instead.");
    err = check_all(store, held.person, 0, &fresh, why);
    if (err == OK)
        err = employment_end(store, id, day_add(on, -1), why);
    return err == OK ? insert(store, held.person, &fresh, ret) : err;
}

enum err employment_end(struct store *store, struct employment_id id, struct day last_day,
                        struct refusal *why)
{
    struct employment_held held;
    enum err err = employment_find(store, id, why->arena, &held);
    if (err != OK)
        return err;
    if (day_is_none(last_day))
        return refuse_field(why, "last_day", "Enter the last day of this job.");
    if (!day_is_none(held.terms.starts_on) && last_day.v < held.terms.starts_on.v)
        return refuse_field(why, "last_day", "The last day is before the first. Check the date.");
    held.terms.ends_on = last_day;
    err = store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(last_day)));
    return err == OK ? follow(store, held.person, &held.terms) : err;
}

enum err employment_end_all(struct store *store, struct person_id person, struct day last_day)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v), p_day(last_day)));
}

/* ---- looking ---- */

enum err employment_find(struct store *store, struct employment_id id, struct arena *arena,
                         struct employment_held *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct employment_held held = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = held;
    return err;
}

enum err employment_list(struct store *store, struct person_id person, struct arena *arena,
                         struct employment_list *ret)
{
    struct employment_list list = {ARENA_ARRAY(arena, struct employment_held, EMPLOYMENTS_MAX), 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v)));
    while (rows_next(&rows))
        list.items[list.count++] = read_row(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err employment_first_day(struct store *store, struct person_id person, struct day *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIRST_DAY], PARAMS(p_int(person.v)), &rows);
    if (err != OK)
        return err;
    struct day first = rows_day(&rows, 0);
    err = rows_end(&rows);
    if (err == OK)
        *ret = first;
    return err;
}
