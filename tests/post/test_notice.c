/* DESIGN: notices: their keys, their threads, their values there and back. */
#include "notice.h"
#include "support.h"

#include "trust.h"

static struct store *store;
static struct arena *arena;
static struct instant now;
static struct person_id ann;

static int set_up(void **state)
{
    (void)state;
    now = support_at("2026-11-12T09:00");
    arena = arena_new();
    store = support_store();
    struct trust trust = {.name = "Heather Moor Trust", .mailbox = "pd@heathermoor.example"};
    assert_ok(trust_insert(store, &trust, now));
    struct person_new person = {.name = "Ann Ash", .email = "ann@demo.example"};
    assert_ok(person_insert(store, &person, now, &ann));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

static struct notice talk_notice(enum notice_kind kind, int seq)
{
    return (struct notice){
        .kind = kind,
        .to = ann,
        .to_name = "Ann Ash",
        .to_email = "ann@demo.example",
        .object_id = 5,
        .uid = "0f1e",
        .seq = seq,
        .had_place = true,
        .event_id = 9,
        .event_title = "SPARK “autumn”",
        .event_kind = "spark",
        .place = "Hall, Ash School",
        .starts_at = support_at("2026-11-12T15:52"),
        .ends_at = support_at("2026-11-12T15:59"),
        .talk_title = "Talk \"one\"",
        .minutes = 7,
        .wanted_minutes = 0,
        .position = 2,
        .by = NULL,
        .detail = "A sentence.",
    };
}

static struct outbox_row claim(void)
{
    struct outbox_row row = {0};
    assert_ok(outbox_claim(store, now, arena, &row));
    return row;
}

static int64_t count(void)
{
    int64_t n = 0;
    assert_ok(store_find_int(store, "SELECT count(*) FROM outbox", PARAMS(), &n));
    return n;
}

static void values_come_back(void **state)
{
    (void)state;
    struct notice sent = talk_notice(NOTICE_TALK_CONFIRMED, 3), got = {0};
    assert_ok(notice_queue(store, now, &sent));
    struct outbox_row row = claim();
    assert_string_equal(row.kind, "talk-confirmed");
    assert_ok(notice_read(&row, arena, &got));
    assert_int_equal(got.kind, sent.kind);
    assert_int_equal(got.to.v, ann.v);
    assert_string_equal(got.to_name, sent.to_name);
    assert_string_equal(got.to_email, sent.to_email);
    assert_int_equal(got.object_id, 5);
    assert_string_equal(got.uid, sent.uid);
    assert_int_equal(got.seq, 3);
    assert_true(got.had_place);
    assert_int_equal(got.event_id, 9);
    assert_string_equal(got.event_title, sent.event_title);
    assert_string_equal(got.event_kind, "spark");
    assert_string_equal(got.place, sent.place);
    assert_int_equal(got.starts_at.v, sent.starts_at.v);
    assert_int_equal(got.ends_at.v, sent.ends_at.v);
    assert_string_equal(got.talk_title, sent.talk_title);
    assert_int_equal(got.minutes, 7);
    assert_int_equal(got.wanted_minutes, 0);
    assert_int_equal(got.position, 2);
    assert_null(got.by);
    assert_string_equal(got.detail, sent.detail);
    assert_int_equal(row.expires_at.v, now.v + 5 * 86400);
}

static void same_object_and_seq_is_one_mail(void **state)
{
    (void)state;
    struct notice notice = talk_notice(NOTICE_TALK_CHANGED, 1);
    assert_ok(notice_queue(store, now, &notice));
    assert_ok(notice_queue(store, now, &notice));
    assert_int_equal(count(), 1);
    notice.seq = 2;
    assert_ok(notice_queue(store, now, &notice));
    assert_int_equal(count(), 2);
}

/* A booking and a talk of one person may have the same id: both are told. */
static void a_talk_is_not_the_booking_of_the_same_number(void **state)
{
    (void)state;
    struct notice notice = talk_notice(NOTICE_EVENT_CANCELLED, 1);
    assert_ok(notice_queue(store, now, &notice));
    notice.talk_title = NULL;
    notice.kind = NOTICE_BOOKING_CONFIRMED;
    assert_ok(notice_queue(store, now, &notice));
    notice.kind = NOTICE_EVENT_CANCELLED;
    assert_ok(notice_queue(store, now, &notice));
    assert_int_equal(count(), 3);
    struct outbox_row talk = claim(), booking = claim(), cancelled = claim();
    assert_null(talk.thread_id);
    assert_null(booking.thread_id);
    assert_string_equal(cancelled.thread_id, booking.message_id);
}

static void later_mails_point_to_the_first(void **state)
{
    (void)state;
    static const enum notice_kind kinds[] = {NOTICE_TALK_WAITING, NOTICE_TALK_PROMOTED,
                                             NOTICE_EVENT_CHANGED, NOTICE_TALK_WITHDRAWN};
    const char *root = NULL;
    for (int i = 0; i < (int)COUNT_OF(kinds); i++) {
        struct notice notice = talk_notice(kinds[i], i);
        assert_ok(notice_queue(store, now, &notice));
        struct outbox_row row = claim();
        if (i == 0) {
            assert_null(row.thread_id);
            root = row.message_id;
        } else {
            assert_string_equal(row.thread_id, root);
        }
    }
    /* object 50 is not object 5 */
    struct notice other = talk_notice(NOTICE_TALK_CONFIRMED, 0);
    other.object_id = 50;
    assert_ok(notice_queue(store, now, &other));
    assert_null(claim().thread_id);
}

static void codes_go_first_and_are_never_the_same(void **state)
{
    (void)state;
    struct notice talk = talk_notice(NOTICE_TALK_CONFIRMED, 0);
    struct notice code = {
        .kind = NOTICE_CODE, .to = ann, .to_email = "ann@demo.example", .detail = "ABCD2345"};
    assert_ok(notice_queue(store, now, &talk));
    assert_ok(notice_queue(store, now, &code));
    assert_ok(notice_queue(store, now, &code));
    struct outbox_row row = claim();
    struct notice got = {0};
    assert_string_equal(row.kind, "code");
    assert_null(row.thread_id);
    assert_int_equal(row.expires_at.v, now.v + 600);
    assert_ok(notice_read(&row, arena, &got));
    assert_string_equal(got.detail, "ABCD2345");
    assert_string_equal(claim().kind, "code");
    assert_string_equal(claim().kind, "talk-confirmed");
}

static void nobody_without_an_address_is_written_to(void **state)
{
    (void)state;
    struct notice notice = talk_notice(NOTICE_TALK_CONFIRMED, 0);
    notice.to_email = NULL;
    assert_ok(notice_queue(store, now, &notice));
    notice.to_email = "";
    assert_ok(notice_queue(store, now, &notice));
    assert_int_equal(count(), 0);
}

static void names_are_unique_and_parse(void **state)
{
    (void)state;
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        enum notice_kind got = NOTICE_KINDS;
        assert_ok(notice_parse_name(str_of(notice_name((enum notice_kind)kind)), &got));
        assert_int_equal(got, kind);
    }
    enum notice_kind none;
    assert_int_equal(notice_parse_name(STR("nudges"), &none), ERR_NOT_FOUND);
}

