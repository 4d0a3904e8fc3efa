/* DESIGN: packing against practice's table and against every assignment there is. */
#include "support.h"

#include "pack_rules.h"
#include "token.h"

static struct pack one_block(int free_minutes, int changeover_s)
{
    return (struct pack){
        .blocks = {{600, 600 + free_minutes * 60}}, .block_count = 1, .changeover_s = changeover_s};
}

/* Practice T2: a 90-minute event, fixed time and changeover in minutes. */
static void test_practice_table(void **state)
{
    static const struct {
        int fixed, changeover, only_sevens, only_twos, with_four, with_five, with_six;
    } ROWS[] = {
        {10, 1, 10, 26, 16, 13, 10},
        {20, 1, 8, 23, 12, 10, 7},
        {20, 2, 7, 17, 8, 6, 4},
        {25, 2, 7, 16, 7, 5, 2},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct pack pack = one_block(90 - ROWS[i].fixed, ROWS[i].changeover * 60);
        const int expected[] = {ROWS[i].with_four, ROWS[i].with_five, ROWS[i].with_six};
        struct pack_talks talks = {0};
        assert_int_equal(pack_rules_more(&pack, &talks, 7), ROWS[i].only_sevens);
        assert_int_equal(pack_rules_more(&pack, &talks, 2), ROWS[i].only_twos);
        for (int sevens = 4; sevens <= 6; sevens++) {
            talks = (struct pack_talks){0};
            pack_rules_add(&talks, 7, sevens);
            assert_int_equal(pack_rules_more(&pack, &talks, 2), expected[sevens - 4]);
        }
    }
}

/* The default: 5 x 7 + 6 x 2 is 11 talks and 69 of the 70 free minutes. */
static void test_default_of_practice(void **state)
{
    struct pack pack = one_block(70, 120);
    struct pack_talks talks = {0};
    (void)state;
    pack_rules_add(&talks, 7, 5);
    pack_rules_add(&talks, 2, 6);
    assert_true(pack_rules_fits(&pack, &talks));
    assert_int_equal(pack_rules_used_s(&pack, &talks), 69 * 60);
    assert_int_equal(pack_rules_room_s(&pack), 70 * 60);
    assert_int_equal(pack_rules_more(&pack, &talks, 2), 0);
    assert_int_equal(pack_rules_missing(&pack, &talks), 0);
    pack_rules_add(&talks, 2, 1);
    assert_int_equal(pack_rules_missing(&pack, &talks), 3);
}

/* The last talk's changeover must fit too. */
static void test_last_changeover_counts(void **state)
{
    struct pack_talks talks = {0};
    (void)state;
    pack_rules_add(&talks, 7, 1);
    struct pack pack = one_block(9, 120);
    assert_true(pack_rules_fits(&pack, &talks));
    pack.blocks[0].end_s--;
    assert_false(pack_rules_fits(&pack, &talks));
    assert_int_equal(pack_rules_missing(&pack, &talks), 1);
}

/* Sums fit, pieces do not; and a case the largest-first rule gets wrong. */
static void test_blocks_are_not_one_sum(void **state)
{
    struct pack two = {.blocks = {{0, 5 * 60}, {600, 600 + 5 * 60}}, .block_count = 2};
    struct pack_talks talks = {0};
    (void)state;
    pack_rules_add(&talks, 7, 1);
    assert_false(pack_rules_fits(&two, &talks));
    assert_int_equal(pack_rules_missing(&two, &talks), 2);

    struct pack pair = {.blocks = {{0, 12 * 60}, {900, 900 + 10 * 60}}, .block_count = 2};
    talks = (struct pack_talks){0};
    pack_rules_add(&talks, 6, 2); /* 6 + 6 fill the first, 5 + 5 the second */
    pack_rules_add(&talks, 5, 2);
    assert_true(pack_rules_fits(&pair, &talks));
    struct pack swapped = {.blocks = {{0, 10 * 60}, {900, 900 + 12 * 60}}, .block_count = 2};
    assert_true(pack_rules_fits(&swapped, &talks)); /* largest first puts a 6 into the 10 */
}

static void test_nothing_fits_nowhere(void **state)
{
    struct pack none = {.block_count = 0};
    struct pack_talks talks = {0};
    (void)state;
    assert_true(pack_rules_fits(&none, &talks));
    assert_int_equal(pack_rules_more(&none, &talks, 2), 0);
    pack_rules_add(&talks, 2, 1);
    assert_false(pack_rules_fits(&none, &talks));
}

