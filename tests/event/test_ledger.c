/* DESIGN: the ledger of hours on a database: the hand-computed table, whole schools, over-asking.
 */
#include "fixture.h"

#include "embedded.h"
#include "employment.h"
#include "hours_table.h"
#include "ledger.h"

enum { YEAR = 2026 };

struct world {
    struct fixture f;
    struct hours_table table;
    struct school_id schools[HOURS_SCHOOLS];
    struct person_id people[HOURS_CASES_MAX];
    int event_count;
};

static void run(struct world *w, const char *sql, const struct param *params)
{
    assert_ok(store_exec(w->f.store, sql, params));
}

static int64_t made(struct world *w, const char *sql, const struct param *params)
{
    int64_t id;
    assert_ok(store_find_int(w->f.store, sql, params, &id));
    return id;
}

/* ---- the world of the table ---- */

static void give_calendar(struct world *w, int school)
{
    struct span *spans;
    int count;
    if (school == HOURS_SCHOOLS - 1)
        return;
    assert_ok(calendar_parse_year(NULL, hours_table_calendar(w->f.arena, school), w->f.arena,
                                  &spans, &count, fixture_why(&w->f)));
    assert_ok(calendar_insert_year(w->f.store, w->schools[school], spans, count));
}

static void open_world(struct world *w)
{
    *w = (struct world){.event_count = 0};
    fixture_init(&w->f, 2);
    w->table = hours_table_read(w->f.arena);
    assert_ok(calendar_load_bank_holidays(
        w->f.store, "holidays", embedded_find(embedded_data, "bank-holidays-england-and-wales.csv"),
        fixture_why(&w->f)));
    for (int i = 0; i < HOURS_SCHOOLS; i++) {
        assert_ok(school_insert(w->f.store, hours_table_schools[i], "", &w->schools[i]));
        give_calendar(w, i);
    }
}

static void choose(struct world *w, const struct hours_rules *rules, bool kept)
{
    const struct hours_choice choice = {
        .from_year = YEAR, .this_year = YEAR, .kept = kept, .rules = *rules};
    assert_ok(
        hours_setting_change(w->f.store, &choice, w->f.people[0], w->f.now, fixture_why(&w->f)));
}

static struct person_id person_of(struct world *w, const struct hours_case *c)
{
    const struct person_new fields = {c->name, NULL};
    struct person_id person;
    assert_ok(person_insert(w->f.store, &fields, w->f.now, &person));
    for (int i = 0; i < c->job_count; i++) {
        const struct hours_case_job *job = &c->jobs[i];
        const struct employment_terms terms = {.school = w->schools[job->school],
                                               .staff_group = job->staff_group,
                                               .role_category = "",
                                               .post = "",
                                               .staff_ref = "",
                                               .fte_milli = job->fte_milli,
                                               .leadership = job->leadership,
                                               .working_days = WORKING_DAYS_ALL,
                                               .starts_on = job->from,
                                               .ends_on = job->to};
        struct employment_id id;
        assert_ok(employment_begin(w->f.store, person, &terms, fixture_why(&w->f), &id));
    }
    return person;
}

static int64_t event_of(struct world *w, const struct hours_case_event *e, int64_t parent)
{
    bool required = strcmp(e->state, "required") == 0 || strcmp(e->state, "asked") == 0 ||
                    strcmp(e->state, "excused") == 0;
    int64_t at = support_at(e->last_year ? "2026-06-12T09:00" : "2026-10-23T09:00").v;
    int n = ++w->event_count;
    return made(w,
                "INSERT INTO event (uid, kind, title, host_school_id, starts_at, ends_at, capacity,"
                " attendance, hours_min, counts, status, cancelled_at, parent_id, created_by,"
                " created_at, modified_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11,"
                " $12, $13, 0, 0) RETURNING id",
                PARAMS(p_text(arena_printf(w->f.arena, "uid%d", n)), p_text(e->kind),
                       p_text(e->name), p_int(w->schools[0].v), p_int(at), p_int(at + 7 * 3600),
                       p_text(required ? "required" : "voluntary"), p_int(e->minutes),
                       p_text(e->counts),
                       p_text(strcmp(e->state, "off") == 0 ? "cancelled" : "done"),
                       strcmp(e->state, "off") == 0 ? p_int(at) : p_null(), p_id_or_null(parent),
                       p_int(w->f.people[0].v)));
}

