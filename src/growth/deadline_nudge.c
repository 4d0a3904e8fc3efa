/* DESIGN: the reminders that open deadlines call for, person by person, on their own school days.
 */
#include "deadline_nudge.h"

#include "check.h"
#include "tz.h"

enum { PEOPLE, DEADLINES, SENT };
enum { LOOK_BACK_DAYS = 60, LABELS_MAX = 64, ITEMS_FIRST = 256, PEOPLE_MAX = 100000 };

static const char *const SQL[] = {
    /* The first job of today gives the school, as in deadline_sync. */
    [PEOPLE] = "SELECT p.id, p.name, coalesce(p.email, ''), p.left_on, e.school_id, e.working_days,"
               " coalesce(e.starts_on, $1) > $1 FROM person p "
               "JOIN employment e ON e.person_id = p.id WHERE e.staff_group <> 'governance'"
               " AND (p.left_on IS NULL OR p.left_on >= $1) AND coalesce(e.ends_on, $1) >= $1"
               " ORDER BY p.id, coalesce(e.starts_on, $1) > $1, e.ends_on IS NULL DESC,"
               " e.ends_on DESC, e.id LIMIT $2",
    /* No step comes before the opening, and none 60 days after the deadline. */
    [DEADLINES] = "SELECT d.id, d.person_id, d.opens_on, d.due_on, i.id, i.label, i.nudges, c.year,"
                  " v.starts_at FROM deadline d JOIN cycle_item i ON i.id = d.item_id"
                  " JOIN cycle c ON c.id = i.cycle_id"
                  " LEFT JOIN conversation v ON v.deadline_id = d.id"
                  " WHERE d.done_on IS NULL AND i.nudges <> 'none' AND d.due_on >= $1"
                  " AND (d.opens_on IS NULL OR d.opens_on <= $2) ORDER BY d.person_id, d.id",
    [SENT] = ("SELECT n.step FROM nudge n JOIN outbox o ON o.id = n.outbox_id"
              " WHERE n.person_id = $1 AND n.deadline_id = $2 AND o.queued_at < $3 LIMIT 5"),
};

/* A school somebody works in, and when. */
struct job {
    struct school_id school;
    int working_days;
};

enum { JOBS_MAX = 8 };

struct recipient {
    struct person_id id;
    const char *name, *email;
    struct day left_on;
    struct job *jobs; /* the first gives the school that deadlines are counted on */
    int job_count;
};

struct label {
    int64_t item_id;
    const char *text;
};

struct run {
    struct store *store;
    struct arena *arena;
    struct day from, to;
    struct calendar_cache *calendars;
    struct recipient *people; /* by id */
    int people_count;
    struct label labels[LABELS_MAX];
    int label_count;
    struct nudge_items out;
    int capacity;
};

/* An open deadline. */
struct open {
    int64_t id;
    struct person_id person;
    struct day opens_on, due_on, quiet_until;
    const char *label;
    bool opening_only;
    int year;
};

/* ---- people ---- */

static enum err count_people(struct run *run, int *ret)
{
    static const char sql[] = "SELECT count(*) FROM person";
    int64_t count;
    enum err err = store_find_int(run->store, sql, PARAMS(), &count);
    if (err == OK)
        *ret = (int)(count < PEOPLE_MAX ? count : PEOPLE_MAX);
    return err;
}

static struct recipient read_recipient(const struct run *run, const struct rows *rows)
{
    return (struct recipient){
        .id = {rows_int(rows, 0)},
        .name = rows_text(rows, 1, run->arena),
        .email = rows_text(rows, 2, run->arena),
        .left_on = rows_day(rows, 3),
        .jobs = ARENA_NEW(run->arena, struct job),
    };
}

/* A job that begins later is left out beside one of today. */
static void add_job(const struct run *run, struct recipient *recipient, const struct rows *rows)
{
    bool later = rows_int(rows, 6) != 0;
    struct job job = {{rows_int(rows, 4)}, (int)rows_int(rows, 5)};
    if (recipient->job_count == JOBS_MAX || (recipient->job_count && later))
        return;
    if (recipient->job_count == 1) {
        struct job *more = ARENA_ARRAY(run->arena, struct job, JOBS_MAX);
        more[0] = recipient->jobs[0];
        recipient->jobs = more;
    }
    recipient->jobs[recipient->job_count++] = job;
}

