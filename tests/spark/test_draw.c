/* DESIGN: drawing lots: fair by the numbers, and nothing that has to be kept is broken. */
#include <math.h>
#include <stdlib.h>

#include "support.h"

#include "draw_evening.h"
#include "draw_number.h"
#include "draw_state.h"

static void seed_of(int number, uint8_t ret[static SHA256_BYTES])
{
    token_sha256(str_make((const char *)&number, sizeof number), ret);
}

/* ---- the numbers ---- */

/* By hand: printf with 32 zero bytes and a counter, through sha256sum. */
static void test_numbers_are_a_counter_through_sha256(void **state)
{
    const uint8_t seed[SHA256_BYTES] = {0};
    struct draw_number numbers = draw_number_of(seed);
    (void)state;
    assert_true(draw_number_below(&numbers, UINT64_MAX) == UINT64_C(3185397464471143308));
    assert_true(draw_number_below(&numbers, UINT64_MAX) == UINT64_C(639513788490492620));
    assert_int_equal(draw_number_below(&numbers, 1), 0);
    assert_int_equal(numbers.next, 3);
    /* just above half of all: every other number is thrown away, none is folded */
    for (int i = 0; i < 100; i++)
        assert_true(draw_number_below(&numbers, (UINT64_MAX >> 1) + 2) <= (UINT64_MAX >> 1) + 1);
    assert_true(numbers.next > 130);
}

/* ---- chances ---- */

enum { DRAWS = 100000, FOUR = 4, ORDERS = 24 };

/* A permutation of four as a number from 0 to 23. */
static int order_number(const int *order)
{
    int number = 0;
    for (int i = 0; i < FOUR; i++) {
        int less = 0;
        for (int j = i + 1; j < FOUR; j++)
            less += order[j] < order[i];
        number = number * (FOUR - i) + less;
    }
    return number;
}

/* The documented chance of an order: the product of weight by weight in the hat. */
static double chance_of(const struct evening *evening, const int *order)
{
    double chance = 1, sum = 0;
    for (int i = 0; i < FOUR; i++)
        sum += evening->talks[i].weight;
    for (int i = 0; i < FOUR; i++) {
        chance *= evening->talks[order[i]].weight / sum;
        sum -= evening->talks[order[i]].weight;
    }
    return chance;
}

static void fill_chances(const struct evening *evening, double ret[static ORDERS])
{
    int order[FOUR];
    for (int all = 0; all < 256; all++) {
        bool seen[FOUR] = {false};
        for (int i = 0; i < FOUR; i++) {
            order[i] = all >> (2 * i) & 3;
            seen[order[i]] = true;
        }
        if (seen[0] && seen[1] && seen[2] && seen[3])
            ret[order_number(order)] = chance_of(evening, order);
    }
}

static double chi_square(const int *counts, const double *chances, int n, int draws)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double expected = chances[i] * draws;
        if (expected == 0)
            assert_int_equal(counts[i], 0);
        else
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
}

static void count_whole(const struct evening *evening, int draws, int counts[static ORDERS])
{
    struct arena *arena = arena_new();
    for (int i = 0; i < draws; i++) {
        struct draw_order drawn;
        uint8_t seed[SHA256_BYTES];
        int order[FOUR];
        seed_of(i, seed);
        assert_ok(draw_rules_whole(&evening->list, seed, arena, &drawn));
        for (int k = 0; k < FOUR; k++)
            order[k] = drawn.slots[k].talk;
        counts[order_number(order)]++;
        arena_reset(arena);
    }
    arena_free(arena);
}

static void count_one_by_one(const struct evening *evening, int draws, int counts[static ORDERS])
{
    struct arena *arena = arena_new();
    for (int i = 0; i < draws; i++) {
        uint8_t seed[SHA256_BYTES];
        int order[FOUR];
        seed_of(i, seed);
        struct draw *draw = draw_rules_new(&evening->list, seed, arena);
        for (int k = 0; k < FOUR; k++) {
            struct draw_step step;
            assert_ok(draw_rules_next(draw, &step));
            order[k] = step.talk;
        }
        counts[order_number(order)]++;
        arena_reset(arena);
    }
    arena_free(arena);
}

