/* DESIGN: records to rows: values judged, keys checked, the same line twice found out. */
#include <string.h>
#include <strings.h>

#include "staff_match.h"

struct staff_item *staff_making_add(struct staff_making *making, enum staff_kind kind)
{
    struct staff_items *list = &making->plan.lists[kind];
    if (list->count == list->room)
        list->items =
            arena_grow(making->arena, list->items, sizeof list->items[0], 64, &list->room);
    struct staff_item *item = &list->items[list->count++];
    *item = (struct staff_item){
        .kind = kind, .row = -1, .member = -1, .job = -1, .name = "", .school = ""};
    return item;
}

static const char *school_name(const struct staff_making *making, int school)
{
    return school >= 0 ? making->plan.schools[school] : "";
}

static void blame_cell(struct staff_making *making, const struct staff_row *row,
                       enum staff_field field, const char *why, bool whole)
{
    struct staff_item *item = staff_making_add(making, STAFF_UNREAD);
    item->line = row->line;
    item->name = row->name ? row->name : "";
    item->school = school_name(making, row->school);
    item->why = why;
    item->column = making->records->columns[field];
    item->heading = making->records->headings[field];
    if (!item->heading)
        item->heading = staff_field_info(field)->label;
    item->whole = whole;
}

void staff_making_blame(struct staff_making *making, const struct staff_row *row,
                        enum staff_field field, const char *why)
{
    blame_cell(making, row, field, why, false);
}

/* ---- schools ---- */

static int add_school(struct staff_making *making, const char *name)
{
    struct staff_plan *plan = &making->plan;
    if (plan->school_count == SCHOOLS_MAX)
        return -1;
    plan->schools[plan->school_count] = name;
    staff_index_put(&making->schools, name, plan->school_count);
    return plan->school_count++;
}

/* -1: there is no such school. */
static int find_school(struct staff_making *making, const char *name)
{
    int school = *name ? staff_index_find(&making->schools, name)
                       : staff_present_school(making->present, making->options->school);
    if (school < 0 && *name && making->options->adds_schools)
        school = add_school(making, name);
    return school;
}

/* ---- values ---- */

static void read_values(struct staff_making *making, const struct staff_record *record,
                        struct staff_row *row)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        enum staff_field field = (enum staff_field)i;
        const char *value = NULL, *what = "";
        struct str cell = record->values[i];
        if (!cell.p)
            continue;
        if (staff_value_read(field, cell, making->arena, &value, &what) != OK) {
            staff_making_blame(making, row, field, what);
            continue;
        }
        if (*value || staff_field_info(field)->clears)
            row->values[i] = value;
    }
}

static const char *text(const struct staff_row *row, enum staff_field field)
{
    return row->values[field] ? row->values[field] : "";
}

static const char *name_of(struct staff_making *making, const struct staff_row *row)
{
    const char *preferred = text(row, STAFF_PREFERRED_NAME), *first = text(row, STAFF_FIRST_NAME);
    const char *called = *preferred ? preferred : first, *last = text(row, STAFF_LAST_NAME);
    return arena_printf(making->arena, "%s%s%s", called, *called && *last ? " " : "", last);
}

/* ---- keys ---- */

/* Whom a line that cannot be taken speaks of, if that much can be read: they have not left. */
static bool see_owner(struct staff_making *making, const struct staff_row *row)
{
    const struct staff_present *present = making->present;
    const char *ref = text(row, STAFF_REF), *email = text(row, STAFF_EMAIL);
    int job =
        *ref && row->school >= 0
            ? staff_index_find(&present->jobs_by_ref, staff_key(making->arena, row->school, ref))
            : -1;
    if (job >= 0)
        making->is_seen[job] = true;
    int member = *email ? staff_index_find(&present->members_by_email, email) : -1;
    for (int i = 0; i < present->school_count && member >= 0; i++) {
        int other =
            staff_index_find(&present->jobs_by_member, staff_key_number(making->arena, i, member));
        if (other >= 0)
            making->is_seen[other] = true;
    }
    return job >= 0 || member >= 0;
}

