/* DESIGN: the outbox against mail specification, section 2: states, keys, back-off, giving up. */
#include "outbox.h"
#include "support.h"

#include "trust.h"

static struct store *store;
static struct arena *arena;
static struct instant now;

static int set_up(void **state)
{
    (void)state;
    now = support_at("2026-11-12T09:00");
    arena = arena_new();
    store = support_store();
    struct trust trust = {.name = "Heather Moor Trust", .mailbox = "pd@heathermoor.example"};
    assert_ok(trust_insert(store, &trust, now));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

static int64_t queue(const char *idem, const char *kind, int due_in_s, int expires_in_s)
{
    int64_t id = 0;
    bool is_new = false;
    struct outbox_item item = {
        .idem = idem,
        .kind = kind,
        .email = "staff@demo.example",
        .body = "{\"a\":1}",
        .due_at = instant_add(now, due_in_s),
        .expires_at = instant_add(now, expires_in_s),
    };
    assert_ok(outbox_queue(store, now, &item, &id, &is_new));
    assert_true(is_new);
    return id;
}

static struct outbox_row claim(void)
{
    struct outbox_row row = {0};
    assert_ok(outbox_claim(store, now, arena, &row));
    return row;
}

static void assert_none_due(void)
{
    struct outbox_row row;
    assert_int_equal(outbox_claim(store, now, arena, &row), ERR_NOT_FOUND);
}

static void assert_state(int64_t id, const char *state)
{
    struct rows rows;
    assert_ok(
        store_find(store, "SELECT state FROM outbox WHERE id = $1", PARAMS(p_int(id)), &rows));
    assert_str(rows_str(&rows, 0), state);
    assert_ok(rows_end(&rows));
}

static int64_t column(int64_t id, const char *sql)
{
    int64_t value = -1;
    assert_ok(store_find_int(store, sql, PARAMS(p_int(id)), &value));
    return value;
}

static void one_idem_is_queued_once(void **state)
{
    (void)state;
    int64_t id = queue("a:1", "booking-confirmed", 0, 600), again = 0;
    bool is_new = true;
    struct outbox_item item = {.idem = "a:1", .kind = "x", .email = "b@c.example", .body = "{}"};
    assert_ok(outbox_queue(store, now, &item, &again, &is_new));
    assert_false(is_new);
    assert_int_equal(again, id);
    assert_string_equal(claim().email, "staff@demo.example");
    assert_none_due();
}

static void message_id_follows_idem_and_mailbox(void **state)
{
    (void)state;
    queue("a:1", "booking-confirmed", 0, 600);
    struct outbox_row row = claim();
    assert_string_equal(row.message_id, outbox_message_id(arena, "a:1", "pd@heathermoor.example"));
    assert_non_null(strstr(row.message_id, "@heathermoor.example>"));
    assert_int_equal(row.message_id[0], '<');
    assert_string_not_equal(row.message_id,
                            outbox_message_id(arena, "a:2", "pd@heathermoor.example"));
    assert_int_equal(row.queued_at.v, now.v);
}

static void claims_in_order_of_due_and_only_when_due(void **state)
{
    (void)state;
    struct instant next = {0};
    assert_int_equal(outbox_next_due(store, &next), ERR_NOT_FOUND);
    int64_t later = queue("later", "nudges", 60, 600);
    int64_t second = queue("second", "nudges", -1, 600);
    int64_t first = queue("first", "nudges", -2, 600);
    assert_ok(outbox_next_due(store, &next));
    assert_int_equal(next.v, now.v - 2);
    assert_int_equal(claim().id, first);
    assert_int_equal(claim().id, second);
    assert_none_due();
    assert_ok(outbox_next_due(store, &next));
    assert_int_equal(next.v, now.v + 60);
    now = next;
    assert_int_equal(claim().id, later);
}

static void bytes_are_kept_for_every_retry(void **state)
{
    (void)state;
    int64_t id = queue("a", "nudges", 0, 86400);
    assert_null(claim().bytes.p);
    assert_ok(outbox_keep_bytes(store, id, STR("Subject: x\r\n\r\ny\r\n")));
    assert_ok(outbox_finish(store, id, OUTCOME_DEFERRED, "451 later", now, 0));
    now = instant_add(now, 3600);
    struct outbox_row row = claim();
    assert_str(row.bytes, "Subject: x\r\n\r\ny\r\n");
    assert_int_equal(row.attempts, 1);
}

struct back_off_case {
    const char *kind;
    int attempt, jitter, want_s;
};

static void backs_off_doubling_with_a_cap(void **state)
{
    (void)state;
    static const struct back_off_case cases[] = {
        {"nudges", 0, 0, 48},   {"nudges", 0, 999, 72},  {"nudges", 1, 0, 96},
        {"nudges", 7, 0, 6144}, {"nudges", 8, 0, 11520}, {"nudges", 40, 999, 17280},
        {"code", 0, 0, 12},     {"code", 0, 999, 18},    {"code", 1, 999, 36},
        {"code", 2, 0, 48},     {"code", 9, 999, 72},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct back_off_case *c = &cases[i];
        int64_t id = queue(arena_printf(arena, "case:%zu", i), c->kind, 0, 90000);
        assert_int_equal(claim().id, id);
        assert_ok(store_exec(store, "UPDATE outbox SET attempts = $2 WHERE id = $1",
                             PARAMS(p_int(id), p_int(c->attempt))));
        assert_ok(outbox_finish(store, id, OUTCOME_DEFERRED, "450", now, c->jitter));
        assert_state(id, "deferred");
        assert_int_equal(column(id, "SELECT due_at FROM outbox WHERE id = $1"), now.v + c->want_s);
    }
}

static void gives_up_when_the_next_try_is_too_late(void **state)
{
    (void)state;
    int64_t id = queue("a", "nudges", 0, 72);
    claim();
    assert_ok(outbox_finish(store, id, OUTCOME_DEFERRED, "450", now, 999));
    assert_state(id, "failed");
}

static void expired_rows_fail_and_are_passed_over(void **state)
{
    (void)state;
    int64_t old = queue("old", "code", -700, -100);
    int64_t fresh = queue("fresh", "nudges", 0, 100);
    assert_int_equal(claim().id, fresh);
    assert_state(old, "failed");
    assert_int_equal(column(old, "SELECT count(*) FROM outbox WHERE id = $1 AND body = '{}'"
                                 " AND reply = 'expired'"),
                     1);
}

static void relay_faults_leave_the_row_as_it_was(void **state)
{
    (void)state;
    int64_t id = queue("a", "nudges", -5, 86400);
    claim();
    assert_ok(outbox_finish(store, id, OUTCOME_RELAY, "421 busy", now, 0));
    assert_state(id, "queued");
    struct outbox_row row = claim();
    assert_int_equal(row.attempts, 0);
    assert_int_equal(column(id, "SELECT due_at FROM outbox WHERE id = $1"), now.v - 5);
}

static void refused_and_dropped_end_in_failed(void **state)
{
    (void)state;
    int64_t id = queue("a", "nudges", 0, 86400);
    claim();
    assert_ok(outbox_finish(store, id, OUTCOME_REFUSED, "550 no such user", now, 0));
    assert_state(id, "failed");
    id = queue("b", "nudges", 0, 86400);
    claim();
    assert_ok(outbox_finish(store, id, OUTCOME_DROPPED, "held meanwhile", now, 0));
    assert_state(id, "failed");
    assert_none_due();
}

static void codes_are_erased_at_every_end(void **state)
{
    (void)state;
    static const enum outbox_outcome ends[] = {OUTCOME_SENT, OUTCOME_REFUSED, OUTCOME_DROPPED};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        int64_t id = queue(arena_printf(arena, "code:%zu", i), "code", 0, 600);
        claim();
        assert_ok(outbox_keep_bytes(store, id, STR("Your code is 12345678")));
        assert_ok(outbox_finish(store, id, ends[i], "", now, 0));
        assert_int_equal(
            column(id, "SELECT bytes IS NULL AND body = '{}' FROM outbox WHERE id = $1"), 1);
    }
    int64_t other = queue("b", "nudges", 0, 600);
    claim();
    assert_ok(outbox_keep_bytes(store, other, STR("words")));
    assert_ok(outbox_finish(store, other, OUTCOME_SENT, "", now, 0));
    assert_int_equal(column(other, "SELECT bytes IS NOT NULL FROM outbox WHERE id = $1"), 1);
}