static void invite(struct world *w, struct person_id person, int64_t event, bool required)
{
    run(w, "INSERT INTO invitee (event_id, person_id, required, asked_at) VALUES ($1, $2, $3, 0)",
        PARAMS(p_int(event), p_int(person.v), p_int(required)));
}

static void take_part(struct world *w, struct person_id person, const struct hours_case_event *e,
                      int64_t event)
{
    bool has_place = strcmp(e->state, "booked") == 0 || strcmp(e->state, "required") == 0 ||
                     strcmp(e->state, "off") == 0 || strcmp(e->state, "excused") == 0;
    if (strcmp(e->state, "asked") == 0) {
        invite(w, person, event, true);
        return;
    }
    if (strcmp(e->state, "excused") == 0)
        invite(w, person, event, false);
    run(w,
        "INSERT INTO booking (uid, event_id, person_id, status, booked_at, ended_at, modified_at,"
        " credit_min) VALUES ('b' || $1, $1, $2, $3, 0, $4, 0, $5)",
        PARAMS(p_int(event), p_int(person.v), p_text(has_place ? "confirmed" : e->state),
               strcmp(e->state, "withdrawn") == 0 ? p_int(1) : p_null(),
               e->credit_min < 0 ? p_null() : p_int(e->credit_min)));
}

/* A workshop whose day nobody has a place at has a day all the same. */
static int64_t day_of_workshop(struct world *w, const struct hours_case *c, const int64_t *ids,
                               int at)
{
    const struct hours_case_event *e = &c->events[at];
    static const struct hours_case_event day = {
        .name = "A day", .kind = "inset", .counts = "inset", .state = "booked", .minutes = 360};
    for (int i = 0; i < at; i++)
        if (strcmp(c->events[i].name, e->of) == 0)
            return ids[i];
        else if (c->events[i].of && strcmp(c->events[i].of, e->of) == 0)
            return made(w, "SELECT parent_id FROM event WHERE id = $1", PARAMS(p_int(ids[i])));
    return event_of(w, &day, 0);
}

static void add_case(struct world *w, int at)
{
    const struct hours_case *c = &w->table.cases[at];
    struct person_id person = w->people[at] = person_of(w, c);
    int64_t ids[HOURS_CASE_ITEMS_MAX];
    for (int i = 0; i < c->event_count; i++) {
        ids[i] = event_of(w, &c->events[i], c->events[i].of ? day_of_workshop(w, c, ids, i) : 0);
        take_part(w, person, &c->events[i], ids[i]);
    }
    for (int i = 0; i < c->adjusted_count; i++) {
        const struct hours_agreement agreed = {person, YEAR, c->adjusted[i].counts,
                                               c->adjusted[i].minutes, "Agreed in June"};
        struct hours_adjustment_id id;
        assert_ok(hours_adjustment_make(w->f.store, &agreed, w->f.people[0], w->f.now,
                                        fixture_why(&w->f), &id));
    }
}

static void test_table_on_a_database(void **state)
{
    struct world w;
    (void)state;
    open_world(&w);
    for (int i = 0; i < w.table.count; i++) {
        const struct hours_case *c = &w.table.cases[i];
        struct ledger ledger;
        add_case(&w, i);
        choose(&w, &c->rules, true);
        assert_ok(ledger_find(w.f.store, w.people[i], YEAR, w.f.arena, &ledger));
        assert_true(ledger.kept);
        hours_table_assert(c, &ledger.totals);
    }
    fixture_done(&w.f);
}

/* The whole school at once says what each person's own ledger says, lines and all. */
static void test_school_is_its_people(void **state)
{
    struct world w;
    struct ledger_list list;
    struct hours_rules rules = hours_setting_default();
    (void)state;
    open_world(&w);
    rules.spark = true;
    choose(&w, &rules, true);
    for (int i = 0; i < w.table.count; i++)
        add_case(&w, i);
    for (int s = 0; s < HOURS_SCHOOLS; s++) {
        assert_ok(ledger_list(w.f.store, w.schools[s], YEAR, w.f.arena, &list));
        assert_true(list.count > 0);
        for (int i = 0; i < list.count; i++) {
            struct ledger one;
            const struct ledger *l = &list.items[i];
            assert_ok(ledger_find(w.f.store, l->person, YEAR, w.f.arena, &one));
            assert_memory_equal(&l->totals, &one.totals, sizeof one.totals);
            assert_int_equal(l->job_count, one.job_count);
            assert_int_equal(l->event_count, one.event_count);
            assert_int_equal(l->adjustment_count, one.adjustment_count);
            for (int k = 0; k < one.event_count; k++)
                assert_int_equal(l->events[k].entry.event, one.events[k].entry.event);
            if (i)
                assert_true(strcasecmp(list.items[i - 1].name, l->name) <= 0);
        }
    }
    fixture_done(&w.f);
}

