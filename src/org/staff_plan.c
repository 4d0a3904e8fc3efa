/* DESIGN: the difference a staff file makes: who comes, what changes, who goes. */
#include "staff_plan.h"

#include <string.h>
#include <strings.h>

#include "staff_match.h"
#include "token.h"

static const char *const KINDS[STAFF_KIND_COUNT] = {"new", "changed", "leave", "hand", "unread"};

const char *staff_kind_name(enum staff_kind kind)
{
    return KINDS[kind];
}

enum err staff_kind_parse(struct str name, enum staff_kind *ret)
{
    for (int i = 0; i < STAFF_KIND_COUNT; i++)
        if (str_eq_c(name, KINDS[i])) {
            *ret = (enum staff_kind)i;
            return OK;
        }
    return ERR_NOT_FOUND;
}

static bool is_taken(const struct staff_row *row)
{
    return row->member >= 0 || row->newcomer >= 0;
}

static bool is_link(int field)
{
    return field == STAFF_MENTOR || field == STAFF_LINE_MANAGER;
}

/* ---- who tells what is of the person ---- */

static void choose_primaries(struct staff_making *making)
{
    for (int i = 0; i < making->plan.row_count; i++) {
        struct staff_row *row = &making->plan.rows[i];
        row->is_primary = row->newcomer == i || (row->member >= 0 && !making->is_told[row->member]);
        if (row->member >= 0)
            making->is_told[row->member] = true;
    }
}

/* ---- mentors and line managers ---- */

static void drop(struct staff_making *making, struct staff_row *row, enum staff_field field,
                 const char *why)
{
    staff_making_blame(making, row, field, why);
    row->values[field] = NULL;
}

static bool has_left(const struct staff_present *present, int member)
{
    struct day left = present->members[member].left_on;
    return !day_is_none(left) && left.v < present->today.v;
}

static void link_row(struct staff_making *making, struct staff_row *row, enum staff_field field,
                     int *ret_member, int *ret_row)
{
    const char *email = row->values[field];
    if (!email)
        return;
    int other = staff_index_find(&making->rows_by_email, email);
    bool in_file = other >= 0 && is_taken(&making->plan.rows[other]);
    int member = in_file ? making->plan.rows[other].member
                         : staff_index_find(&making->present->members_by_email, email);
    int newcomer = in_file && member < 0 ? making->plan.rows[other].newcomer : -1;
    if (member < 0 && newcomer < 0)
        drop(making, row, field, arena_printf(making->arena, "nobody has the address %s", email));
    else if (!in_file && has_left(making->present, member))
        drop(making, row, field,
             arena_printf(making->arena, "%s has left", making->present->members[member].name));
    else if ((member >= 0 && member == row->member) || (newcomer >= 0 && newcomer == row->newcomer))
        drop(making, row, field, "nobody is that to themselves");
    *ret_member = member;
    *ret_row = newcomer;
}

static void link_rows(struct staff_making *making)
{
    for (int i = 0; i < making->plan.row_count; i++) {
        struct staff_row *row = &making->plan.rows[i];
        if (!is_taken(row) || !row->is_primary)
            continue;
        link_row(making, row, STAFF_MENTOR, &row->mentor, &row->mentor_row);
        link_row(making, row, STAFF_LINE_MANAGER, &row->manager, &row->manager_row);
    }
}

/* ---- what cannot be taken beside what is there ---- */

static void check_email(struct staff_making *making, struct staff_row *row)
{
    const char *email = row->values[STAFF_EMAIL];
    int owner = email ? staff_index_find(&making->present->members_by_email, email) : -1;
    if (owner >= 0 && owner != row->member)
        drop(making, row, STAFF_EMAIL,
             arena_printf(making->arena, "it is %s's address",
                          making->present->members[owner].name));
}

/* Somebody whose line gives them another reference. */
static bool gives_up_ref(const struct staff_making *making, int job)
{
    const struct staff_job *owner = &making->present->jobs[job];
    int row = staff_index_find(&making->rows_by_person,
                               staff_key_number(making->arena, owner->school, owner->member));
    const char *ref = row >= 0 ? making->plan.rows[row].values[STAFF_REF] : NULL;
    return ref && strcasecmp(ref, owner->values[STAFF_REF]) != 0;
}

