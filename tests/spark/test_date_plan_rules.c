/* DESIGN: dates for a year: each rule by a table, the search held to every possibility of tiny
 * years and to a plain judge of its own, and always the same. */
#include "support.h"

#include <stdlib.h>

#include "date_plan_search.h"
#include "date_plan_why.h"

enum { DAYS = 70, SCHOOLS = 3, EVENTS = 12 };

struct world {
    struct date_instance instance;
    struct date_school schools[SCHOOLS];
    uint8_t state[SCHOOLS * DAYS], travel[SCHOOLS * SCHOOLS], share[EVENTS * EVENTS];
    int8_t term[DAYS];
    bool parts[EVENTS][SCHOOLS];
    struct date_event events[EVENTS];
};

/* Monday 7 September 2026 on: two terms of five weeks, all school days; 20 minutes between any. */
static void world_init(struct world *w, int events)
{
    static const char *const NAMES[SCHOOLS] = {"Oak", "Ash", "Elm"};
    *w = (struct world){.instance = {.first = support_day("2026-09-07"),
                                     .day_count = DAYS,
                                     .school_count = SCHOOLS,
                                     .term_count = 2,
                                     .event_count = events,
                                     .gap_days = 7}};
    for (int s = 0; s < SCHOOLS; s++) {
        w->schools[s] = (struct date_school){{s + 1}, NAMES[s], 100};
        for (int d = 0; d < DAYS; d++)
            w->state[s * DAYS + d] = d % 7 < 5 ? DATE_DAY_SCHOOL : DATE_DAY_OUT;
        for (int o = 0; o < SCHOOLS; o++)
            w->travel[s * SCHOOLS + o] = s == o ? 0 : 20;
    }
    for (int d = 0; d < DAYS; d++)
        w->term[d] = (int8_t)(d / 35);
    for (int i = 0; i < events; i++) {
        for (int s = 0; s < SCHOOLS; s++)
            w->parts[i][s] = true;
        w->events[i] = (struct date_event){.wish = i,
                                           .kind = EVENT_TWILIGHT,
                                           .minutes = 60,
                                           .earliest_min = 960,
                                           .latest_min = 1020,
                                           .weekdays = 31,
                                           .to = DAYS - 1,
                                           .host = -1,
                                           .takes_part = w->parts[i],
                                           .in_turn = true,
                                           .was = {-1, 0, 0}};
    }
    w->instance.schools = w->schools;
    w->instance.state = w->state;
    w->instance.travel_min = w->travel;
    w->instance.share = w->share;
    w->instance.term = w->term;
    w->instance.events = w->events;
}

static const struct date_slot NONE = {-1, 0, 0};

/* ---- hard rules ---- */

static unsigned forbids(const struct world *w, struct date_slot at, struct date_slot other)
{
    const struct date_slot slots[2] = {NONE, other};
    return date_plan_rules_forbid(&w->instance, slots, 0, at);
}

