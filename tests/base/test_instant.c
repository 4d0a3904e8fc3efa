/* DESIGN: dates and instants against a naive walk through the calendar, and the texts they take. */
#include "instant.h"

#include "support.h"

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static void every_day_of_three_centuries(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct day d = day_of(1900, 1, 1);
    (void)state;
    assert_int_equal(day_weekday(d), MONDAY);
    int weekday = MONDAY;
    for (int year = 1900; year < 2200; year++)
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && is_leap(year));
            for (int day = 1; day <= length; day++) {
                struct civil c = day_civil(d);
                assert_true(c.year == year && c.month == month && c.day == day);
                assert_int_equal(day_of(year, month, day).v, d.v);
                assert_int_equal(day_weekday(d), weekday);
                assert_true(civil_is_valid(year, month, day));
                d = day_add(d, 1);
                weekday = (weekday + 1) % 7;
            }
            assert_false(civil_is_valid(year, month, length + 1));
        }
}

static void dates_are_taken_only_in_one_form(void **state)
{
    static const char *const bad[] = {"",           "2026-1-1",   "2026-02-30",  "2026-13-01",
                                      "2026/01/01", "20260101",   "2026-01-01 ", " 2026-01-01",
                                      "1899-12-31", "2200-01-01", "2026-01-0a",  "-026-01-01"};
    struct day d = {-7};
    char text[DAY_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(day_parse(str_of(bad[i]), &d), ERR_INVALID);
        assert_int_equal(d.v, -7);
    }
    assert_ok(day_parse(STR("2027-01-29"), &d));
    day_format(d, text);
    assert_string_equal(text, "2027-01-29");
    assert_int_equal(day_weekday(d), FRIDAY);
}

static void instants_follow_rfc_3339(void **state)
{
    static const struct {
        const char *text;
        int64_t want;
    } good[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-11-12T15:52:00+00:00", 1794498720},
        {"2026-07-01T15:52:00+01:00", 1782917520},
        {"2026-07-01t14:52:00z", 1782917520},
        {"2026-07-01T14:52:00.999Z", 1782917520},
        {"1969-12-31T23:59:59Z", -1},
    };
    static const char *const bad[] = {"2026-11-12T15:52Z",
                                      "2026-11-12 15:52:00Z",
                                      "2026-11-12T24:00:00Z",
                                      "2026-11-12T15:60:00Z",
                                      "2026-11-12T15:52:00",
                                      "2026-11-12T15:52:00+0000",
                                      "2026-11-12T15:52:00.Z",
                                      "2026-11-12T15:52:00+24:00",
                                      "2026-11-12T15:52:60Z",
                                      "2026-11-12T15:52:00ZZ",
                                      "2026-11-12T15:52:00.1234567890Z"};
    struct instant t = {5};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_ok(instant_parse(str_of(good[i].text), &t));
        assert_int_equal(t.v, good[i].want);
    }
    t.v = 5;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(instant_parse(str_of(bad[i]), &t), ERR_INVALID);
        assert_int_equal(t.v, 5);
    }
}

static void instants_are_written_both_ways(void **state)
{
    char text[INSTANT_TEXT_MAX];
    struct instant t = {1794498720};
    (void)state;
    instant_format(t, text);
    assert_string_equal(text, "2026-11-12T15:52:00Z");
    instant_format_basic(t, text);
    assert_string_equal(text, "20261112T155200Z");
    instant_format((struct instant){-1}, text);
    assert_string_equal(text, "1969-12-31T23:59:59Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_three_centuries),
        cmocka_unit_test(dates_are_taken_only_in_one_form),
        cmocka_unit_test(instants_follow_rfc_3339),
        cmocka_unit_test(instants_are_written_both_ways),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
