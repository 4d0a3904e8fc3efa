/* DESIGN: what fell due while somebody was away, or before they began, has a later date. */
#include "absence.h"
#include "deadline.h"
#include "deadline_rules.h"
#include "employment.h"

#include "fixture.h"

static struct fixture f;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static struct deadline find(struct person_id person, const char *key, const char *now)
{
    struct deadline_list list;
    assert_ok(deadline_list(f.store, person, support_at(now), f.arena, &list));
    for (int i = 0; i < list.count; i++)
        if (strcmp(list.items[i].key, key) == 0)
            return list.items[i];
    fail_msg("no deadline %s", key);
    return (struct deadline){0};
}

static struct absence_id away(struct person_id person, const char *from, const char *until)
{
    struct refusal why;
    struct absence_id id;
    const struct absence absence = {.person = person,
                                    .kind = ABSENCE_AWAY,
                                    .from = support_day(from),
                                    .until = until ? support_day(until) : DAY_NONE};
    refusal_init(&why, f.arena);
    assert_ok(absence_begin(f.store, &absence, &why, &id));
    return id;
}

/* Ten school days after they are back, on the year's last at the latest. */
static void dates_wait_until_they_are_back(void **state)
{
    (void)state;
    struct day days[30];
    for (int i = 0; i < 30; i++)
        days[i] = day_add(support_day("2027-01-01"), i);
    const struct calendar year = {days, 30};
    static const struct {
        const char *due, *from, *until, *opens, *want;
    } table[] = {
        {"2027-01-05", "2027-01-03", "2027-01-08", "2027-01-09", "2027-01-18"},
        {"2027-01-02", "2027-01-03", "2027-01-08", "2026-12-01", "2027-01-02"},
        {"2027-01-09", "2027-01-03", "2027-01-08", "2026-12-01", "2027-01-09"},
        {"2027-01-08", "2027-01-08", "2027-01-08", "2027-01-09", "2027-01-18"},
        {"2027-01-05", "2027-01-03", "2027-01-27", "2027-01-28", "2027-01-30"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        const struct deadline_dates dates = {support_day("2026-12-01"), support_day(table[i].due)};
        const struct deadline_gap gap = {support_day(table[i].from), support_day(table[i].until)};
        struct deadline_dates got = deadline_rules_redate(dates, gap, year);
        assert_int_equal(got.due_on.v, support_day(table[i].want).v);
        assert_int_equal(got.opens_on.v, support_day(table[i].opens).v);
    }
    const struct deadline_dates dates = {support_day("2026-12-01"), support_day("2027-01-05")};
    const struct deadline_gap gone = {support_day("2027-01-01"), support_day("2027-02-15")};
    assert_true(day_is_none(deadline_rules_redate(dates, gone, year).due_on));
}

static void an_absence_suppresses_and_then_moves(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    struct deadline before = find(ana, "initial", "2026-09-02T09:00");
    struct absence_id id = away(ana, "2026-09-21", NULL);
    fixture_sync(&f, "2026-09-21T08:00");
    assert_int_equal(find(ana, "initial", "2026-10-20T09:00").status, DEADLINE_EXEMPT);
    assert_int_equal(find(ana, "initial", "2026-10-20T09:00").due_on.v, before.due_on.v);
    struct refusal why;
    refusal_init(&why, f.arena);
    assert_ok(
        absence_change(f.store, id, support_day("2026-09-21"), support_day("2026-11-08"), &why));
    fixture_sync(&f, "2026-11-02T08:00");
    struct deadline after = find(ana, "initial", "2026-11-09T09:00");
    assert_int_equal(after.status, DEADLINE_OPEN);
    assert_int_equal(after.opens_on.v, support_day("2026-11-09").v);
    assert_int_equal(after.due_on.v, support_day("2026-11-20").v);
    assert_true(after.seq > before.seq);
    /* What fell due before or after stays where it was. */
    assert_int_equal(find(ana, "second", "2026-11-09T09:00").seq, 0);
}

/* Unlike induction, an absence ends on its own day and not in September. */
static void it_ends_by_itself_on_its_day(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    bool exempt;
    away(ana, "2026-10-01", "2026-12-31");
    assert_ok(deadline_is_exempt(f.store, ana, support_day("2026-09-30"), &exempt));
    assert_false(exempt);
    assert_ok(deadline_is_exempt(f.store, ana, support_day("2026-12-31"), &exempt));
    assert_true(exempt);
    assert_ok(deadline_is_exempt(f.store, ana, support_day("2027-01-01"), &exempt));
    assert_false(exempt);
}

static void who_joins_in_the_year_is_late_with_nothing(void **state)
{
    (void)state;
    struct person_id ben;
    struct refusal why;
    struct employment_id job;
    const struct person_new names = {"Ben", "ben@demo.example"};
    const struct employment_terms terms = {.school = f.school,
                                           .staff_group = "teaching",
                                           .role_category = "",
                                           .post = "",
                                           .staff_ref = "",
                                           .fte_milli = FTE_FULL,
                                           .working_days = WORKING_DAYS_ALL,
                                           .starts_on = support_day("2027-01-05"),
                                           .ends_on = DAY_NONE};
    struct deadline_list list;
    refusal_init(&why, f.arena);
    assert_ok(person_insert(f.store, &names, support_at("2026-12-01T09:00"), &ben));
    assert_ok(employment_begin(f.store, ben, &terms, &why, &job));
    fixture_sync(&f, "2027-01-05T06:00");
    assert_ok(deadline_list(f.store, ben, support_at("2027-01-05T09:00"), f.arena, &list));
    assert_int_equal(list.count, 9);
    for (int i = 0; i < list.count; i++) {
        assert_int_not_equal(list.items[i].status, DEADLINE_LATE);
        assert_true(list.items[i].due_on.v >= terms.starts_on.v);
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(dates_wait_until_they_are_back),
        T(an_absence_suppresses_and_then_moves),
        T(it_ends_by_itself_on_its_day),
        T(who_joins_in_the_year_is_late_with_nothing),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