static int find_case(const struct world *w, const char *name)
{
    for (int i = 0; i < w->table.count; i++)
        if (strcmp(w->table.cases[i].name, name) == 0)
            return i;
    fail_msg("no case %s", name);
    return 0;
}

static bool is_listed(const struct ledger_list *list, struct person_id person)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].person.v == person.v)
            return true;
    return false;
}

/* Whoever works there in that year, at least for a day. */
static void test_who_is_of_a_school(void **state)
{
    static const struct {
        const char *name;
        bool oak, ash;
    } ROWS[] = {
        {"full time, nothing yet", true, false}, {"two schools, full time together", true, true},
        {"moves at Christmas", true, true},      {"leaves at Christmas", true, false},
        {"left in July", false, false},          {"comes next September", false, false}};
    struct world w;
    struct ledger_list oak, ash;
    (void)state;
    open_world(&w);
    choose(&w, &(struct hours_rules){.spark = false}, true);
    for (int i = 0; i < w.table.count; i++)
        add_case(&w, i);
    assert_ok(ledger_list(w.f.store, w.schools[0], YEAR, w.f.arena, &oak));
    assert_ok(ledger_list(w.f.store, w.schools[1], YEAR, w.f.arena, &ash));
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct person_id person = w.people[find_case(&w, ROWS[i].name)];
        assert_int_equal(is_listed(&oak, person), ROWS[i].oak);
        assert_int_equal(is_listed(&ash, person), ROWS[i].ash);
    }
    fixture_done(&w.f);
}

/* By what one does at that school, not at another. */
static void test_group_at_a_school(void **state)
{
    struct world w;
    struct ledger ledger;
    struct hours_rules rules = hours_setting_default();
    (void)state;
    open_world(&w);
    choose(&w, &rules, true);
    int at = find_case(&w, "teaches here, leads there");
    add_case(&w, at);
    assert_ok(ledger_find(w.f.store, w.people[at], YEAR, w.f.arena, &ledger));
    assert_true(ledger_is_in_group(&ledger, w.schools[0], HOURS_TEACHING));
    assert_false(ledger_is_in_group(&ledger, w.schools[0], HOURS_LEADERSHIP));
    assert_true(ledger_is_in_group(&ledger, w.schools[1], HOURS_LEADERSHIP));
    assert_int_equal(ledger.jobs[1].inset_min, 900);
    assert_int_equal(ledger.jobs[1].directed_min, 0);
    fixture_done(&w.f);
}

/* ---- off, on, and since when ---- */

static void test_off_until_chosen(void **state)
{
    struct world w;
    struct ledger ledger;
    struct ledger_list list;
    struct hours_ask ask;
    const struct ledger_asking asking = {YEAR, HOURS_COUNT_INSET, 100000, 0};
    (void)state;
    open_world(&w);
    add_case(&w, 0);
    assert_ok(ledger_find(w.f.store, w.people[0], YEAR, w.f.arena, &ledger));
    assert_false(ledger.kept);
    assert_int_equal(ledger.totals.inset_required, 0);
    assert_string_equal(ledger.name, "full time, nothing yet");
    assert_ok(ledger_list(w.f.store, w.schools[0], YEAR, w.f.arena, &list));
    assert_false(list.kept);
    assert_int_equal(list.count, 0);
    assert_ok(ledger_would_ask(w.f.store, w.people[0], &asking, w.f.arena, &ask));
    assert_false(ask.kept || ask.over_inset || ask.over_directed);
    struct hours_rules rules = hours_setting_default();
    choose(&w, &rules, true);
    assert_ok(ledger_would_ask(w.f.store, w.people[0], &asking, w.f.arena, &ask));
    assert_true(ask.kept && ask.over_inset && ask.over_directed);
    assert_ok(ledger_find(w.f.store, w.people[0], YEAR - 1, w.f.arena, &ledger));
    assert_false(ledger.kept);
    assert_int_equal(ledger_find(w.f.store, (struct person_id){99999}, YEAR, w.f.arena, &ledger),
                     ERR_NOT_FOUND);
    fixture_done(&w.f);
}

