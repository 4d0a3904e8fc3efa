/* DESIGN: requests for reading: one with its steps, what waits for somebody, lists. */
#include "absence.h"
#include "approval_store.h"
#include "check.h"

#define APPROVAL_SELECT                                                                            \
    "SELECT a.id, a.kind, a.person_id, p.name, a.school_id, c.name, a.booking_id, b.event_id,"     \
    " a.title, a.provider, a.from_on, a.to_on, a.cost_pence, a.payer, a.cover_amount,"             \
    " a.cover_unit, a.travel, a.travel_pence, a.miles, a.outcome, a.in_trust, a.in_trust_note,"    \
    " a.for_need, a.for_goal, a.criteria_list, a.criteria, a.status, a.step_days, a.cover,"        \
    " a.order_state, a.version, a.made_at, a.ended_at FROM approval a"                             \
    " JOIN person p ON p.id = a.person_id JOIN school c ON c.id = a.school_id"                     \
    " LEFT JOIN booking b ON b.id = a.booking_id "

#define SCOPE(kind, all, schools)                                                                  \
    "(a.kind = '" kind "' AND (" all " = 1 OR instr(" schools ", ',' || a.school_id || ',') > 0))"

enum { FIND, STEPS, NOTES, LIST, PARTY };
static const char *const SQL[] = {
    [FIND] = APPROVAL_SELECT "WHERE a.id = $1",
    [STEPS] = "SELECT s.id, s.key, s.words, s.who, s.delegate, s.state, s.since_at, s.due_on,"
              " s.delegate_id, coalesce(d.name, ''), s.by_id, coalesce(b.name, ''), s.at, s.note"
              " FROM approval_step s LEFT JOIN person d ON d.id = s.delegate_id"
              " LEFT JOIN person b ON b.id = s.by_id WHERE s.approval_id = $1"
              " ORDER BY s.position LIMIT 20",
    [NOTES] = "SELECT n.kind, n.words, p.name, n.person_id, n.at FROM approval_note n"
              " JOIN person p ON p.id = n.person_id WHERE n.approval_id = $1"
              " ORDER BY n.id LIMIT $2",
    [LIST] = APPROVAL_SELECT
    "WHERE ($1 = 0 OR a.person_id = $1) AND ($2 = '' OR a.status = $2)"
    " AND ($3 = '' OR instr(lower(a.title), lower($3)) > 0"
    " OR instr(lower(a.provider), lower($3)) > 0"
    " OR instr(lower(p.name), lower($3)) > 0) AND (" SCOPE("funding", "$4", "$5") " OR " SCOPE(
        "working pattern", "$6", "$7") ") ORDER BY a.id DESC LIMIT $8 OFFSET $9",
    [PARTY] = "SELECT 1 FROM approval_step WHERE approval_id = $1 AND (by_id = $2"
              " OR delegate_id = $2) UNION ALL SELECT 1 FROM approval_note WHERE approval_id = $1"
              " AND person_id = $2 AND kind IN ('question', 'recommends', 'advises against')"
              " LIMIT 1",
};

static struct approval_fields read_fields(const struct rows *rows, struct arena *arena)
{
    return (struct approval_fields){
        .kind =
            (enum approval_kind)approval_word(approval_kinds, APPROVAL_KINDS, rows_str(rows, 1)),
        .title = rows_text(rows, 8, arena),
        .provider = rows_text(rows, 9, arena),
        .from = rows_day(rows, 10),
        .to = rows_day(rows, 11),
        .cost_pence = (int)rows_int(rows, 12),
        .payer = approval_word(approval_payers, APPROVAL_PAYERS, rows_str(rows, 13)),
        .cover_amount = (int)rows_int(rows, 14),
        .cover_hours = str_eq_c(rows_str(rows, 15), "hours"),
        .travel = rows_text(rows, 16, arena),
        .travel_pence = (int)rows_int(rows, 17),
        .miles = (int)rows_int(rows, 18),
        .outcome = rows_text(rows, 19, arena),
        .in_trust = approval_word(approval_answers, APPROVAL_ANSWERS, rows_str(rows, 20)),
        .in_trust_note = rows_text(rows, 21, arena),
        .for_need = rows_int(rows, 22) != 0,
        .for_goal = rows_int(rows, 23) != 0,
        .criteria = rows_text(rows, 25, arena),
    };
}

