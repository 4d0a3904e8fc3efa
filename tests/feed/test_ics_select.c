/* DESIGN: which events a feed shows: order, window, cap, how long cancelled ones stay. */
#include <stdlib.h>

#include "ics.h"
#include "ics_sample.h"
#include "tz.h"

#define UIDS 3000
static char uids[UIDS][40];

static const char *uid(size_t i)
{
    snprintf(uids[i], sizeof uids[i], "00000000-0000-4000-8000-%012zu", i);
    return uids[i];
}

static struct ics_event all_day(size_t i, struct day from, struct day to)
{
    return (struct ics_event){.uid = uid(i), .all_day = true, .day_from = from, .day_to = to};
}

static struct ics_event timed(size_t i, struct instant from, int64_t seconds)
{
    return (struct ics_event){
        .uid = uid(i), .starts_at = from, .ends_at = instant_add(from, seconds)};
}

static void test_order(void **state)
{
    (void)state;
    struct day june = support_day("2026-06-10");
    /* In this order, each before the next; 00:30 in summer is 23:30 of the day before in UTC. */
    const struct ics_event sorted[] = {
        timed(9, support_at("2026-06-09T23:59"), 60),
        all_day(1, june, june),
        all_day(2, june, day_add(june, 5)),
        timed(0, support_at("2026-06-10T00:00"), 60),
        timed(3, support_at("2026-06-10T00:30"), 60),
        timed(4, support_at("2026-06-10T00:30"), 60),
        timed(1, support_at("2026-06-10T23:30"), 60),
        all_day(0, day_add(june, 1), day_add(june, 1)),
    };
    for (size_t i = 0; i < COUNT_OF(sorted); i++)
        for (size_t j = 0; j < COUNT_OF(sorted); j++) {
            int got = ics_event_compare(&sorted[i], &sorted[j]);
            assert_int_equal((got > 0) - (got < 0), (i > j) - (i < j));
        }
}

static void test_window(void **state)
{
    (void)state;
    struct day today = support_day("2026-11-12");
    const struct {
        int from, to;
        bool kept;
    } rows[] = {{-91, -91, false}, {-91, -90, true}, {-90, -90, true},  {0, 0, true},
                {400, 400, true},  {400, 402, true}, {401, 401, false}, {-500, 500, true}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t capped = 9;
        struct ics_event event =
            all_day(0, day_add(today, rows[i].from), day_add(today, rows[i].to));
        assert_int_equal(ics_select(&event, 1, today, &capped), rows[i].kept);
        assert_int_equal(capped, 0);
        event = timed(0, tz_at(day_add(today, rows[i].from), 9, 0),
                      (rows[i].to - rows[i].from) * INT64_C(86400) + 3600);
        assert_int_equal(ics_select(&event, 1, today, &capped), rows[i].kept);
    }
}

/* By the hour, the kept set changes at midnight in London and at no other time. */
static void test_slides_daily(void **state)
{
    (void)state;
    struct instant t = support_at("2026-07-01T12:00");
    struct ics_event last = timed(0, tz_at(day_add(tz_day(t), 401), 9, 0), 3600);
    for (int hour = 0; hour < 24; hour++) {
        size_t capped;
        struct ics_event event = last;
        struct instant now = instant_add(t, hour * INT64_C(3600));
        assert_int_equal(ics_select(&event, 1, tz_day(now), &capped), hour >= 12);
    }
}

static int nearer(const void *left, const void *right)
{
    int a = *(const int *)left, b = *(const int *)right;
    return abs(a) != abs(b) ? abs(a) - abs(b) : b - a;
}

/* The cap keeps what a plain sort by distance keeps; of two equally near the one to come. */
static void test_cap(void **state)
{
    (void)state;
    struct day today = support_day("2026-11-12");
    static struct ics_event events[ICS_EVENTS_MAX + 300];
    static int offsets[COUNT_OF(events)];
    size_t count = COUNT_OF(events), capped = 0;
    for (size_t i = 0; i < count; i++) {
        /* 491 days of the window, more than twice over. */
        offsets[i] = (int)(i * 7 % 491) - 90;
        events[i] = timed(i, tz_at(day_add(today, offsets[i]), 9, 0), 3600);
    }
    assert_int_equal(ics_select(events, count, today, &capped), ICS_EVENTS_MAX);
    assert_int_equal(capped, 300);
    qsort(offsets, count, sizeof *offsets, nearer);
    int sum = 0, want = 0;
    for (size_t i = 0; i < ICS_EVENTS_MAX; i++) {
        sum += tz_day(events[i].starts_at).v - today.v;
        want += offsets[i];
        assert_true(i == 0 || ics_event_compare(&events[i - 1], &events[i]) < 0);
    }
    assert_int_equal(sum, want);
}

/* The same events in another order give the same feed. */
static void test_any_order(void **state)
{
    (void)state;
    struct day today = support_day("2026-11-12");
    static struct ics_event some[1000], others[1000];
    size_t count = COUNT_OF(some), capped = 0;
    for (size_t i = 0; i < count; i++) {
        struct day day = day_add(today, (int)(i * 31 % 470) - 80);
        some[i] = i % 5 ? timed(i, tz_at(day, 9, 0), 3600) : all_day(i, day, day_add(day, 3));
        others[count - 1 - i] = some[i];
    }
    size_t kept = ics_select(some, count, today, &capped);
    assert_int_equal(ics_select(others, count, today, &capped), kept);
    for (size_t i = 0; i < kept; i++)
        assert_string_equal(some[i].uid, others[i].uid);
}

/* Section 6: the later of 30 days after the cancellation and 7 days after the end. */
static void test_cancelled(void **state)
{
    (void)state;
    struct day today = support_day("2026-11-12");
    const struct {
        int cancelled, last;
        bool stays;
    } rows[] = {{0, 20, true},    {-30, -100, true}, {-31, -100, false}, {-31, -7, true},
                {-31, -8, false}, {-200, 30, true},  {-30, -8, true},    {-31, 0, true}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(ics_cancelled_stays(day_add(today, rows[i].cancelled),
                                             day_add(today, rows[i].last), today),
                         rows[i].stays);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),        cmocka_unit_test(test_window),
        cmocka_unit_test(test_slides_daily), cmocka_unit_test(test_cap),
        cmocka_unit_test(test_any_order),    cmocka_unit_test(test_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
