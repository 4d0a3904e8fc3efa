/* DESIGN: the days of a series, written down by hand for two school years. */
#include "fixture.h"

#include "arena.h"
#include "series_rules.h"

enum { SPANS = 16 };

/* ---- a school whose two years were written down by hand ---- */

struct row {
    enum span_kind kind;
    const char *name, *from, *to;
};

static const struct row YEARS[] = {
    {SPAN_INSET, "INSET 1", "2026-09-01", "2026-09-02"},
    {SPAN_TERM, "Autumn term", "2026-09-03", "2026-12-18"},
    {SPAN_HALF_TERM, "October half-term", "2026-10-26", "2026-10-30"},
    {SPAN_TERM, "Spring term", "2027-01-05", "2027-03-25"},
    {SPAN_HALF_TERM, "February half-term", "2027-02-15", "2027-02-19"},
    {SPAN_TERM, "Summer term", "2027-04-12", "2027-07-21"},
    {SPAN_CLOSURE, "Polling day", "2027-05-06", "2027-05-06"},
    {SPAN_HALF_TERM, "May half-term", "2027-05-31", "2027-06-04"},
    {SPAN_TERM, "Autumn term", "2027-09-02", "2027-12-17"},
    {SPAN_HALF_TERM, "October half-term", "2027-10-25", "2027-10-29"},
    {SPAN_TERM, "Spring term", "2028-01-04", "2028-03-31"},
    {SPAN_HALF_TERM, "February half-term", "2028-02-14", "2028-02-18"},
    {SPAN_INSET, "INSET 2", "2027-09-02", "2027-09-02"},
};

static const struct {
    const char *on, *name;
} HOLIDAYS[] = {{"2027-03-26", "Good Friday"}, {"2027-05-03", "Early May bank holiday"}};

struct world {
    struct arena *arena;
    struct span spans[SPANS];
    struct bank_holiday holidays[8];
    struct series_calendar calendar;
};

static void build(struct world *w)
{
    *w = (struct world){.arena = arena_new()};
    for (size_t i = 0; i < COUNT_OF(YEARS); i++)
        w->spans[i] = (struct span){YEARS[i].kind, YEARS[i].name, support_day(YEARS[i].from),
                                    support_day(YEARS[i].to)};
    for (size_t i = 0; i < COUNT_OF(HOLIDAYS); i++)
        w->holidays[i] = (struct bank_holiday){support_day(HOLIDAYS[i].on), HOLIDAYS[i].name};
    w->calendar =
        (struct series_calendar){w->spans, COUNT_OF(YEARS), w->holidays, COUNT_OF(HOLIDAYS)};
}

static struct series_rule weekly(enum weekday weekday, const char *from, const char *until)
{
    return (struct series_rule){.repeat = SERIES_WEEKLY,
                                .weekday = weekday,
                                .start_min = 16 * 60,
                                .length_min = 60,
                                .from = support_day(from),
                                .until = support_day(until)};
}

/* "3 Sep, -29 Oct": what is met on, and with a minus what is skipped. */
static const char *listed(const struct series_dates *dates, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < dates->count; i++) {
        char day[DAY_TEXT_MAX];
        day_format(dates->items[i].on, day);
        text = arena_printf(arena, "%s%s%s%s", text, i ? " " : "",
                            dates->items[i].why == SERIES_MEETS ? "" : "-", day + 2);
    }
    return text;
}

static void assert_dates(struct world *w, const struct series_rule *rule, const char *want)
{
    struct series_dates dates = series_rules_expand(rule, &w->calendar, w->arena);
    assert_string_equal(listed(&dates, w->arena), want);
}

static void test_weeks(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(THURSDAY, "2026-10-15", "2026-11-12");
    assert_dates(&w, &rule, "26-10-15 26-10-22 -26-10-29 26-11-05 26-11-12");
    /* fortnights go on across half-term by the diary */
    rule.repeat = SERIES_FORTNIGHTLY;
    assert_dates(&w, &rule, "26-10-15 -26-10-29 26-11-12");
    /* six times, over Christmas */
    rule = weekly(FRIDAY, "2026-12-11", "2026-12-11");
    rule.until = DAY_NONE;
    rule.times = 4;
    assert_dates(&w, &rule, "26-12-11 26-12-18 -26-12-25 -27-01-01 27-01-08 27-01-15");
    /* a bank holiday; a term that ended the day before it */
    rule = weekly(MONDAY, "2027-04-26", "2027-05-10");
    assert_dates(&w, &rule, "27-04-26 -27-05-03 27-05-10");
    arena_free(w.arena);
}

static void test_inset_days_by_choice(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(WEDNESDAY, "2026-09-01", "2026-09-09");
    assert_dates(&w, &rule, "-26-09-02 26-09-09");
    rule.inset = true;
    assert_dates(&w, &rule, "26-09-02 26-09-09");
    arena_free(w.arena);
}

