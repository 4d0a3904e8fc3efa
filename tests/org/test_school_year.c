/* DESIGN: a school's year: what is refused and what is odd, by tables; saved, shifted, merged. */
#include "school_year.h"

#include <stdlib.h>

#include "embedded.h"
#include "support.h"

static struct arena *arena;
static struct store *store;
static struct school_id school;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    store = support_store();
    assert_ok(school_insert(store, "Oakfield", "", &school));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

/* Lines of a calendar file without its heading. */
static struct school_year year_of(const char *lines)
{
    struct school_year year = school_year_new(school, 2026, arena);
    struct refusal why;
    struct span *spans;
    int count;
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year("y", str_of(arena_printf(arena, "kind,name,from,to\n%s", lines)),
                                  arena, &spans, &count, &why));
    assert_ok(school_year_merge(&year, spans, count, &why));
    return year;
}

#define AUTUMN "term,Autumn term,2026-09-01,2026-12-18\n"
#define SPRING "term,Spring term,2027-01-04,2027-03-25\n"
#define HALF "half-term,Autumn half-term,2026-10-26,2026-10-30\n"

static void test_what_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        int focus;
        const char *field, *message; /* NULL: allowed */
    } table[] = {
        {AUTUMN SPRING HALF, CHECK_WHOLE, NULL, NULL},
        {"inset,INSET day,2026-08-28,2026-08-28\n" AUTUMN, CHECK_WHOLE, NULL, NULL},
        {"closure,Summer,2027-07-22,2027-08-31\n", CHECK_WHOLE, NULL, NULL},
        {"inset,INSET,2026-10-05,2026-10-06\n" HALF AUTUMN
         "half-term,Again,2026-10-19,2026-10-23\n",
         CHECK_WHOLE, NULL, NULL},
        {AUTUMN "term,Spring term,2026-12-18,2027-03-25\n", 1, "from",
         "Spring term (18 December 2026 to 25 March 2027) and Autumn term (1 September 2026 to 18 "
         "December 2026) overlap. Correct the dates of one of them."},
        {AUTUMN "term,Spring term,2026-12-18,2027-03-25\n", CHECK_WHOLE, "spans[1].from",
         "Spring term (18 December 2026 to 25 March 2027) and Autumn term (1 September 2026 to 18 "
         "December 2026) overlap. Correct the dates of one of them."},
        {HALF, 0, "from",
         "Autumn half-term (26 October 2026 to 30 October 2026) does not lie inside a term. Add "
         "the term first, correct the dates, or call it a closure."},
        {"term,Autumn term,2026-09-01,2026-10-28\n" HALF, 0, "to",
         "Autumn half-term (26 October 2026 to 30 October 2026) would then lie outside every term. "
         "Change that first, or these dates."},
        {AUTUMN "half-term,Long,2026-10-01,2026-10-30\n", 1, "to",
         "A half-term of 30 days is too long. Check the dates, or call it a closure."},
        {"inset,INSET,2026-10-01,2026-10-12\n", 0, "to",
         "INSET of 12 days is too long. Enter each INSET day on its own."},
        {"inset,A,2026-10-02,2026-10-02\ninset,B,2026-10-01,2026-10-02\n", 0, "from",
         "A (2 October 2026) and B (1 October 2026 to 2 October 2026) overlap. Correct the dates "
         "of one of them."},
        {"term,Autumn term,2027-09-01,2027-12-18\n", 0, "from",
         "1 September 2027 to 18 December 2027 does not lie in 2026/27, which runs from 1 August "
         "to 31 July."},
        {"term,Summer term,2027-04-12,2027-08-21\n", 0, "to",
         "Summer term runs past 31 July, into the next school year. Check the last day."},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct school_year year = year_of(table[i].lines);
        struct refusal why;
        refusal_init(&why, arena);
        enum err err = school_year_check(&year, table[i].focus, &why);
        assert_int_equal(err, table[i].field ? ERR_INVALID : OK);
        assert_int_equal(why.field_count, table[i].field ? 1 : 0);
        if (table[i].field) {
            assert_string_equal(why.fields[0].field, table[i].field);
            assert_string_equal(why.fields[0].message, table[i].message);
        }
    }
}

