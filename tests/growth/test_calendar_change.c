/* DESIGN: a changed calendar moves deadlines, as many as it said, writes it down, and goes back. */
#include "calendar_change.h"

#include <stdlib.h>

#include "audit.h"
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

static struct school_year load(struct school_id school)
{
    struct school_year year;
    assert_ok(school_year_load(f.store, school, 2026, f.arena, &year));
    return year;
}

static struct school_year with(const struct school_year *year, enum span_kind kind,
                               const char *name, const char *from, const char *to)
{
    struct school_year changed = school_year_copy(year, f.arena);
    struct refusal why;
    refusal_init(&why, f.arena);
    assert_ok(school_year_add(
        &changed, &(struct span){kind, name, support_day(from), support_day(to)}, &why));
    return changed;
}

static const char NOW[] = "2027-01-11T09:00";

static int count(const struct school_year *year)
{
    int moves = -1;
    assert_ok(calendar_change_count(f.store, year, support_at(NOW), &moves));
    return moves;
}

static int save(struct person_id actor, const struct school_year *year, const char *words)
{
    struct refusal why;
    int moved = -1;
    struct calendar_change change = {actor, year, words, CHECK_WHOLE};
    refusal_init(&why, f.arena);
    assert_ok(calendar_change_save(f.store, support_at(NOW), &change, &why, &moved));
    return moved;
}

/* The second conversation is due on 29 January: snow on two days moves it, once a person. */
static void test_moves_what_it_said(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f), sam = fixture_teacher(&f);
    struct school_id other = fixture_school(&f, "Millbrook");
    struct person_id elsewhere = fixture_person(&f, other, "teaching", WORKING_DAYS_ALL);
    fixture_sync(&f, "2026-09-01T08:00");
    struct school_year before = load(f.school);
    struct school_year snow = with(&before, SPAN_CLOSURE, "Snow", "2027-01-28", "2027-01-29");
    int64_t changes = store_total_changes(f.store);
    int moves = count(&snow);
    assert_int_equal(store_total_changes(f.store), changes);
    assert_true(moves >= 2);
    assert_int_equal(moves % 2, 0);
    assert_int_equal(save(ana, &snow, "Added Snow"), moves);
    assert_int_equal(fixture_deadline(&f, ana, "second", NOW).due_on.v,
                     support_day("2027-01-27").v);
    assert_int_equal(fixture_deadline(&f, sam, "second", NOW).due_on.v,
                     support_day("2027-01-27").v);
    assert_int_equal(fixture_deadline(&f, elsewhere, "second", NOW).due_on.v,
                     support_day("2027-01-29").v);
    assert_int_equal(count(&before), moves);
}

static void test_the_same_is_no_change(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    struct school_year same = load(f.school);
    int64_t changes = store_total_changes(f.store);
    assert_int_equal(save(ana, &same, "Nothing"), 0);
    assert_int_equal(store_total_changes(f.store), changes);
}