/* 23 degrees of freedom: 49.7 is passed by one fair lottery in a thousand. */
static void test_every_order_is_equally_likely(void **state)
{
    struct evening evening;
    double chances[ORDERS];
    int counts[ORDERS] = {0};
    (void)state;
    make_evening(&evening, FOUR);
    fill_chances(&evening, chances);
    assert_true(fabs(chances[0] - 1.0 / ORDERS) < 1e-9);
    count_whole(&evening, DRAWS, counts);
    assert_true(chi_square(counts, chances, ORDERS, DRAWS) < 49.7);
}

static void test_weights_change_chances_as_documented(void **state)
{
    struct evening evening;
    double chances[ORDERS], equal[ORDERS];
    int counts[ORDERS] = {0};
    (void)state;
    make_evening(&evening, FOUR);
    fill_chances(&evening, equal);
    evening.talks[0].weight = 3;
    evening.talks[2].weight = 2;
    fill_chances(&evening, chances);
    count_whole(&evening, DRAWS, counts);
    assert_true(chi_square(counts, chances, ORDERS, DRAWS) < 49.7);
    /* and the test can tell: the same counts are not those of equal chances */
    assert_true(chi_square(counts, equal, ORDERS, DRAWS) > 1000);
}

static void test_one_by_one_has_the_same_chances(void **state)
{
    struct evening evening;
    double chances[ORDERS];
    int counts[ORDERS] = {0};
    (void)state;
    make_evening(&evening, FOUR);
    evening.talks[1].weight = 2;
    fill_chances(&evening, chances);
    count_one_by_one(&evening, DRAWS, counts);
    assert_true(chi_square(counts, chances, ORDERS, DRAWS) < 49.7);
}

/* Somebody leaves after the second talk: the twelve orders that keep it stay equally likely. */
static void test_orders_that_keep_the_rules_stay_equally_likely(void **state)
{
    struct evening evening;
    double chances[ORDERS];
    int counts[ORDERS] = {0}, kept = 0;
    (void)state;
    make_evening(&evening, FOUR);
    evening.talks[3].leave_s = 600 + 240 + 120;
    count_whole(&evening, DRAWS, counts);
    for (int i = 0; i < ORDERS; i++)
        kept += counts[i] > 0;
    assert_int_equal(kept, 12);
    for (int i = 0; i < ORDERS; i++)
        chances[i] = counts[i] ? 1.0 / 12 : 0;
    assert_true(chi_square(counts, chances, ORDERS, DRAWS) < 31.3); /* 11 degrees of freedom */
}

/* ---- what must hold, judged naively ---- */

static int below(uint64_t *random, int limit)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (int)((*random >> 33) % (uint64_t)limit);
}

static void make_any_evening(struct evening *evening, uint64_t *random, int talks)
{
    int takes_s = 0, rooms = 1 + below(random, 2);
    make_evening(evening, talks);
    evening->list.rooms[1] = 2;
    evening->list.room_count = rooms;
    evening->list.changeover_s = 30 * (1 + below(random, 4));
    for (int i = 0; i < talks; i++) {
        struct draw_talk *talk = &evening->talks[i];
        talk->duration_s = below(random, 3) ? 120 : 420;
        talk->rooms = rooms == 1 || below(random, 5) == 0 ? 1 : 3;
        talk->people[0] = 1 + below(random, 2 * talks);
        talk->first = below(random, 8) == 0;
        talk->weight = 1 + below(random, 3);
        talk->arrive_s = below(random, 6) ? 0 : below(random, 1500);
        talk->leave_s = below(random, 6) ? 5400 : 900 + below(random, 3000);
        takes_s += talk->duration_s + evening->list.changeover_s;
    }
    int half_s = takes_s / (2 * rooms) + below(random, 500);
    evening->list.stretch_count = 0;
    for (int i = 0; i < 2 * rooms; i++) {
        int start_s = i / rooms ? 900 + half_s : 300;
        evening->stretches[evening->list.stretch_count++] =
            (struct draw_stretch){i % rooms, start_s, start_s + half_s};
    }
    evening->list.before_count = talks > 1 && below(random, 4) == 0;
    evening->list.not_after_count = talks > 1 && below(random, 4) == 0;
    evening->before[0] = (struct draw_pair){talks - 1, 0};
    evening->not_after[0] = (struct draw_pair){0, talks - 1};
}

