/* DESIGN: a plan into rows: newcomers, changes, leavers, in one transaction of the caller's. */
#include "staff_apply.h"

#include <string.h>
#include <strings.h>

#include "staff_apply_part.h"
#include "token.h"

enum {
    PERSON_INSERT,
    PERSON_UPDATE,
    FORMER_NAME,
    EMPLOYMENT_INSERT,
    EMPLOYMENT_UPDATE,
    EMPLOYMENT_NO_REF,
    EMPLOYMENT_END,
    MARK,
    LEFT_ON,
};
static const char *const SQL[] = {
    [PERSON_INSERT] = "INSERT INTO person (uid, name, email, title, first_name, last_name,"
                      " preferred_name, created_at) VALUES ($1, $2, nullif($3, ''), $4, $5, $6, $7,"
                      " $8) RETURNING id",
    [PERSON_UPDATE] = "UPDATE person SET name = $2, email = nullif($3, ''), title = $4,"
                      " first_name = $5, last_name = $6, preferred_name = $7,"
                      " version = version + 1 WHERE id = $1",
    [FORMER_NAME] = "INSERT INTO former_name (person_id, name, until_on) VALUES ($1, $2, $3)",
    [EMPLOYMENT_INSERT] = "INSERT INTO employment (person_id, school_id, staff_group,"
                          " role_category, post, staff_ref, fte_milli, leadership, working_days,"
                          " starts_on, ends_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
                          " $11) RETURNING id",
    [EMPLOYMENT_UPDATE] = "UPDATE employment SET staff_group = $2, role_category = $3, post = $4,"
                          " staff_ref = $5, fte_milli = $6, leadership = $7, working_days = $8,"
                          " starts_on = $9, ends_on = $10 WHERE id = $1",
    [EMPLOYMENT_NO_REF] = "UPDATE employment SET staff_ref = '' WHERE id = $1",
    [EMPLOYMENT_END] = "UPDATE employment SET ends_on = $2 WHERE id = $1",
    [MARK] = "INSERT INTO staff_import_mark (employment_id) VALUES ($1)",
    [LEFT_ON] = "UPDATE person SET left_on = CASE WHEN EXISTS (SELECT 1 FROM employment e"
                " WHERE e.person_id = $1 AND e.ends_on IS NULL)"
                " OR EXISTS (SELECT 1 FROM participation a WHERE a.person_id = $1"
                " AND coalesce(a.to_on, $2) >= $2) THEN NULL"
                " ELSE (SELECT max(e.ends_on) FROM employment e WHERE e.person_id = $1) END"
                " WHERE id = $1",
};

/* ---- values ---- */

static const char *or_text(const char *value, const char *otherwise)
{
    return value ? value : otherwise;
}

/* What the person or the employment holds once the row is applied. */
static const char *value_of(const struct applying *a, const struct staff_row *row,
                            enum staff_field field)
{
    const struct staff_present *present = a->plan->present;
    bool of_person = staff_field_info(field)->of_person;
    const char *now = "";
    if (of_person && row->member >= 0)
        now = present->members[row->member].values[field];
    else if (!of_person && row->job >= 0)
        now = present->jobs[row->job].values[field];
    return of_person && !row->is_primary ? now : or_text(row->values[field], now);
}

static const char *called(const struct applying *a, const struct staff_row *row)
{
    const char *preferred = value_of(a, row, STAFF_PREFERRED_NAME);
    const char *first = *preferred ? preferred : value_of(a, row, STAFF_FIRST_NAME);
    const char *last = value_of(a, row, STAFF_LAST_NAME);
    return arena_printf(a->arena, "%s%s%s", first, *first && *last ? " " : "", last);
}

static bool has_change(const struct staff_item *item, enum staff_field field)
{
    for (int i = 0; i < item->change_count; i++)
        if (item->changes[i].field == field)
            return true;
    return false;
}

int64_t applying_person(const struct applying *a, const struct staff_row *row)
{
    return row->member >= 0 ? a->plan->present->members[row->member].id
                            : a->newcomers[row->newcomer];
}

/* ---- schools and people ---- */

static enum err add_schools(struct applying *a)
{
    const struct staff_present *present = a->plan->present;
    enum err err = OK;
    for (int i = 0; i < a->plan->school_count && err == OK; i++) {
        if (i < present->school_count)
            a->schools[i] = present->schools[i].id;
        else
            err = school_insert(a->store, a->plan->schools[i], "", &a->schools[i]);
    }
    return err;
}

static enum err insert_person(struct applying *a, const struct staff_row *row, int index)
{
    char uid[UUID_TEXT_MAX];
    token_uuid(uid);
    return store_find_int(
        a->store, SQL[PERSON_INSERT],
        PARAMS(p_text(uid), p_text(row->name), p_text(value_of(a, row, STAFF_EMAIL)),
               p_text(value_of(a, row, STAFF_TITLE)), p_text(value_of(a, row, STAFF_FIRST_NAME)),
               p_text(value_of(a, row, STAFF_LAST_NAME)),
               p_text(value_of(a, row, STAFF_PREFERRED_NAME)), p_instant(a->how->now)),
        &a->newcomers[index]);
}

