/* DESIGN: nudges as they are sent, against tests/golden/mail. */
#include "compose_house.h"
#include "golden_mail.h"
#include "support.h"
#include <stdlib.h>

#include "trust.h"
#include "tz.h"

static void add_deadline(int64_t id, struct person_id person, const char *kind, const char *label,
                         const char *due)
{
    assert_ok(store_exec(store,
                         "INSERT INTO cycle_item (id, cycle_id, position, kind, key, label,"
                         " opens_rule, due_rule, nudges)"
                         " VALUES ($1, 1, $1, $2, 'k' || $1, $3, '', '', 'ladder')",
                         PARAMS(p_int(id), p_text(kind), p_text(label))));
    assert_ok(store_exec(store,
                         "INSERT INTO deadline (id, uid, person_id, item_id, opens_on, due_on,"
                         " created_at, modified_at) VALUES ($1, 'u' || $1, $2, $1, $3, $3, 0, 0)",
                         PARAMS(p_int(id), p_int(person.v), p_day(support_day(due)))));
    if (strcmp(kind, "conversation") == 0)
        assert_ok(store_exec(store,
                             "INSERT INTO conversation (id, uid, deadline_id, created_at,"
                             " modified_at) VALUES ($1, 'c' || $1, $1, 0, 0)",
                             PARAMS(p_int(id))));
}

static void queue_nudges(const char *step, int64_t first_deadline, int64_t last_deadline)
{
    int64_t id = 0;
    bool is_new = false;
    struct outbox_item item = {
        .idem = arena_printf(arena, "nudges:%s:%lld", step, (long long)first_deadline),
        .kind = "nudges",
        .to = ann,
        .email = "ann@demo.example",
        .body = "{}",
        .due_at = now,
        .expires_at = instant_add(now, 3600)};
    assert_ok(outbox_queue(store, now, &item, &id, &is_new));
    for (int64_t deadline = first_deadline; deadline <= last_deadline; deadline++)
        assert_ok(store_exec(store,
                             "INSERT INTO nudge (person_id, deadline_id, step, outbox_id)"
                             " VALUES ($1, $2, $3, $4)",
                             PARAMS(p_int(ann.v), p_int(deadline), p_text(step), p_int(id))));
}

static void add_cycle(void)
{
    now = support_at("2027-01-15T08:42");
    assert_ok(store_exec(store,
                         "INSERT INTO policy_pack (id, name, version, body, loaded_at)"
                         " VALUES (1, 'p', 1, '{}', 0)",
                         PARAMS()));
    assert_ok(
        store_exec(store, "INSERT INTO cycle (id, year, pack_id) VALUES (1, 2026, 1)", PARAMS()));
}

static void a_nudge_asks_to_pick_a_time(void **state)
{
    (void)state;
    add_cycle();
    add_deadline(1, ann, "conversation", "Second Professional Development Conversation",
                 "2027-01-29");
    queue_nudges("-10", 1, 1);
    struct str bytes = compose_next();
    golden_mail_assert("nudges-one", bytes, arena);
    assert_true(has(bytes, "List-Id: Development reminders\r\n <nudges.heathermoor.example>\r\n"));
    assert_true(has(bytes, "Pick a time:\r\nhttps://pd.heathermoor.example/conversations/"));
    assert_true(has(bytes, "Already had it? Say so:\r\n"));
}

static void several_nudges_are_one_mail(void **state)
{
    (void)state;
    add_cycle();
    add_deadline(1, ann, "conversation", "Second PD Conversation", "2027-01-29");
    add_deadline(2, ann, "stage", "Refine Goals", "2027-01-29");
    queue_nudges("-10", 1, 2);
    golden_mail_assert("nudges-two", compose_next(), arena);
}

static void a_mentor_reads_whose_it_is(void **state)
{
    (void)state;
    struct person_id ben;
    struct person_new person = {.name = "Ben Beech", .email = "ben@demo.example"};
    add_cycle();
    assert_ok(person_insert(store, &person, now, &ben));
    assert_ok(person_set_pd_mentor(store, ben, ann, support_day("2026-09-01")));
    add_deadline(1, ben, "conversation", "Second Professional Development Conversation",
                 "2027-01-13");
    queue_nudges("+2", 1, 1);
    struct str bytes = compose_next();
    golden_mail_assert("nudges-mentor", bytes, arena);
    assert_true(has(bytes, "Ben Beech"));
}

static void nothing_left_to_say_is_not_sent(void **state)
{
    (void)state;
    struct composed composed = {0};
    add_cycle();
    add_deadline(1, ann, "conversation", "Second Conversation", "2027-01-29");
    queue_nudges("-10", 1, 1);
    assert_ok(store_exec(store, "UPDATE deadline SET done_on = due_on", PARAMS()));
    struct outbox_row row = claim();
    assert_int_equal(compose(&row, &composed), ERR_NOT_FOUND);
    assert_non_null(composed.why);
}

int main(void)
{
    support_init();
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_nudge_asks_to_pick_a_time),
        TEST(several_nudges_are_one_mail),
        TEST(a_mentor_reads_whose_it_is),
        TEST(nothing_left_to_say_is_not_sent),
    };
    return cmocka_run_group_tests(tests, compose_start, compose_finish);
}
