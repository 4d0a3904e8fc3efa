/* DESIGN: which titles speak about the same, as a table. */
#include "support.h"

#include "topic_rules.h"

static void test_table(void **state)
{
    (void)state;
    static const struct {
        struct topic a, b;
        const char *shared; /* NULL: not near */
    } TABLE[] = {
        {{"Reading aloud, every day", ""},
         {"Why we read aloud: reading in Year 9", ""},
         "reading aloud"},
        {{"Retrieval practice in five minutes", ""},
         {"RETRIEVAL PRACTICE: what worked", NULL},
         "retrieval practice"},
        {{"Better questions", ""}, {"A question a day", ""}, "question"},
        {{"Homework without tears", ""}, {"Marking without tears", ""}, "without tear"},
        {{"Homework that helps", ""}, {"Marking that helps", ""}, NULL}, /* "helps" is small */
        {{"Phonics for all", ""}, {"Phonics games and songs that stick", ""}, "phonic"},
        {{"Maths games", ""}, {"Reading games", ""}, NULL},
        {{"How we do it", ""}, {"What we do", ""}, NULL}, /* nothing but small words */
        {{"Coaching", "Wellbeing"}, {"Yoga at lunch", "wellbeing"}, "Wellbeing"},
        {{"Coaching", "Wellbeing"}, {"Yoga at lunch", "Reading"}, NULL},
        {{"", ""}, {"", ""}, NULL},
        {{"Brontë and Gaskell", ""}, {"Gaskell before Brontë", ""}, "brontë gaskell"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        const char *shared = topic_rules_shared(&TABLE[i].a, &TABLE[i].b, arena);
        const char *back = topic_rules_shared(&TABLE[i].b, &TABLE[i].a, arena);
        assert_int_equal(shared != NULL, back != NULL);
        assert_int_equal(shared != NULL, TABLE[i].shared != NULL);
        if (shared)
            assert_string_equal(shared, TABLE[i].shared);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