static enum err add_people(struct applying *a)
{
    enum err err = OK;
    for (int i = 0; i < a->plan->row_count && err == OK; i++)
        if (a->plan->rows[i].newcomer == i)
            err = insert_person(a, &a->plan->rows[i], i);
    return err;
}

static enum err keep_former_name(struct applying *a, const struct staff_member *member,
                                 const char *name)
{
    if (strcmp(member->name, name) == 0)
        return OK;
    return store_exec(a->store, SQL[FORMER_NAME],
                      PARAMS(p_int(member->id), p_text(member->name), p_day(a->today)));
}

static enum err update_person(struct applying *a, const struct staff_item *item)
{
    const struct staff_row *row = &a->plan->rows[item->row];
    const struct staff_member *member = &a->plan->present->members[row->member];
    bool renamed = has_change(item, STAFF_FIRST_NAME) || has_change(item, STAFF_LAST_NAME) ||
                   has_change(item, STAFF_PREFERRED_NAME);
    const char *name = renamed ? called(a, row) : member->name;
    enum err err = staff_log_before(&a->log, NOUN_PERSON, member->id);
    if (err == OK)
        err = keep_former_name(a, member, name);
    if (err != OK)
        return err;
    return store_exec(a->store, SQL[PERSON_UPDATE],
                      PARAMS(p_int(member->id), p_text(name), p_text(value_of(a, row, STAFF_EMAIL)),
                             p_text(value_of(a, row, STAFF_TITLE)),
                             p_text(value_of(a, row, STAFF_FIRST_NAME)),
                             p_text(value_of(a, row, STAFF_LAST_NAME)),
                             p_text(value_of(a, row, STAFF_PREFERRED_NAME))));
}

/* ---- employments ---- */

/* What the file says, else what the job's name says. */
static const char *group_of(const struct applying *a, const struct staff_row *row)
{
    const char *said = value_of(a, row, STAFF_GROUP);
    const char *guess = *said ? said : staff_value_guess_group(value_of(a, row, STAFF_POST));
    if (!guess)
        guess = staff_value_guess_group(value_of(a, row, STAFF_ROLE_CATEGORY));
    return guess ? guess : "other support";
}

static enum err insert_job(struct applying *a, const struct staff_row *row)
{
    int64_t id = 0, person = applying_person(a, row);
    struct day starts = staff_value_day(value_of(a, row, STAFF_STARTS));
    enum err err = store_find_int(
        a->store, SQL[EMPLOYMENT_INSERT],
        PARAMS(p_int(person), p_int(a->schools[row->school].v), p_text(group_of(a, row)),
               p_text(value_of(a, row, STAFF_ROLE_CATEGORY)), p_text(value_of(a, row, STAFF_POST)),
               p_text(value_of(a, row, STAFF_REF)),
               p_int(staff_value_fte(value_of(a, row, STAFF_FTE))),
               p_int(strcmp(value_of(a, row, STAFF_LEADERSHIP), "yes") == 0),
               p_int(staff_value_days(value_of(a, row, STAFF_WORKING_DAYS))), p_day(starts),
               p_day(staff_value_day(value_of(a, row, STAFF_ENDS)))),
        &id);
    if (err == OK)
        err = store_exec(a->store, SQL[MARK], PARAMS(p_int(id)));
    if (err == OK)
        err = applying_grant(a, person, a->schools[row->school], starts);
    return err;
}

static enum err update_job(struct applying *a, const struct staff_row *row)
{
    const struct staff_job *job = &a->plan->present->jobs[row->job];
    return store_exec(a->store, SQL[EMPLOYMENT_UPDATE],
                      PARAMS(p_int(job->id), p_text(group_of(a, row)),
                             p_text(value_of(a, row, STAFF_ROLE_CATEGORY)),
                             p_text(value_of(a, row, STAFF_POST)),
                             p_text(value_of(a, row, STAFF_REF)),
                             p_int(staff_value_fte(value_of(a, row, STAFF_FTE))),
                             p_int(strcmp(value_of(a, row, STAFF_LEADERSHIP), "yes") == 0),
                             p_int(staff_value_days(value_of(a, row, STAFF_WORKING_DAYS))),
                             p_day(staff_value_day(value_of(a, row, STAFF_STARTS))),
                             p_day(staff_value_day(value_of(a, row, STAFF_ENDS)))));
}

