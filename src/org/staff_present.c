/* DESIGN: the trust's staff in memory, in the words of a staff file. */
#include "staff_present.h"

#include <string.h>

#include "working_days.h"

enum { MEMBERS, JOBS, DEPARTMENTS, RELATIONS };
static const char *const SQL[] = {
    [MEMBERS] = "SELECT p.id, p.name, coalesce(p.email, ''), p.title, p.first_name, p.last_name,"
                " p.preferred_name, p.left_on, i.starts_on FROM person p"
                " LEFT JOIN induction i ON i.person_id = p.id"
                " WHERE p.merged_into IS NULL ORDER BY p.id LIMIT $1",
    [JOBS] = "SELECT e.id, e.person_id, e.school_id, e.staff_ref, e.staff_group, e.role_category,"
             " e.post, e.fte_milli, e.working_days, e.starts_on, e.ends_on, e.leadership,"
             " m.employment_id IS NOT NULL FROM employment e"
             " LEFT JOIN staff_import_mark m ON m.employment_id = e.id"
             " WHERE coalesce(e.ends_on, $1) >= $1"
             " ORDER BY e.ends_on IS NOT NULL, e.id LIMIT $2",
    [DEPARTMENTS] = "SELECT m.person_id, g.school_id, g.name FROM org_group_member m"
                    " JOIN org_group g ON g.id = m.group_id"
                    " WHERE g.kind = 'department' AND g.school_id IS NOT NULL AND m.to_on IS NULL"
                    " AND m.duty = 'member' AND g.ended_on IS NULL"
                    " ORDER BY m.person_id, g.school_id, m.id LIMIT $1",
    [RELATIONS] = "SELECT person_id, other_id, kind FROM relation"
                  " WHERE kind IN ('pd_mentor', 'line_manager') AND from_on <= $1"
                  " AND coalesce(to_on, $1) >= $1 ORDER BY from_on, id LIMIT $2",
};

const char *staff_key(struct arena *arena, int school, const char *text)
{
    return arena_printf(arena, "%d/%s", school, text);
}

const char *staff_key_number(struct arena *arena, int school, int64_t number)
{
    return arena_printf(arena, "%d/%lld", school, (long long)number);
}

int staff_present_member(const struct staff_present *present, int64_t id)
{
    int low = 0, high = present->member_count - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        if (present->members[middle].id == id)
            return middle;
        if (present->members[middle].id < id)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

int staff_present_school(const struct staff_present *present, int64_t id)
{
    for (int i = 0; i < present->school_count; i++)
        if (present->schools[i].id.v == id)
            return i;
    return -1;
}

/* As a file would have it: blanks squeezed, lists in order. What no file may say stays as it is. */
static const char *canonical(enum staff_field field, const char *text, struct arena *arena)
{
    const char *value, *what;
    return staff_value_read(field, str_of(text), arena, &value, &what) == OK ? value : text;
}

static void clear(const char *values[static STAFF_FIELD_COUNT])
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        values[i] = "";
}

/* ---- people ---- */

/* A name that was never told in parts: the last word is the last name. */
static void split_name(struct staff_member *member, struct arena *arena)
{
    const char *gap = strrchr(member->name, ' ');
    if (*member->values[STAFF_FIRST_NAME] || *member->values[STAFF_LAST_NAME])
        return;
    member->values[STAFF_LAST_NAME] = gap ? gap + 1 : member->name;
    if (gap)
        member->values[STAFF_FIRST_NAME] =
            arena_str_c(arena, str_make(member->name, (size_t)(gap - member->name)));
}

static void read_member(const struct rows *rows, struct arena *arena, struct staff_member *ret)
{
    static const enum staff_field TEXTS[] = {STAFF_EMAIL, STAFF_TITLE, STAFF_FIRST_NAME,
                                             STAFF_LAST_NAME, STAFF_PREFERRED_NAME};
    *ret = (struct staff_member){
        .id = rows_int(rows, 0),
        .name = canonical(STAFF_LAST_NAME, rows_text(rows, 1, arena), arena),
        .left_on = rows_day(rows, 7),
        .mentor = -1,
        .manager = -1,
    };
    clear(ret->values);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        ret->values[TEXTS[i]] = canonical(TEXTS[i], rows_text(rows, 2 + (int)i, arena), arena);
    ret->values[STAFF_ECT_STARTS] = staff_value_of_day(rows_day(rows, 8), arena);
    split_name(ret, arena);
}

static enum err load_members(struct store *store, struct arena *arena,
                             struct staff_present *present)
{
    struct rows rows = store_query(store, SQL[MEMBERS], PARAMS(p_int(STAFF_MEMBERS_MAX)));
    int room = 0;
    while (rows_next(&rows)) {
        if (present->member_count == room)
            present->members =
                arena_grow(arena, present->members, sizeof present->members[0], 64, &room);
        read_member(&rows, arena, &present->members[present->member_count++]);
    }
    staff_index_init(&present->members_by_email, arena, present->member_count);
    for (int i = 0; i < present->member_count; i++)
        if (*present->members[i].values[STAFF_EMAIL])
            staff_index_put(&present->members_by_email, present->members[i].values[STAFF_EMAIL], i);
    return rows_end(&rows);
}

/* ---- employments ---- */