static struct approval read_approval(const struct rows *rows, struct arena *arena)
{
    struct approval approval = {
        .id = {rows_int(rows, 0)},
        .fields = read_fields(rows, arena),
        .person = {rows_int(rows, 2)},
        .person_name = rows_text(rows, 3, arena),
        .school = {rows_int(rows, 4)},
        .school_name = rows_text(rows, 5, arena),
        .booking = {rows_int(rows, 6)},
        .event = {rows_int(rows, 7)},
        .criteria_list = rows_text(rows, 24, arena),
        .step_days = (int)rows_int(rows, 27),
        .cover = rows_text(rows, 28, arena),
        .order = approval_word(approval_orders, APPROVAL_ORDERS, rows_str(rows, 29)),
        .version = (int)rows_int(rows, 30),
        .made_at = rows_instant(rows, 31),
        .ended_at = rows_instant(rows, 32),
        .here = -1,
    };
    int status = approval_word(approval_statuses, APPROVAL_STATUSES, rows_str(rows, 26));
    CHECK(status >= 0);
    approval.status = (enum approval_status)status;
    return approval;
}

static enum approval_step_state read_state(struct str name)
{
    int state = 0;
    while (!str_eq_c(name, approval_step_state_name((enum approval_step_state)state)))
        CHECK(++state < APPROVAL_STEP_STATES);
    return (enum approval_step_state)state;
}

static struct approval_step read_step(const struct rows *rows, struct arena *arena)
{
    return (struct approval_step){
        .id = rows_int(rows, 0),
        .key = rows_text(rows, 1, arena),
        .words = rows_text(rows, 2, arena),
        .who = rows_text(rows, 3, arena),
        .recommends = str_eq_c(rows_str(rows, 4), "recommends"),
        .state = read_state(rows_str(rows, 5)),
        .since = rows_instant(rows, 6),
        .due = rows_day(rows, 7),
        .delegate = {rows_int(rows, 8)},
        .delegate_name = rows_text(rows, 9, arena),
        .by = {rows_int(rows, 10)},
        .by_name = rows_text(rows, 11, arena),
        .at = rows_instant(rows, 12),
        .note = rows_text(rows, 13, arena),
    };
}

static enum err read_steps(struct store *store, struct approval *approval, struct arena *arena)
{
    approval->steps = ARENA_ARRAY(arena, struct approval_step, APPROVAL_STEPS_MAX);
    struct rows rows = store_query(store, SQL[STEPS], PARAMS(p_int(approval->id.v)));
    while (rows_next(&rows)) {
        struct approval_step step = read_step(&rows, arena);
        if (step.state == APPROVAL_STEP_HERE && !approval->ended_at.v)
            approval->here = approval->step_count;
        approval->steps[approval->step_count++] = step;
    }
    return rows_end(&rows);
}

