/* DESIGN: how the year stands: the SQL's judgement beside the rules', and figures that give nobody
 * away. */
#include "status.h"

#include <stdlib.h>

#include "fixture.h"
#include "suppress.h"
#include "tz.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static void exec(const char *sql, int64_t one, int64_t two)
{
    assert_ok(store_exec(f.store, sql, PARAMS(p_int(one), p_int(two))));
}

static enum standing standing_of(enum deadline_status status)
{
    return status == DEADLINE_DONE     ? STANDING_DONE
           : status == DEADLINE_LATE   ? STANDING_LATE
           : status == DEADLINE_EXEMPT ? STANDING_EXEMPT
                                       : STANDING_DUE;
}

static struct status_rows list(struct school_id school, int standing, const char *day)
{
    const struct status_query query = {.school = school, .standing = standing, .limit = 500};
    struct status_rows rows;
    assert_ok(status_list(f.store, &query, support_day(day), f.arena, &rows));
    return rows;
}

/* Every kind of exemption, on days all over the year, beside deadline_list. */
static void judges_as_the_rules_do(void **state)
{
    static const struct {
        const char *kind;
        const char *from, *until;
    } exemptions[] = {
        {NULL, NULL, NULL},
        {"induction", "2025-09-01", "2026-09-20"},
        {"induction", "2025-09-01", "2026-10-05"},
        {"induction", "2025-09-01", "2027-02-01"},
        {"induction", "2025-09-01", NULL},
        {"away", "2026-10-01", "2026-12-01"},
        {"away", "2027-01-10", NULL},
        {"induction", "2024-09-01", "2025-12-01"},
    };
    static const char *const days[] = {"2026-09-10", "2026-09-25", "2026-10-20",
                                       "2027-01-30", "2027-03-01", "2027-07-10"};
    struct person_id people[COUNT_OF(exemptions)];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(exemptions); i++)
        people[i] = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-02T09:00");
    for (size_t i = 0; i < COUNT_OF(exemptions); i++)
        if (exemptions[i].kind) {
            struct day until = exemptions[i].until ? support_day(exemptions[i].until) : DAY_NONE;
            assert_ok(store_exec(f.store,
                                 "INSERT INTO exemption (person_id, kind, from_on, until_on)"
                                 " VALUES ($1, $2, $3, $4)",
                                 PARAMS(p_int(people[i].v), p_text(exemptions[i].kind),
                                        p_day(support_day(exemptions[i].from)), p_day(until))));
        }
    exec("UPDATE deadline SET done_on = 20710, done_at = 0 WHERE person_id = $1 AND item_id = $2",
         people[0].v, 1);
    for (size_t d = 0; d < COUNT_OF(days); d++) {
        struct status_rows rows = list(f.school, STANDINGS, days[d]);
        struct instant now = tz_at(support_day(days[d]), 9, 0);
        assert_true(rows.count > 0);
        for (int i = 0; i < rows.count; i++) {
            struct deadline_list deadlines;
            assert_ok(deadline_list(f.store, rows.items[i].person, now, f.arena, &deadlines));
            int at = 0;
            while (strcmp(deadlines.items[at].label, rows.items[i].label) != 0)
                at++;
            assert_int_equal(rows.items[i].standing, standing_of(deadlines.items[at].status));
        }
    }
}

static void counts_are_those_of_the_list(void **state)
{
    struct status_items items;
    (void)state;
    for (int i = 0; i < 7; i++)
        fixture_teacher(&f);
    fixture_sync(&f, "2026-09-02T09:00");
    exec("UPDATE deadline SET done_on = 20710, done_at = 0 WHERE item_id = $1 AND person_id <= $2",
         1, 3);
    assert_ok(status_items(f.store, f.school, support_day("2026-11-02"), f.arena, &items));
    assert_true(items.count >= 9);
    assert_int_equal(items.items[0].counts[STANDING_DONE], 3);
    int64_t done = 0;
    for (int i = 0; i < items.count; i++)
        done += items.items[i].counts[STANDING_DONE];
    assert_int_equal(done, list(f.school, STANDING_DONE, "2026-11-02").count);
}