static void read_job(const struct rows *rows, struct arena *arena, struct staff_job *ret)
{
    static const enum staff_field TEXTS[] = {STAFF_REF, STAFF_GROUP, STAFF_ROLE_CATEGORY,
                                             STAFF_POST};
    *ret = (struct staff_job){
        .id = rows_int(rows, 0),
        .starts_on = rows_day(rows, 9),
        .ends_on = rows_day(rows, 10),
        .is_imported = rows_int(rows, 12) != 0,
        .next_of_name = -1,
    };
    clear(ret->values);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        ret->values[TEXTS[i]] = canonical(TEXTS[i], rows_text(rows, 3 + (int)i, arena), arena);
    ret->values[STAFF_FTE] = staff_value_of_fte((int)rows_int(rows, 7), arena);
    ret->values[STAFF_WORKING_DAYS] = working_days_format(arena, (int)rows_int(rows, 8));
    ret->values[STAFF_STARTS] = staff_value_of_day(ret->starts_on, arena);
    ret->values[STAFF_ENDS] = staff_value_of_day(ret->ends_on, arena);
    ret->values[STAFF_LEADERSHIP] = rows_int(rows, 11) ? "yes" : "no";
}

static enum err load_jobs(struct store *store, struct arena *arena, struct staff_present *present)
{
    struct rows rows =
        store_query(store, SQL[JOBS], PARAMS(p_day(present->today), p_int(STAFF_JOBS_MAX)));
    int room = 0;
    while (rows_next(&rows)) {
        int member = staff_present_member(present, rows_int(&rows, 1));
        if (member < 0)
            continue;
        if (present->job_count == room)
            present->jobs = arena_grow(arena, present->jobs, sizeof present->jobs[0], 64, &room);
        struct staff_job *job = &present->jobs[present->job_count++];
        read_job(&rows, arena, job);
        job->member = member;
        job->school = staff_present_school(present, rows_int(&rows, 2));
    }
    return rows_end(&rows);
}

static void index_jobs(struct staff_present *present, struct arena *arena)
{
    staff_index_init(&present->jobs_by_ref, arena, present->job_count);
    staff_index_init(&present->jobs_by_member, arena, present->job_count);
    staff_index_init(&present->jobs_by_name, arena, present->job_count);
    for (int i = 0; i < present->job_count; i++) {
        struct staff_job *job = &present->jobs[i];
        const char *name = staff_key(arena, job->school, present->members[job->member].name);
        if (*job->values[STAFF_REF])
            staff_index_put(&present->jobs_by_ref,
                            staff_key(arena, job->school, job->values[STAFF_REF]), i);
        staff_index_put(&present->jobs_by_member, staff_key_number(arena, job->school, job->member),
                        i);
        int first = staff_index_find(&present->jobs_by_name, name);
        if (first < 0) {
            staff_index_put(&present->jobs_by_name, name, i);
        } else {
            job->next_of_name = present->jobs[first].next_of_name;
            present->jobs[first].next_of_name = i;
        }
    }
}

/* ---- what hangs on them ---- */

enum { DEPARTMENTS_MAX = 8 };

struct departments {
    int job; /* -1: of nobody who works there */
    const char *names[DEPARTMENTS_MAX];
    int count;
};

static void keep_departments(struct staff_present *present, struct departments *open,
                             struct arena *arena)
{
    if (open->job >= 0)
        present->jobs[open->job].values[STAFF_DEPARTMENT] =
            staff_value_of_list(open->names, open->count, arena);
}

static enum err load_departments(struct store *store, struct arena *arena,
                                 struct staff_present *present)
{
    struct rows rows = store_query(store, SQL[DEPARTMENTS], PARAMS(p_int(4 * STAFF_JOBS_MAX)));
    struct departments open = {.job = -1};
    while (rows_next(&rows)) {
        int member = staff_present_member(present, rows_int(&rows, 0));
        int school = staff_present_school(present, rows_int(&rows, 1));
        int job =
            staff_index_find(&present->jobs_by_member, staff_key_number(arena, school, member));
        if (job != open.job) {
            keep_departments(present, &open, arena);
            open = (struct departments){.job = job};
        }
        if (open.count < DEPARTMENTS_MAX)
            open.names[open.count++] = rows_text(&rows, 2, arena);
    }
    keep_departments(present, &open, arena);
    return rows_end(&rows);
}

static enum err load_relations(struct store *store, struct staff_present *present)
{
    struct rows rows = store_query(store, SQL[RELATIONS],
                                   PARAMS(p_day(present->today), p_int(4 * STAFF_JOBS_MAX)));
    while (rows_next(&rows)) {
        int member = staff_present_member(present, rows_int(&rows, 0));
        int other = staff_present_member(present, rows_int(&rows, 1));
        bool mentor = str_eq_c(rows_str(&rows, 2), "pd_mentor");
        if (member < 0 || other < 0)
            continue;
        struct staff_member *m = &present->members[member];
        *(mentor ? &m->mentor : &m->manager) = other;
        m->values[mentor ? STAFF_MENTOR : STAFF_LINE_MANAGER] =
            present->members[other].values[STAFF_EMAIL];
    }
    return rows_end(&rows);
}

enum err staff_present_load(struct store *store, struct day today, struct arena *arena,
                            struct staff_present *ret)
{
    struct staff_present present = {.today = today};
    enum err err = school_list(store, arena, &present.schools, &present.school_count);
    if (err == OK)
        err = load_members(store, arena, &present);
    if (err == OK)
        err = load_jobs(store, arena, &present);
    if (err != OK)
        return err;
    staff_index_init(&present.schools_by_name, arena, present.school_count);
    for (int i = 0; i < present.school_count; i++)
        staff_index_put(&present.schools_by_name, present.schools[i].name, i);
    index_jobs(&present, arena);
    for (int i = 0; i < present.job_count; i++)
        present.jobs[i].values[STAFF_SCHOOL] =
            present.jobs[i].school >= 0 ? present.schools[present.jobs[i].school].name : "";
    err = load_departments(store, arena, &present);
    if (err == OK)
        err = load_relations(store, &present);
    if (err == OK)
        *ret = present;
    return err;
}