static void test_a_day_must_be_one_of_all_who_take_part(void **state)
{
    struct world w;
    (void)state;
    world_init(&w, 2);
    w.state[1 * DAYS + 3] = DATE_DAY_CLOSED;
    w.state[1 * DAYS + 8] = DATE_DAY_INSET;
    w.events[0].from = 1;
    w.events[0].to = 30;
    const struct {
        struct date_slot at;
        int rule; /* -1: none */
    } cases[] = {
        {{1, 960, 0}, -1},          {{0, 960, 0}, DATE_BETWEEN}, {{31, 960, 0}, DATE_BETWEEN},
        {{3, 960, 0}, DATE_CLOSED}, {{8, 960, 0}, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(forbids(&w, cases[i].at, NONE),
                         cases[i].rule < 0 ? 0
                                           : date_plan_rules_bit((enum date_rule)cases[i].rule));
    w.parts[0][1] = false;
    assert_int_equal(forbids(&w, (struct date_slot){3, 960, 0}, NONE), 0);
    assert_true(forbids(&w, (struct date_slot){5, 960, 0}, NONE) & date_plan_rules_bit(DATE_TERM));
    w.events[0].weekdays = 1 << TUESDAY;
    assert_int_equal(forbids(&w, (struct date_slot){7, 960, 0}, NONE),
                     date_plan_rules_bit(DATE_WEEKDAY));
    w.events[0].kind = EVENT_INSET;
    assert_int_equal(forbids(&w, (struct date_slot){8, 960, 0}, NONE),
                     date_plan_rules_bit(DATE_INSET));
    w.parts[0][0] = w.parts[0][2] = false;
    w.parts[0][1] = true;
    assert_int_equal(forbids(&w, (struct date_slot){8, 960, 1}, NONE), 0);
}

static void test_a_host_takes_part_has_room_and_is_free(void **state)
{
    struct world w;
    (void)state;
    world_init(&w, 2);
    w.parts[0][2] = false;
    w.schools[1].seats = 40;
    w.events[0].seats = 41;
    w.instance.gap_days = 3;
    const struct date_slot at = {8, 960, 0};
    assert_int_equal(forbids(&w, (struct date_slot){8, 960, 1}, NONE),
                     date_plan_rules_bit(DATE_ROOM));
    assert_int_equal(forbids(&w, (struct date_slot){8, 960, 2}, NONE),
                     date_plan_rules_bit(DATE_HOST));
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 1019, 0}),
                     date_plan_rules_bit(DATE_HOST_FREE) | date_plan_rules_bit(DATE_GAP));
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 1020, 0}),
                     date_plan_rules_bit(DATE_GAP));
    assert_int_equal(forbids(&w, at, (struct date_slot){10, 960, 0}),
                     date_plan_rules_bit(DATE_GAP));
    assert_int_equal(forbids(&w, at, (struct date_slot){11, 960, 0}), 0);
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 960, 1}), 0);
    w.events[1].in_turn = false;
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 1020, 0}), 0);
}

static void test_nobody_leads_two_at_one_time(void **state)
{
    static const int64_t first[] = {4, 9}, second[] = {9}, third[] = {5};
    struct world w;
    (void)state;
    world_init(&w, 2);
    w.events[0].leaders = first;
    w.events[0].leader_count = 2;
    w.events[1].leaders = second;
    w.events[1].leader_count = 1;
    const struct date_slot at = {8, 960, 0};
    /* An hour each, and 20 minutes on the way from school to school. */
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 960, 1}),
                     date_plan_rules_bit(DATE_LEADER));
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 1039, 1}),
                     date_plan_rules_bit(DATE_LEADER));
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 1040, 1}), 0);
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 881, 1}),
                     date_plan_rules_bit(DATE_LEADER));
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 880, 1}), 0);
    assert_int_equal(forbids(&w, at, (struct date_slot){9, 960, 1}), 0);
    w.events[1].leaders = third;
    assert_int_equal(forbids(&w, at, (struct date_slot){8, 960, 1}), 0);
}

/* ---- points ---- */

static void test_points_are_those_of_the_table(void **state)
{
    struct world w;
    int terms[DATE_TERMS] = {0};
    (void)state;
    world_init(&w, 2);
    w.share[1] = w.share[2] = 50;
    w.events[0].was = (struct date_slot){9, 960, 0};
    const struct date_slot slots[2] = {NONE, {11, 960, 0}};
    const struct date_slot friday = {4, 990, 0}, same_week = {9, 960, 0};
    assert_int_equal(date_plan_rules_points(&w.instance, slots, 0, friday, terms),
                     2 + 4 + 2 + 6 + 3 + 4);
    assert_int_equal(terms[DATE_TRAVEL], 2); /* 40 minutes, three schools, 5 a point */
    assert_int_equal(terms[DATE_POPULAR], 4 + 2);
    assert_int_equal(terms[DATE_KEPT], 6);
    assert_int_equal(terms[DATE_SPREAD], 3);
    assert_int_equal(terms[DATE_TURN], 4);
    assert_int_equal(date_plan_rules_points(&w.instance, slots, 0, same_week, NULL),
                     2 + 3 + 4 + 10);
    assert_int_equal(
        date_plan_rules_points(&w.instance, slots, 0, (struct date_slot){11, 960, 1}, NULL),
        2 + 4 + 6 + 3 + 30);
    w.events[1].wish = 0;
    assert_int_equal(date_plan_rules_points(&w.instance, slots, 0, same_week, NULL),
                     2 + 3 + 6 + 4 + 10 + 12);
    /* of one wish it is nearer than six weeks, by whole weeks */
    static const struct {
        int day, near;
    } NEAR[] = {{25, 8}, {24, 10}, {45, 4}, {52, 2}, {53, 0}, {54, 0}};
    for (size_t i = 0; i < COUNT_OF(NEAR); i++) {
        int there[DATE_TERMS] = {0};
        date_plan_rules_points(&w.instance, slots, 0, (struct date_slot){NEAR[i].day, 960, 1},
                               there);
        assert_int_equal(there[DATE_NEAR], NEAR[i].near);
    }
}

