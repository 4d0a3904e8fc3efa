/* DESIGN: random rules on random school years beside a model that walks day by day: both clock
 * changes, and 29 February 2028. */
#include "support.h"

#include "arena.h"
#include "series_rules.h"
#include "tz.h"

enum { RUNS = 1500, SPANS = 64 };

struct world {
    struct arena *arena;
    struct span spans[SPANS];
    struct bank_holiday holidays[8];
    struct series_calendar calendar;
};

static uint64_t seed = 20261128;

static int below(int n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((seed >> 33) % (uint64_t)n);
}

static void put(struct world *w, enum span_kind kind, int from, int to)
{
    CHECK(w->calendar.span_count < SPANS);
    w->spans[w->calendar.span_count++] = (struct span){kind, "x", {from}, {to}};
}

/* Two years of three terms with a half-term in most, closures and INSET days anywhere. */
static void scatter(struct world *w)
{
    *w = (struct world){.arena = w->arena};
    for (int year = 2026; year <= 2027; year++) {
        if (below(20) == 0)
            continue; /* nobody entered it */
        int day = day_of(year, 9, 1).v + below(6);
        for (int term = 0; term < 3; term++) {
            int last = day + 60 + below(40), half = day + 25 + below(20);
            put(w, SPAN_TERM, day, last);
            if (below(8))
                put(w, SPAN_HALF_TERM, half, half + 4 + below(6));
            for (int i = below(4); i > 0; i--) {
                int at = day - 3 + below(100);
                put(w, below(2) ? SPAN_INSET : SPAN_CLOSURE, at, at + below(3));
            }
            day = last + 10 + below(10);
        }
    }
    for (int i = 0; i < 8; i++)
        w->holidays[i] = (struct bank_holiday){{day_of(2026, 9, 1).v + below(690)}, "h"};
    w->calendar = (struct series_calendar){w->spans, w->calendar.span_count, w->holidays, 8};
}

static bool within(const struct world *w, enum span_kind kind, int day)
{
    for (int i = 0; i < w->calendar.span_count; i++)
        if (w->spans[i].kind == kind && day >= w->spans[i].from.v && day <= w->spans[i].to.v)
            return true;
    return false;
}

static bool is_open(const struct world *w, int day, bool inset)
{
    for (int i = 0; i < 8; i++)
        if (w->holidays[i].on.v == day)
            return false;
    if (day_weekday((struct day){day}) >= SATURDAY)
        return false;
    if (within(w, SPAN_INSET, day))
        return inset;
    return within(w, SPAN_TERM, day) && !within(w, SPAN_HALF_TERM, day) &&
           !within(w, SPAN_CLOSURE, day);
}

/* Do these two days lie in one month, one term, or one half of it, with all days between them? */
static bool is_together(const struct world *w, enum series_repeat repeat, int a, int b)
{
    if (repeat == SERIES_MONTHLY)
        return day_civil((struct day){a}).month == day_civil((struct day){b}).month;
    for (int day = a < b ? a : b; day <= (a < b ? b : a); day++)
        if (!within(w, SPAN_TERM, day) ||
            (repeat == SERIES_HALF_TERMLY && within(w, SPAN_HALF_TERM, day)))
            return false;
    return true;
}

/* Which of its month, half or term this day is: counted from the front, or 1 from the back. */
static int rank(const struct world *w, const struct series_rule *rule, int day)
{
    int step = rule->nth == SERIES_LAST ? 7 : -7, count = 0;
    for (int d = day; is_together(w, rule->repeat, day, d); d += step)
        count += rule->repeat == SERIES_MONTHLY || is_open(w, d, rule->inset);
    return count;
}

static bool model_meets(const struct world *w, const struct series_rule *rule, int day)
{
    if (day_weekday((struct day){day}) != rule->weekday || !is_open(w, day, rule->inset))
        return false;
    if (rule->repeat == SERIES_WEEKLY)
        return true;
    if (rule->repeat == SERIES_FORTNIGHTLY) {
        int first = rule->from.v;
        while (day_weekday((struct day){first}) != rule->weekday)
            first++;
        return (day - first) % 14 == 0;
    }
    if (rule->repeat != SERIES_MONTHLY && !within(w, SPAN_TERM, day))
        return false; /* an INSET day before term belongs to none */
    if (rule->repeat == SERIES_HALF_TERMLY && within(w, SPAN_HALF_TERM, day))
        return false; /* nor does one in the middle of it to a half */
    return rank(w, rule, day) == (rule->nth == SERIES_LAST ? 1 : rule->nth);
}

static struct series_rule random_rule(void)
{
    struct series_rule rule = {
        .repeat = (enum series_repeat)below(SERIES_REPEATS),
        .weekday = (enum weekday)below(5),
        .start_min = below(24 * 60),
        .length_min = 1 + below(300),
        .from = {day_of(2026, 8, 20).v + below(500)},
        .until = DAY_NONE,
        .inset = below(2),
    };
    if (series_repeat_is_counted(rule.repeat))
        rule.nth = below(5) ? 1 + below(5) : SERIES_LAST;
    if (below(2))
        rule.times = 2 + below(30);
    else
        rule.until = day_add(rule.from, below(SERIES_DAYS_MAX));
    return rule;
}

static void check_times(const struct series_rule *rule, const struct series_date *date)
{
    struct local local = tz_local(date->starts_at);
    assert_int_equal(local.day.v, date->on.v);
    assert_int_equal(local.hour * 60 + local.minute, rule->start_min);
    local = tz_local(date->ends_at);
    assert_int_equal((local.day.v - date->on.v) * 24 * 60 + local.hour * 60 + local.minute,
                     rule->start_min + rule->length_min);
}

/* Every day the model meets on is there, in order, and no other. */
static void compare(const struct world *w, const struct series_rule *rule)
{
    struct series_dates dates = series_rules_expand(rule, &w->calendar, w->arena);
    struct day until =
        day_is_none(rule->until) ? day_add(rule->from, SERIES_DAYS_MAX) : rule->until;
    int at = 0, met = 0, last = INT32_MIN;
    for (int day = rule->from.v; day <= until.v; day++) {
        if ((rule->times && met == rule->times) || !model_meets(w, rule, day))
            continue;
        while (at < dates.count && dates.items[at].why != SERIES_MEETS)
            at++;
        assert_true(at < dates.count);
        assert_int_equal(dates.items[at].on.v, day);
        check_times(rule, &dates.items[at++]);
        met++;
    }
    assert_int_equal(dates.meets, met);
    for (int i = 0; i < dates.count; i++) {
        assert_true(dates.items[i].on.v > last || dates.items[i].why == SERIES_TOO_SHORT);
        last = dates.items[i].on.v;
    }
}

static void test_beside_a_model(void **state)
{
    (void)state;
    struct world w = {.arena = arena_new()};
    for (int run = 0; run < RUNS; run++) {
        scatter(&w);
        for (int i = 0; i < 4; i++) {
            struct series_rule rule = random_rule();
            compare(&w, &rule);
        }
        arena_reset(w.arena);
    }
    arena_free(w.arena);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_beside_a_model)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
