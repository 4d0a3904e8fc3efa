/* DESIGN: wall time and UTC: every hour of 25 years, the gap, the overlap. */
#include "tz.h"

#include "support.h"

static struct local wall(int year, int month, int day, int hour, int minute)
{
    return (struct local){day_of(year, month, day), hour, minute, 0};
}

/* There and back, but for the two hours a year that are refused. */
static void every_half_hour_goes_there_and_back(void **state)
{
    int gaps = 0, overlaps = 0;
    (void)state;
    for (int year = 2020; year < 2045; year++)
        for (struct day d = day_of(year, 1, 1); d.v < day_of(year + 1, 1, 1).v; d.v++)
            for (int half = 0; half < 48; half++) {
                struct local l = {d, half / 2, half % 2 * 30, 0};
                struct instant t = {0};
                enum err err = tz_instant(l, &t);
                gaps += err == ERR_INVALID;
                overlaps += err == ERR_CONFLICT;
                if (err != OK)
                    continue;
                struct local back = tz_local(t);
                assert_true(back.day.v == d.v && back.hour == l.hour && back.minute == l.minute);
            }
    /* One hour, so two half hours, each spring and each autumn. */
    assert_int_equal(gaps, 50);
    assert_int_equal(overlaps, 50);
}

static void the_gap_and_the_overlap_are_refused(void **state)
{
    struct instant t = {7};
    (void)state;
    assert_int_equal(tz_instant(wall(2027, 3, 28, 1, 0), &t), ERR_INVALID);
    assert_int_equal(tz_instant(wall(2027, 3, 28, 1, 59), &t), ERR_INVALID);
    assert_int_equal(tz_instant(wall(2026, 10, 25, 1, 0), &t), ERR_CONFLICT);
    assert_int_equal(tz_instant(wall(2026, 10, 25, 1, 59), &t), ERR_CONFLICT);
    assert_int_equal(t.v, 7);
    assert_ok(tz_instant(wall(2027, 3, 28, 2, 0), &t));
    assert_ok(tz_instant(wall(2027, 3, 28, 0, 59), &t));
    assert_ok(tz_instant(wall(2026, 10, 25, 2, 0), &t));
}

static void offsets_are_those_of_london(void **state)
{
    char text[INSTANT_TEXT_MAX];
    (void)state;
    tz_format(tz_at(day_of(2026, 7, 1), 15, 45), text);
    assert_string_equal(text, "2026-07-01T15:45:00+01:00");
    tz_format(tz_at(day_of(2026, 11, 12), 15, 45), text);
    assert_string_equal(text, "2026-11-12T15:45:00+00:00");
    /* Half past midnight of summer time is still the day before in UTC. */
    struct instant t = {0};
    assert_ok(tz_instant(wall(2026, 7, 1, 0, 30), &t));
    assert_int_equal(tz_day(t).v, day_of(2026, 7, 1).v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_half_hour_goes_there_and_back),
        cmocka_unit_test(the_gap_and_the_overlap_are_refused),
        cmocka_unit_test(offsets_are_those_of_london),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