static void the_bytes_of_old_mails_are_not_kept(void **state)
{
    (void)state;
    int64_t id = queue("old", "booking-confirmed", 0, 600);
    claim();
    assert_ok(outbox_keep_bytes(store, id, STR("words")));
    assert_ok(outbox_sweep(store, instant_add(now, 8 * 86400)));
    assert_int_equal(column(id, "SELECT bytes IS NOT NULL FROM outbox WHERE id = $1"), 1);
    assert_ok(outbox_finish(store, id, OUTCOME_SENT, "250", now, 0));
    assert_ok(outbox_sweep(store, instant_add(now, 6 * 86400)));
    assert_int_equal(column(id, "SELECT bytes IS NOT NULL FROM outbox WHERE id = $1"), 1);
    assert_ok(outbox_sweep(store, instant_add(now, 8 * 86400)));
    assert_int_equal(column(id, "SELECT bytes IS NULL FROM outbox WHERE id = $1"), 1);
}

static void only_sending_rows_can_finish(void **state)
{
    (void)state;
    int64_t id = queue("a", "nudges", 0, 600);
    assert_int_equal(outbox_finish(store, id, OUTCOME_SENT, "", now, 0), ERR_NOT_FOUND);
    assert_state(id, "queued");
}

static void recovery_puts_sending_back(void **state)
{
    (void)state;
    int64_t id = queue("a", "nudges", 0, 600), counts[OUTBOX_STATES];
    queue("b", "nudges", 0, 600);
    claim();
    assert_ok(outbox_count(store, counts));
    assert_int_equal(counts[OUTBOX_SENDING], 1);
    assert_int_equal(counts[OUTBOX_QUEUED], 1);
    assert_ok(outbox_recover(store));
    assert_ok(outbox_count(store, counts));
    assert_int_equal(counts[OUTBOX_SENDING], 0);
    assert_int_equal(counts[OUTBOX_QUEUED], 2);
    assert_int_equal(claim().id, id);
}

int main(void)
{
    support_init();
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(one_idem_is_queued_once),
        TEST(message_id_follows_idem_and_mailbox),
        TEST(claims_in_order_of_due_and_only_when_due),
        TEST(bytes_are_kept_for_every_retry),
        TEST(the_bytes_of_old_mails_are_not_kept),
        TEST(backs_off_doubling_with_a_cap),
        TEST(gives_up_when_the_next_try_is_too_late),
        TEST(expired_rows_fail_and_are_passed_over),
        TEST(relay_faults_leave_the_row_as_it_was),
        TEST(refused_and_dropped_end_in_failed),
        TEST(codes_are_erased_at_every_end),
        TEST(only_sending_rows_can_finish),
        TEST(recovery_puts_sending_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
