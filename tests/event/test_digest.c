/* The weekly mail of new events (issue 4, Finding): who gets it, when, and once. */
#include "digest.h"
#include "fixture.h"
#include "participation.h"

/* People who are staff, as whoever is employed is made. */
static void begin(struct fixture *f, int people)
{
    fixture_init(f, people);
    for (int i = 0; i < people; i++)
        assert_ok(grant_insert(f->store, f->people[i], (struct grant){ROLE_STAFF, {0}},
                               support_day("2026-09-01")));
}

static void run(struct fixture *f, const char *at)
{
    struct person_id after = {0};
    f->now = support_at(at);
    do
        assert_ok(fixture_job(f, digest_send_due(f->store, f->now, 2, f->arena, &after)));
    while (after.v);
}

static int64_t mails(struct fixture *f, int person)
{
    return fixture_mails(f, "digest", f->people[person]);
}

/* A twilight at oak, where people of even number work; published at f->now. */
static struct event_id publish(struct fixture *f, const char *starts)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.starts_at = support_at(starts);
    fields.ends_at = instant_add(fields.starts_at, 3600);
    return fixture_event(f, &fields);
}

static void test_once_a_week_and_only_what_is_new(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f, 4);
    publish(&f, "2026-11-19T16:00");
    run(&f, "2026-10-26T07:30"); /* from now on */
    assert_int_equal(mails(&f, 0), 0);
    f.now = support_at("2026-10-30T09:00");
    publish(&f, "2026-11-20T16:00");
    run(&f, "2026-11-02T09:30");
    assert_int_equal(mails(&f, 0), 1);
    assert_int_equal(mails(&f, 2), 1);
    assert_int_equal(mails(&f, 1), 0); /* at ash it is for nobody in particular */
    run(&f, "2026-11-02T10:00");       /* after a restart, and the rest of the week */
    run(&f, "2026-11-06T07:30");
    assert_int_equal(mails(&f, 0), 1);
    run(&f, "2026-11-09T07:30"); /* nothing new: no mail */
    assert_int_equal(mails(&f, 0), 1);
    publish(&f, "2026-11-21T16:00");
    run(&f, "2026-11-10T07:30"); /* looked at this week */
    assert_int_equal(mails(&f, 0), 1);
    run(&f, "2026-11-16T07:30");
    assert_int_equal(mails(&f, 0), 2);
    fixture_done(&f);
}

/* What fails half way is told again, whole: the mail and its mark are one transaction. */
static void test_a_run_that_fails_leaves_nothing(void **state)
{
    struct fixture f;
    struct person_id after = {0};
    (void)state;
    begin(&f, 2);
    run(&f, "2026-10-26T07:30");
    f.now = support_at("2026-11-02T09:00");
    publish(&f, "2026-11-20T16:00");
    assert_ok(store_savepoint(f.store));
    assert_ok(digest_send_due(f.store, f.now, 2, f.arena, &after));
    assert_int_equal(mails(&f, 0), 1);
    store_rollback_savepoint(f.store);
    assert_int_equal(mails(&f, 0), 0);
    run(&f, "2026-11-02T09:30");
    assert_int_equal(mails(&f, 0), 1);
    fixture_done(&f);
}

static void test_weeks_of_term_alone(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f, 2);
    assert_ok(store_exec(f.store,
                         "INSERT INTO school_span (school_id, kind, name, from_on, to_on) VALUES"
                         " ($1, 'term', 'Autumn', $2, $3), ($1, 'half_term', 'Half-term', $4, $5)",
                         PARAMS(p_int(f.oak.v), p_day(support_day("2026-09-01")),
                                p_day(support_day("2026-12-18")), p_day(support_day("2026-11-02")),
                                p_day(support_day("2026-11-06")))));
    run(&f, "2026-10-26T07:30");
    publish(&f, "2026-11-20T16:00");
    run(&f, "2026-11-02T09:30"); /* half-term */
    assert_int_equal(mails(&f, 0), 0);
    run(&f, "2026-11-09T07:30");
    assert_int_equal(mails(&f, 0), 1);
    publish(&f, "2027-01-20T16:00");
    run(&f, "2026-12-21T07:30"); /* after the term */
    assert_int_equal(mails(&f, 0), 1);
    fixture_done(&f);
}