static void another_schools_people_are_not_there(void **state)
{
    struct school_id other = fixture_school(&f, "Elmfield");
    struct person_id here = fixture_teacher(&f);
    (void)state;
    fixture_person(&f, other, "teaching", WORKING_DAYS_ALL);
    fixture_sync(&f, "2026-09-02T09:00");
    struct status_rows rows = list(f.school, STANDINGS, "2026-11-02");
    for (int i = 0; i < rows.count; i++)
        assert_int_equal(rows.items[i].person.v, here.v);
    exec("UPDATE employment SET ends_on = $2 WHERE person_id = $1", here.v, 20600);
    assert_int_equal(list(f.school, STANDINGS, "2026-11-02").count, 0);
}

/* ---- figures ---- */

static void publish(const char *day)
{
    struct status_counts counts;
    assert_ok(status_figures_count(f.store, support_day(day), f.arena, &counts));
    assert_ok(status_figures_keep(f.store, &counts));
}

static struct status_figures shown(const char *day)
{
    struct status_figures figures;
    assert_ok(status_figures(f.store, support_day(day), f.arena, &figures));
    return figures;
}

static void no_figure_is_small_and_none_changes_by_little(void **state)
{
    struct school_id other = fixture_school(&f, "Elmfield"), tiny = fixture_school(&f, "Ivy");
    (void)state;
    for (int i = 0; i < 20; i++) {
        fixture_teacher(&f);
        fixture_person(&f, other, "teaching", WORKING_DAYS_ALL);
    }
    fixture_person(&f, tiny, "teaching", WORKING_DAYS_ALL);
    fixture_sync(&f, "2026-09-02T09:00");
    exec("UPDATE deadline SET done_on = 20710, done_at = 0 WHERE item_id = $1 AND person_id % $2 = "
         "0",
         1, 6);
    publish("2026-11-02");
    struct status_figures first = shown("2026-11-02");
    assert_int_equal(first.on.v, support_day("2026-11-02").v);
    int seen = 0;
    for (int i = 0; i < first.count; i++) {
        assert_int_not_equal(first.items[i].school.v, tiny.v);
        seen += first.items[i].item == 1;
        for (int k = 0; k < STANDINGS; k++)
            assert_false(first.items[i].counts[k] > 0 && first.items[i].counts[k] < SUPPRESS_UNDER);
    }
    assert_int_equal(seen, 3); /* two schools, and both together */
    /* The same month again: nothing is counted anew, whoever reloads. */
    exec("UPDATE deadline SET done_on = 20711, done_at = 0 WHERE item_id = $1 AND person_id = $2",
         1, 1);
    publish("2026-11-20");
    assert_int_equal(shown("2026-11-20").on.v, first.on.v);
    publish("2026-12-01");
    struct status_figures second = shown("2026-12-01");
    assert_int_equal(second.on.v, support_day("2026-12-01").v);
    for (int i = 0; i < second.count; i++)
        for (int k = 0; k < STANDINGS; k++) {
            int64_t a = first.items[i].counts[k], b = second.items[i].counts[k];
            if (a >= 0 && b >= 0)
                assert_true(a == b || llabs(a - b) >= SUPPRESS_UNDER);
        }
}

static void before_the_first_count_there_is_none(void **state)
{
    (void)state;
    assert_true(day_is_none(shown("2026-11-02").on));
    publish("2026-11-02"); /* nobody has deadlines */
    assert_int_equal(shown("2026-11-02").count, 0);
}

int main(void)
{
#define IN_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FIXTURE(judges_as_the_rules_do),
        IN_FIXTURE(counts_are_those_of_the_list),
        IN_FIXTURE(another_schools_people_are_not_there),
        IN_FIXTURE(no_figure_is_small_and_none_changes_by_little),
        IN_FIXTURE(before_the_first_count_there_is_none),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
