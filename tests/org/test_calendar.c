/* DESIGN: school days: the T1 calendar, counting against a naive walk, the files of dates. */
#include "calendar.h"

#include <stdlib.h>

#include "embedded.h"
#include "person.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct store *open_store(void)
{
    struct store *store;
    store = support_store();
    return store;
}

static void demo_spans(struct span **ret, int *ret_count)
{
    struct refusal why;
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year("demo-calendar-2026.csv",
                                  embedded_find(embedded_data, "demo-calendar-2026.csv"), arena,
                                  ret, ret_count, &why));
}

static void load_holidays(struct store *store)
{
    struct refusal why;
    refusal_init(&why, arena);
    assert_ok(calendar_load_bank_holidays(
        store, "holidays", embedded_find(embedded_data, "bank-holidays-england-and-wales.csv"),
        &why));
}

/* The T1 school, loaded through the database. */
static struct calendar demo_calendar(void)
{
    struct store *store = open_store();
    struct school_id school;
    struct span *spans;
    int count;
    struct calendar calendar;
    demo_spans(&spans, &count);
    load_holidays(store);
    assert_ok(school_insert(store, "Oakfield", "", &school));
    assert_ok(calendar_insert_year(store, school, spans, count));
    assert_ok(calendar_load(store, school, arena, &calendar));
    store_close(store);
    return calendar;
}

/* Practice P4 and T1. */
static void test_days_of_the_demo_year(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        bool open;
    } table[] = {
        {"2026-08-31", false}, {"2026-09-01", true},  {"2026-09-05", false}, {"2026-10-23", true},
        {"2026-10-26", false}, {"2026-10-30", false}, {"2026-11-02", true},  {"2026-12-04", true},
        {"2026-12-18", true},  {"2026-12-21", false}, {"2027-01-04", true},  {"2027-02-15", false},
        {"2027-03-25", true},  {"2027-03-26", false}, {"2027-04-12", true},  {"2027-05-03", false},
        {"2027-05-28", true},  {"2027-05-31", false}, {"2027-06-07", true},  {"2027-07-21", true},
        {"2027-07-22", false},
    };
    struct calendar calendar = demo_calendar();
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(calendar_is_school_day(calendar, support_day(table[i].day)),
                         table[i].open);
    /* 190 days with pupils and 5 of INSET: the 195 of practice P3. */
    assert_int_equal(calendar.count, 195);
}

static void test_ten_school_days_before(void **state)
{
    (void)state;
    struct calendar calendar = demo_calendar();
    struct day due = support_day("2027-01-29");
    assert_int_equal(calendar_before(calendar, due, 10).v, support_day("2027-01-15").v);
    assert_int_equal(calendar_before(calendar, due, 3).v, support_day("2027-01-26").v);
    assert_int_equal(calendar_after(calendar, due, 1).v, support_day("2027-02-01").v);
    assert_int_equal(calendar_after(calendar, support_day("2026-10-24"), 1).v,
                     support_day("2026-11-02").v);
    assert_true(day_is_none(calendar_before(calendar, support_day("2026-09-01"), 1)));
    assert_true(day_is_none(calendar_after(calendar, support_day("2027-07-21"), 1)));
}

static struct day walk(struct calendar calendar, struct day day, int n)
{
    int step = n < 0 ? -1 : 1;
    for (int i = 0; i < 1000; i++) {
        day = day_add(day, step);
        if (calendar_is_school_day(calendar, day) && (n -= step) == 0)
            return day;
    }
    return DAY_NONE;
}

static void test_counting_agrees_with_walking(void **state)
{
    (void)state;
    struct calendar whole = demo_calendar();
    static const int weeks[] = {WORKING_DAYS_ALL, 0x3, 0x0c1, 0x2aa, 0};
    for (size_t w = 0; w < COUNT_OF(weeks); w++) {
        struct calendar calendar = calendar_of_person(whole, weeks[w], arena);
        for (int d = -20; d < 360; d++) {
            struct day day = day_add(support_day("2026-09-01"), d);
            bool open = calendar_is_school_day(calendar, day);
            assert_int_equal(calendar_on_or_before(calendar, day).v,
                             open ? day.v : walk(calendar, day, -1).v);
            assert_int_equal(calendar_on_or_after(calendar, day).v,
                             open ? day.v : walk(calendar, day, 1).v);
            for (int n = 1; n < 14; n += 4) {
                assert_int_equal(calendar_before(calendar, day, n).v, walk(calendar, day, -n).v);
                assert_int_equal(calendar_after(calendar, day, n).v, walk(calendar, day, n).v);
            }
        }
    }
}