static void test_undo_puts_everything_back(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    struct calendar_last last;
    struct refusal why;
    int moved;
    fixture_sync(&f, "2026-09-01T08:00");
    struct school_year before = load(f.school);
    struct school_year snow = with(&before, SPAN_CLOSURE, "Snow", "2027-01-28", "2027-01-29");
    refusal_init(&why, f.arena);
    assert_ok(calendar_change_last(f.store, f.school, f.arena, &last));
    assert_int_equal(last.version, 0);
    assert_int_equal(calendar_change_undo(f.store, support_at(NOW), ana, f.school, 1, &why, &moved),
                     ERR_NOT_FOUND);
    int there = save(ana, &snow, "Added Snow");
    assert_ok(calendar_change_last(f.store, f.school, f.arena, &last));
    assert_int_equal(last.version, 1);
    assert_int_equal(last.year, 2026);
    assert_string_equal(last.words, "Added Snow");
    assert_string_equal(last.actor_name, "Person 1");
    assert_int_equal(last.moved, there);
    assert_int_equal(calendar_change_undo(f.store, support_at(NOW), ana, f.school, 7, &why, &moved),
                     ERR_STALE);
    assert_ok(calendar_change_undo(f.store, support_at(NOW), ana, f.school, 1, &why, &moved));
    assert_int_equal(moved, there);
    struct school_year back = load(f.school);
    assert_true(school_year_is_same(&before, &back));
    assert_int_equal(fixture_deadline(&f, ana, "second", NOW).due_on.v,
                     support_day("2027-01-29").v);

    /* And again: what undo did can be taken back too. */
    assert_ok(calendar_change_last(f.store, f.school, f.arena, &last));
    assert_string_equal(last.words, "Took back: Added Snow");
    assert_ok(
        calendar_change_undo(f.store, support_at(NOW), ana, f.school, last.version, &why, &moved));
    back = load(f.school);
    assert_true(school_year_is_same(&snow, &back));
}

static void test_what_makes_no_sense_changes_nothing(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    struct school_year before = load(f.school);
    struct school_year twice = with(&before, SPAN_TERM, "Again", "2026-12-01", "2027-01-10");
    struct calendar_change change = {ana, &twice, "Added Again", CHECK_WHOLE};
    struct refusal why;
    int moved;
    refusal_init(&why, f.arena);
    int64_t changes = store_total_changes(f.store);
    assert_int_equal(calendar_change_save(f.store, support_at(NOW), &change, &why, &moved),
                     ERR_INVALID);
    assert_string_equal(why.slug, "validation");
    assert_int_equal(store_total_changes(f.store), changes);
}

static void test_is_written_down(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    struct school_year before = load(f.school);
    struct school_year snow = with(&before, SPAN_CLOSURE, "Snow", "2027-01-28", "2027-01-29");
    struct audit_chain chain;
    save(ana, &snow, "Added Snow");
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM audit WHERE action = 'calendar-change'"
                                     " AND detail = '2026/27, Added Snow; deadlines moved: 0'"),
                     1);
    assert_ok(audit_check(f.store, &chain));
}

/* A year whose cycle is not open has no deadlines to move. */
static void test_a_year_without_a_cycle(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    struct school_year this_year = load(f.school);
    struct school_year next = school_year_shift(&this_year, 2028, f.arena);
    assert_int_equal(count(&next), 0);
    assert_int_equal(save(ana, &next, "Made 2028/29"), 0);
}

/* Two jobs: the school of the first one of today counts (PR-02). */
static void test_the_school_of_today(void **state)
{
    (void)state;
    struct school_id other = fixture_school(&f, "Millbrook");
    struct person_id ana = fixture_teacher(&f);
    struct employment second = {.school = other,
                                .staff_group = "teaching",
                                .role_category = "",
                                .working_days = WORKING_DAYS_ALL};
    assert_ok(person_employ(f.store, ana, &second));
    fixture_sync(&f, "2026-09-01T08:00");
    struct school_year year = load(other);
    struct school_year snow = with(&year, SPAN_CLOSURE, "Snow", "2027-01-28", "2027-01-29");
    assert_int_equal(count(&snow), 0);
    assert_ok(store_exec(f.store, "UPDATE employment SET ends_on = $1 WHERE school_id = $2",
                         PARAMS(p_day(support_day("2026-12-31")), p_int(f.school.v))));
    assert_true(count(&snow) > 0);
    assert_ok(store_exec(
        f.store, "UPDATE employment SET ends_on = NULL, starts_on = $1 WHERE school_id = $2",
        PARAMS(p_day(support_day("2027-02-01")), p_int(f.school.v))));
    assert_true(count(&snow) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_moves_what_it_said, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_same_is_no_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undo_puts_everything_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_makes_no_sense_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_is_written_down, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_year_without_a_cycle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_school_of_today, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
