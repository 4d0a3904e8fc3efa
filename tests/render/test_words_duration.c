/* DESIGN: lengths of time as people type them, and back. */
#include "words.h"

#include "support.h"

static void what_is_typed(void **state)
{
    static const struct {
        const char *text;
        int minutes;
    } good[] = {
        {"2", 120},      {" 2 ", 120},       {"0", 0},          {"1.5", 90},    {"1.25", 75},
        {"0.33", 20},    {"0.1", 6},         {"1:30", 90},      {"01:05", 65},  {"2 hours", 120},
        {"1 hour", 60},  {"1.5h", 90},       {"3 HRS", 180},    {"90 min", 90}, {"45 minutes", 45},
        {"1 minute", 1}, {"99999", 5999940}, {"600 mins", 600},
    };
    static const char *const bad[] = {
        "",
        "h",
        "min",
        "one",
        "1,5",
        "1.555",
        "1:3",
        "1:60",
        "1:300",
        "-1",
        "1.",
        ":30",
        ".5",
        "1:30:00",
        "1.5 min",
        "100000",
        "2 hours 5",
        "6000000 min",
        "1 30",
        "1 :30",
        "1..5",
        "0x10",
        "99999999999999999999",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        int minutes = -1;
        if (words_parse_duration(str_of(good[i].text), &minutes) != OK ||
            minutes != good[i].minutes)
            fail_msg("\"%s\" is %d minutes", good[i].text, minutes);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int minutes = -1;
        if (words_parse_duration(str_of(bad[i]), &minutes) != ERR_INVALID || minutes != -1)
            fail_msg("\"%s\" is read", bad[i]);
    }
}

/* What a form is filled with reads back, for every minute of two days. */
static void what_is_filled_in(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    for (int want = 1; want <= 2880; want++) {
        int minutes = -1;
        assert_ok(words_parse_duration(str_of(words_duration_typed(arena, want)), &minutes));
        assert_int_equal(minutes, want);
    }
    assert_string_equal(words_duration_typed(arena, 0), "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed),
        cmocka_unit_test(what_is_filled_in),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