/* ---- a judge of its own ---- */

static bool is_broken(const struct world *w, int i, struct date_slot at)
{
    const struct date_event *e = &w->events[i];
    int weekday = (at.day + 0) % 7; /* day 0 is a Monday */
    if (at.day < e->from || at.day > e->to || !(e->weekdays & (1u << weekday)))
        return true;
    if (!w->parts[i][at.host] || w->schools[at.host].seats < e->seats)
        return true;
    for (int s = 0; s < SCHOOLS; s++)
        if (w->parts[i][s] && w->state[s * DAYS + at.day] < DATE_DAY_INSET)
            return true;
    return at.start_min < e->earliest_min || at.start_min + e->minutes > e->latest_min;
}

static int judge(const struct world *w, const struct date_slot *slots, int *ret_undated)
{
    int points = 0, undated = 0;
    for (int i = 0; i < w->instance.event_count; i++) {
        if (slots[i].day < 0) {
            undated++;
            continue;
        }
        assert_false(is_broken(w, i, slots[i]));
        int way = 0;
        for (int s = 0; s < SCHOOLS; s++)
            way += s == slots[i].host ? 0 : 20;
        points += way / SCHOOLS / 5;
        points += slots[i].day % 7 == 4 ? 4 : slots[i].day % 7 == 0 ? 1 : 0;
        points += (slots[i].start_min - w->events[i].earliest_min) / 30 * 2;
        for (int k = i + 1; k < w->instance.event_count; k++) {
            if (slots[k].day < 0)
                continue;
            bool one_host = slots[i].host == slots[k].host;
            int share = w->share[i * w->instance.event_count + k];
            assert_false(one_host && abs(slots[i].day - slots[k].day) < w->instance.gap_days);
            if (slots[i].day == slots[k].day)
                points += 60 * share / 100;
            else if (slots[i].day / 7 == slots[k].day / 7)
                points += 20 * share / 100;
            bool one_wish = w->events[i].wish == w->events[k].wish;
            points += slots[i].day / 35 == slots[k].day / 35 ? 3 + 6 * one_wish : 0;
            for (int week = 1; one_wish && week <= 6; week++)
                points += abs(slots[i].day - slots[k].day) < 7 * week ? 2 : 0;
            points += one_host ? 4 : 0;
        }
    }
    *ret_undated = undated;
    return points;
}

static void make_random(struct world *w, int events, int days, unsigned *seed)
{
    world_init(w, events);
    w->instance.gap_days = 2 + rand_r(seed) % 6;
    for (int i = 0; i < events; i++) {
        w->events[i].from = rand_r(seed) % 7;
        w->events[i].to = w->events[i].from + days - 1;
        w->events[i].latest_min += rand_r(seed) % 2 * 30;
        w->events[i].seats = rand_r(seed) % 4 ? 0 : 60;
        if (i && rand_r(seed) % 3 == 0)
            w->events[i].wish = w->events[i - 1].wish;
        for (int k = 0; k < i; k++)
            w->share[i * events + k] = w->share[k * events + i] = (uint8_t)(rand_r(seed) % 101);
    }
    w->schools[rand_r(seed) % SCHOOLS].seats = 50;
    for (int n = 0; n < 4; n++)
        w->state[rand_r(seed) % SCHOOLS * DAYS + rand_r(seed) % 12] = DATE_DAY_CLOSED;
}

static struct date_slot *run(const struct world *w, uint64_t seed, int64_t moves,
                             struct arena *arena)
{
    const struct date_search_options options = {.seed = seed, .moves = moves};
    return date_plan_search_run(&w->instance, &options, arena);
}

