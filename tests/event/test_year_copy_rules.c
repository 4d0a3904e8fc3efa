/* DESIGN: the day of the next year that answers to a day of this one: by table over two real
 * years, and for every day of them beside a naive count of weeks. */
#include "support.h"

#include "year_copy_rules.h"

static const struct {
    enum span_kind kind;
    const char *from, *to;
} SPANS[] = {
    {SPAN_TERM, "2026-09-03", "2026-12-18"},      {SPAN_HALF_TERM, "2026-10-26", "2026-10-30"},
    {SPAN_TERM, "2027-01-05", "2027-03-25"},      {SPAN_HALF_TERM, "2027-02-15", "2027-02-19"},
    {SPAN_TERM, "2027-04-12", "2027-07-21"},      {SPAN_HALF_TERM, "2027-05-31", "2027-06-04"},
    {SPAN_INSET, "2026-09-03", "2026-09-04"},     {SPAN_INSET, "2026-11-27", "2026-11-27"},
    {SPAN_INSET, "2027-06-07", "2027-06-07"},     {SPAN_TERM, "2027-09-01", "2027-12-17"},
    {SPAN_HALF_TERM, "2027-10-25", "2027-10-29"}, {SPAN_TERM, "2028-01-04", "2028-03-31"},
    {SPAN_HALF_TERM, "2028-02-14", "2028-02-18"}, {SPAN_TERM, "2028-04-18", "2028-07-21"},
    {SPAN_HALF_TERM, "2028-05-29", "2028-06-02"}, {SPAN_INSET, "2027-09-01", "2027-09-01"},
    {SPAN_INSET, "2027-11-26", "2027-11-26"},     {SPAN_CLOSURE, "2028-05-04", "2028-05-04"},
};
static const struct {
    const char *on, *name;
} HOLIDAYS[] = {{"2027-05-03", "Early May"}, {"2028-05-01", "Early May"}};

struct world {
    struct arena *arena;
    struct span spans[COUNT_OF(SPANS)];
    struct bank_holiday holidays[COUNT_OF(HOLIDAYS)];
    struct series_calendar calendar;
};

static void begin(struct world *w)
{
    *w = (struct world){.arena = arena_new()};
    for (size_t i = 0; i < COUNT_OF(SPANS); i++)
        w->spans[i] = (struct span){SPANS[i].kind, "Polling day", support_day(SPANS[i].from),
                                    support_day(SPANS[i].to)};
    for (size_t i = 0; i < COUNT_OF(HOLIDAYS); i++)
        w->holidays[i] = (struct bank_holiday){support_day(HOLIDAYS[i].on), HOLIDAYS[i].name};
    w->calendar = (struct series_calendar){w->spans, (int)COUNT_OF(SPANS), w->holidays,
                                           (int)COUNT_OF(HOLIDAYS)};
}

static const struct {
    const char *day;
    bool inset;
    enum year_copy_why why;
    const char *on, *words;
} ROWS[] = {
    /* Monday of the second week stays one; the clocks and the leap day change nothing */
    {"2026-09-07", false, YEAR_COPY_FOUND, "2027-09-06", ""},
    {"2026-10-22", false, YEAR_COPY_FOUND, "2027-10-21", ""},
    /* the first week after half-term, where the clocks have changed */
    {"2026-11-02", false, YEAR_COPY_FOUND, "2027-11-01", ""},
    {"2026-11-12", false, YEAR_COPY_FOUND, "2027-11-11", ""},
    {"2027-01-07", false, YEAR_COPY_FOUND, "2028-01-06", ""},
    /* the Tuesday that is 29 February 2028: second week after half-term */
    {"2027-03-02", false, YEAR_COPY_FOUND, "2028-02-29", ""},
    /* a Saturday is a Saturday */
    {"2026-11-14", false, YEAR_COPY_FOUND, "2027-11-13", ""},
    /* the summer term begins on a Tuesday there: its Monday is not in it */
    {"2027-04-12", false, YEAR_COPY_NO_WEEK, "",
     "that half of the term is shorter in the next year"},
    {"2027-04-13", false, YEAR_COPY_FOUND, "2028-04-18", ""},
    /* before half-term it has seven weeks here and six there */
    {"2027-05-25", false, YEAR_COPY_NO_WEEK, "",
     "that half of the term is shorter in the next year"},
    /* there it is a bank holiday, a closure, an INSET day */
    {"2027-04-26", false, YEAR_COPY_CLOSED, "2028-05-01", "bank holiday: Early May"},
    {"2027-04-29", false, YEAR_COPY_CLOSED, "2028-05-04", "the school is closed: Polling day"},
    {"2026-11-27", false, YEAR_COPY_CLOSED, "2027-11-26", NULL},
    /* not in term at all */
    {"2026-12-30", false, YEAR_COPY_NOT_IN_TERM, "", "it was not in term"},
    {"2026-10-27", false, YEAR_COPY_NOT_IN_TERM, "", "it was not in term"},
    /* training days are counted: first, second, third of the year; there are two there */
    {"2026-09-03", true, YEAR_COPY_FOUND, "2027-09-01", ""},
    {"2026-09-04", true, YEAR_COPY_FOUND, "2027-11-26", ""},
    {"2026-11-27", true, YEAR_COPY_NO_INSET, "", "the next year has fewer INSET days"},
    /* one on an ordinary day goes by its week */
    {"2026-11-12", true, YEAR_COPY_FOUND, "2027-11-11", ""},
    /* nothing after that is known */
    {"2027-11-11", false, YEAR_COPY_NO_TERM, "", "the next year has no such half of a term yet"},
};