static void test_counted_days(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(THURSDAY, "2026-09-01", "2027-07-31");
    rule.nth = 2;
    /* the second Thursday in term; 9 September 2027 is another year's */
    rule.repeat = SERIES_TERMLY;
    assert_dates(&w, &rule, "26-09-10 27-01-14 27-04-22");
    rule.repeat = SERIES_HALF_TERMLY;
    assert_dates(&w, &rule, "26-09-10 26-11-12 27-01-14 27-03-04 27-04-22 27-06-17");
    /* a closed one gives way: 6 May is Polling day, so the fourth of that half is 13 May */
    rule.nth = 4;
    rule.from = support_day("2027-04-12");
    assert_dates(&w, &rule, "27-05-13 27-07-01");
    /* of a month it is skipped */
    rule.repeat = SERIES_MONTHLY;
    rule.nth = 1;
    rule.until = support_day("2027-07-31");
    assert_dates(&w, &rule, "-27-05-06 -27-06-03 27-07-01");
    rule.nth = SERIES_LAST;
    rule.from = support_day("2026-09-01");
    rule.until = support_day("2026-11-30");
    assert_dates(&w, &rule, "26-09-24 -26-10-29 26-11-26");
    arena_free(w.arena);
}

static void test_why_it_is_skipped(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    const struct {
        const char *day, *words;
    } rows[] = {
        {"2026-10-29", "half-term: October half-term"},
        {"2027-05-06", "the school is closed: Polling day"},
        {"2027-05-03", "bank holiday: Early May bank holiday"},
        {"2026-09-02", "INSET day: INSET 1"},
        {"2026-12-24", "not in term"},
        {"2028-09-07", "no term dates are entered from here on"},
        {"2026-10-31", "a weekend"},
        {"2026-10-22", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct series_date date = {.on = support_day(rows[i].day)};
        date.why = series_rules_day(&w.calendar, date.on, false, &date.name);
        assert_string_equal(series_why_words(&date, w.arena), rows[i].words);
    }
    arena_free(w.arena);
}

/* A year nobody entered is one line; a half without a fifth Friday says so. */
static void test_what_is_missing(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(TUESDAY, "2028-03-28", "2028-10-31");
    struct series_dates dates = series_rules_expand(&rule, &w.calendar, w.arena);
    assert_int_equal(dates.meets, 1);
    assert_int_equal(dates.items[dates.count - 1].why, SERIES_NO_CALENDAR);
    assert_int_equal(dates.items[dates.count - 2].why, SERIES_OUT_OF_TERM);
    rule = weekly(FRIDAY, "2027-02-20", "2027-05-30");
    rule.repeat = SERIES_HALF_TERMLY;
    rule.nth = 5;
    dates = series_rules_expand(&rule, &w.calendar, w.arena);
    assert_string_equal(listed(&dates, w.arena), "-27-02-20 27-05-14");
    assert_int_equal(dates.items[0].why, SERIES_TOO_SHORT);
    /* a half that began before the rule is not its fault */
    rule.from = support_day("2027-02-22");
    assert_dates(&w, &rule, "27-05-14");
    arena_free(w.arena);
}

static void test_leap_day(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(TUESDAY, "2028-02-22", "2028-03-07");
    assert_dates(&w, &rule, "28-02-22 28-02-29 28-03-07");
    rule.repeat = SERIES_MONTHLY;
    rule.nth = SERIES_LAST;
    rule.from = support_day("2028-02-01");
    assert_dates(&w, &rule, "28-02-29");
    rule.nth = 5;
    assert_dates(&w, &rule, "28-02-29");
    arena_free(w.arena);
}

/* 16:00 stays 16:00 when the clocks change: the instants move by an hour. */
static void test_wall_time_stays(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(THURSDAY, "2026-10-22", "2026-11-05");
    struct series_dates dates = series_rules_expand(&rule, &w.calendar, w.arena);
    assert_int_equal(dates.meets, 2);
    assert_int_equal(dates.items[2].starts_at.v - dates.items[0].starts_at.v, 14 * 86400 + 3600);
    rule = weekly(THURSDAY, "2027-03-25", "2027-04-15");
    dates = series_rules_expand(&rule, &w.calendar, w.arena);
    assert_int_equal(dates.meets, 2);
    assert_int_equal(dates.items[3].starts_at.v - dates.items[0].starts_at.v, 21 * 86400 - 3600);
    arena_free(w.arena);
}

static void test_the_hour_of_the_change(void **state)
{
    (void)state;
    struct instant starts, ends;
    /* 28 March 2027 has no 01:30, 25 October 2026 has two */
    assert_int_equal(series_rules_at(support_day("2027-03-28"), 90, 60, &starts, &ends),
                     ERR_INVALID);
    assert_int_equal(series_rules_at(support_day("2026-10-25"), 90, 60, &starts, &ends),
                     ERR_INVALID);
    assert_int_equal(series_rules_at(support_day("2026-10-25"), 30, 60, &starts, &ends),
                     ERR_INVALID);
    /* over midnight, and as long by the clock as on any day */
    assert_ok(series_rules_at(support_day("2026-10-24"), 22 * 60, 4 * 60 + 30, &starts, &ends));
    assert_int_equal(ends.v - starts.v, (4 * 60 + 30 + 60) * 60);
}

static void test_words(void **state)
{
    (void)state;
    struct world w;
    build(&w);
    struct series_rule rule = weekly(THURSDAY, "2026-09-03", "2027-07-20");
    assert_string_equal(series_rules_words(&rule, w.arena), "every Thursday in term at 16:00");
    rule.repeat = SERIES_FORTNIGHTLY;
    assert_string_equal(series_rules_words(&rule, w.arena),
                        "every second Thursday in term at 16:00");
    rule.repeat = SERIES_MONTHLY;
    rule.nth = 3;
    rule.start_min = 8 * 60 + 5;
    assert_string_equal(series_rules_words(&rule, w.arena),
                        "on the third Thursday of each month in term at 08:05");
    rule.repeat = SERIES_HALF_TERMLY;
    rule.nth = SERIES_LAST;
    rule.inset = true;
    assert_string_equal(series_rules_words(&rule, w.arena),
                        "on the last Thursday of each half-term, INSET days too, at 08:05");
    rule.repeat = SERIES_TERMLY;
    rule.nth = 2;
    rule.inset = false;
    assert_string_equal(series_rules_words(&rule, w.arena),
                        "on the second Thursday of each term at 08:05");
    arena_free(w.arena);
}

/* until: days after the first, NONE for no last day. */
enum { NONE = -9999 };
static const struct {
    const char *field; /* NULL: nothing is wrong */
    enum series_repeat repeat;
    int weekday, nth, start_min, length_min, until, times;
} BAD[] = {
    {NULL, SERIES_WEEKLY, THURSDAY, 0, 960, 60, 300, 0},
    {"repeats", SERIES_REPEATS, THURSDAY, 0, 960, 60, 300, 0},
    {"nth", SERIES_WEEKLY, THURSDAY, 2, 960, 60, 300, 0},
    {"nth", SERIES_MONTHLY, THURSDAY, 0, 960, 60, 300, 0},
    {"nth", SERIES_MONTHLY, THURSDAY, 6, 960, 60, 300, 0},
    {NULL, SERIES_MONTHLY, THURSDAY, 5, 960, 60, 300, 0},
    {NULL, SERIES_TERMLY, THURSDAY, SERIES_LAST, 960, 60, 300, 0},
    {"weekday", SERIES_WEEKLY, SATURDAY, 0, 960, 60, 300, 0},
    {"starts_at", SERIES_WEEKLY, THURSDAY, 0, 1440, 60, 300, 0},
    {"starts_at", SERIES_WEEKLY, THURSDAY, 0, -1, 60, 300, 0},
    {"ends_at", SERIES_WEEKLY, THURSDAY, 0, 960, 0, 300, 0},
    {"ends_at", SERIES_WEEKLY, THURSDAY, 0, 960, 1441, 300, 0},
    {"until", SERIES_WEEKLY, THURSDAY, 0, 960, 60, -1, 0},
    {NULL, SERIES_WEEKLY, THURSDAY, 0, 960, 60, SERIES_DAYS_MAX, 0},
    {"until", SERIES_WEEKLY, THURSDAY, 0, 960, 60, SERIES_DAYS_MAX + 1, 0},
    {"times", SERIES_WEEKLY, THURSDAY, 0, 960, 60, 300, 3},
    {"times", SERIES_WEEKLY, THURSDAY, 0, 960, 60, NONE, 0},
    {"times", SERIES_WEEKLY, THURSDAY, 0, 960, 60, NONE, 1},
    {NULL, SERIES_WEEKLY, THURSDAY, 0, 960, 60, NONE, 2},
    {NULL, SERIES_WEEKLY, THURSDAY, 0, 960, 60, NONE, SERIES_TIMES_MAX},
    {"times", SERIES_WEEKLY, THURSDAY, 0, 960, 60, NONE, SERIES_TIMES_MAX + 1},
};

static void test_what_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        struct refusal why;
        struct day from = support_day("2026-09-03");
        struct series_rule rule = {
            .repeat = BAD[i].repeat,
            .weekday = (enum weekday)BAD[i].weekday,
            .nth = BAD[i].nth,
            .start_min = BAD[i].start_min,
            .length_min = BAD[i].length_min,
            .from = from,
            .until = BAD[i].until == NONE ? DAY_NONE : day_add(from, BAD[i].until),
            .times = BAD[i].times,
        };
        refusal_init(&why, arena);
        series_rules_check(&rule, &why);
        assert_int_equal(why.field_count, BAD[i].field ? 1 : 0);
        if (BAD[i].field)
            assert_string_equal(why.fields[0].field, BAD[i].field);
    }
    arena_free(arena);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weeks),           cmocka_unit_test(test_inset_days_by_choice),
        cmocka_unit_test(test_counted_days),    cmocka_unit_test(test_why_it_is_skipped),
        cmocka_unit_test(test_what_is_missing), cmocka_unit_test(test_leap_day),
        cmocka_unit_test(test_wall_time_stays), cmocka_unit_test(test_the_hour_of_the_change),
        cmocka_unit_test(test_words),           cmocka_unit_test(test_what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