static void test_setting_holds_from_a_year_on(void **state)
{
    struct world w;
    struct hours_setting setting;
    struct hours_rules rules = hours_setting_default();
    (void)state;
    open_world(&w);
    assert_ok(hours_setting_find(w.f.store, YEAR, &setting));
    assert_false(setting.kept || setting.rules.spark);
    assert_int_equal(setting.version, 1);
    assert_memory_equal(&setting.rules, &rules, sizeof rules);
    choose(&w, &rules, true);
    rules.of[HOURS_TEACHING].inset_days = 4;
    rules.spark = true;
    struct hours_choice next = {2, YEAR + 1, YEAR, true, rules};
    assert_ok(hours_setting_change(w.f.store, &next, w.f.people[0], w.f.now, fixture_why(&w.f)));
    static const struct {
        int year, days, spark, from;
        bool kept;
    } ROWS[] = {{YEAR - 1, 5, 0, 0, false},
                {YEAR, 5, 0, YEAR, true},
                {YEAR + 1, 4, 1, YEAR + 1, true},
                {YEAR + 9, 4, 1, YEAR + 1, true}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        assert_ok(hours_setting_find(w.f.store, ROWS[i].year, &setting));
        assert_int_equal(setting.kept, ROWS[i].kept);
        assert_int_equal(setting.rules.of[HOURS_TEACHING].inset_days, ROWS[i].days);
        assert_int_equal(setting.rules.spark, ROWS[i].spark);
        assert_int_equal(setting.from_year, ROWS[i].from);
    }
    /* from this year on is from this year on: the one chosen for later goes */
    struct hours_choice again = {3, YEAR, YEAR, false, rules};
    assert_ok(hours_setting_change(w.f.store, &again, w.f.people[0], w.f.now, fixture_why(&w.f)));
    assert_ok(hours_setting_find(w.f.store, YEAR + 1, &setting));
    assert_false(setting.kept);
    assert_int_equal(setting.version, 4);
    fixture_done(&w.f);
}

static void test_setting_refuses(void **state)
{
    static const struct {
        const char *field;
        int from_year, group, days, day_min, directed_min;
    } BAD[] = {
        {"from_year", YEAR - 1, HOURS_TEACHING, 5, 360, 0},
        {"from_year", YEAR + 2, HOURS_TEACHING, 5, 360, 0},
        {"teaching_days", YEAR, HOURS_TEACHING, 21, 360, 0},
        {"leadership_days", YEAR, HOURS_LEADERSHIP, -1, 360, 0},
        {"classroom_support_day", YEAR, HOURS_CLASSROOM_SUPPORT, 5, 721, 0},
        {"other_support_directed", YEAR, HOURS_OTHER_SUPPORT, 5, 360, 120001},
    };
    struct world w;
    (void)state;
    open_world(&w);
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        struct hours_choice choice = {1, BAD[i].from_year, YEAR, true, hours_setting_default()};
        choice.rules.of[BAD[i].group] =
            (struct hours_rule){BAD[i].days, BAD[i].day_min, BAD[i].directed_min};
        assert_int_equal(
            hours_setting_change(w.f.store, &choice, w.f.people[0], w.f.now, fixture_why(&w.f)),
            ERR_INVALID);
        assert_true(fixture_refused(&w.f, BAD[i].field));
        assert_int_equal(w.f.why.field_count, 1);
    }
    struct hours_choice stale = {7, YEAR, YEAR, true, hours_setting_default()};
    assert_int_equal(
        hours_setting_change(w.f.store, &stale, w.f.people[0], w.f.now, fixture_why(&w.f)),
        ERR_STALE);
    fixture_done(&w.f);
}

/* ---- agreed by hand ---- */