/* A guest who is on a school's list too is told of what was opened to them alone (PR-21). */
static void test_a_guest_is_told_what_was_opened(void **state)
{
    struct fixture f;
    struct participation_id part;
    (void)state;
    fixture_init(&f, 2); /* nobody is staff */
    run(&f, "2026-10-26T07:30");
    f.now = support_at("2026-10-30T09:00");
    publish(&f, "2026-11-20T16:00");
    run(&f, "2026-11-02T09:30");
    assert_int_equal(mails(&f, 0), 0);
    struct event_id opened = publish(&f, "2026-11-21T16:00");
    const struct participation guest = {.person = f.people[0],
                                        .kind = PART_GUEST,
                                        .partner = "",
                                        .event_id = opened.v,
                                        .from = DAY_NONE,
                                        .to = DAY_NONE};
    assert_ok(
        participation_begin(f.store, &guest, support_day("2026-11-02"), fixture_why(&f), &part));
    run(&f, "2026-11-09T07:30");
    assert_int_equal(mails(&f, 0), 1);
    fixture_done(&f);
}

static void test_off_and_on_again(void **state)
{
    struct fixture f;
    struct person_id found = {0};
    bool wanted = false;
    (void)state;
    begin(&f, 2);
    run(&f, "2026-10-26T07:30");
    publish(&f, "2026-11-20T16:00");
    run(&f, "2026-11-02T09:30");
    struct rows rows;
    assert_ok(store_find(f.store, "SELECT token FROM digest WHERE person_id = $1",
                         PARAMS(p_int(f.people[0].v)), &rows));
    const char *token = rows_text(&rows, 0, f.arena);
    assert_ok(rows_end(&rows));
    assert_ok(digest_find_token(f.store, str_of(token), &found));
    assert_int_equal(found.v, f.people[0].v);
    assert_int_equal(digest_find_token(f.store, STR("x"), &found), ERR_NOT_FOUND);

    assert_ok(digest_choose(f.store, f.now, found, false));
    assert_ok(digest_is_wanted(f.store, found, &wanted));
    assert_false(wanted);
    publish(&f, "2026-11-21T16:00");
    run(&f, "2026-11-09T07:30");
    assert_int_equal(mails(&f, 0), 1);
    assert_ok(digest_choose(f.store, f.now, found, true));
    run(&f, "2026-11-16T07:30");
    assert_int_equal(mails(&f, 0), 2);
    fixture_done(&f);
}

/* People are gone through once, and who has nothing new costs next to no memory. */
static void test_many_people(void **state)
{
    struct fixture f;
    struct person_id after = {0};
    int batches = 0;
    (void)state;
    fixture_init(&f, FIXTURE_PEOPLE_MAX);
    run(&f, "2026-10-26T07:30");
    assert_ok(digest_choose(f.store, f.now, f.people[1], false));
    f.now = support_at("2026-11-02T09:00");
    size_t before = arena_used(f.arena);
    do {
        struct person_id last = after;
        assert_ok(digest_send_due(f.store, f.now, 4, f.arena, &after));
        assert_true(!after.v || after.v > last.v);
        batches++;
    } while (after.v);
    assert_int_equal(batches, (FIXTURE_PEOPLE_MAX - 1) / 4 + 1);
    assert_true(arena_used(f.arena) - before < (size_t)FIXTURE_PEOPLE_MAX * 8192);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM digest WHERE looked_at >= $1", f.now.v),
        FIXTURE_PEOPLE_MAX - 1);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_once_a_week_and_only_what_is_new),
        cmocka_unit_test(test_a_run_that_fails_leaves_nothing),
        cmocka_unit_test(test_weeks_of_term_alone),
        cmocka_unit_test(test_a_guest_is_told_what_was_opened),
        cmocka_unit_test(test_off_and_on_again),
        cmocka_unit_test(test_many_people),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