static int ends(const struct draw_list *list, const struct draw_slot *slot)
{
    return slot->start_s + list->talks[slot->talk].duration_s + list->changeover_s;
}

static bool share(const struct draw_talk *a, const struct draw_talk *b)
{
    return a->people[0] == b->people[0]; /* one each, here */
}

static void judge_alone(const struct draw_list *list, const struct draw_slot *slot)
{
    const struct draw_talk *talk = &list->talks[slot->talk];
    bool inside = false;
    for (int i = 0; i < list->stretch_count; i++)
        inside |= list->stretches[i].room == slot->room &&
                  list->stretches[i].start_s <= slot->start_s &&
                  ends(list, slot) <= list->stretches[i].end_s;
    assert_true(inside);
    assert_true(talk->rooms >> slot->room & 1);
    assert_true(slot->start_s >= talk->arrive_s);
    assert_true(slot->start_s + talk->duration_s <= talk->leave_s);
}

static bool is_rule(const struct draw_pair *rules, int count, int first, int second)
{
    return count && rules[0].first == first && rules[0].second == second;
}

static void judge_pair(const struct draw_list *list, const struct draw_slot *a,
                       const struct draw_slot *b)
{
    bool overlap = a->start_s < ends(list, b) && b->start_s < ends(list, a);
    assert_int_not_equal(a->talk, b->talk);
    assert_false(overlap && a->room == b->room);
    assert_false(overlap && share(&list->talks[a->talk], &list->talks[b->talk]));
    if (is_rule(list->before, list->before_count, a->talk, b->talk))
        assert_true(ends(list, a) <= b->start_s);
    if (is_rule(list->not_after, list->not_after_count, a->talk, b->talk))
        assert_false(a->room == b->room && ends(list, a) == b->start_s);
}

static void judge(const struct draw_list *list, const struct draw_slot *slots, int count)
{
    for (int i = 0; i < count; i++) {
        judge_alone(list, &slots[i]);
        for (int j = 0; j < count; j++) {
            if (i != j)
                judge_pair(list, &slots[i], &slots[j]);
        }
    }
}

/* Every order there is, placed one behind the other. */
static bool some_order_goes(struct draw_state *state)
{
    int pool[DRAW_TALKS_MAX];
    int count = draw_state_pool(state, DRAW_NONE, pool);
    for (int i = 0; i < count; i++) {
        struct draw_start start = draw_state_start(state, pool[i]);
        if (start.stretch == DRAW_NONE)
            continue;
        struct draw_undo undo = draw_state_put(state, pool[i], start);
        bool goes = some_order_goes(state);
        draw_state_undo(state, undo);
        if (goes)
            return true;
    }
    return count == 0;
}

/* Whole orders keep everything, and are found whenever any order would do. */
static void test_whole_orders_keep_the_rules(void **state)
{
    struct arena *arena = arena_new();
    uint64_t random = 7;
    int drawn = 0, repaired = 0, none = 0;
    (void)state;
    for (int i = 0; i < 600; i++) {
        struct evening evening;
        struct draw_order order;
        struct draw_state start;
        uint8_t seed[SHA256_BYTES];
        make_any_evening(&evening, &random, 1 + below(&random, 6));
        seed_of(i, seed);
        enum err err = draw_rules_whole(&evening.list, seed, arena, &order);
        draw_state_init(&start, &evening.list);
        assert_int_equal(err, some_order_goes(&start) ? OK : ERR_CONFLICT);
        none += err != OK;
        if (err == OK) {
            drawn++;
            repaired += order.repaired;
            assert_int_equal(order.count, evening.list.talk_count);
            judge(&evening.list, order.slots, order.count);
            for (int k = 1; k < order.count; k++)
                assert_false(evening.talks[order.slots[k].talk].first &&
                             !evening.talks[order.slots[k - 1].talk].first);
        }
        arena_reset(arena);
    }
    assert_true(drawn > 300 && repaired > 0 && none > 0);
    arena_free(arena);
}

/* ---- one at a time ---- */