/* One row a job. */
static enum err read_people(struct run *run)
{
    int most = 0;
    enum err err = count_people(run, &most);
    if (err != OK)
        return err;
    run->people = ARENA_ARRAY(run->arena, struct recipient, (size_t)most + 1);
    struct rows rows =
        store_query(run->store, SQL[PEOPLE], PARAMS(p_day(run->from), p_int(4 * PEOPLE_MAX)));
    while (rows_next(&rows)) {
        struct recipient *last = run->people + run->people_count - 1;
        bool same = run->people_count && last->id.v == rows_int(&rows, 0);
        if (!same && run->people_count == most)
            continue;
        if (!same) {
            last = &run->people[run->people_count++];
            *last = read_recipient(run, &rows);
        }
        add_job(run, last, &rows);
    }
    return rows_end(&rows);
}

static const struct recipient *find_recipient(const struct run *run, struct person_id id)
{
    int low = 0, high = run->people_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (run->people[middle].id.v < id.v)
            low = middle + 1;
        else
            high = middle;
    }
    return low < run->people_count && run->people[low].id.v == id.v ? &run->people[low] : NULL;
}

/* School days of that year only: the summer ends every ladder. */
static enum err find_school_days(struct run *run, const struct recipient *recipient, int year,
                                 struct calendar *ret)
{
    struct calendar calendar;
    enum err err = calendar_cache_find(run->calendars, run->store, recipient->jobs[0].school,
                                       WORKING_DAYS_ALL, &calendar);
    if (err == OK)
        *ret = calendar_of_year(calendar, year);
    return err;
}

/* The days on which they work in an open school, whichever it is. */
static enum err find_own_days(struct run *run, const struct recipient *recipient, int year,
                              struct calendar *ret)
{
    struct calendar own = {.count = 0};
    enum err err = OK;
    for (int i = 0; err == OK && i < recipient->job_count; i++) {
        const struct job *job = &recipient->jobs[i];
        struct calendar calendar;
        err = calendar_cache_find(run->calendars, run->store, job->school, job->working_days,
                                  &calendar);
        if (err != OK)
            break;
        calendar = calendar_of_year(calendar, year);
        own = i ? calendar_union(own, calendar, run->arena) : calendar;
    }
    if (err == OK)
        *ret = own;
    return err;
}

/* ---- items ---- */

static void add_item(struct run *run, const struct nudge_item *item)
{
    if (run->out.count == run->capacity) {
        run->capacity = run->capacity ? 2 * run->capacity : ITEMS_FIRST;
        struct nudge_item *more = ARENA_ARRAY(run->arena, struct nudge_item, (size_t)run->capacity);
        for (int i = 0; i < run->out.count; i++)
            more[i] = run->out.items[i];
        run->out.items = more;
    }
    run->out.items[run->out.count++] = *item;
}

/* Whether that step, or a later one, reached them before the first day of the plan. */
static enum err is_sent(struct run *run, struct person_id to, int64_t deadline_id,
                        enum nudge_step step, bool *ret)
{
    bool sent = false;
    enum nudge_step other;
    struct rows rows =
        store_query(run->store, SQL[SENT],
                    PARAMS(p_int(to.v), p_int(deadline_id), p_instant(tz_at(run->from, 4, 0))));
    while (rows_next(&rows))
        if (nudge_step_parse(rows_str(&rows, 0), &other) == OK && other >= step)
            sent = true;
    *ret = sent;
    return rows_end(&rows);
}

static bool is_here(const struct recipient *recipient, struct day on)
{
    return day_is_none(recipient->left_on) || recipient->left_on.v >= on.v;
}

/* Neither the one who gets it nor the one it is about may be out of the cycle that day. */
static enum err is_wanted(struct run *run, const struct recipient *to,
                          const struct recipient *owner, int64_t deadline_id, struct nudge_due due,
                          bool *ret)
{
    bool exempt = false, sent = false;
    *ret = false;
    if (!is_here(to, due.on) || !is_here(owner, due.on))
        return OK;
    enum err err = is_sent(run, to->id, deadline_id, due.step, &sent);
    if (err != OK || sent)
        return err;
    err = deadline_is_exempt(run->store, owner->id, due.on, &exempt);
    if (err == OK && !exempt && to != owner)
        err = deadline_is_exempt(run->store, to->id, due.on, &exempt);
    if (err == OK)
        *ret = !exempt;
    return err;
}