static void check_ref(struct staff_making *making, struct staff_row *row)
{
    const char *ref = row->values[STAFF_REF];
    int owner = ref ? staff_index_find(&making->present->jobs_by_ref,
                                       staff_key(making->arena, row->school, ref))
                    : -1;
    if (owner >= 0 && owner != row->job && !gives_up_ref(making, owner))
        drop(making, row, STAFF_REF,
             arena_printf(making->arena, "it is %s's reference",
                          making->present->members[making->present->jobs[owner].member].name));
}

static void check_dates(struct staff_making *making, struct staff_row *row)
{
    const struct staff_job *job = row->job >= 0 ? &making->present->jobs[row->job] : NULL;
    struct day starts = row->values[STAFF_STARTS] ? staff_value_day(row->values[STAFF_STARTS])
                        : job                     ? job->starts_on
                                                  : DAY_NONE;
    struct day ends = row->values[STAFF_ENDS] ? staff_value_day(row->values[STAFF_ENDS])
                      : job                   ? job->ends_on
                                              : DAY_NONE;
    if (day_is_none(starts) || day_is_none(ends) || ends.v >= starts.v)
        return;
    drop(making, row, STAFF_ENDS, "the last day comes before the first");
    row->values[STAFF_STARTS] = NULL;
}

/* ---- the difference of a row ---- */

struct change_list {
    struct staff_change items[STAFF_FIELD_COUNT];
    int count;
};

static void add_change(struct change_list *list, enum staff_field field, const char *old,
                       const char *new)
{
    list->items[list->count++] = (struct staff_change){field, old, new};
}

static bool is_same_link(const struct staff_member *member, const struct staff_row *row, int field)
{
    return field == STAFF_MENTOR ? row->mentor >= 0 && row->mentor == member->mentor
                                 : row->manager >= 0 && row->manager == member->manager;
}

static void compare(const struct staff_making *making, const struct staff_row *row,
                    struct change_list *list)
{
    const struct staff_member *member =
        row->member >= 0 ? &making->present->members[row->member] : NULL;
    const struct staff_job *job = row->job >= 0 ? &making->present->jobs[row->job] : NULL;
    if (!job)
        add_change(list, STAFF_SCHOOL, "", making->plan.schools[row->school]);
    for (int i = STAFF_REF; i < STAFF_FIELD_COUNT; i++) {
        enum staff_field field = (enum staff_field)i;
        bool of_person = staff_field_info(field)->of_person;
        const char *new = row->values[i], *old = "";
        if (!new || (of_person && !row->is_primary))
            continue;
        if (of_person && member)
            old = member->values[i];
        else if (!of_person && job)
            old = job->values[i];
        bool same = is_link(i) && member && is_same_link(member, row, i);
        bool nothing = field == STAFF_LEADERSHIP && !job && strcmp(new, "no") == 0;
        if (!same && !nothing && !staff_value_same(field, old, new))
            add_change(list, field, old, new);
    }
}

static void add_row_item(struct staff_making *making, int index)
{
    struct staff_row *row = &making->plan.rows[index];
    struct change_list list = {.count = 0};
    if (!is_taken(row))
        return;
    check_email(making, row);
    check_ref(making, row);
    check_dates(making, row);
    compare(making, row, &list);
    if (list.count == 0) {
        making->plan.same_count++;
        return;
    }
    struct staff_item *item =
        staff_making_add(making, row->newcomer == index ? STAFF_NEW : STAFF_CHANGED);
    item->line = row->line;
    item->row = index;
    item->name = row->name;
    item->school = making->plan.schools[row->school];
    item->member = row->member;
    item->job = row->job;
    item->change_count = list.count;
    item->changes = ARENA_ARRAY(making->arena, struct staff_change, (size_t)list.count);
    memcpy(item->changes, list.items, (size_t)list.count * sizeof list.items[0]);
}

/* ---- who leaves ---- */

static bool may_leave(const struct staff_making *making, const struct staff_job *job)
{
    bool begun = day_is_none(job->starts_on) || job->starts_on.v <= making->present->today.v;
    return job->is_imported && begun && day_is_none(job->ends_on) && job->school >= 0 &&
           making->is_named[job->school];
}

static void add_leaver(struct staff_making *making, int index)
{
    const struct staff_job *job = &making->present->jobs[index];
    struct staff_item *item = staff_making_add(making, STAFF_LEAVES);
    item->name = making->present->members[job->member].name;
    item->school = making->plan.schools[job->school];
    item->member = job->member;
    item->job = index;
}

