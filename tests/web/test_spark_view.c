/* DESIGN: what is left of a SPARK evening, in words: plurals, what fits and what does not. */
#include "spark_view.h"

#include "support.h"

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct talk_lengths TWO = {{2, 7}, 2};
static const struct talk_lengths ONE = {{8}, 1};
static const struct talk_lengths THREE = {{2, 7, 11}, 3};

/* SP-05: minutes left and what fits into them; SP-09: who waits. */
static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        const struct talk_lengths *lengths;
        struct spark_room room;
        const char *text;
    } cases[] = {
        {&TWO,
         {.seconds_left = 21 * 60, .more = {5, 2}},
         "21 minutes left: room for two 7-minute talks or five 2-minute talks"},
        {&TWO,
         {.seconds_left = 10 * 60, .more = {2, 1}},
         "10 minutes left: room for one 7-minute talk or two 2-minute talks"},
        {&TWO,
         {.seconds_left = 4 * 60, .more = {1, 0}},
         "4 minutes left: room for one 2-minute talk, not for a 7-minute talk"},
        {&TWO,
         {.seconds_left = 119, .more = {1, 0}, .waiting = 2},
         "1 minute left: room for one 2-minute talk, not for a 7-minute talk. 2 talks wait"},
        {&TWO, {.seconds_left = 3 * 60, .more = {0, 0}, .waiting = 3}, "Full: 3 talks wait"},
        {&TWO, {.seconds_left = 0, .more = {0, 0}, .waiting = 1}, "Full: 1 talk waits"},
        {&TWO, {.seconds_left = 0, .more = {0, 0}}, "Full: nobody waits yet"},
        {&ONE,
         {.seconds_left = 70 * 60, .more = {7}},
         "70 minutes left: room for seven 8-minute talks"},
        {&ONE, {.seconds_left = 9 * 60, .more = {0}, .waiting = 1}, "Full: 1 talk waits"},
        {&THREE,
         {.seconds_left = 100 * 60, .more = {25, 11, 7}},
         "100 minutes left: room for seven 11-minute talks, eleven 7-minute talks or twenty-five "
         "2-minute talks"},
        {&THREE,
         {.seconds_left = 5 * 60, .more = {1, 0, 0}},
         "5 minutes left: room for one 2-minute talk, not for an 11-minute or a 7-minute talk"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(spark_room_sentence(arena, &cases[i].room, cases[i].lengths),
                            cases[i].text);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        int n;
        const char *number, *ordinal;
    } cases[] = {
        {1, "one", "1st"},          {2, "two", "2nd"},          {3, "three", "3rd"},
        {4, "four", "4th"},         {10, "ten", "10th"},        {11, "eleven", "11th"},
        {12, "twelve", "12th"},     {13, "thirteen", "13th"},   {20, "twenty", "20th"},
        {21, "twenty-one", "21st"}, {22, "twenty-two", "22nd"}, {99, "ninety-nine", "99th"},
        {101, "101", "101st"},      {111, "111", "111th"},      {112, "112", "112th"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(spark_number(arena, cases[i].n), cases[i].number);
        assert_string_equal(spark_ordinal(arena, cases[i].n), cases[i].ordinal);
    }
}

static void test_lengths(void **state)
{
    (void)state;
    assert_string_equal(spark_lengths_text(arena, &ONE), "8");
    assert_string_equal(spark_lengths_text(arena, &TWO), "2 or 7");
    assert_string_equal(spark_lengths_text(arena, &THREE), "2, 7 or 11");
}

static void test_more(void **state)
{
    (void)state;
    const struct spark_room room = {.more = {5, 2}};
    assert_int_equal(spark_room_more(&room, &TWO, 2), 5);
    assert_int_equal(spark_room_more(&room, &TWO, 7), 2);
    assert_int_equal(spark_room_more(&room, &TWO, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_more),
    };
    support_init();
    return cmocka_run_group_tests(tests, start, stop);
}