/* P3: a part-timer's school days are the days they work, a half day counting as one. */
static void test_working_days(void **state)
{
    (void)state;
    enum { MONDAY_MORNING = 1, WEDNESDAY_AFTERNOON = 1 << 5 };
    struct calendar calendar =
        calendar_of_person(demo_calendar(), MONDAY_MORNING | WEDNESDAY_AFTERNOON, arena);
    assert_true(calendar.count > 70);
    for (int i = 0; i < calendar.count; i++)
        assert_true(day_weekday(calendar.days[i]) == MONDAY ||
                    day_weekday(calendar.days[i]) == WEDNESDAY);
}

static void test_inset_wins_over_a_closure_but_not_over_a_weekend(void **state)
{
    (void)state;
    const struct span spans[] = {
        {SPAN_TERM, "Autumn", support_day("2026-09-01"), support_day("2026-12-18")},
        {SPAN_CLOSURE, "Half-term", support_day("2026-10-26"), support_day("2026-10-30")},
        {SPAN_INSET, "INSET", support_day("2026-10-30"), support_day("2026-10-31")},
    };
    struct day holiday = support_day("2026-11-02");
    struct calendar calendar = calendar_compute(spans, 3, &holiday, 1, arena);
    assert_true(calendar_is_school_day(calendar, support_day("2026-10-30")));
    assert_false(calendar_is_school_day(calendar, support_day("2026-10-31")));
    assert_false(calendar_is_school_day(calendar, holiday));
    assert_int_equal(calendar_compute(spans, 0, NULL, 0, arena).count, 0);
}

static void test_academic_year(void **state)
{
    (void)state;
    assert_int_equal(calendar_year(support_day("2026-09-01")), 2026);
    assert_int_equal(calendar_year(support_day("2027-07-31")), 2026);
    assert_int_equal(calendar_year(support_day("2027-08-01")), 2027);
    assert_int_equal(calendar_year_last(2026).v, support_day("2027-07-31").v);
    struct calendar calendar = demo_calendar();
    assert_int_equal(calendar_of_year(calendar, 2026).count, calendar.count);
    assert_int_equal(calendar_of_year(calendar, 2025).count, 0);
    assert_int_equal(calendar_of_year((struct calendar){0}, 2026).count, 0);
}

/* ---- bank holidays ---- */

/* Easter Sunday by Gauss's rule for the Gregorian calendar, good for 1900 to 2099. */
static struct day easter(int year)
{
    int a = year % 19, b = year % 4, c = year % 7;
    int d = (19 * a + 24) % 30, e = (2 * b + 4 * c + 6 * d + 5) % 7;
    return day_add(day_of(year, 3, 22), d + e);
}

static struct day monday_from(struct day day)
{
    return day_add(day, (7 - (int)day_weekday(day)) % 7);
}

/* The Banking and Financial Dealings Act 1971 and the usual substitute days. */
static int holidays_of(int year, struct day ret[static 8])
{
    struct day new_year = day_of(year, 1, 1), christmas = day_of(year, 12, 25);
    enum weekday w = day_weekday(christmas);
    ret[0] = day_weekday(new_year) >= SATURDAY ? monday_from(new_year) : new_year;
    ret[1] = day_add(easter(year), -2);
    ret[2] = day_add(easter(year), 1);
    ret[3] = monday_from(day_of(year, 5, 1));
    ret[4] = monday_from(day_of(year, 5, 25));
    ret[5] = monday_from(day_of(year, 8, 25));
    ret[6] = w >= SATURDAY ? day_of(year, 12, 27) : christmas;
    ret[7] = w == FRIDAY || w == SATURDAY ? day_of(year, 12, 28)
             : w == SUNDAY                ? day_of(year, 12, 26)
                                          : day_add(christmas, 1);
    return 8;
}

static void test_bank_holidays_are_the_official_ones(void **state)
{
    (void)state;
    struct store *store = open_store();
    load_holidays(store);
    load_holidays(store); /* the same again is no change */
    struct rows rows =
        store_query(store, "SELECT on_day FROM bank_holiday ORDER BY on_day", PARAMS());
    for (int year = 2025; year <= 2028; year++) {
        struct day days[8];
        int count = holidays_of(year, days);
        for (int i = 0; i < count; i++) {
            assert_true(rows_next(&rows));
            assert_int_equal(rows_day(&rows, 0).v, days[i].v);
        }
    }
    assert_false(rows_next(&rows));
    assert_ok(rows_end(&rows));
    store_close(store);
}