static void test_agreements(void **state)
{
    static const struct {
        const char *field;
        enum hours_counts counts;
        int minutes;
        const char *reason;
    } BAD[] = {{"counts", HOURS_COUNT_NOTHING, 60, "Because"},
               {"minutes", HOURS_COUNT_INSET, 0, "Because"},
               {"minutes", HOURS_COUNT_INSET, HOURS_ADJUSTMENT_MIN_MAX + 1, "Because"},
               {"minutes", HOURS_COUNT_INSET, -HOURS_ADJUSTMENT_MIN_MAX - 1, "Because"},
               {"reason", HOURS_COUNT_INSET, 60, "  "}};
    struct world w;
    struct hours_adjustment_id id;
    struct hours_adjustment found;
    struct ledger ledger;
    struct hours_rules rules = hours_setting_default();
    (void)state;
    open_world(&w);
    choose(&w, &rules, true);
    add_case(&w, 0);
    struct hours_agreement what = {w.people[0], YEAR, HOURS_COUNT_INSET, 90, "Came on a Friday"};
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        const struct hours_agreement bad = {w.people[0], YEAR, BAD[i].counts, BAD[i].minutes,
                                            BAD[i].reason};
        assert_int_equal(
            hours_adjustment_make(w.f.store, &bad, w.f.people[0], w.f.now, fixture_why(&w.f), &id),
            ERR_INVALID);
        assert_true(fixture_refused(&w.f, BAD[i].field));
    }
    assert_int_equal(
        hours_adjustment_make(w.f.store, &what, w.people[0], w.f.now, fixture_why(&w.f), &id),
        ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "own-hours");
    assert_ok(
        hours_adjustment_make(w.f.store, &what, w.f.people[0], w.f.now, fixture_why(&w.f), &id));
    assert_ok(hours_adjustment_find(w.f.store, id, w.f.arena, &found));
    assert_string_equal(found.made_by, "Person 00");
    assert_ok(ledger_find(w.f.store, w.people[0], YEAR, w.f.arena, &ledger));
    assert_int_equal(ledger.totals.inset_done, 90);
    assert_int_equal(hours_adjustment_end(w.f.store, id, w.people[0], w.f.now, fixture_why(&w.f)),
                     ERR_CONFLICT);
    assert_ok(hours_adjustment_end(w.f.store, id, w.f.people[1], w.f.now, fixture_why(&w.f)));
    assert_ok(ledger_find(w.f.store, w.people[0], YEAR, w.f.arena, &ledger));
    assert_int_equal(ledger.totals.inset_done, 0);
    assert_int_equal(ledger.adjustment_count, 0);
    assert_int_equal(hours_adjustment_end(w.f.store, id, w.f.people[1], w.f.now, fixture_why(&w.f)),
                     ERR_CONFLICT);
    assert_string_equal(w.f.why.slug, "ended");
    fixture_done(&w.f);
}

/* ---- asking for more ---- */

static void test_would_ask(void **state)
{
    struct world w;
    struct hours_ask ask;
    struct ledger_over_list over;
    struct ledger ledger;
    struct hours_rules rules = hours_setting_default();
    (void)state;
    open_world(&w);
    choose(&w, &rules, true);
    for (int i = 0; i < w.table.count; i++)
        add_case(&w, i);
    int at = find_case(&w, "asked for too much");
    /* 1890 are asked for; one required day fewer, it is 1530 */
    struct ledger_asking asking = {YEAR, HOURS_COUNT_INSET, 90, 0};
    assert_ok(ledger_would_ask(w.f.store, w.people[at], &asking, w.f.arena, &ask));
    assert_int_equal(ask.inset_asked, 1980);
    assert_int_equal(ask.inset_required, 1800);
    assert_true(ask.over_inset);
    assert_ok(ledger_find(w.f.store, w.people[at], YEAR, w.f.arena, &ledger));
    asking.leave_out = ledger.events[1].entry.event;
    assert_int_equal(ledger.events[1].entry.event_min, 360);
    assert_ok(ledger_would_ask(w.f.store, w.people[at], &asking, w.f.arena, &ask));
    assert_int_equal(ask.inset_asked, 1530 + 90);
    assert_false(ask.over_inset);
    /* 360 more: too much for whoever has less than a day left */
    asking = (struct ledger_asking){YEAR, HOURS_COUNT_INSET, 360, 0};
    assert_ok(ledger_list_over(w.f.store, w.schools[0], &asking, w.f.arena, &over));
    static const char *const NAMES[] = {"a day as four twilights", "asked for too much",
                                        "more than owed", "one day a week, two days required"};
    assert_int_equal(over.count, COUNT_OF(NAMES));
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        assert_string_equal(over.items[i].name, NAMES[i]);
    assert_int_equal(over.items[3].ask.inset_asked, 1080);
    assert_int_equal(over.items[3].ask.inset_required, 360);
    fixture_done(&w.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_on_a_database),
        cmocka_unit_test(test_school_is_its_people),
        cmocka_unit_test(test_who_is_of_a_school),
        cmocka_unit_test(test_group_at_a_school),
        cmocka_unit_test(test_off_until_chosen),
        cmocka_unit_test(test_setting_holds_from_a_year_on),
        cmocka_unit_test(test_setting_refuses),
        cmocka_unit_test(test_agreements),
        cmocka_unit_test(test_would_ask),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
