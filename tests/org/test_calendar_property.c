/* DESIGN: random calendars and working weeks: every question against a walk from day to day. */
#include "calendar.h"
#include "person.h"

#include "support.h"

enum { ROUNDS = 400, DAYS = 400, SPANS = 24, HOLIDAYS = 6 };

/* The same numbers each time. */
static uint64_t state = 88172645463325252u;
static int below(int n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int)(state % (uint64_t)n);
}

struct world {
    struct day first;
    struct span spans[SPANS];
    int span_count;
    struct day holidays[HOLIDAYS];
    int holiday_count;
};

static struct world random_world(void)
{
    struct world w = {.first = {support_day("2026-08-01").v + below(7)}};
    w.span_count = below(SPANS);
    w.holiday_count = below(HOLIDAYS);
    for (int i = 0; i < w.span_count; i++) {
        struct span *span = &w.spans[i];
        span->kind = (enum span_kind)below(SPAN_KINDS);
        span->from = day_add(w.first, below(DAYS));
        span->to = day_add(span->from, span->kind == SPAN_TERM ? below(90) : below(8));
    }
    for (int i = 0; i < w.holiday_count; i++)
        w.holidays[i] = day_add(w.first, below(DAYS));
    return w;
}

/* ---- the naive model: one day at a time, in the words of the rule ---- */

static bool in_a(const struct world *w, enum span_kind kind, struct day day)
{
    for (int i = 0; i < w->span_count; i++)
        if (w->spans[i].kind == kind && w->spans[i].from.v <= day.v && day.v <= w->spans[i].to.v)
            return true;
    return false;
}

static bool is_school_day(const struct world *w, struct day day)
{
    for (int i = 0; i < w->holiday_count; i++)
        if (w->holidays[i].v == day.v)
            return false;
    if (day_weekday(day) == SATURDAY || day_weekday(day) == SUNDAY)
        return false;
    if (in_a(w, SPAN_INSET, day))
        return true;
    return in_a(w, SPAN_TERM, day) && !in_a(w, SPAN_HALF_TERM, day) && !in_a(w, SPAN_CLOSURE, day);
}

static bool works(int week, struct day day)
{
    int morning = week >> (2 * (int)day_weekday(day)) & 1;
    int afternoon = week >> (2 * (int)day_weekday(day) + 1) & 1;
    return day_weekday(day) < SATURDAY && (morning || afternoon);
}

/* Somebody's jobs: a school and a working week each. */
struct person_model {
    const struct world *schools[2];
    int weeks[2];
    int jobs;
};

static bool is_own_day(const struct person_model *p, struct day day)
{
    for (int i = 0; i < p->jobs; i++)
        if (is_school_day(p->schools[i], day) && works(p->weeks[i], day))
            return true;
    return false;
}

/* The nth own day from `day` on in that direction, `day` itself not counted unless `with`. */
static struct day nth(const struct person_model *p, struct day day, int step, int n, bool with)
{
    for (int i = with ? 0 : 1; i < 2 * DAYS; i++) {
        struct day at = day_add(day, i * step);
        if (is_own_day(p, at) && --n == 0)
            return at;
    }
    return DAY_NONE;
}

/* ---- both ---- */

static void check_days(const struct person_model *p, struct calendar calendar, struct day first)
{
    int count = 0;
    for (int d = -10; d < DAYS + 110; d++) {
        struct day day = day_add(first, d);
        bool own = is_own_day(p, day);
        count += own;
        assert_int_equal(calendar_is_school_day(calendar, day), own);
        if (d % 5)
            continue;
        assert_int_equal(calendar_on_or_before(calendar, day).v, nth(p, day, -1, 1, true).v);
        assert_int_equal(calendar_on_or_after(calendar, day).v, nth(p, day, 1, 1, true).v);
        int n = 1 + below(12);
        assert_int_equal(calendar_before(calendar, day, n).v, nth(p, day, -1, n, false).v);
        assert_int_equal(calendar_after(calendar, day, n).v, nth(p, day, 1, n, false).v);
    }
    assert_int_equal(calendar.count, count);
}

static int random_week(void)
{
    static const int shapes[] = {WORKING_DAYS_ALL, 0, 1, 2, 0x3f, 0x155, 0x2aa};
    int i = below(COUNT_OF(shapes) + 4);
    return i < (int)COUNT_OF(shapes) ? shapes[i] : below(WORKING_DAYS_ALL + 1);
}

static void test_agrees_with_the_walk(void **unused)
{
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *arena = arena_new();
        struct world a = random_world(), b = random_world();
        struct person_model p = {{&a, &b}, {random_week(), random_week()}, 1 + below(2)};
        struct calendar own = {0};
        for (int i = 0; i < p.jobs; i++) {
            const struct world *w = p.schools[i];
            struct calendar job = calendar_of_person(
                calendar_compute(w->spans, w->span_count, w->holidays, w->holiday_count, arena),
                p.weeks[i], arena);
            own = i ? calendar_union(own, job, arena) : job;
        }
        check_days(&p, own, a.first);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_agrees_with_the_walk)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