static void test_bad_holidays_change_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *want;
    } table[] = {
        {"", "f.csv:1: the first line must be date,name"},
        {"day,name\n", "f.csv:1: the first line must be date,name"},
        {"date,name\n2026-12-25,Christmas Day\n2026-13-01,X\n",
         "f.csv:3: a date must be written YYYY-MM-DD or DD/MM/YYYY"},
        {"date,name\n2026-12-25\n", "f.csv:2: 1 values where the heading has 2 (date,name)"},
        {"date,name\n\n2026-12-25,\n", "f.csv:3: the name is empty or too long"},
        {"date,name\n2026-12-25,A\n2026-12-25,B\n",
         "f.csv:3: dates must rise from line to line, each once"},
        {"date,name\n2026-12-25,\"A\n",
         "f.csv:2: a quotation mark is not closed, or stands inside a value"},
        {"date,name\n2026-12-25,A \"B\"\n",
         "f.csv:2: a quotation mark is not closed, or stands inside a value"},
        {"date,name\n2026-12-25,\"A\" B\n",
         "f.csv:2: a quotation mark is not closed, or stands inside a value"},
        {"date,name\n2026-12-25,\xff\n",
         "f.csv:2: the line is not plain UTF-8 text; save the file as UTF-8"},
    };
    struct store *store = open_store();
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct refusal why;
        int64_t count;
        refusal_init(&why, arena);
        assert_int_equal(calendar_load_bank_holidays(store, "f.csv", str_of(table[i].csv), &why),
                         ERR_INVALID);
        assert_string_equal(why.slug, "bad-file");
        assert_string_equal(why.detail, table[i].want);
        assert_ok(store_find_int(store, "SELECT count(*) FROM bank_holiday", PARAMS(), &count));
        assert_int_equal(count, 0);
    }
    store_close(store);
}

/* ---- a year as data ---- */

static void test_bad_years(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *want;
    } table[] = {
        {"kind,name,from,to\nholiday,X,2026-09-01,2026-09-02\n",
         "y.csv:2: the kind must be term, half-term, inset or closure"},
        {"kind,name,from,to\nterm,X,2026-09-02,2026-09-01\n",
         "y.csv:2: the last day must not come before the first, nor a year after it"},
        {"kind,name,from,to\nterm,X,2026-09-02,2027-09-30\n",
         "y.csv:2: the last day must not come before the first, nor a year after it"},
        {"kind,name,from,to\nterm,X,1 Sep,2027-09-30\n",
         "y.csv:2: a date must be written YYYY-MM-DD or DD/MM/YYYY"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct refusal why;
        struct span *spans;
        int count;
        refusal_init(&why, arena);
        assert_int_equal(
            calendar_parse_year("y.csv", str_of(table[i].csv), arena, &spans, &count, &why),
            ERR_INVALID);
        assert_string_equal(why.detail, table[i].want);
    }
}

static void test_windows_line_ends_and_bom(void **state)
{
    (void)state;
    struct refusal why;
    struct span *spans;
    int count;
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year(
        "y.csv", STR("\xEF\xBB\xBFkind,name,from,to\r\nterm, Autumn ,2026-09-01,2026-12-18\r\n"),
        arena, &spans, &count, &why));
    assert_int_equal(count, 1);
    assert_string_equal(spans[0].name, "Autumn");
}

/* What spreadsheets make of it: semicolons, English dates, quotes, empty cells at the end. */
static void test_as_spreadsheets_write_it(void **state)
{
    (void)state;
    static const char csv[] = "\xEF\xBB\xBFKind;Name;From;To;;\r\n"
                              "Term;Autumn, the first;1/9/2026;18/12/2026;;\r\n"
                              "Half term;\"October; \"\"half-term\"\"\" ;26/10/2026;30/10/2026\r\n"
                              "\r\nINSET;Training;2026-09-01;1/09/2026\r\n";
    struct refusal why;
    struct span *spans;
    int count;
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year(NULL, str_of(csv), arena, &spans, &count, &why));
    assert_int_equal(count, 3);
    assert_int_equal(spans[0].kind, SPAN_TERM);
    assert_string_equal(spans[0].name, "Autumn, the first");
    assert_int_equal(spans[0].from.v, support_day("2026-09-01").v);
    assert_int_equal(spans[0].to.v, support_day("2026-12-18").v);
    assert_int_equal(spans[1].kind, SPAN_HALF_TERM);
    assert_string_equal(spans[1].name, "October; \"half-term\"");
    assert_int_equal(spans[2].kind, SPAN_INSET);
    assert_int_equal(spans[2].to.v, support_day("2026-09-01").v);
}