bool staff_making_reject(struct staff_making *making, const struct staff_row *row,
                         enum staff_field field, const char *why)
{
    blame_cell(making, row, field, why, true);
    if (!see_owner(making, row))
        making->plan.is_incomplete = true;
    return false;
}

/* Somebody with neither reference nor address, as an export of ours writes them, is the one of that
 * name there who has neither. */
static bool find_keyless(struct staff_making *making, struct staff_row *row)
{
    const struct staff_present *present = making->present;
    int job =
        staff_index_find(&present->jobs_by_name, staff_key(making->arena, row->school, row->name));
    if (job < 0 || present->jobs[job].next_of_name >= 0 || *present->jobs[job].values[STAFF_REF] ||
        *present->members[present->jobs[job].member].values[STAFF_EMAIL])
        return false;
    row->job = job;
    return true;
}

static bool check_keys(struct staff_making *making, struct staff_row *row)
{
    const char *school = text(row, STAFF_SCHOOL);
    row->school = find_school(making, school);
    row->name = name_of(making, row);
    if (row->school < 0)
        return staff_making_reject(
            making, row, STAFF_SCHOOL,
            *school ? arena_printf(making->arena, "there is no school called \"%s\" here", school)
                    : "it does not say which school");
    if (*row->name == '\0')
        return staff_making_reject(making, row, STAFF_LAST_NAME, "there is no name");
    if (!*text(row, STAFF_REF) && !*text(row, STAFF_EMAIL) && !find_keyless(making, row))
        return staff_making_reject(making, row, STAFF_REF,
                                   "there is neither a staff reference nor a work email");
    return true;
}

static bool same_name(const struct staff_row *a, const struct staff_row *b)
{
    return strcasecmp(a->name, b->name) == 0 ||
           strcasecmp(text(a, STAFF_LAST_NAME), text(b, STAFF_LAST_NAME)) == 0;
}

/* A reference is one person's in a school, an address one person's everywhere. */
static bool check_twice(struct staff_making *making, const struct staff_row *row, int index)
{
    const char *ref = text(row, STAFF_REF), *email = text(row, STAFF_EMAIL);
    const char *key = *ref ? staff_key(making->arena, row->school, ref) : NULL;
    int twin = key ? staff_index_find(&making->lines_by_ref, key) : -1;
    if (twin >= 0)
        return staff_making_reject(making, row, STAFF_REF,
                                   arena_printf(making->arena,
                                                "line %d has the same staff reference; that line "
                                                "counts",
                                                making->plan.rows[twin].line));
    twin = *email ? staff_index_find(&making->rows_by_email, email) : -1;
    if (twin >= 0 && (making->plan.rows[twin].school == row->school ||
                      !same_name(&making->plan.rows[twin], row)))
        return staff_making_reject(making, row, STAFF_EMAIL,
                                   arena_printf(making->arena,
                                                "line %d has the same work email; that line "
                                                "counts",
                                                making->plan.rows[twin].line));
    if (key)
        staff_index_put(&making->lines_by_ref, key, index);
    if (*email && twin < 0)
        staff_index_put(&making->rows_by_email, email, index);
    return true;
}

static void read_fault(struct staff_making *making, const struct staff_record *record)
{
    struct staff_item *item = staff_making_add(making, STAFF_UNREAD);
    item->line = record->line;
    item->column = record->fault_column;
    item->why = record->fault;
    item->whole = true;
    making->plan.is_incomplete = true;
}

void staff_match_read(struct staff_making *making)
{
    for (int i = 0; i < making->records->count; i++) {
        const struct staff_record *record = &making->records->items[i];
        struct staff_row *row = &making->plan.rows[making->plan.row_count];
        *row = (struct staff_row){.line = record->line,
                                  .school = -1,
                                  .member = -1,
                                  .job = -1,
                                  .newcomer = -1,
                                  .mentor = -1,
                                  .manager = -1,
                                  .mentor_row = -1,
                                  .manager_row = -1};
        if (record->fault) {
            read_fault(making, record);
            continue;
        }
        read_values(making, record, row);
        if (!check_keys(making, row) || !check_twice(making, row, making->plan.row_count))
            continue;
        making->is_named[row->school] = true;
        making->plan.row_count++;
    }
}