static void test_the_search_keeps_the_rules_and_counts_as_a_plain_judge(void **state)
{
    struct arena *arena = arena_new();
    unsigned seed = 4;
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct world w;
        struct date_report report;
        int undated;
        make_random(&w, EVENTS, 12 + round, &seed);
        struct date_slot *slots = run(&w, (uint64_t)round, 2000, arena);
        date_plan_rules_judge(&w.instance, slots, &report);
        assert_int_equal(report.points, judge(&w, slots, &undated));
        assert_int_equal(report.undated, undated);
        assert_int_equal(report.broken, 0);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* ---- every possibility ---- */

struct best {
    int undated, points;
};

static void try_all(const struct world *w, struct date_slot *slots, int i, struct best *best)
{
    if (i == w->instance.event_count) {
        struct date_report report;
        date_plan_rules_judge(&w->instance, slots, &report);
        if (!report.broken && (report.undated < best->undated ||
                               (report.undated == best->undated && report.points < best->points)))
            *best = (struct best){report.undated, report.points};
        return;
    }
    slots[i] = NONE;
    try_all(w, slots, i + 1, best);
    for (int d = w->events[i].from; d <= w->events[i].to; d++)
        for (int s = 0; s < SCHOOLS; s++)
            for (int k = 0; k < date_plan_rules_starts(&w->events[i]); k++) {
                slots[i] = (struct date_slot){d, 960 + 30 * k, s};
                if (!is_broken(w, i, slots[i]))
                    try_all(w, slots, i + 1, best);
            }
}

static void test_the_search_finds_the_best_of_tiny_years(void **state)
{
    struct arena *arena = arena_new();
    unsigned seed = 9;
    (void)state;
    for (int round = 0; round < 12; round++) {
        struct world w;
        struct date_slot all[3];
        struct date_report report;
        struct best best = {99, 0};
        make_random(&w, 3, 4, &seed);
        try_all(&w, all, 0, &best);
        date_plan_rules_judge(&w.instance, run(&w, 1, 20000, arena), &report);
        assert_int_equal(report.undated, best.undated);
        assert_int_equal(report.points, best.points);
        arena_reset(arena);
    }
    arena_free(arena);
}

static void test_the_same_seed_gives_the_same_dates(void **state)
{
    struct arena *arena = arena_new();
    struct world w;
    unsigned seed = 2;
    (void)state;
    make_random(&w, EVENTS, 40, &seed);
    const struct date_slot *one = run(&w, 7, 5000, arena), *two = run(&w, 7, 5000, arena);
    for (int i = 0; i < EVENTS; i++) {
        assert_int_equal(one[i].day, two[i].day);
        assert_int_equal(one[i].start_min, two[i].start_min);
        assert_int_equal(one[i].host, two[i].host);
    }
    arena_free(arena);
}

static void test_what_is_pinned_stays_and_a_cancelled_run_keeps_its_best(void **state)
{
    struct arena *arena = arena_new();
    struct arrange_progress progress = {.cancel = true};
    const struct date_search_options options = {.seed = 1, .moves = 100000, .progress = &progress};
    struct world w;
    (void)state;
    world_init(&w, 3);
    w.events[1].pinned = true;
    w.events[1].was = (struct date_slot){4, 960, 2};
    const struct date_slot *slots = date_plan_search_run(&w.instance, &options, arena);
    assert_int_equal(slots[1].day, 4);
    assert_int_equal(slots[1].host, 2);
    assert_true(slots[0].day >= 0 && slots[2].day >= 0);
    assert_int_equal(atomic_load(&progress.moves_done), 0);
    arena_free(arena);
}

/* ---- why ---- */

static void test_no_date_says_what_to_give_up(void **state)
{
    struct arena *arena = arena_new();
    struct date_why_not why;
    struct world w;
    (void)state;
    world_init(&w, 1);
    w.events[0].from = 0;
    w.events[0].to = 1;
    w.events[0].weekdays = 1 << FRIDAY;
    const struct date_slot *slots = run(&w, 1, 100, arena);
    assert_int_equal(slots[0].day, -1);
    date_plan_why_not(&w.instance, slots, 0, &why);
    assert_int_equal(why.looked, 50 * SCHOOLS);
    assert_int_equal(why.counts[DATE_BETWEEN], 48 * SCHOOLS);
    assert_int_equal(why.counts[DATE_WEEKDAY], 40 * SCHOOLS);
    assert_int_equal(why.any_of,
                     date_plan_rules_bit(DATE_BETWEEN) | date_plan_rules_bit(DATE_WEEKDAY));
    assert_string_equal(
        date_plan_why_not_words(&w.instance, &why, arena),
        "150 dates and places were looked at. So many are forbidden by: between the dates wished, "
        "from tomorrow on (144); on the weekdays wished (120). Give up any one of these and there "
        "is a date: "
        "between the dates wished, from tomorrow on; on the weekdays wished.");
    w.events[0].seats = 500;
    date_plan_why_not(&w.instance, slots, 0, &why);
    assert_int_equal(why.any_of, 0);
    assert_int_equal(why.together,
                     date_plan_rules_bit(DATE_BETWEEN) | date_plan_rules_bit(DATE_ROOM));
    arena_free(arena);
}

static void test_a_date_names_its_points_and_the_best_other(void **state)
{
    struct arena *arena = arena_new();
    struct date_why_here why;
    struct world w;
    (void)state;
    world_init(&w, 1);
    w.events[0].to = 4;
    const struct date_slot slots[1] = {{4, 960, 0}};
    date_plan_why_here(&w.instance, slots, 0, &why);
    assert_int_equal(why.points, 2 + 4);
    assert_int_equal(why.other.day, 1);
    assert_int_equal(why.other_points, 2);
    assert_int_equal(why.of_term[0].day, -1);
    assert_int_equal(why.of_term[1].day, -1);
    w.events[0].to = DAYS - 1; /* a Monday is the first of the other term */
    date_plan_why_here(&w.instance, slots, 0, &why);
    assert_int_equal(why.of_term[0].day, -1);
    assert_int_equal(why.of_term[1].day, 36);
    assert_int_equal(why.of_term_points[1], 2);
    assert_string_equal(date_plan_why_here_words(&w.instance, slots, 0, arena),
                        "It is on a Friday. The way there takes about 10 minutes.");
    arena_free(arena);
}

static void test_what_speaks_against_a_date_is_said_the_worst_first(void **state)
{
    struct arena *arena = arena_new();
    struct world w;
    (void)state;
    world_init(&w, 4);
    memset(w.travel, 0, sizeof w.travel);
    const struct date_slot slots[4] = {{1, 960, 0}, {3, 960, 1}, {29, 960, 0}, {50, 960, 0}};
    assert_string_equal(date_plan_why_here_words(&w.instance, slots, 0, arena),
                        "Oak hosts 2 other events that year. It is one of 3 twilights in that "
                        "term.");
    w.share[1] = 100;
    w.events[0].earliest_min = 930;
    assert_string_equal(date_plan_why_here_words(&w.instance, slots, 0, arena),
                        "The same people are asked to 1 other event that week. Oak hosts 2 other "
                        "events that year. It is one of 3 twilights in that term. It begins 30 "
                        "minutes later than it could.");
    w.events[1].wish = 0;
    w.share[1] = 0;
    assert_non_null(strstr(date_plan_why_here_words(&w.instance, slots, 0, arena),
                           "Another of what is wished is 2 days away."));
    const struct date_slot alone[4] = {{1, 930, 0}, NONE, NONE, NONE};
    assert_string_equal(date_plan_why_here_words(&w.instance, alone, 0, arena),
                        "Nothing speaks against it.");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_day_must_be_one_of_all_who_take_part),
        cmocka_unit_test(test_a_host_takes_part_has_room_and_is_free),
        cmocka_unit_test(test_nobody_leads_two_at_one_time),
        cmocka_unit_test(test_points_are_those_of_the_table),
        cmocka_unit_test(test_the_search_keeps_the_rules_and_counts_as_a_plain_judge),
        cmocka_unit_test(test_the_search_finds_the_best_of_tiny_years),
        cmocka_unit_test(test_the_same_seed_gives_the_same_dates),
        cmocka_unit_test(test_what_is_pinned_stays_and_a_cancelled_run_keeps_its_best),
        cmocka_unit_test(test_no_date_says_what_to_give_up),
        cmocka_unit_test(test_a_date_names_its_points_and_the_best_other),
        cmocka_unit_test(test_what_speaks_against_a_date_is_said_the_worst_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