static void test_names_and_order(void **state)
{
    (void)state;
    struct day day = support_day("2026-10-01");
    static char long_name[SPAN_NAME_BYTES_MAX + 2];
    memset(long_name, 'a', sizeof long_name - 1);
    const struct {
        struct span span;
        const char *field;
    } table[] = {
        {{SPAN_CLOSURE, "", day, day}, "name"},
        {{SPAN_CLOSURE, "  ", day, day}, "name"},
        {{SPAN_CLOSURE, "a\nb", day, day}, "name"},
        {{SPAN_CLOSURE, "\xff", day, day}, "name"},
        {{SPAN_CLOSURE, long_name, day, day}, "name"},
        {{SPAN_TERM, "T", day, day_add(day, -1)}, "to"},
        {{SPAN_CLOSURE, "T", day, day_add(day, 400)}, "to"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct school_year year = school_year_new(school, 2026, arena);
        struct refusal why;
        refusal_init(&why, arena);
        assert_ok(school_year_add(&year, &table[i].span, &why));
        assert_int_equal(school_year_check(&year, 0, &why), ERR_INVALID);
        assert_int_equal(why.field_count, 1);
        assert_string_equal(why.fields[0].field, table[i].field);
    }
}

/* However many faults, the refusal holds them and the rest is left. */
static void test_many_faults_are_held(void **state)
{
    (void)state;
    struct school_year year = school_year_new(school, 2026, arena);
    struct refusal why;
    refusal_init(&why, arena);
    struct span bad = {SPAN_TERM, "", support_day("2026-10-02"), support_day("2026-10-01")};
    for (int i = 0; i < YEAR_SPANS_MAX; i++)
        assert_ok(school_year_add(&year, &bad, &why));
    assert_int_equal(school_year_add(&year, &bad, &why), ERR_LIMIT);
    assert_string_equal(why.slug, "too-many");
    refusal_init(&why, arena);
    assert_int_equal(school_year_check(&year, CHECK_WHOLE, &why), ERR_INVALID);
    assert_int_equal(why.field_count, REFUSAL_FIELDS_MAX);
}

/* A fault of before does not stop somebody who mends another one, or who removes it. */
static void test_faults_of_before_do_not_lock(void **state)
{
    (void)state;
    struct school_year year =
        year_of(HALF "inset,A,2026-12-04,2026-12-04\ninset,B,2026-12-04,2026-12-04\n");
    struct refusal why;
    refusal_init(&why, arena);
    year = school_year_copy(&year, arena);
    assert_int_equal(year.count, 2); /* B only renamed A */
    assert_ok(school_year_check(&year, 1, &why));
    assert_ok(school_year_check_removal(&year, 0, &why));
}

static void test_a_term_with_a_half_term_stays(void **state)
{
    (void)state;
    struct school_year year = year_of(AUTUMN SPRING HALF);
    struct refusal why;
    refusal_init(&why, arena);
    assert_int_equal(school_year_check_removal(&year, 0, &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "half-term-inside");
    refusal_init(&why, arena);
    assert_ok(school_year_check_removal(&year, 1, &why));
    assert_ok(school_year_check_removal(&year, 2, &why));
}

static void test_what_is_odd(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        int index;
        const char *doubt; /* NULL: none */
    } table[] = {
        {AUTUMN HALF, 0, NULL},
        {AUTUMN HALF, 1, NULL},
        {AUTUMN "inset,INSET day,2026-10-03,2026-10-03\n", 1, "3 October 2026 is a Saturday."},
        {AUTUMN "inset,INSET day,2026-12-25,2026-12-25\n", 1,
         "25 December 2026 is a bank holiday: Christmas Day."},
        {AUTUMN "inset,INSET day,2026-08-28,2026-08-28\n", 1, NULL},
        {AUTUMN "inset,INSET day,2026-08-24,2026-08-24\n", 1,
         "It lies outside every term. It counts as a school day for staff all the same."},
        {AUTUMN HALF "inset,INSET day,2026-10-26,2026-10-26\n", 2,
         "It lies in Autumn half-term. It counts as a school day for staff all the same."},
        {AUTUMN "inset,INSET day,2026-09-01,2026-09-01\n", 1, NULL},
        {"term,Autumn term,2026-09-05,2026-12-18\n", 0,
         "The first day, 5 September 2026 is a Saturday."},
        {"term,Autumn term,2026-09-01,2026-12-20\n", 0,
         "The last day, 20 December 2026 is a Sunday."},
        {"term,Autumn term,2026-09-01,2027-03-01\n", 0, "A term of 26 weeks is long."},
        {"term,Autumn term,2026-09-01,2026-09-03\n", 0, "A term of less than a week is short."},
    };
    const struct bank_holiday christmas = {support_day("2026-12-25"), "Christmas Day"};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct school_year year = year_of(table[i].lines);
        const char *doubt = school_year_doubt(&year, table[i].index, &christmas, 1, arena);
        if (table[i].doubt)
            assert_string_equal(doubt ? doubt : "", table[i].doubt);
        else
            assert_null(doubt);
    }
}