static enum err choose(struct run *run, const struct open *open, const struct recipient *to,
                       const struct recipient *owner, struct calendar calendar,
                       const struct day *days)
{
    struct nudge_due dues[NUDGE_STEPS];
    struct nudge_choice choice = {.days = days,
                                  .due_on = open->due_on,
                                  .recipient = calendar,
                                  .from = run->from,
                                  .to = run->to,
                                  .quiet_until = open->quiet_until};
    int count = nudge_choose(&choice, dues);
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        bool wanted;
        err = is_wanted(run, to, owner, open->id, dues[i], &wanted);
        if (err == OK && wanted)
            add_item(run, &(struct nudge_item){.to = to->id,
                                               .name = to->name,
                                               .email = to->email,
                                               .deadline_id = open->id,
                                               .step = dues[i].step,
                                               .on = dues[i].on,
                                               .due_on = open->due_on,
                                               .label = open->label,
                                               .about = to == owner ? NULL : owner->name});
    }
    return err;
}

/* ---- one deadline ---- */

/* The mentor of the day on which it is sent, or would have been. NULL: nobody to write to. */
static enum err find_mentor(struct run *run, const struct open *open, struct day planned,
                            const struct recipient **ret)
{
    struct person_id mentor;
    struct day on = planned.v > run->from.v ? planned : run->from;
    enum err err = person_pd_mentor(run->store, open->person, on, &mentor);
    if (err == OK)
        *ret = mentor.v ? find_recipient(run, mentor) : NULL;
    return err;
}

static enum err nudge_mentor(struct run *run, const struct open *open,
                             const struct recipient *owner, struct nudge_dates *dates)
{
    struct day days[NUDGE_STEPS], only[NUDGE_STEPS];
    const struct recipient *mentor = NULL;
    struct day second = calendar_after(dates->school, dates->due_on, 2);
    if (open->opening_only || day_is_none(second) || second.v > run->to.v)
        return OK;
    enum err err = find_mentor(run, open, second, &mentor);
    if (err != OK || !mentor)
        return err;
    err = find_own_days(run, mentor, open->year, &dates->mentor);
    if (err != OK)
        return err;
    nudge_ladder_compute(dates, days);
    for (int i = 0; i < NUDGE_STEPS; i++)
        only[i] = i == NUDGE_PLUS_2 ? days[i] : DAY_NONE;
    return choose(run, open, mentor, owner, dates->mentor, only);
}

static enum err nudge_one(struct run *run, const struct open *open)
{
    struct day days[NUDGE_STEPS];
    const struct recipient *owner = find_recipient(run, open->person);
    struct nudge_dates dates = {
        .opens_on = open->opens_on, .due_on = open->due_on, .opening_only = open->opening_only};
    if (!owner)
        return OK;
    enum err err = find_school_days(run, owner, open->year, &dates.school);
    if (err == OK)
        err = find_own_days(run, owner, open->year, &dates.person);
    if (err != OK)
        return err;
    nudge_ladder_compute(&dates, days);
    err = choose(run, open, owner, owner, dates.person, days);
    return err == OK ? nudge_mentor(run, open, owner, &dates) : err;
}

/* Few items, many rows: each label is kept once. */
static const char *intern(struct run *run, int64_t item_id, const struct rows *rows, int column)
{
    for (int i = 0; i < run->label_count; i++)
        if (run->labels[i].item_id == item_id)
            return run->labels[i].text;
    const char *text = rows_text(rows, column, run->arena);
    if (run->label_count < LABELS_MAX)
        run->labels[run->label_count++] = (struct label){item_id, text};
    return text;
}

static struct open read_open(struct run *run, const struct rows *rows)
{
    return (struct open){
        .id = rows_int(rows, 0),
        .person = {rows_int(rows, 1)},
        .opens_on = rows_day(rows, 2),
        .due_on = rows_day(rows, 3),
        .label = intern(run, rows_int(rows, 4), rows, 5),
        .opening_only = str_eq_c(rows_str(rows, 6), "opening"),
        .year = (int)rows_int(rows, 7),
        .quiet_until = rows_is_null(rows, 8) ? DAY_NONE : day_add(tz_day(rows_instant(rows, 8)), 1),
    };
}

enum err deadline_nudge_due(struct store *store, struct day from, struct day to,
                            struct arena *arena, struct nudge_items *ret)
{
    struct run *run = ARENA_NEW(arena, struct run);
    run->store = store;
    run->arena = arena;
    run->from = from;
    run->to = to;
    run->calendars = calendar_cache_new(arena);
    enum err err = read_people(run);
    if (err != OK)
        return err;
    struct rows rows = store_query(store, SQL[DEADLINES],
                                   PARAMS(p_day(day_add(from, -LOOK_BACK_DAYS)), p_day(to)));
    while (err == OK && rows_next(&rows)) {
        struct open open = read_open(run, &rows);
        err = nudge_one(run, &open);
    }
    enum err end = rows_end(&rows);
    if (err == OK && end == OK)
        *ret = run->out;
    return err != OK ? err : end;
}
