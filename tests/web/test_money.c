/* DESIGN: what people type for an amount, and how it reads. */
#include "money.h"

#include "support.h"

static void typed_amounts(void **state)
{
    static const struct {
        const char *typed;
        int pence; /* -1: no amount */
    } rows[] = {
        {"120", 12000},
        {"£120", 12000},
        {" £ 49.50 ", 4950},
        {"49.5", 4950},
        {"0", 0},
        {"1,200", 120000},
        {"1,234,567.89", 123456789},
        {"10000000", 1000000000},
        {"10000001", -1},
        {"99999999999999999999", -1},
        {"", -1},
        {"£", -1},
        {".50", -1},
        {"12.", -1},
        {"12.345", -1},
        {"-5", -1},
        {"12p", -1},
        {"1e3", -1},
        {",5", -1},
        {"12.5x", -1},
        {"12 50", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int pence = -1;
        enum err err = money_parse(str_of(rows[i].typed), &pence);
        if (pence != rows[i].pence || (err == OK) != (rows[i].pence >= 0))
            fail_msg("\"%s\" is %d", rows[i].typed, pence);
    }
}

static void amounts_in_words(void **state)
{
    static const struct {
        int pence;
        const char *words;
    } rows[] = {{0, "£0"},          {5, "£0.05"},          {4950, "£49.50"},
                {100000, "£1,000"}, {123456, "£1,234.56"}, {123456789, "£1,234,567.89"}};
    struct arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(money_words(arena, rows[i].pence), rows[i].words);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_amounts),
        cmocka_unit_test(amounts_in_words),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