struct night {
    struct draw *draw;
    const struct draw_list *list;
    struct draw_slot slots[DRAW_TALKS_MAX];
    int spoken, absent[DRAW_TALKS_MAX], gone;
};

static void act(struct night *night, uint64_t *random, const struct draw_step *drawn)
{
    struct draw_step step;
    int someone = below(random, night->list->talk_count);
    if (below(random, 4) == 0) {
        assert_ok(draw_rules_no_show(night->draw, &step));
        assert_int_equal(step.talk, drawn->talk);
        assert_int_equal(step.back, night->absent[step.talk]++ == 0);
        assert_int_equal(draw_rules_no_show(night->draw, &step), ERR_CONFLICT);
        night->spoken--;
    }
    bool in_hat = draw_rules_place_of(night->draw, someone) == DRAW_IN_HAT;
    if (below(random, 10) == 0) {
        assert_int_equal(draw_rules_withdraw(night->draw, someone, &step),
                         in_hat ? OK : ERR_CONFLICT);
        night->gone += in_hat;
    }
}

static void run_night(struct night *night, uint64_t *random)
{
    struct draw_step step;
    int last = DRAW_NONE;
    while (draw_rules_next(night->draw, &step) == OK) {
        assert_false(step.talk == last && night->absent[step.talk]); /* sits out one draw */
        bool in_hat = false;
        for (int i = 0; i < step.among_count; i++)
            in_hat |= step.among[i] == step.talk;
        assert_true(in_hat);
        night->slots[night->spoken++] = (struct draw_slot){step.talk, step.room, step.start_s};
        last = step.talk;
        act(night, random, &step);
    }
}

/* Nobody speaks twice, nobody is lost, and all that is kept on paper is kept on the night. */
static void test_one_at_a_time_keeps_the_rules(void **state)
{
    struct arena *arena = arena_new();
    uint64_t random = 11;
    int finished = 0;
    (void)state;
    for (int i = 0; i < 400; i++) {
        struct evening evening;
        uint8_t seed[SHA256_BYTES];
        int reserves = 0;
        make_any_evening(&evening, &random, 1 + below(&random, 8));
        seed_of(i, seed);
        struct night night = {.list = &evening.list};
        night.draw = draw_rules_new(&evening.list, seed, arena);
        run_night(&night, &random);
        judge(&evening.list, night.slots, night.spoken);
        for (int t = 0; t < evening.list.talk_count; t++)
            reserves += draw_rules_place_of(night.draw, t) == DRAW_RESERVE;
        assert_int_equal(night.spoken + reserves + night.gone, evening.list.talk_count);
        finished += reserves == 0;
        arena_reset(arena);
    }
    assert_true(finished > 100);
    arena_free(arena);
}

/* Where everybody can speak and all come, everybody speaks, however the lots fall. */
static void test_everybody_speaks(void **state)
{
    struct arena *arena = arena_new();
    uint64_t random = 13;
    int checked = 0;
    (void)state;
    for (int i = 0; i < 400; i++) {
        struct evening evening;
        uint8_t seed[SHA256_BYTES];
        struct draw_state start;
        struct draw_step step;
        int spoken = 0;
        make_any_evening(&evening, &random, 1 + below(&random, 9));
        seed_of(i, seed);
        draw_state_init(&start, &evening.list);
        if (!draw_state_can_finish(&start))
            continue;
        struct draw *draw = draw_rules_new(&evening.list, seed, arena);
        while (draw_rules_next(draw, &step) == OK)
            spoken++;
        assert_int_equal(spoken, evening.list.talk_count);
        checked++;
        arena_reset(arena);
    }
    assert_true(checked > 200);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_a_counter_through_sha256),
        cmocka_unit_test(test_every_order_is_equally_likely),
        cmocka_unit_test(test_weights_change_chances_as_documented),
        cmocka_unit_test(test_one_by_one_has_the_same_chances),
        cmocka_unit_test(test_orders_that_keep_the_rules_stay_equally_likely),
        cmocka_unit_test(test_whole_orders_keep_the_rules),
        cmocka_unit_test(test_one_at_a_time_keeps_the_rules),
        cmocka_unit_test(test_everybody_speaks),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