/* References are given up before any is given anew: they are unique in a school. */
static enum err give_up_refs(struct applying *a)
{
    const struct staff_items *list = &a->plan->lists[STAFF_CHANGED];
    enum err err = OK;
    for (int i = 0; i < list->count && err == OK; i++) {
        const struct staff_item *item = &list->items[i];
        if (item->job < 0)
            continue;
        int64_t job = a->plan->present->jobs[item->job].id;
        err = staff_log_before(&a->log, NOUN_EMPLOYMENT, job);
        if (err == OK && has_change(item, STAFF_REF))
            err = store_exec(a->store, SQL[EMPLOYMENT_NO_REF], PARAMS(p_int(job)));
    }
    return err;
}

static enum err set_left_on(struct applying *a, int64_t person)
{
    enum err err = staff_log_before(&a->log, NOUN_PERSON, person);
    return err == OK ? store_exec(a->store, SQL[LEFT_ON], PARAMS(p_int(person), p_day(a->today)))
                     : err;
}

static enum err apply_ends(struct applying *a, const struct staff_item *item)
{
    const struct staff_row *row = &a->plan->rows[item->row];
    struct day ends = staff_value_day(value_of(a, row, STAFF_ENDS));
    int64_t person = applying_person(a, row);
    enum err err = OK;
    if (row->job >= 0)
        err = applying_end_grants(a, person, a->schools[row->school],
                                  a->plan->present->jobs[row->job].ends_on, ends);
    return err == OK ? set_left_on(a, person) : err;
}

/* ---- one line ---- */

static enum err apply_item(struct applying *a, const struct staff_item *item)
{
    const struct staff_row *row = &a->plan->rows[item->row];
    enum err err = OK;
    if (row->member >= 0)
        err = update_person(a, item);
    if (err == OK)
        err = row->job >= 0 ? update_job(a, row) : insert_job(a, row);
    if (err == OK && (has_change(item, STAFF_ENDS) || (row->member >= 0 && row->job < 0)))
        err = apply_ends(a, item);
    for (int i = 0; i < item->change_count && err == OK; i++)
        err = applying_extra(a, row, &item->changes[i]);
    return err;
}

static enum err apply_list(struct applying *a, enum staff_kind kind)
{
    const struct staff_items *list = &a->plan->lists[kind];
    enum err err = OK;
    for (int i = 0; i < list->count && err == OK; i++)
        err = apply_item(a, &list->items[i]);
    return err;
}

/* ---- leavers ---- */

/* Whoever is not in the file any more was here yesterday for the last time. */
static enum err leave(struct applying *a, const struct staff_item *item)
{
    const struct staff_job *job = &a->plan->present->jobs[item->job];
    int64_t person = a->plan->present->members[job->member].id;
    struct day last = day_add(a->today, -1);
    if (!day_is_none(job->starts_on) && job->starts_on.v > last.v)
        last = job->starts_on;
    enum err err = staff_log_before(&a->log, NOUN_EMPLOYMENT, job->id);
    if (err == OK)
        err = store_exec(a->store, SQL[EMPLOYMENT_END], PARAMS(p_int(job->id), p_day(last)));
    if (err == OK)
        err = applying_end_grants(a, person, a->schools[job->school], DAY_NONE, last);
    return err == OK ? set_left_on(a, person) : err;
}

static enum err apply_leavers(struct applying *a)
{
    const struct staff_items *list = &a->plan->lists[STAFF_LEAVES];
    enum err err = OK;
    for (int i = 0; i < list->count && err == OK && a->how->leave; i++)
        err = leave(a, &list->items[i]);
    return err;
}

/* Employments that were here before, and that the school's system knows from now on. */
static enum err mark_known(struct applying *a)
{
    enum err err = OK;
    for (int i = 0; i < a->plan->row_count && err == OK; i++) {
        const struct staff_row *row = &a->plan->rows[i];
        if (row->job < 0 || a->plan->present->jobs[row->job].is_imported)
            continue;
        int64_t job = a->plan->present->jobs[row->job].id;
        err = store_exec(a->store, SQL[MARK], PARAMS(p_int(job)));
        if (err == OK)
            err = staff_log_made(&a->log, NOUN_MARK, job);
    }
    return err;
}

enum err staff_apply(struct store *store, const struct staff_plan *plan,
                     const struct staff_apply *how, struct arena *arena)
{
    struct applying a = {
        .store = store,
        .plan = plan,
        .how = how,
        .arena = arena,
        .today = plan->present->today,
        .newcomers = ARENA_ARRAY(arena, int64_t, (size_t)plan->row_count + 1),
        .schools = ARENA_ARRAY(arena, struct school_id, (size_t)plan->school_count + 1),
    };
    enum err err = staff_log_begin(&a.log, store, how->import_id);
    if (err == OK)
        err = add_schools(&a);
    if (err == OK)
        err = give_up_refs(&a);
    if (err == OK)
        err = add_people(&a);
    if (err == OK)
        err = apply_list(&a, STAFF_NEW);
    if (err == OK)
        err = apply_list(&a, STAFF_CHANGED);
    if (err == OK)
        err = apply_leavers(&a);
    if (err == OK)
        err = mark_known(&a);
    return err == OK ? staff_log_end(&a.log) : err;
}
