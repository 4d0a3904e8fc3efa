/* DESIGN: who is invited to give a talk after their final conversation, when, and once. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

#include "call.h"
#include "digest.h"
#include "spark_event.h"
#include "spark_invite.h"
#include "talk.h"
#include "tz.h"

enum { PEOPLE = 6, CHAIR = 0 };

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

/* Now is 2 November 2026, 9:00; an event on 12 November. */
static struct event_id start(struct fixture *f)
{
    struct event_id id;
    fixture_init(f, PEOPLE);
    struct event_fields fields = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    assert_ok(spark_event_create(f->store, f->now, f->people[CHAIR], &fields, &spark,
                                 fixture_why(f), &id));
    fixture_publish(f, id);
    assert_ok(store_script(
        f->store,
        STR("INSERT INTO policy_pack (id, name, version, body, loaded_at) VALUES (77, 't', 1, "
            "'{}', 0); INSERT INTO cycle (id, year, pack_id) VALUES (77, 2031, 77);"
            "INSERT INTO cycle_item (id, cycle_id, position, kind, key, label, opens_rule,"
            " due_rule, nudges) VALUES (771, 77, 1, 'conversation', 'second', 'S', '', '', 'none'),"
            " (772, 77, 2, 'conversation', 'final', 'F', '', '', 'none');")));
    return id;
}

/* Held and recorded then; item 771 is the second one, 772 the final one. */
static void hold(struct fixture *f, int person, int item, const char *at)
{
    static int64_t deadline = 7000;
    struct instant then = support_at(at);
    deadline++;
    assert_ok(store_exec(
        f->store,
        "INSERT INTO deadline (id, uid, person_id, item_id, done_on, done_by,"
        " done_at, created_at, modified_at) VALUES ($1, 'd' || $1, $2, $3, 1, $2,"
        " $4, 0, 0)",
        PARAMS(p_int(deadline), p_int(f->people[person].v), p_int(item), p_instant(then))));
    assert_ok(store_exec(f->store,
                         "INSERT INTO conversation (uid, deadline_id, held_on, created_at,"
                         " modified_at) VALUES ('c' || $1, $1, 1, 0, 0)",
                         PARAMS(p_int(deadline))));
}

static int64_t run(struct fixture *f, const char *at)
{
    bool more = true;
    f->now = support_at(at);
    while (more)
        assert_ok(spark_invite_due(f->store, f->now, 1, f->arena, &more));
    return fixture_mails(f, "share", (struct person_id){0});
}

static void once_a_day_after_it_is_held(void **state)
{
    struct fixture f;
    (void)state;
    start(&f);
    hold(&f, 1, 772, "2026-11-02T09:00");
    hold(&f, 2, 771, "2026-11-02T09:00"); /* not the final one */
    assert_int_equal(run(&f, "2026-11-03T08:59"), 0);
    assert_int_equal(run(&f, "2026-11-03T09:00"), 1);
    assert_int_equal(fixture_mails(&f, "share", f.people[1]), 1);
    assert_int_equal(run(&f, "2026-11-04T09:00"), 1);
    hold(&f, 3, 772, "2026-11-03T09:00");
    assert_int_equal(run(&f, "2026-11-04T09:00"), 2);
    fixture_done(&f);
}

static void whoever_said_no_or_has_a_talk_is_left_alone(void **state)
{
    struct fixture f;
    struct talk_placed placed;
    bool wanted = true;
    (void)state;
    struct event_id event = start(&f);
    const struct talk_request request = {.event = event,
                                         .person = f.people[2],
                                         .by = f.people[2],
                                         .title = "Ten words",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    for (int i = 1; i < 4; i++)
        hold(&f, i, 772, "2026-11-02T09:00");
    assert_ok(digest_choose(f.store, f.now, f.people[1], false));
    assert_ok(talk_book(f.store, f.now, &request, fixture_why(&f), &placed));
    assert_int_equal(run(&f, "2026-11-04T09:00"), 1);
    assert_int_equal(fixture_mails(&f, "share", f.people[3]), 1);
    assert_ok(digest_is_wanted(f.store, f.people[3], &wanted));
    assert_true(wanted); /* the way out in the mail is no choice yet */
    fixture_done(&f);
}

static void only_while_an_event_takes_talks(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id event = start(&f);
    hold(&f, 1, 772, "2026-11-02T09:00");
    assert_int_equal(run(&f, "2026-11-09T17:00"), 0); /* three days before: too late to prepare */
    assert_ok(store_exec(f.store, "UPDATE event SET booking_opens_at = $2 WHERE id = $1",
                         PARAMS(p_int(event.v), p_instant(support_at("2026-11-05T09:00")))));
    assert_int_equal(run(&f, "2026-11-04T09:00"), 0);
    assert_int_equal(run(&f, "2026-11-05T09:00"), 1);
    fixture_done(&f);
}

/* Booking may be open for those who listen while no talk is taken any more. */
static void not_once_its_call_has_closed(void **state)
{
    struct fixture f;
    (void)state;
    struct event_id event = start(&f);
    hold(&f, 1, 772, "2026-11-02T09:00");
    const struct call_change change = {{.event = event,
                                        .closes_on = tz_day(support_at("2026-11-02T09:00")),
                                        .short_until = DAY_NONE},
                                       &LENGTHS};
    assert_ok(fixture_job(&f, call_save(f.store, f.now, &change, fixture_why(&f))));
    assert_int_equal(run(&f, "2026-11-04T09:00"), 0);
    assert_ok(store_exec(f.store, "UPDATE spark_call SET closes_on = closes_on + 2", PARAMS()));
    assert_int_equal(run(&f, "2026-11-04T09:00"), 1);
    fixture_done(&f);
}

static void a_year_that_is_long_over_is_let_rest(void **state)
{
    struct fixture f;
    (void)state;
    start(&f);
    hold(&f, 1, 772, "2026-06-30T09:00");
    hold(&f, 2, 772, "2026-07-20T09:00");
    assert_int_equal(run(&f, "2026-11-02T09:00"), 1);
    assert_int_equal(fixture_mails(&f, "share", f.people[2]), 1);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once_a_day_after_it_is_held),
        cmocka_unit_test(whoever_said_no_or_has_a_talk_is_left_alone),
        cmocka_unit_test(only_while_an_event_takes_talks),
        cmocka_unit_test(not_once_its_call_has_closed),
        cmocka_unit_test(a_year_that_is_long_over_is_let_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