static void test_bad_lines_without_a_file_name(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *want;
    } table[] = {
        {"", "Line 1: the first line must be kind,name,from,to"},
        {"kind;name;from;to\nterm;A;31/2/2026;1/3/2026\n",
         "Line 2: a date must be written YYYY-MM-DD or DD/MM/YYYY"},
        {"kind;name;from;to\nterm;A;1/9/26;1/3/2026\n",
         "Line 2: a date must be written YYYY-MM-DD or DD/MM/YYYY"},
        {"kind;name;from;to\nterm;A;1/9/2026/1;1/3/2026\n",
         "Line 2: a date must be written YYYY-MM-DD or DD/MM/YYYY"},
        {"kind,name,from,to\nterm,A,2026-09-01,2026-12-18,x\n",
         "Line 2: 5 values where the heading has 4 (kind,name,from,to)"},
        {"kind,name,from,to\nterm,\"A,2026-09-01,2026-12-18\n",
         "Line 2: a quotation mark is not closed, or stands inside a value"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct refusal why;
        struct span *spans;
        int count;
        refusal_init(&why, arena);
        assert_int_equal(
            calendar_parse_year(NULL, str_of(table[i].csv), arena, &spans, &count, &why),
            ERR_INVALID);
        assert_string_equal(why.detail, table[i].want);
    }
}

static void test_shifted_years_keep_their_weekdays(void **state)
{
    (void)state;
    for (int year = 2020; year <= 2040; year++) {
        struct span *spans, *moved;
        int count;
        demo_spans(&spans, &count);
        demo_spans(&moved, &count);
        calendar_shift_year(moved, count, 2026, year);
        for (int i = 0; i < count; i++) {
            assert_int_equal(day_weekday(moved[i].from), day_weekday(spans[i].from));
            assert_int_equal(moved[i].to.v - moved[i].from.v, spans[i].to.v - spans[i].from.v);
        }
        assert_true(abs(moved[0].from.v - day_of(year, 9, 1).v) <= 3);
        assert_int_equal(calendar_year(moved[0].from), year);
        assert_int_equal(calendar_year(moved[count - 1].to), year);
    }
}

static void test_cache_gives_the_same_calendars(void **state)
{
    (void)state;
    struct store *store = open_store();
    struct span *spans;
    int count;
    demo_spans(&spans, &count);
    struct calendar_cache *cache = calendar_cache_new(arena);
    for (int s = 0; s < 3; s++) {
        struct school_id school;
        char name[] = {'A', (char)('0' + s), 0};
        assert_ok(school_insert(store, name, "", &school));
        assert_ok(calendar_insert_year(store, school, spans, s ? count : 0));
        for (int week = 1023; week >= 0; week -= 31) {
            struct calendar whole, once, again;
            assert_ok(calendar_load(store, school, arena, &whole));
            assert_ok(calendar_cache_find(cache, store, school, week, &once));
            assert_ok(calendar_cache_find(cache, store, school, week, &again));
            assert_ptr_equal(once.days, again.days);
            assert_int_equal(once.count, calendar_of_person(whole, week, arena).count);
        }
    }
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_days_of_the_demo_year, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ten_school_days_before, setup, teardown),
        cmocka_unit_test_setup_teardown(test_counting_agrees_with_walking, setup, teardown),
        cmocka_unit_test_setup_teardown(test_working_days, setup, teardown),
        cmocka_unit_test_setup_teardown(test_inset_wins_over_a_closure_but_not_over_a_weekend,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_academic_year, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bank_holidays_are_the_official_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_holidays_change_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_years, setup, teardown),
        cmocka_unit_test_setup_teardown(test_windows_line_ends_and_bom, setup, teardown),
        cmocka_unit_test_setup_teardown(test_as_spreadsheets_write_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_lines_without_a_file_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shifted_years_keep_their_weekdays, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cache_gives_the_same_calendars, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
