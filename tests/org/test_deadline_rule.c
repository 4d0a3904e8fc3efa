/* DESIGN: deadline rules: what is read, what is refused, and the T1 table. */
#include "deadline_rule.h"

#include "embedded.h"
#include "support.h"

static struct calendar demo_calendar(struct arena *arena)
{
    struct refusal why;
    struct span *spans;
    int count;
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year("demo", embedded_find(embedded_data, "demo-calendar-2026.csv"),
                                  arena, &spans, &count, &why));
    struct day holidays[] = {support_day("2027-03-26"), support_day("2027-03-29"),
                             support_day("2027-05-03"), support_day("2027-05-31")};
    return calendar_compute(spans, count, holidays, COUNT_OF(holidays), arena);
}

static struct deadline_rule rule_of(const char *text)
{
    struct deadline_rule rule;
    const char *fault;
    assert_ok(deadline_rule_parse(str_of(text), &rule, &fault));
    return rule;
}

/* practice.md T1, and the openings of the Brontë pack. */
static void test_t1(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *day;
    } table[] = {
        {"last school day on or before 09-25", "2026-09-25"},
        {"last school day on or before 10-09", "2026-10-09"},
        {"last school day on or before 10-31", "2026-10-23"},
        {"last school day on or before 01-31", "2027-01-29"},
        {"last school day on or before 06-30", "2027-06-30"},
        {"last school day of the year", "2027-07-21"},
        {"first school day of the year", "2026-09-01"},
        {"first school day", "2026-09-01"},
        {"first school day on or after 10-01", "2026-10-01"},
        {"first school day on or after 10-24", "2026-11-02"},
        {"first school day on or after 01-01", "2027-01-04"},
        {"first school day on or after 06-01", "2027-06-07"},
        {"last school day on or before 02-29", "2027-02-26"},
    };
    struct arena *arena = arena_new();
    struct calendar calendar = demo_calendar(arena);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct day day = deadline_rule_resolve(rule_of(table[i].rule), 2026, calendar);
        char text[DAY_TEXT_MAX];
        day_format(day, text);
        assert_string_equal(text, table[i].day);
    }
    arena_free(arena);
}

static void test_no_such_day(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct calendar calendar = demo_calendar(arena);
    /* Before the first day, after the last, in a year without a calendar, without any. */
    assert_true(day_is_none(
        deadline_rule_resolve(rule_of("last school day on or before 08-15"), 2026, calendar)));
    assert_true(day_is_none(
        deadline_rule_resolve(rule_of("first school day on or after 07-25"), 2026, calendar)));
    assert_true(day_is_none(deadline_rule_resolve(rule_of("first school day"), 2027, calendar)));
    assert_true(day_is_none(
        deadline_rule_resolve(rule_of("last school day of the year"), 2026, (struct calendar){0})));
    arena_free(arena);
}

static void test_round_trip_and_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } table[] = {
        {"last school day on or before 09-25", "last school day on or before 25 September"},
        {"first school day on or after 01-01", "first school day on or after 1 January"},
        {"first school day of the year", "first school day of the year"},
        {"last school day of the year", "last school day of the year"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[DEADLINE_RULE_TEXT_MAX];
        deadline_rule_format(rule_of(table[i].text), text);
        assert_string_equal(text, table[i].text);
        deadline_rule_words(rule_of(table[i].text), text);
        assert_string_equal(text, table[i].words);
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool date;
    } table[] = {
        {"", false},
        {"09-25", false},
        {"Last school day of the year", false},
        {"last school day", false},
        {"last school day on or before", true},
        {"last school day on or before 9-25", true},
        {"last school day on or before 09-31", true},
        {"last school day on or before 00-01", true},
        {"last school day on or before 13-01", true},
        {"last school day on or before  09-25", true},
        {"last school day on or before 09-25 ", true},
        {"first school day on or after25", true},
        {"first school day on or before 09-25", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct deadline_rule rule;
        const char *fault = NULL;
        assert_int_equal(deadline_rule_parse(str_of(table[i].text), &rule, &fault), ERR_INVALID);
        assert_int_equal(strncmp(fault, "not a date", 10) == 0, table[i].date);
        assert_non_null(strstr(fault, "MM-DD"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_t1),
        cmocka_unit_test(test_no_such_day),
        cmocka_unit_test(test_round_trip_and_words),
        cmocka_unit_test(test_refused),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
