/* DESIGN: a school year of days' work in milliseconds: what is queued, when, and never twice. */
#include "clockwork.h"

#include <stdlib.h>

#include "calendar.h"
#include "embedded.h"
#include "grant.h"
#include "policy_pack.h"
#include "support.h"
#include "trust.h"
#include "tz.h"

struct year {
    struct store *store;
    struct arena *arena;
    struct school_id school;
    struct person_id staff, mentor;
};

static struct person_id add(struct year *year, const char *name, const char *email)
{
    struct person_new person = {name, email};
    struct employment job = {year->school, "teaching", "main scale", WORKING_DAYS_ALL};
    struct person_id id = {0};
    CHECK(person_insert(year->store, &person, support_at("2026-08-01T09:00"), &id) == OK);
    CHECK(person_employ(year->store, id, &job) == OK);
    return id;
}

static int open_year(void **state)
{
    struct year *year = check_calloc(1, sizeof *year);
    struct refusal why;
    struct policy_pack pack;
    struct span *spans;
    int count;
    struct trust trust = {"Trust", "cpd@trust.example"};
    struct instant now = support_at("2026-08-01T09:00");
    year->arena = arena_new();
    refusal_init(&why, year->arena);
    year->store = support_store();
    CHECK(trust_insert(year->store, &trust, now) == OK);
    CHECK(school_insert(year->store, "School", "", &year->school) == OK);
    CHECK(policy_pack_load(year->store, "bronte.json",
                           embedded_find(embedded_policies, "bronte.json"), now, &pack,
                           &why) == OK);
    CHECK(calendar_parse_year("year.csv", embedded_find(embedded_data, "demo-calendar-2026.csv"),
                              year->arena, &spans, &count, &why) == OK);
    CHECK(calendar_insert_year(year->store, year->school, spans, count) == OK);
    year->staff = add(year, "Ana", "ana@trust.example");
    year->mentor = add(year, "Sam", "sam@trust.example");
    CHECK(person_set_pd_mentor(year->store, year->staff, year->mentor, support_day("2026-09-01")) ==
          OK);
    *state = year;
    return 0;
}

static int close_year(void **state)
{
    struct year *year = *state;
    store_close(year->store);
    arena_free(year->arena);
    free(year);
    return 0;
}

static int64_t number(struct year *year, const char *sql)
{
    int64_t n = -1;
    assert_ok(store_find_int(year->store, sql, PARAMS(), &n));
    return n;
}

static struct instant run(struct year *year, struct instant now)
{
    struct instant next = {0};
    assert_ok(clockwork_run_due(year->store, now, year->arena, &next));
    assert_true(next.v > now.v);
    return next;
}

/* It opens the year by itself, plans each day once, and a second run adds nothing. */
static void a_year_goes_by(void **state)
{
    struct year *year = *state;
    struct instant now = support_at("2026-08-20T00:05"), end = support_at("2027-07-31T12:00");
    int days = 0;
    while (now.v < end.v) {
        struct instant next = run(year, now);
        int64_t queued = number(year, "SELECT count(*) FROM outbox");
        run(year, now);
        assert_int_equal(number(year, "SELECT count(*) FROM outbox"), queued);
        now = next;
        days++;
    }
    /* Once a day, and a day is never left out. */
    assert_true(days >= 340 && days <= 350);
    assert_int_equal(number(year, "SELECT count(*) FROM cycle"), 1);
    assert_true(number(year, "SELECT count(*) FROM nudge") > 20);
    assert_int_equal(number(year,
                            "SELECT count(*) FROM (SELECT person_id, due_at / 86400 FROM outbox"
                            " GROUP BY 1, 2 HAVING count(*) > 1)"),
                     0);
    /* Nobody ever says that it was held: the mentor hears of each of the three, once. */
    assert_int_equal(number(year,
                            "SELECT count(*) FROM nudge n JOIN deadline d ON d.id = n.deadline_id"
                            " JOIN cycle_item i ON i.id = d.item_id WHERE n.step = '+2'"
                            " AND i.kind = 'conversation' AND d.person_id = 1"),
                     3);
}

/* Asleep from October to the middle of January: only the newest step goes out, nothing old. */
static void after_a_long_stop_nothing_stale_is_sent(void **state)
{
    struct year *year = *state;
    run(year, support_at("2026-09-30T07:30"));
    int64_t before = number(year, "SELECT count(*) FROM nudge");
    run(year, support_at("2027-01-15T07:30"));
    assert_true(number(year, "SELECT count(*) FROM nudge") > before);
    assert_int_equal(number(year,
                            "SELECT count(*) FROM nudge n JOIN deadline d ON d.id = n.deadline_id"
                            " JOIN outbox o ON o.id = n.outbox_id WHERE o.due_at > 1798761600"
                            " AND d.due_on < 20833 - 5"),
                     0);
    assert_int_equal(
        number(year,
               "SELECT count(*) FROM outbox WHERE due_at > 1798761600 AND expires_at < due_at"),
        0);
    /* 15 January 2027 is ten school days before the second conversation. */
    assert_int_equal(
        number(year,
               "SELECT count(*) FROM nudge n JOIN deadline d ON d.id = n.deadline_id"
               " JOIN cycle_item i ON i.id = d.item_id WHERE i.key = 'second' AND n.step = '-10'"),
        2);
}

/* Whoever restarts the server at three in the morning wakes nobody. */
static void mails_of_events_wait_for_the_day(void **state)
{
    static const char LOOKED[] = "SELECT count(*) FROM digest";
    struct year *year = *state;
    run(year, support_at("2026-09-30T03:00"));
    run(year, support_at("2026-09-30T07:29"));
    run(year, support_at("2026-09-30T17:30"));
    assert_int_equal(number(year, LOOKED), 0);
    run(year, support_at("2026-10-01T07:30"));
    assert_int_equal(number(year, LOOKED), 2);
}

/* What is read of one person is let go before the next: a run's memory does not grow with them. */
static void many_people_take_no_more_memory(void **state)
{
    struct year *year = *state;
    for (int i = 0; i < 100; i++)
        add(year, arena_printf(year->arena, "Person %03d", i),
            arena_printf(year->arena, "p%d@trust.example", i));
    run(year, support_at("2026-09-21T07:30"));
    size_t before = arena_used(year->arena);
    run(year, support_at("2026-09-28T07:30"));
    assert_true(arena_used(year->arena) - before < 512 * 1024);
    assert_int_equal(number(year, "SELECT count(*) FROM digest WHERE looked_at = 1790577000"), 102);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(mails_of_events_wait_for_the_day, open_year, close_year),
        cmocka_unit_test_setup_teardown(many_people_take_no_more_memory, open_year, close_year),
        cmocka_unit_test_setup_teardown(a_year_goes_by, open_year, close_year),
        cmocka_unit_test_setup_teardown(after_a_long_stop_nothing_stale_is_sent, open_year,
                                        close_year),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
