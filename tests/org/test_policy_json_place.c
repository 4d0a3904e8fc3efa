/* DESIGN: the line of a path in a pack's text, and that no text leads the scanner astray. */
#include "policy_json_place.h"

#include "check.h"
#include "policy_json.h"
#include "support.h"

static const struct policy_json_place ROOT = {0};

static const char TEXT[] = "\n{\n"                                  /* 2 */
                           "  \"a\": 1,\n"                          /* 3 */
                           "  \"b\": [ 1, {\"x\": \"}\\\"]\"},\n"   /* 4 */
                           "    {\n"                                /* 5 */
                           "      \"x\": \"a \\\\\", \"y\": true\n" /* 6 */
                           "    },\n"                               /* 7 */
                           "    [[],\n"                             /* 8 */
                           "  {}, null]\n"                          /* 9 */
                           "  ],\n"                                 /* 10 */
                           "  \"\":\n"                              /* 11 */
                           "  {\"a\": {\"b\":\n"                    /* 12 */
                           "  2}}}\n";

static int line_of(const struct policy_json_place *place)
{
    return policy_json_place_line(str_of(TEXT), place);
}

static void test_lines(void **state)
{
    (void)state;
    const struct policy_json_place *b = PLACE_KEY(&ROOT, "b");
    assert_int_equal(line_of(&ROOT), 2);
    assert_int_equal(line_of(PLACE_KEY(&ROOT, "a")), 3);
    assert_int_equal(line_of(b), 4);
    assert_int_equal(line_of(PLACE_INDEX(b, 0)), 4);
    assert_int_equal(line_of(PLACE_KEY(PLACE_INDEX(b, 1), "x")), 4);
    assert_int_equal(line_of(PLACE_INDEX(b, 2)), 5);
    assert_int_equal(line_of(PLACE_KEY(PLACE_INDEX(b, 2), "y")), 6);
    assert_int_equal(line_of(PLACE_INDEX(PLACE_INDEX(b, 3), 1)), 9);
    assert_int_equal(line_of(PLACE_KEY(PLACE_KEY(PLACE_KEY(&ROOT, ""), "a"), "b")), 12);
}

/* What is not there is where it would be. */
static void test_missing(void **state)
{
    (void)state;
    const struct policy_json_place *b = PLACE_KEY(&ROOT, "b");
    assert_int_equal(line_of(PLACE_KEY(&ROOT, "z")), 2);
    assert_int_equal(line_of(PLACE_INDEX(b, 9)), 4);
    assert_int_equal(line_of(PLACE_KEY(PLACE_INDEX(b, 2), "z")), 5);
    assert_int_equal(line_of(PLACE_KEY(PLACE_KEY(&ROOT, "a"), "z")), 3);
    assert_int_equal(line_of(PLACE_KEY(PLACE_KEY(&ROOT, "z"), "y")), 2);
    assert_int_equal(policy_json_place_line(str_make(NULL, 0), b), 1);
    assert_int_equal(policy_json_place_line(STR("{\n\"b\": [\n\"\\"), PLACE_INDEX(b, 0)), 3);
}

static void test_format(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct policy_json_place *items =
        PLACE_KEY(PLACE_KEY(PLACE_KEY(&ROOT, "lists"), "outcomes"), "items");
    assert_string_equal(policy_json_place_format(&ROOT, arena), "pack");
    assert_string_equal(policy_json_place_format(PLACE_KEY(&ROOT, "name"), arena), "name");
    assert_string_equal(policy_json_place_format(PLACE_KEY(PLACE_INDEX(items, 3), "text"), arena),
                        "lists.outcomes.items[3].text");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_format),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
