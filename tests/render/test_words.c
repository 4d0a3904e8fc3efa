/* DESIGN: dates, times and numbers in words (GOV.UK style guide), and typed ones read back. */
#include "support.h"
#include "words.h"

static struct arena *arena;

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        const char *day, *full, *plain, *brief;
    } rows[] = {
        {"2026-11-12", "Thursday 12 November 2026", "12 November 2026", "Thu 12 Nov"},
        {"2027-01-01", "Friday 1 January 2027", "1 January 2027", "Fri 1 Jan"},
        {"2024-02-29", "Thursday 29 February 2024", "29 February 2024", "Thu 29 Feb"},
        {"2026-09-06", "Sunday 6 September 2026", "6 September 2026", "Sun 6 Sep"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct day day = support_day(rows[i].day);
        assert_string_equal(words_date(arena, day), rows[i].full);
        assert_string_equal(words_date_plain(arena, day), rows[i].plain);
        assert_string_equal(words_date_short(arena, day), rows[i].brief);
    }
}

static void test_times(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"2026-11-12T15:52", "3:52pm"},  {"2026-11-12T15:00", "3pm"},
        {"2026-11-12T09:05", "9:05am"},  {"2026-11-12T12:00", "midday"},
        {"2026-11-12T12:30", "12:30pm"}, {"2026-11-12T00:00", "midnight"},
        {"2026-11-12T00:01", "12:01am"}, {"2026-11-12T11:59", "11:59am"},
        {"2026-06-12T15:52", "3:52pm"}, /* British Summer Time */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(words_time(arena, support_at(rows[i][0])), rows[i][1]);
    assert_string_equal(words_moment(arena, support_at("2026-11-12T15:45")),
                        "Thursday 12 November 2026, 3:45pm");
}

static void test_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *range, *when;
    } rows[] = {
        {"2026-11-12T15:45", "2026-11-12T17:15", "3:45pm to 5:15pm",
         "Thursday 12 November 2026, 3:45pm to 5:15pm"},
        {"2026-11-12T09:00", "2026-11-12T12:00", "9am to midday",
         "Thursday 12 November 2026, 9am to midday"},
        {"2026-11-12T22:00", "2026-11-13T00:00", "10pm to midnight",
         "Thursday 12 November 2026, 10pm to midnight"},
        {"2026-11-12T10:00", "2026-11-13T15:00",
         "Thursday 12 November 2026, 10am to Friday 13 November 2026, 3pm",
         "Thursday 12 November 2026, 10am to Friday 13 November 2026, 3pm"},
        {"2026-11-12T10:00", "2026-11-12T10:00", "10am", "Thursday 12 November 2026, 10am"},
        /* over the hour that comes twice: the wall clock is what is read */
        {"2026-10-24T23:30", "2026-10-25T04:00",
         "Saturday 24 October 2026, 11:30pm to Sunday 25 October 2026, 4am",
         "Saturday 24 October 2026, 11:30pm to Sunday 25 October 2026, 4am"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct instant from = support_at(rows[i].from), to = support_at(rows[i].to);
        assert_string_equal(words_time_range(arena, from, to), rows[i].range);
        assert_string_equal(words_when(arena, from, to), rows[i].when);
    }
}