/* One act touched three bookings of one person: read again, taken back, told as one. */
static void several_are_told_as_one(void **state)
{
    (void)state;
    struct notice_queued *items;
    int64_t mark = 0;
    int n = 0;
    struct notice notice = talk_notice(NOTICE_TALK_CONFIRMED, 1);
    assert_ok(notice_queue(store, now, &notice));
    assert_ok(notice_mark(store, &mark));
    for (int i = 0; i < 3; i++) {
        notice = talk_notice(NOTICE_TALK_CHANGED, i);
        assert_ok(notice_queue(store, now, &notice));
    }
    assert_ok(notice_list_since(store, mark, arena, &items, &n));
    assert_int_equal(n, 3);
    for (int i = 0; i < n; i++) {
        assert_int_equal(items[i].notice.kind, NOTICE_TALK_CHANGED);
        assert_int_equal(items[i].notice.seq, i);
        assert_int_equal(items[i].notice.to.v, ann.v);
        assert_ok(notice_take_back(store, items[i].id));
    }
    const struct notice_date dates[2] = {
        {support_at("2026-11-12T16:00"), support_at("2026-11-12T17:00"), "Hall", "u1", 4, true,
         false},
        {support_at("2026-11-26T16:00"), support_at("2026-11-26T17:00"), "Gym", "u2", 0, false,
         true},
    };
    notice = talk_notice(NOTICE_SERIES_CHANGED, 0);
    notice.dates = dates;
    notice.date_count = 2;
    assert_ok(notice_queue(store, now, &notice));
    assert_int_equal(count(), 2);
    assert_ok(notice_list_since(store, mark, arena, &items, &n));
    assert_int_equal(n, 1);
    assert_int_equal(items[0].notice.date_count, 2);
    for (int i = 0; i < 2; i++) {
        const struct notice_date *got = &items[0].notice.dates[i];
        assert_int_equal(got->starts_at.v, dates[i].starts_at.v);
        assert_int_equal(got->ends_at.v, dates[i].ends_at.v);
        assert_string_equal(got->place, dates[i].place);
        assert_string_equal(got->uid, dates[i].uid);
        assert_int_equal(got->seq, dates[i].seq);
        assert_int_equal(got->waits, dates[i].waits);
        assert_int_equal(got->ended, dates[i].ended);
    }
}

int main(void)
{
    support_init();
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(values_come_back),
        TEST(same_object_and_seq_is_one_mail),
        TEST(a_talk_is_not_the_booking_of_the_same_number),
        TEST(later_mails_point_to_the_first),
        TEST(codes_go_first_and_are_never_the_same),
        TEST(nobody_without_an_address_is_written_to),
        TEST(names_are_unique_and_parse),
        TEST(several_are_told_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
