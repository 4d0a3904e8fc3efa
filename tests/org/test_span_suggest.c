/* DESIGN: what words mean in a school's calendar: one table, then starts that meet their ends. */
#include "span_suggest.h"

#include "school_year.h"
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

static struct date_entry entry(const char *name, const char *from, const char *to)
{
    return (struct date_entry){name, support_day(from), support_day(to)};
}

enum { LEFT_OUT = -1, IS_BANK_HOLIDAY = -2 };

static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *to; /* from is 2026-10-05 */
        int kind;
    } table[] = {
        {"INSET day", "2026-10-05", SPAN_INSET},
        {"Inset", "2026-10-05", SPAN_INSET},
        {"Staff training day (no pupils)", "2026-10-05", SPAN_INSET},
        {"School closed: training day", "2026-10-05", SPAN_INSET},
        {"Non-pupil day", "2026-10-05", SPAN_INSET},
        {"Half term", "2026-10-09", SPAN_HALF_TERM},
        {"OCTOBER HALF-TERM HOLIDAY", "2026-10-09", SPAN_HALF_TERM},
        {"Autumn term", "2026-12-18", SPAN_TERM},
        {"Term 1", "2026-10-23", SPAN_TERM},
        {"Michaelmas term", "2026-12-18", SPAN_TERM},
        {"Christmas holiday", "2026-10-16", SPAN_CLOSURE},
        {"School closed (polling station)", "2026-10-05", SPAN_CLOSURE},
        {"Easter break", "2026-10-16", SPAN_CLOSURE},
        {"Easter holiday, with Good Friday", "2026-10-16", SPAN_CLOSURE},
        {"Good Friday", "2026-10-05", IS_BANK_HOLIDAY},
        {"Early May Bank Holiday", "2026-10-05", IS_BANK_HOLIDAY},
        {"Sports day", "2026-10-05", LEFT_OUT},
        {"Long-term planning", "2026-10-05", LEFT_OUT},
        {"Term ends", "2026-10-05", LEFT_OUT}, /* no start before it */
        {"Autumn term starts", "2026-10-05", LEFT_OUT},
        {"", "2026-10-05", LEFT_OUT},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct date_entry e = entry(table[i].name, "2026-10-05", table[i].to);
        struct suggestions got;
        span_suggest(&e, 1, 2026, arena, &got);
        if (table[i].kind == IS_BANK_HOLIDAY) {
            assert_int_equal(got.count, 0);
            assert_int_equal(got.bank_holidays, 1);
            continue;
        }
        assert_int_equal(got.count, 1);
        assert_int_equal(got.items[0].taken, table[i].kind != LEFT_OUT);
        if (table[i].kind != LEFT_OUT)
            assert_int_equal(got.items[0].span.kind, table[i].kind);
        assert_int_equal(got.items[0].span.from.v, e.from.v);
        assert_int_equal(got.items[0].span.to.v, e.to.v);
    }
}

static void test_starts_meet_their_ends(void **state)
{
    (void)state;
    const struct date_entry entries[] = {
        entry("Term ends", "2027-07-21", "2027-07-21"),
        entry("Autumn term ends", "2026-12-18", "2026-12-18"),
        entry("Start of the spring term", "2027-01-04", "2027-01-04"),
        entry("First day of term", "2026-09-02", "2026-09-02"),
        entry("Half term ends", "2026-10-30", "2026-10-30"),
        entry("Last day of spring term", "2027-03-25", "2027-03-25"),
        entry("Term begins", "2027-04-12", "2027-04-12"),
    };
    static const struct {
        const char *name, *from, *to;
    } terms[] = {{"Autumn term", "2026-09-02", "2026-12-18"},
                 {"Spring term", "2027-01-04", "2027-03-25"},
                 {"Summer term", "2027-04-12", "2027-07-21"}};
    struct suggestions got;
    size_t found = 0;
    span_suggest(entries, COUNT_OF(entries), 2026, arena, &got);
    assert_int_equal(got.count, 4);
    for (int i = 0; i < got.count; i++) {
        if (got.items[i].span.kind != SPAN_TERM)
            continue;
        assert_true(got.items[i].taken);
        assert_string_equal(got.items[i].span.name, terms[found].name);
        assert_int_equal(got.items[i].span.from.v, support_day(terms[found].from).v);
        assert_int_equal(got.items[i].span.to.v, support_day(terms[found].to).v);
        found++;
    }
    assert_int_equal(found, 3);
}

static void test_other_years_and_twice(void **state)
{
    (void)state;
    const struct date_entry entries[] = {
        entry("INSET day", "2026-09-01", "2026-09-01"),
        entry("INSET day", "2026-09-01", "2026-09-01"),
        entry("INSET day", "2027-09-01", "2027-09-01"),
    };
    struct suggestions got;
    span_suggest(entries, COUNT_OF(entries), 2026, arena, &got);
    assert_int_equal(got.count, 1);
    assert_int_equal(got.other_years, 1);
}

/* What is recognised stays when there is too much. */
static void test_too_many(void **state)
{
    (void)state;
    enum { MANY = 300 };
    struct date_entry entries[MANY];
    struct suggestions got;
    for (int i = 0; i < MANY; i++) {
        const char *name = arena_printf(arena, i % 10 ? "Club %d" : "INSET %d", i);
        struct day day = day_add(support_day("2026-09-01"), i);
        entries[i] = (struct date_entry){name, day, day};
    }
    span_suggest(entries, MANY, 2026, arena, &got);
    int taken = 0;
    for (int i = 0; i < got.count; i++)
        taken += got.items[i].taken;
    assert_int_equal(got.count, YEAR_SPANS_MAX);
    assert_int_equal(taken, 30);
    assert_int_equal(got.more, MANY - YEAR_SPANS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_starts_meet_their_ends, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_years_and_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(test_too_many, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