static void test_placing_keeps_the_order(void **state)
{
    static const int minutes[] = {7, 2, 7, 2};
    struct pack pack = {.blocks = {{100, 100 + 13 * 60}, {5000, 5000 + 13 * 60}},
                        .block_count = 2,
                        .changeover_s = 120};
    struct pack_place starts[4];
    (void)state;
    pack_rules_place(&pack, minutes, 4, starts);
    assert_int_equal(starts[0].start_s, 100);
    assert_int_equal(starts[1].start_s, 100 + 9 * 60);
    assert_int_equal(starts[2].start_s, 5000);
    assert_int_equal(starts[3].start_s, 5000 + 9 * 60);
}

/* The first short talk leaves the place to the long one that fits nowhere else. */
static void test_placing_gives_way_where_it_must(void **state)
{
    static const int minutes[] = {2, 7};
    struct pack pack = {
        .blocks = {{0, 9 * 60}, {1000, 1000 + 4 * 60}}, .block_count = 2, .changeover_s = 120};
    struct pack_place starts[2];
    (void)state;
    pack_rules_place(&pack, minutes, 2, starts);
    assert_int_equal(starts[0].start_s, 1000);
    assert_int_equal(starts[1].start_s, 0);
}

/* ---- against every assignment ---- */

struct puzzle {
    struct pack pack;
    int minutes[10];
    int count;
};

static bool fits_naively(const struct puzzle *puzzle, int at, int64_t *room)
{
    if (at == puzzle->count)
        return true;
    int64_t size = puzzle->minutes[at] * 60 + puzzle->pack.changeover_s;
    for (int b = 0; b < puzzle->pack.block_count; b++) {
        if (room[b] < size)
            continue;
        room[b] -= size;
        bool fits = fits_naively(puzzle, at + 1, room);
        room[b] += size;
        if (fits)
            return true;
    }
    return false;
}

static struct puzzle random_puzzle(void)
{
    static const int lengths[] = {2, 7, 3, 5, 10};
    static const int changeovers[] = {0, 30, 60, 120};
    struct puzzle puzzle = {.count = (int)token_below(11)};
    int kinds = 1 + (int)token_below(5);
    int64_t at = 0, size = 0;
    puzzle.pack.changeover_s = changeovers[token_below(4)];
    puzzle.pack.block_count = 1 + (int)token_below(3);
    for (int i = 0; i < puzzle.count; i++) {
        puzzle.minutes[i] = lengths[token_below((uint32_t)kinds)];
        size += puzzle.minutes[i] * 60 + puzzle.pack.changeover_s;
    }
    for (int b = 0; b < puzzle.pack.block_count; b++) {
        /* close to just enough, so that both answers are common */
        int64_t room =
            size / puzzle.pack.block_count / 30 * 30 + 30 * (int64_t)token_below(9) - 120;
        room = room < 0 ? 0 : room;
        puzzle.pack.blocks[b] = (struct pack_block){at, at + room};
        at += room + 300;
    }
    return puzzle;
}

static void assert_apart(const struct pack *pack, const int *minutes,
                         const struct pack_place *places, int i, int j)
{
    int64_t end = places[i].start_s + minutes[i] * 60 + pack->changeover_s;
    int64_t other = places[j].start_s + minutes[j] * 60 + pack->changeover_s;
    assert_true(places[i].room != places[j].room || places[i].start_s >= other ||
                places[j].start_s >= end);
}

static void assert_inside(const struct pack *pack, int minutes, const struct pack_place *place)
{
    int64_t end = place->start_s + minutes * 60 + pack->changeover_s;
    bool inside = false;
    for (int b = 0; b < pack->block_count; b++)
        inside =
            inside || (pack->blocks[b].start_s <= place->start_s && end <= pack->blocks[b].end_s);
    assert_true(inside);
    assert_in_range(place->room, 0, pack->room_count ? pack->room_count - 1 : 0);
}

static void assert_placed(const struct pack *pack, const int *minutes, int count)
{
    struct pack_place places[PACK_TALKS_MAX];
    pack_rules_place(pack, minutes, count, places);
    for (int i = 0; i < count; i++) {
        assert_inside(pack, minutes[i], &places[i]);
        for (int j = 0; j < i; j++)
            assert_apart(pack, minutes, places, i, j);
        /* in one block of one room the order is the order */
        assert_true(pack->block_count > 1 || pack->room_count > 1 || i == 0 ||
                    places[i].start_s > places[i - 1].start_s);
    }
}

