/* DESIGN: what lies outside somebody's working pattern is flagged (TW-07): by table. */
#include "working_pattern.h"

#include "support.h"

/* Bits: Monday morning, Monday afternoon, … */
enum { ALL = WORKING_DAYS_ALL, WED_AM = 1 << 4, NOT_FRIDAY = 0xff, MONDAY_ONLY = 3 };
enum { MON_ALL = 3, MON_AM = 1, MON_PM = 2, TUE_ALL = 12, WEEK = 1023 };

static const struct span YEAR[] = {
    {SPAN_TERM, "Autumn", {0}, {0}},
    {SPAN_HALF_TERM, "Half-term", {0}, {0}},
};

static struct calendar make_calendar(struct arena *arena)
{
    struct span spans[2] = {YEAR[0], YEAR[1]};
    spans[0].from = support_day("2026-09-02");
    spans[0].to = support_day("2026-12-18");
    spans[1].from = support_day("2026-10-26");
    spans[1].to = support_day("2026-10-30");
    return calendar_compute(spans, 2, NULL, 0, arena);
}

static void test_judgement(void **state)
{
    (void)state;
    static const struct {
        int working_days;
        const char *from, *to, *words;
    } table[] = {
        {ALL, "2026-11-11T15:30", "2026-11-11T17:00", NULL},
        {ALL, "2026-11-11T08:00", "2026-11-11T18:00", NULL},
        {ALL, "2026-11-11T07:59", "2026-11-11T09:00", "it begins before 08:00"},
        {ALL, "2026-11-11T17:00", "2026-11-11T18:01", "it ends after 18:00"},
        {ALL, "2026-11-11T17:00", "2026-11-12T09:00", "it ends after 18:00"},
        {ALL, "2026-10-28T09:00", "2026-10-28T10:00",
         "Wednesday 28 October 2026 is no working day at your school"},
        {ALL, "2026-11-14T09:00", "2026-11-14T10:00",
         "Saturday 14 November 2026 is no working day at your school"},
        {NOT_FRIDAY, "2026-11-13T09:00", "2026-11-13T15:00", "you do not work on Fridays"},
        {NOT_FRIDAY, "2026-11-12T09:00", "2026-11-12T15:00", NULL},
        {MONDAY_ONLY | WED_AM, "2026-11-11T09:00", "2026-11-11T12:00", NULL},
        {MONDAY_ONLY | WED_AM, "2026-11-11T13:00", "2026-11-11T14:00",
         "you do not work on Wednesday afternoons"},
        {MONDAY_ONLY | WED_AM, "2026-11-11T09:00", "2026-11-11T12:31",
         "you do not work on Wednesdays"},
        /* a year that nobody entered is not known */
        {ALL, "2027-10-28T09:00", "2027-10-28T10:00", NULL},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct pattern_job job = {.working_days = table[i].working_days,
                                  .starts_on = DAY_NONE,
                                  .ends_on = DAY_NONE,
                                  .calendar = make_calendar(arena)};
        const struct working_pattern pattern = {&job, 1}, none = {&job, 0};
        struct instant from = support_at(table[i].from), to = support_at(table[i].to);
        const char *got = working_pattern_words(arena, &pattern, NULL, from, to);
        const char *want =
            table[i].words
                ? arena_printf(arena, "This lies outside your working pattern: %s.", table[i].words)
                : NULL;
        if ((!got != !want) || (got && !str_eq_c(str_of(got), want)))
            fail_msg("row %zu: %s", i, got ? got : "fits");
        assert_null(working_pattern_words(arena, &none, NULL, from, to));
        job.ends_on = support_day("2026-09-30");
        assert_null(working_pattern_words(arena, &pattern, NULL, from, to));
    }
    arena_free(arena);
}

/* Two jobs: what one does not cover the other may. */
static void test_two_jobs(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct calendar calendar = make_calendar(arena);
    struct pattern_job jobs[] = {{MONDAY_ONLY, DAY_NONE, DAY_NONE, calendar},
                                 {WED_AM, DAY_NONE, DAY_NONE, calendar}};
    const struct working_pattern pattern = {jobs, 2};
    assert_null(working_pattern_words(arena, &pattern, NULL, support_at("2026-11-09T13:00"),
                                      support_at("2026-11-09T14:00")));
    assert_null(working_pattern_words(arena, &pattern, NULL, support_at("2026-11-11T09:00"),
                                      support_at("2026-11-11T10:00")));
    assert_string_equal(working_pattern_words(arena, &pattern, "Ana Ray",
                                              support_at("2026-11-10T09:00"),
                                              support_at("2026-11-10T10:00")),
                        "This lies outside Ana Ray’s working pattern: they do not work on Tuesday "
                        "mornings.");
    arena_free(arena);
}

static void test_half_days(void **state)
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
            working_pattern_covers(cases[i].working_days, tz_local(support_at(cases[i].from)),
                                   tz_local(support_at(cases[i].to)));
        if (works != cases[i].works)
            print_error("case %zu: %s to %s\n", i, cases[i].from, cases[i].to);
        assert_int_equal(works, cases[i].works);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_judgement),
                                       cmocka_unit_test(test_two_jobs),
                                       cmocka_unit_test(test_half_days)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