static void add_leavers(struct staff_making *making)
{
    struct staff_plan *plan = &making->plan;
    int count = plan->school_count;
    plan->leaving = ARENA_ARRAY(making->arena, struct staff_leaving, (size_t)count + 1);
    struct staff_leaving *all = ARENA_ARRAY(making->arena, struct staff_leaving, (size_t)count + 1);
    for (int i = 0; i < making->present->job_count; i++) {
        const struct staff_job *job = &making->present->jobs[i];
        if (job->school < 0 || !job->is_imported)
            continue;
        all[job->school].imported++;
        if (!may_leave(making, job) || making->is_seen[i] || plan->is_incomplete)
            continue;
        all[job->school].count++;
        add_leaver(making, i);
    }
    for (int i = 0; i < count; i++) {
        struct staff_leaving *one = &all[i];
        one->school = i;
        one->is_many =
            (int64_t)one->count * 100 > (int64_t)one->imported * making->options->leave_percent;
        plan->needs_second_yes = plan->needs_second_yes || one->is_many;
        if (one->count)
            plan->leaving[plan->leaving_count++] = *one;
    }
}

/* ---- the whole ---- */

static void digest_item(struct buf *buf, const struct staff_plan *plan,
                        const struct staff_item *item)
{
    const struct staff_present *present = plan->present;
    buf_printf(buf, "%d %d %lld %lld %s\n", (int)item->kind, item->line,
               (long long)(item->member >= 0 ? present->members[item->member].id : 0),
               (long long)(item->job >= 0 ? present->jobs[item->job].id : 0), item->name);
    for (int i = 0; i < item->change_count; i++)
        buf_printf(buf, "%d %s\n%s\n", (int)item->changes[i].field, item->changes[i].old,
                   item->changes[i].new);
}

static void digest(struct staff_plan *plan)
{
    struct buf buf;
    buf_init(&buf, 256 << 20);
    for (int kind = 0; kind < STAFF_KIND_COUNT; kind++)
        for (int i = 0; i < plan->lists[kind].count; i++)
            digest_item(&buf, plan, &plan->lists[kind].items[i]);
    token_sha256_hex(buf_str(&buf), plan->digest);
    buf_done(&buf);
}

static struct staff_making begin(const struct staff_records *records,
                                 const struct staff_present *present,
                                 const struct staff_options *options, struct arena *arena)
{
    struct staff_making making = {
        .arena = arena, .records = records, .present = present, .options = options};
    making.plan.present = present;
    making.plan.rows = ARENA_ARRAY(arena, struct staff_row, (size_t)records->count + 1);
    making.plan.schools = ARENA_ARRAY(arena, const char *, SCHOOLS_MAX + 1);
    staff_index_init(&making.schools, arena, SCHOOLS_MAX);
    for (int i = 0; i < present->school_count; i++) {
        making.plan.schools[i] = present->schools[i].name;
        staff_index_put(&making.schools, present->schools[i].name, i);
    }
    making.plan.school_count = present->school_count;
    staff_index_init(&making.lines_by_ref, arena, records->count);
    staff_index_init(&making.rows_by_email, arena, records->count);
    staff_index_init(&making.rows_by_person, arena, records->count);
    making.is_seen = ARENA_ARRAY(arena, bool, (size_t)present->job_count + 1);
    making.is_told = ARENA_ARRAY(arena, bool, (size_t)present->member_count + 1);
    making.is_named = ARENA_ARRAY(arena, bool, SCHOOLS_MAX + 1);
    return making;
}

void staff_plan_compute(const struct staff_records *records, const struct staff_present *present,
                        const struct staff_options *options, struct arena *arena,
                        struct staff_plan *ret)
{
    struct staff_making making = begin(records, present, options, arena);
    staff_match_read(&making);
    staff_match_people(&making);
    choose_primaries(&making);
    link_rows(&making);
    for (int i = 0; i < making.plan.row_count; i++)
        add_row_item(&making, i);
    add_leavers(&making);
    digest(&making.plan);
    *ret = making.plan;
}

bool staff_plan_is_empty(const struct staff_plan *plan)
{
    return plan->lists[STAFF_NEW].count == 0 && plan->lists[STAFF_CHANGED].count == 0 &&
           plan->lists[STAFF_LEAVES].count == 0;
}