/* Rooms beyond what is decided exactly: whatever is said to fit can be placed. */
static void test_many_rooms(void **state)
{
    int placed = 0;
    (void)state;
    for (int n = 0; n < 3000; n++) {
        struct pack pack = {.block_count = 1 + (int)token_below(3),
                            .room_count = 1 + (int)token_below(PACK_ROOMS_MAX),
                            .changeover_s = 30 * (int)token_below(5)};
        for (int b = 0; b < pack.block_count; b++)
            pack.blocks[b] = (struct pack_block){b * 3000, b * 3000 + 600 + 60 * token_below(30)};
        struct pack_talks talks = {0};
        int minutes[PACK_TALKS_MAX], count = 0;
        do {
            minutes[count] = token_below(3) ? 2 : 7;
            pack_rules_add(&talks, minutes[count++], 1);
        } while (count < PACK_TALKS_MAX && pack_rules_fits(&pack, &talks));
        if (count > 1) {
            assert_placed(&pack, minutes, count - 1);
            placed += count - 1;
        }
    }
    assert_true(placed > 50000);
}

static void test_every_assignment(void **state)
{
    enum { PUZZLES = 100000 };
    int yes = 0;
    (void)state;
    for (int n = 0; n < PUZZLES; n++) {
        struct puzzle puzzle = random_puzzle();
        struct pack_talks talks = {0};
        int64_t room[PACK_BLOCKS_MAX];
        for (int b = 0; b < puzzle.pack.block_count; b++)
            room[b] = puzzle.pack.blocks[b].end_s - puzzle.pack.blocks[b].start_s;
        for (int i = 0; i < puzzle.count; i++)
            pack_rules_add(&talks, puzzle.minutes[i], 1);
        bool expected = fits_naively(&puzzle, 0, room);
        assert_int_equal(pack_rules_fits(&puzzle.pack, &talks), expected);
        yes += expected;
        if (expected)
            assert_placed(&puzzle.pack, puzzle.minutes, puzzle.count);
        else
            assert_true(pack_rules_missing(&puzzle.pack, &talks) > 0);
    }
    assert_in_range(yes, PUZZLES / 5, PUZZLES * 4 / 5); /* both answers were asked for */
}

/* `more` is exactly how many more fit, `missing` exactly how much is. */
static void test_more_and_missing_are_tight(void **state)
{
    (void)state;
    for (int n = 0; n < 2000; n++) {
        struct puzzle puzzle = random_puzzle();
        struct pack_talks talks = {0};
        for (int i = 0; i < puzzle.count; i++)
            pack_rules_add(&talks, puzzle.minutes[i], 1);
        int missing = pack_rules_missing(&puzzle.pack, &talks);
        struct pack_block *last = &puzzle.pack.blocks[puzzle.pack.block_count - 1];
        last->end_s += missing * 60;
        assert_true(pack_rules_fits(&puzzle.pack, &talks));
        if (missing) {
            last->end_s -= 60;
            assert_false(pack_rules_fits(&puzzle.pack, &talks));
            last->end_s += 60;
        }
        int more = pack_rules_more(&puzzle.pack, &talks, 2);
        pack_rules_add(&talks, 2, more);
        assert_true(pack_rules_fits(&puzzle.pack, &talks));
        pack_rules_add(&talks, 2, 1);
        assert_false(pack_rules_fits(&puzzle.pack, &talks));
    }
}

/* A full day of two lengths in eight blocks is still exact, and quick enough to ask. */
static void test_large(void **state)
{
    struct pack pack = {.block_count = PACK_BLOCKS_MAX, .changeover_s = 30};
    struct pack_talks talks = {0};
    (void)state;
    for (int b = 0; b < PACK_BLOCKS_MAX; b++)
        pack.blocks[b] = (struct pack_block){b * 10000, b * 10000 + 7350}; /* 49 short or 16 long */
    pack_rules_add(&talks, 7, 128); /* 16 x 450 = 7,200 a block: 150 s are left, one short talk */
    pack_rules_add(&talks, 2, 8);
    assert_true(pack_rules_fits(&pack, &talks));
    assert_int_equal(pack_rules_more(&pack, &talks, 2), 0);
    pack_rules_add(&talks, 7, -1);
    assert_int_equal(pack_rules_more(&pack, &talks, 2), 3);
    assert_int_equal(pack_rules_more(&pack, &talks, 7), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_practice_table),
        cmocka_unit_test(test_default_of_practice),
        cmocka_unit_test(test_last_changeover_counts),
        cmocka_unit_test(test_blocks_are_not_one_sum),
        cmocka_unit_test(test_nothing_fits_nowhere),
        cmocka_unit_test(test_placing_keeps_the_order),
        cmocka_unit_test(test_placing_gives_way_where_it_must),
        cmocka_unit_test(test_every_assignment),
        cmocka_unit_test(test_many_rooms),
        cmocka_unit_test(test_more_and_missing_are_tight),
        cmocka_unit_test(test_large),
    };
    support_init();
    token_seed(20261102);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