static void by_week_of_term_and_weekday(void **state)
{
    struct world w;
    (void)state;
    begin(&w);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct year_copy_day is =
            year_copy_rules_day(&w.calendar, support_day(ROWS[i].day), ROWS[i].inset);
        if (is.why != ROWS[i].why)
            print_message("row %zu\n", i);
        assert_int_equal(is.why, ROWS[i].why);
        assert_int_equal(is.on.v, *ROWS[i].on ? support_day(ROWS[i].on).v : DAY_NONE.v);
        if (ROWS[i].words)
            assert_string_equal(year_copy_rules_words(&is, w.arena), ROWS[i].words);
    }
    arena_free(w.arena);
}

/* Naive: the Mondays with school days of a half, one by one, in both years. */
static const char *const HALVES[][2][2] = {
    {{"2026-09-03", "2026-10-23"}, {"2027-09-01", "2027-10-22"}},
    {{"2026-11-02", "2026-12-18"}, {"2027-11-01", "2027-12-17"}},
    {{"2027-01-05", "2027-02-12"}, {"2028-01-04", "2028-02-11"}},
    {{"2027-02-22", "2027-03-25"}, {"2028-02-21", "2028-03-31"}},
    {{"2027-04-12", "2027-05-28"}, {"2028-04-18", "2028-05-26"}},
    {{"2027-06-07", "2027-07-21"}, {"2028-06-05", "2028-07-21"}},
};

static struct day naive(struct day day)
{
    for (size_t h = 0; h < COUNT_OF(HALVES); h++) {
        struct day from = support_day(HALVES[h][0][0]), to = support_day(HALVES[h][0][1]);
        struct day there = support_day(HALVES[h][1][0]), end = support_day(HALVES[h][1][1]);
        if (day.v < from.v || day.v > to.v)
            continue;
        int weeks = 0;
        for (struct day d = from; d.v < day.v; d = day_add(d, 1))
            weeks += day_weekday(day_add(d, 1)) == MONDAY;
        for (struct day d = there; d.v <= end.v; d = day_add(d, 1)) {
            if (weeks == 0 && day_weekday(d) == day_weekday(day))
                return d;
            weeks -= day_weekday(day_add(d, 1)) == MONDAY;
        }
    }
    return DAY_NONE;
}

static void every_school_day_of_the_year(void **state)
{
    struct world w;
    int found = 0;
    (void)state;
    begin(&w);
    for (struct day d = support_day("2026-09-03"); d.v <= support_day("2027-07-21").v;
         d = day_add(d, 1)) {
        const struct year_copy_day is = year_copy_rules_day(&w.calendar, d, false);
        if (day_weekday(d) >= SATURDAY)
            continue;
        assert_int_equal(is.on.v, naive(d).v);
        found += is.why == YEAR_COPY_FOUND;
        if (is.why == YEAR_COPY_FOUND)
            assert_int_equal(day_weekday(is.on), day_weekday(d));
    }
    assert_in_range(found, 160, 195);
    arena_free(w.arena);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_week_of_term_and_weekday),
        cmocka_unit_test(every_school_day_of_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