static void test_saved_and_loaded(void **state)
{
    (void)state;
    struct school_year year = year_of(SPRING AUTUMN HALF), got;
    assert_ok(school_year_save(store, &year, arena));
    assert_ok(school_year_load(store, school, 2026, arena, &got));
    assert_true(school_year_is_same(&year, &got));
    assert_string_equal(got.spans[0].span.name, "Autumn term");
    assert_string_equal(got.spans[2].span.name, "Spring term");
    assert_ok(school_year_load(store, school, 2025, arena, &got));
    assert_int_equal(got.count, 0);
}

/* Rows that are the same keep their ids, whether the caller knew those or not. */
static void test_the_same_again_writes_nothing(void **state)
{
    (void)state;
    struct school_year year = year_of(AUTUMN SPRING HALF), first, again;
    assert_ok(school_year_save(store, &year, arena));
    assert_ok(school_year_load(store, school, 2026, arena, &first));
    int64_t changes = store_total_changes(store);
    assert_ok(school_year_save(store, &year, arena));
    assert_ok(school_year_save(store, &first, arena));
    assert_int_equal(store_total_changes(store), changes);

    school_year_remove(&first, 1);
    first.spans[0].span.name = "Michaelmas";
    assert_ok(school_year_save(store, &first, arena));
    assert_int_equal(store_total_changes(store), changes + 2);
    assert_ok(school_year_load(store, school, 2026, arena, &again));
    assert_int_equal(again.count, 2);
    assert_int_equal(again.spans[0].id.v, first.spans[0].id.v);
    assert_string_equal(again.spans[0].span.name, "Michaelmas");
}

static void test_other_years_are_left_alone(void **state)
{
    (void)state;
    struct school_year year = year_of(AUTUMN SPRING HALF), next, got;
    int years[4], count;
    next = school_year_shift(&year, 2027, arena);
    assert_ok(school_year_save(store, &year, arena));
    assert_ok(school_year_save(store, &next, arena));
    next.count = 0;
    assert_ok(school_year_list(store, school, 4, years, &count));
    assert_int_equal(count, 2);
    assert_int_equal(years[0], 2027);
    assert_ok(school_year_save(store, &next, arena));
    assert_ok(school_year_load(store, school, 2026, arena, &got));
    assert_true(school_year_is_same(&year, &got));
    assert_ok(school_year_list(store, school, 4, years, &count));
    assert_int_equal(count, 1);
}

static void test_found_by_stretch(void **state)
{
    (void)state;
    struct school_year year = year_of(AUTUMN SPRING HALF), got;
    int index;
    assert_ok(school_year_save(store, &year, arena));
    assert_ok(school_year_load(store, school, 2026, arena, &year));
    assert_ok(school_year_find_span(store, year.spans[1].id, arena, &got, &index));
    assert_int_equal(index, 1);
    assert_int_equal(got.year, 2026);
    assert_int_equal(school_year_find_span(store, (struct span_id){999}, arena, &got, &index),
                     ERR_NOT_FOUND);
}

/* 2027/28 from 2026/27: weekdays stay, and what falls on a bank holiday is odd. */
static void test_rolled_over(void **state)
{
    (void)state;
    struct school_year year = year_of(AUTUMN SPRING "inset,INSET day,2027-05-04,2027-05-04\n");
    struct school_year next = school_year_shift(&year, 2027, arena);
    const struct bank_holiday may = {support_day("2028-05-02"), "Made up"};
    assert_int_equal(next.count, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(next.spans[i].id.v, 0);
        assert_int_equal(day_weekday(next.spans[i].span.from),
                         day_weekday(year.spans[i].span.from));
        assert_int_equal(calendar_year(next.spans[i].span.from), 2027);
    }
    assert_int_equal(next.spans[2].span.from.v, support_day("2028-05-02").v);
    assert_string_equal(school_year_doubt(&next, 2, &may, 1, arena),
                        "2 May 2028 is a bank holiday: Made up.");
}

