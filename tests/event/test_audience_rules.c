/* DESIGN: half-days and events, by table. */
#include "audience_rules.h"
#include "support.h"

enum { MON_ALL = 3, MON_AM = 1, MON_PM = 2, TUE_ALL = 12, WEEK = 1023 };

/* 2026-11-02 is a Monday, 2026-11-07 a Saturday. */
static void half_days(void **state)
{
    (void)state;
    static const struct {
        int working_days;
        const char *from, *to;
        bool works;
    } cases[] = {
        {WEEK, "2026-11-02T09:00", "2026-11-02T15:30", true},
        {MON_ALL, "2026-11-02T09:00", "2026-11-02T15:30", true},
        {MON_AM, "2026-11-02T09:00", "2026-11-02T12:30", true},
        {MON_AM, "2026-11-02T09:00", "2026-11-02T12:31", false},
        {MON_PM, "2026-11-02T09:00", "2026-11-02T12:30", false},
        {MON_PM, "2026-11-02T12:30", "2026-11-02T15:00", true},
        {MON_PM, "2026-11-02T12:29", "2026-11-02T15:00", false},
        {MON_PM, "2026-11-02T16:00", "2026-11-02T17:30", true}, /* a twilight */
        {MON_AM, "2026-11-02T16:00", "2026-11-02T17:30", false},
        {TUE_ALL, "2026-11-02T16:00", "2026-11-02T17:30", false},
        {TUE_ALL, "2026-11-03T16:00", "2026-11-03T17:30", true},
        {WEEK, "2026-11-07T09:00", "2026-11-07T12:00", false},
        {0, "2026-11-02T09:00", "2026-11-02T10:00", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool works =
            audience_rules_works(cases[i].working_days, tz_local(support_at(cases[i].from)),
                                 tz_local(support_at(cases[i].to)));
        if (works != cases[i].works)
            print_error("case %zu: %s to %s\n", i, cases[i].from, cases[i].to);
        assert_int_equal(works, cases[i].works);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_days),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