enum err approval_find(struct store *store, struct approval_id id, struct arena *arena,
                       struct approval *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct approval approval = read_approval(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        err = read_steps(store, &approval, arena);
    if (err == OK)
        *ret = approval;
    return err;
}

enum err approval_notes(struct store *store, struct approval_id id, struct arena *arena,
                        struct approval_note **ret, int *ret_count)
{
    struct approval_note *notes = ARENA_ARRAY(arena, struct approval_note, APPROVAL_NOTES_MAX);
    int count = 0;
    struct rows rows =
        store_query(store, SQL[NOTES], PARAMS(p_int(id.v), p_int(APPROVAL_NOTES_MAX)));
    while (rows_next(&rows))
        notes[count++] = (struct approval_note){rows_text(&rows, 0, arena),
                                                rows_text(&rows, 1, arena),
                                                rows_text(&rows, 2, arena),
                                                {rows_int(&rows, 3)},
                                                rows_instant(&rows, 4)};
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    *ret = notes;
    *ret_count = count;
    return OK;
}

/* ---- whose turn it is ---- */

enum err approval_holders(struct store *store, struct person_id asker, struct school_id school,
                          const char *who, bool last, struct day today, struct arena *arena,
                          struct approval_people *ret)
{
    struct approval_candidate *candidates;
    struct approval_people people = {NULL, 0};
    bool holds[APPROVAL_CANDIDATES_MAX];
    int count;
    enum err err = approval_store_candidates(store, asker, school, who, today, arena, &candidates,
                                             &people.items, &count);
    if (err != OK)
        return err;
    approval_rules_holders(candidates, count, asker, last, holds);
    for (int i = 0; i < count; i++)
        if (holds[i])
            people.items[people.count++] = people.items[i];
    *ret = people;
    return OK;
}

/* A delegate who has left, or is away for long, has given it back. */
static enum err find_delegate(struct store *store, const struct approval_step *step,
                              struct day today, struct arena *arena, struct approval_people *ret)
{
    struct person *delegate = ARENA_NEW(arena, struct person);
    bool away = false;
    enum err err = person_find(store, step->delegate, arena, delegate);
    if (err == OK)
        err = absence_is_away(store, step->delegate, today, &away);
    if (err != OK)
        return err;
    bool left = !day_is_none(delegate->left_on) && delegate->left_on.v < today.v;
    *ret = (struct approval_people){delegate, !left && !away};
    return OK;
}

static enum err holders_of_step(struct store *store, const struct approval *approval,
                                struct day today, struct arena *arena, struct approval_people *ret)
{
    const struct approval_step *step = &approval->steps[approval->here];
    return approval_holders(store, approval->person, approval->school, step->who,
                            approval->here == approval->step_count - 1, today, arena, ret);
}

enum err approval_holders_now(struct store *store, const struct approval *approval,
                              struct day today, struct arena *arena, struct approval_people *ret)
{
    struct approval_people people = {NULL, 0};
    enum err err = OK;
    if (approval->here >= 0 && approval->steps[approval->here].delegate.v)
        err = find_delegate(store, &approval->steps[approval->here], today, arena, &people);
    if (err == OK && approval->here >= 0 && people.count == 0)
        err = holders_of_step(store, approval, today, arena, &people);
    if (err == OK)
        *ret = people;
    return err;
}

static bool has_person(const struct approval_people *people, struct person_id person)
{
    for (int i = 0; i < people->count; i++)
        if (people->items[i].id.v == person.v)
            return true;
    return false;
}

enum err approval_is_in_hand(struct store *store, const struct approval *approval,
                             struct person_id person, struct day today, struct arena *arena,
                             bool *ret)
{
    struct approval_people people;
    bool is = false;
    enum err err = OK;
    if (approval->here >= 0 && person.v != approval->person.v) {
        err = approval_holders_now(store, approval, today, arena, &people);
        is = err == OK && has_person(&people, person);
        if (err == OK && !is && approval->steps[approval->here].delegate.v) {
            err = holders_of_step(store, approval, today, arena, &people);
            is = err == OK && has_person(&people, person);
        }
    }
    if (err == OK)
        *ret = is;
    return err;
}

enum err approval_is_party(struct store *store, const struct approval *approval,
                           struct person_id person, struct day today, struct arena *arena,
                           bool *ret)
{
    int64_t one;
    if (person.v == approval->person.v) {
        *ret = true;
        return OK;
    }
    enum err err =
        store_find_int(store, SQL[PARTY], PARAMS(p_int(approval->id.v), p_int(person.v)), &one);
    if (err == ERR_NOT_FOUND)
        return approval_is_in_hand(store, approval, person, today, arena, ret);
    if (err == OK)
        *ret = true;
    return err;
}

/* ---- lists ---- */

static enum err has_now(struct store *store, const struct approval *approval,
                        struct person_id person, struct day today, struct arena *arena, bool *ret)
{
    struct approval_people people;
    enum err err = approval_holders_now(store, approval, today, arena, &people);
    if (err == OK)
        *ret = has_person(&people, person);
    return err;
}

enum err approval_list_waiting(struct store *store, struct person_id person, struct day today,
                               struct arena *arena, struct approval_list *ret)
{
    int64_t ids[APPROVAL_WAITING_MAX];
    int count = 0;
    struct approval_list list = {NULL, 0, 0};
    enum err err = approval_store_list_candidate(store, person, today, ids, &count);
    if (err == OK && count)
        list.items = ARENA_ARRAY(arena, struct approval, (size_t)count);
    for (int i = 0; err == OK && i < count; i++) {
        bool has = false;
        struct approval *approval = &list.items[list.count];
        err = approval_find(store, (struct approval_id){ids[i]}, arena, approval);
        if (err == OK)
            err = has_now(store, approval, person, today, arena, &has);
        list.count += err == OK && has;
    }
    if (err == OK)
        *ret = list;
    return err;
}

/* ",2,3,": for instr in the WHERE. */
static const char *schools_of(const struct permission_scope *scope, struct arena *arena)
{
    const char *text = ",";
    for (int i = 0; scope && i < scope->school_count; i++)
        text = arena_printf(arena, "%s%lld,", text, (long long)scope->schools[i].v);
    return text;
}

enum err approval_list(struct store *store, const struct approval_filter *f, struct arena *arena,
                       struct approval_list *ret)
{
    struct approval_list list = {ARENA_ARRAY(arena, struct approval, (size_t)f->limit + 1), 0, 0};
    struct rows rows = store_query(
        store, SQL[LIST],
        PARAMS(p_int(f->person.v), p_text(f->status < 0 ? "" : approval_statuses[f->status]),
               p_text(f->q ? f->q : ""), p_int(!f->funding || f->funding->trust),
               p_text(schools_of(f->funding, arena)), p_int(!f->pattern || f->pattern->trust),
               p_text(schools_of(f->pattern, arena)), p_int(f->limit + 1), p_int(f->after)));
    while (rows_next(&rows))
        list.items[list.count++] = read_approval(&rows, arena);
    enum err err = rows_end(&rows);
    if (list.count > f->limit) {
        list.count = f->limit;
        list.next = f->after + f->limit;
    }
    for (int i = 0; err == OK && i < list.count; i++)
        err = read_steps(store, &list.items[i], arena);
    if (err == OK)
        *ret = list;
    return err;
}