static void test_durations_and_counts(void **state)
{
    (void)state;
    static const struct {
        int64_t minutes;
        const char *words;
    } rows[] = {
        {7, "7 minutes"},          {1, "1 minute"},   {60, "1 hour"},
        {90, "1 hour 30 minutes"}, {120, "2 hours"},  {61, "1 hour 1 minute"},
        {0, "0 minutes"},          {-5, "0 minutes"}, {72000, "1,200 hours"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(words_duration(arena, rows[i].minutes), rows[i].words);
    assert_string_equal(words_count(arena, 0, "talk", "talks"), "no talks");
    assert_string_equal(words_count(arena, 1, "talk", "talks"), "1 talk");
    assert_string_equal(words_count(arena, 2, "talk", "talks"), "2 talks");
    assert_string_equal(words_count(arena, 999, "person", "people"), "999 people");
    assert_string_equal(words_count(arena, 1250, "person", "people"), "1,250 people");
    assert_string_equal(words_count(arena, 1250000, "person", "people"), "1,250,000 people");
    assert_string_equal(words_count(arena, -100, "minute", "minutes"), "-100 minutes");
}

static void test_capital(void **state)
{
    (void)state;
    assert_string_equal(words_begin(arena, "working party"), "Working party");
    assert_string_equal(words_begin(arena, "SLT link"), "SLT link");
    assert_string_equal(words_begin(arena, "école"), "école");
    assert_string_equal(words_begin(arena, ""), "");
}

static void test_relative(void **state)
{
    (void)state;
    struct instant now = support_at("2026-11-12T15:52");
    static const struct {
        int64_t after_s;
        const char *words;
    } rows[] = {
        {0, "just now"},
        {-59, "just now"},
        {-60, "1 minute ago"},
        {-5 * 60, "5 minutes ago"},
        {-3599, "59 minutes ago"},
        {-3600, "1 hour ago"},
        {-5 * 3600, "5 hours ago"},
        {-86399, "23 hours ago"},
        {-3 * 86400, "3 days ago"},
        {-30 * 86400, "on 13 October 2026"},
        {30, "just now"},
        {5 * 60, "in 5 minutes"},
        {86400, "in 1 day"},
        {60 * 86400, "on 11 January 2027"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(words_relative(arena, instant_add(now, rows[i].after_s), now),
                            rows[i].words);
}

static void test_typed_dates(void **state)
{
    (void)state;
    static const char *const good[][3] = {
        {"12", "11", "2026"},     {"12", "November", "2026"}, {"12", "nov", "2026"},
        {" 12 ", "NOV", "2026 "}, {"12", "Novem", "2026"},
    };
    struct day day = DAY_NONE;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_ok(
            words_parse_date(str_of(good[i][0]), str_of(good[i][1]), str_of(good[i][2]), &day));
        assert_int_equal(day.v, support_day("2026-11-12").v);
    }
    assert_ok(words_parse_date(STR("1"), STR("Sept"), STR("2026"), &day));
    assert_int_equal(day.v, support_day("2026-09-01").v);
    static const char *const bad[][3] = {
        {"31", "11", "2026"},   {"0", "11", "2026"},  {"12", "13", "2026"},
        {"12", "no", "2026"},   {"12", "0", "2026"},  {"12", "11", "26"},
        {"12", "", "2026"},     {"", "11", "2026"},   {"12", "11", ""},
        {"-1", "11", "2026"},   {"29", "2", "2026"},  {"12", "novembers", "2026"},
        {"12th", "11", "2026"}, {"12", "11", "1899"}, {"012", "11", "2026"},
        {"12", "ma", "2026"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        day = DAY_NONE;
        assert_int_equal(
            words_parse_date(str_of(bad[i][0]), str_of(bad[i][1]), str_of(bad[i][2]), &day),
            ERR_INVALID);
        assert_true(day_is_none(day));
    }
}

static void test_typed_times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int hour, minute;
    } good[] = {
        {"3:45pm", 15, 45}, {"15:45", 15, 45},   {"3.45 pm", 15, 45},  {"3pm", 15, 0},
        {"1545", 15, 45},   {"3:45 PM", 15, 45}, {"3.45p.m.", 15, 45}, {" 345pm ", 15, 45},
        {"12pm", 12, 0},    {"12am", 0, 0},      {"12:30am", 0, 30},   {"midday", 12, 0},
        {"Noon", 12, 0},    {"midnight", 0, 0},  {"9:30", 9, 30},      {"09:30", 9, 30},
        {"930", 9, 30},     {"0930", 9, 30},     {"03:45", 3, 45},     {"0345", 3, 45},
        {"7:05", 7, 5},     {"23:59", 23, 59},   {"0:05", 0, 5},       {"11 a.m", 11, 0},
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        int hour = -1, minute = -1;
        assert_ok(words_parse_time(str_of(good[i].text), &hour, &minute));
        assert_int_equal(hour, good[i].hour);
        assert_int_equal(minute, good[i].minute);
    }
    static const char *const bad[] = {
        "",      "3",       "15",      "3:45",  "345",     "24:00",    "15:60",   "13pm",
        "0am",   "15:45pm", "pm",      "3:4pm", "3:450pm", "noonish",  "3:45 xm", "-3pm",
        "12345", "3 45 pm", "3::45pm", "3:pm",  ":45pm",   "15:45:00", "three",   "3.4.5pm",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int hour = -1, minute = -1;
        assert_int_equal(words_parse_time(str_of(bad[i]), &hour, &minute), ERR_INVALID);
        assert_int_equal(hour, -1);
        assert_int_equal(minute, -1);
    }
}

/* What is printed is read back, for each minute of a day. */
static void test_round_trip(void **state)
{
    (void)state;
    struct instant midnight = support_at("2026-11-12T00:00");
    for (int minute = 0; minute < 1440; minute++) {
        int h = -1, m = -1;
        const char *text = words_time(arena, instant_add(midnight, minute * 60));
        assert_ok(words_parse_time(str_of(text), &h, &m));
        assert_int_equal(h * 60 + m, minute);
        arena_reset(arena);
    }
}

int main(void)
{
    support_init();
    arena = arena_new();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),       cmocka_unit_test(test_times),
        cmocka_unit_test(test_ranges),      cmocka_unit_test(test_durations_and_counts),
        cmocka_unit_test(test_capital),     cmocka_unit_test(test_relative),
        cmocka_unit_test(test_typed_dates), cmocka_unit_test(test_typed_times),
        cmocka_unit_test(test_round_trip),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