static void test_days_are_counted(void **state)
{
    (void)state;
    struct school_year year =
        year_of(AUTUMN HALF
                "inset,INSET day,2026-09-01,2026-09-01\ninset,INSET day,2026-08-28,2026-08-28\n");
    const struct bank_holiday made_up = {support_day("2026-09-02"), "Made up"};
    int pupils, inset;
    school_year_days(&year, &made_up, 1, arena, &pupils, &inset);
    assert_int_equal(inset, 2);
    assert_int_equal(pupils, 16 * 5 - 1 - 5 - 1 - 1); /* 79 weekdays, half-term, INSET, holiday */
}

/* What goes out comes back; what a spreadsheet would run is only text. */
static void test_written_and_read(void **state)
{
    (void)state;
    struct school_year year = year_of(AUTUMN HALF), got = school_year_new(school, 2026, arena);
    struct day day = support_day("2026-12-04");
    struct refusal why;
    struct span *spans;
    struct buf out;
    int count;
    refusal_init(&why, arena);
    assert_ok(
        school_year_add(&year, &(struct span){SPAN_CLOSURE, "=1+1, \"x\"; y", day, day}, &why));
    buf_init(&out, 65536);
    school_year_format(&year, false, &out);
    assert_ok(calendar_parse_year(NULL, buf_str(&out), arena, &spans, &count, &why));
    assert_ok(school_year_merge(&got, spans, count, &why));
    assert_true(school_year_is_same(&year, &got));
    buf_clear(&out);
    school_year_format(&year, true, &out);
    assert_string_equal(buf_cstr(&out),
                        "\xEF\xBB\xBFkind,name,from,to\r\n"
                        "term,Autumn term,2026-09-01,2026-12-18\r\n"
                        "half-term,Autumn half-term,2026-10-26,2026-10-30\r\n"
                        "closure,\"'=1+1, \"\"x\"\"; y\",2026-12-04,2026-12-04\r\n");
    assert_ok(calendar_parse_year(NULL, buf_str(&out), arena, &spans, &count, &why));
    got = school_year_new(school, 2026, arena);
    assert_ok(school_year_merge(&got, spans, count, &why));
    assert_true(school_year_is_same(&year, &got));
    buf_done(&out);
}

/* Until migration 5 half-terms were closures of that name. */
static void test_half_terms_of_before(void **state)
{
    (void)state;
    struct store *old;
    int64_t found;
    assert_ok(store_open(":memory:", STORE_WRITE, &old));
    assert_ok(store_set_foreign_keys(old, false)); /* as for steps that make a table anew */
    for (const struct embedded *step = embedded_migrations; step->name; step++) {
        if (strcmp(step->name, "0005_calendar.sql") == 0)
            assert_ok(store_script(
                old, STR("INSERT INTO school (id, name) VALUES (1, 'A');"
                         "INSERT INTO school_span (school_id, kind, name, from_on, to_on) VALUES"
                         " (1, 'term', 'Half-term lookalike', 1, 2), (1, 'closure', 'Snow', 3, 3),"
                         " (1, 'closure', 'Autumn half-term', 4, 5),"
                         " (1, 'closure', 'HALF TERM', 6, 7)")));
        assert_ok(store_script(old, step->text));
    }
    assert_ok(store_find_int(old, "SELECT sum(from_on) FROM school_span WHERE kind = 'half_term'",
                             PARAMS(), &found));
    assert_int_equal(found, 10);
    assert_ok(store_find_int(old, "SELECT count(*) FROM school_span", PARAMS(), &found));
    assert_int_equal(found, 4);
    store_close(old);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_names_and_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_faults_are_held, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults_of_before_do_not_lock, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_term_with_a_half_term_stays, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_odd, setup, teardown),
        cmocka_unit_test_setup_teardown(test_saved_and_loaded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_same_again_writes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_years_are_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_found_by_stretch, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rolled_over, setup, teardown),
        cmocka_unit_test_setup_teardown(test_days_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_written_and_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_half_terms_of_before, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
