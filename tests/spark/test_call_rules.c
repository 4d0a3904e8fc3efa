/* DESIGN: kept places: a table, and a naive model that tries every way of holding them. */
#include "support.h"

#include "call_rules.h"

enum { SHORT = 2, LONG = 7 };

/* ---- the naive model ---- */

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Every way of giving `both` talks to one kind of place or the other: the fewest left open. */
static int open_by_trying(const struct call_kept *kept)
{
    int fewest = kept->first_timers + kept->short_places;
    for (int to_first = 0; to_first <= kept->both; to_first++) {
        int first = most(0, kept->first_timers - kept->first - to_first);
        int brief = most(0, kept->short_places - kept->brief - (kept->both - to_first));
        fewest = first + brief < fewest ? first + brief : fewest;
    }
    return fewest;
}

/* Talks are put in one after another; how many short ones still fit is counted by trying. */
static int room_for_short(const struct pack *pack, struct pack_talks talks)
{
    int room = 0;
    for (;; room++) {
        pack_rules_add(&talks, SHORT, 1);
        if (!pack_rules_fits(pack, &talks))
            return room;
    }
}

static bool leaves_by_trying(const struct pack *pack, struct pack_talks others,
                             const struct call_kept *kept, int minutes, bool first)
{
    struct call_kept with = *kept;
    int open = open_by_trying(kept), room = room_for_short(pack, others);
    int promised = open < room ? open : room;
    with.both += first && minutes == SHORT;
    with.first += first && minutes != SHORT;
    with.brief += !first && minutes == SHORT;
    promised -= open - open_by_trying(&with);
    pack_rules_add(&others, minutes, 1);
    return promised <= 0 ||
           (pack_rules_fits(pack, &others) && room_for_short(pack, others) >= promised);
}

/* ---- the table ---- */

static struct pack pack_of(int minutes)
{
    struct pack pack = {.block_count = 1, .room_count = 1, .changeover_s = 60};
    pack.blocks[0] = (struct pack_block){0, (int64_t)minutes * 60};
    return pack;
}

static void test_open_places(void **state)
{
    (void)state;
    static const struct {
        struct call_kept kept;
        int open;
    } TABLE[] = {
        {{.first_timers = 2, .short_places = 1}, 3},
        {{.first_timers = 2, .short_places = 1, .first = 1}, 2},
        {{.first_timers = 2, .short_places = 1, .brief = 3}, 2},
        {{.first_timers = 2, .short_places = 1, .both = 1}, 2},
        {{.first_timers = 1, .short_places = 1, .both = 1, .brief = 1}, 0},
        {{.first_timers = 1, .short_places = 1, .both = 5}, 0},
        {{.first_timers = 0, .short_places = 0, .both = 5}, 0},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
        assert_int_equal(call_rules_open(&TABLE[i].kept), TABLE[i].open);
}

/* 16 minutes: two long talks, or one long and two short and a bit. */
static void test_who_may(void **state)
{
    (void)state;
    static const struct {
        int first_timers, short_places, minutes;
        bool first, may;
    } TABLE[] = {
        {0, 0, LONG, false, true},  {1, 0, LONG, false, true}, /* 8 minutes stay: room for the one
                                                                  kept */
        {3, 0, LONG, false, false},                            /* room for two, three are kept */
        {3, 0, LONG, true, true},                              /* it holds one itself */
        {3, 0, SHORT, true, true},  {5, 0, SHORT, false, false}, {0, 5, SHORT, false, true},
        {0, 5, LONG, true, false},  {9, 9, SHORT, true, true},
    };
    const struct pack pack = pack_of(16);
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        const struct pack_talks none = {.count = 0};
        const struct call_kept kept = {.first_timers = TABLE[i].first_timers,
                                       .short_places = TABLE[i].short_places,
                                       .minutes = SHORT};
        assert_int_equal(call_rules_leaves(&pack, &none, &kept, TABLE[i].minutes, TABLE[i].first),
                         TABLE[i].may);
    }
}

static void test_lists(void **state)
{
    (void)state;
    struct refusal why;
    struct arena *arena = arena_new();
    refusal_init(&why, arena);
    assert_string_equal(call_rules_list(" Reading ,, Maths,Reading ", "themes", &why),
                        "Reading, Maths");
    assert_string_equal(call_rules_list(NULL, "themes", &why), "");
    assert_int_equal(why.field_count, 0);
    assert_true(call_invites("", "Maths"));
    assert_true(call_invites("Reading, Maths", "Maths"));
    assert_false(call_invites("Reading, Maths", "Math"));
    call_rules_list("a,b,c,d,e,f,g,h,i,j,k,l,m", "themes", &why);
    assert_int_equal(why.field_count, 1);
    arena_free(arena);
}

/* ---- the property ---- */

static uint64_t seed = 5;

static int below(int n)
{
    uint64_t z = (seed += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

static void test_like_the_naive_model(void **state)
{
    (void)state;
    for (int run = 0; run < 3000; run++) {
        const struct pack pack = pack_of(10 + below(60));
        struct call_kept kept = {
            .first_timers = below(5), .short_places = below(5), .minutes = SHORT};
        struct pack_talks talks = {.count = 0};
        for (int step = 0; step < 12; step++) {
            int minutes = below(2) ? SHORT : LONG;
            bool first = below(3) == 0;
            bool fits = pack_rules_more(&pack, &talks, minutes) > 0;
            bool leaves = call_rules_leaves(&pack, &talks, &kept, minutes, first);
            assert_int_equal(call_rules_open(&kept), open_by_trying(&kept));
            if (fits)
                assert_int_equal(leaves, leaves_by_trying(&pack, talks, &kept, minutes, first));
            if (fits && !first)
                assert_int_equal(call_rules_more(&pack, &talks, &kept, minutes) > 0, leaves);
            if (!fits || !leaves)
                continue;
            pack_rules_add(&talks, minutes, 1);
            call_rules_hold(&kept, minutes, first, 1);
        }
        /* what was kept and had room in the end is there for whom it is kept */
        if (room_for_short(&pack, talks) > 0)
            assert_true(call_rules_leaves(&pack, &talks, &kept, SHORT, true));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_places),
        cmocka_unit_test(test_who_may),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_like_the_naive_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
