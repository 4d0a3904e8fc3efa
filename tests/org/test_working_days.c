/* DESIGN: working days as they are typed, brought in files, kept and shown. */
#include "working_days.h"

#include "support.h"

static struct arena *arena;

enum { MON = 3, TUE = 3 << 2, WED = 3 << 4, THU = 3 << 6, FRI = 3 << 8 };
enum { MON_AM = 1, WED_AM = 1 << 4, WED_PM = 2 << 4, THU_PM = 2 << 6 };

static void read(void **state)
{
    static const struct {
        const char *text;
        int want; /* 0: none */
    } rows[] = {
        {"Mon", MON},
        {"monday, TUESDAY", MON | TUE},
        {"Tues, Weds and Thurs", TUE | WED | THU},
        {"Mon Tue Wed-am", MON | TUE | WED_AM},
        {"Mon, Tue, Wed am", MON | TUE | WED_AM},
        {"Wed(pm)/Fri", WED_PM | FRI},
        {"Wednesday: am", WED_AM},
        {"Thursday (pm)", THU_PM},
        {"Wed-am Wed-pm", WED},
        {"Mon-ampm", MON},
        {"Mon Tue Wed Thu Fri", WORKING_DAYS_ALL},
        {"", 0},
        {"am", 0},
        {"and", 0},
        {"Sunday", 0},
        {"Mon am pm", 0},
        {"Monkey", 0},
        {"Wed noon", 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int got = -1;
        enum err err = working_days_parse(str_of(rows[i].text), &got);
        if (err != (rows[i].want ? OK : ERR_INVALID) || got != (rows[i].want ? rows[i].want : -1))
            fail_msg("\"%s\": %d", rows[i].text, got);
    }
}

/* Whatever is kept is read back from both ways of writing it. */
static void written_and_read(void **state)
{
    (void)state;
    for (int days = 1; days <= WORKING_DAYS_ALL; days++) {
        int got = 0;
        assert_ok(working_days_parse(str_of(working_days_format(arena, days)), &got));
        assert_int_equal(got, days);
        if (days == WORKING_DAYS_ALL)
            continue;
        assert_ok(working_days_parse(str_of(working_days_words(arena, days)), &got));
        assert_int_equal(got, days);
    }
}

static void written(void **state)
{
    (void)state;
    assert_string_equal(working_days_format(arena, MON | TUE | WED_AM), "Mon Tue Wed-am");
    assert_string_equal(working_days_words(arena, MON_AM | FRI), "Mon am, Fri");
    assert_string_equal(working_days_words(arena, WORKING_DAYS_ALL), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read),
        cmocka_unit_test(written_and_read),
        cmocka_unit_test(written),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
