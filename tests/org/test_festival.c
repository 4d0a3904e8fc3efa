/* DESIGN: the table of festivals, and which of them a time falls on. */
#include "festival.h"

#include "embedded.h"
#include "support.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const char TABLE[] = "date,name,how\n"
                            "2026-11-08,Diwali,\n"
                            "2027-03-10,Eid,near\n"
                            "2027-10-11,Yom Kippur,eve\n";

static void which_times_fall_on_which(void **state)
{
    static const struct {
        const char *from, *to, *name;
        enum festival_how how;
    } table[] = {
        {"2026-11-08T09:00", "2026-11-08T10:00", "Diwali", FESTIVAL_ON},
        {"2026-11-07T16:00", "2026-11-07T20:00", NULL, FESTIVAL_ON},
        {"2026-11-09T09:00", "2026-11-09T10:00", NULL, FESTIVAL_ON},
        {"2026-11-07T22:00", "2026-11-08T02:00", "Diwali", FESTIVAL_ON}, /* over midnight */
        {"2027-03-08T16:00", "2027-03-08T17:30", NULL, FESTIVAL_ON},
        {"2027-03-09T16:00", "2027-03-09T17:30", "Eid", FESTIVAL_NEAR},
        {"2027-03-10T16:00", "2027-03-10T17:30", "Eid", FESTIVAL_NEAR},
        {"2027-03-11T16:00", "2027-03-11T17:30", "Eid", FESTIVAL_NEAR},
        {"2027-03-12T16:00", "2027-03-12T17:30", NULL, FESTIVAL_ON},
        {"2027-10-11T09:00", "2027-10-11T10:00", "Yom Kippur", FESTIVAL_ON},
        {"2027-10-10T16:00", "2027-10-10T17:30", "Yom Kippur", FESTIVAL_EVE},
        {"2027-10-10T09:00", "2027-10-10T15:59", NULL, FESTIVAL_ON}, /* home before sunset */
        {"2027-10-12T09:00", "2027-10-12T10:00", NULL, FESTIVAL_ON},
    };
    struct festivals all;
    struct festival_hit hits[FESTIVAL_HITS_MAX];
    (void)state;
    assert_ok(festival_read(str_of(TABLE), arena, &all));
    assert_int_equal(all.count, 3);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int count = festival_find(&all, support_at(table[i].from), support_at(table[i].to), hits);
        assert_int_equal(count, table[i].name != NULL);
        if (count) {
            assert_string_equal(hits[0].festival->name, table[i].name);
            assert_int_equal(hits[0].how, table[i].how);
        }
    }
}

static void what_is_no_table(void **state)
{
    static const char *const BAD[] = {
        "",
        "date,name\n",
        "date,name,how\n2026-11-08,Diwali\n",
        "date,name,how\n2026-11-08,,\n",
        "date,name,how\n2026-11-31,Diwali,\n",
        "date,name,how\n2026-11-08,Diwali,often\n",
        "date,name,how\n2026-11-08,Diwali,,\n",
        "date,name,how\n2026-11-08,B,\n2026-11-07,A,\n",
        "date,name,how\n\n2026-11-07,A,\n",
    };
    struct festivals all;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(BAD); i++)
        assert_int_equal(festival_read(str_of(BAD[i]), arena, &all), ERR_INVALID);
}

/* Once in each school year from 2025/26 to 2030/31, those of many days with all of them. */
static void our_own_table_is_whole(void **state)
{
    static const char *const NAMES[] = {"Rosh Hashanah",   "Yom Kippur",
                                        "Sukkot",          "Simchat Torah",
                                        "Passover",        "Shavuot",
                                        "Eid al-Fitr",     "Eid al-Adha",
                                        "Diwali",          "Guru Nanak's birthday",
                                        "Vaisakhi",        "Orthodox Christmas",
                                        "Orthodox Easter", "Orthodox Good Friday",
                                        "Chinese New Year"};
    struct festivals all;
    (void)state;
    assert_ok(festival_read(embedded_find(embedded_data, "festivals.csv"), arena, &all));
    for (int year = 2025; year <= 2030; year++) {
        const struct day first = support_day(arena_printf(arena, "%d-09-01", year));
        for (size_t n = 0; n < COUNT_OF(NAMES); n++) {
            int found = 0;
            for (int i = 0; i < all.count; i++)
                found += strcmp(all.items[i].name, NAMES[n]) == 0 && all.items[i].on.v >= first.v &&
                         all.items[i].on.v < first.v + 365;
            if (found != 1)
                fail_msg("%s is %d times in the school year from %d", NAMES[n], found, year);
        }
    }
}

/* A moon's year is 354 or 355 days, a Jewish one 353 to 385; a day wrong would show here. */
static void festivals_of_the_moon_keep_their_distance(void **state)
{
    static const struct {
        const char *name;
        int least, most;
    } table[] = {
        {"Eid al-Fitr", 353, 356},
        {"Eid al-Adha", 353, 356},
        {"Rosh Hashanah", 353, 385},
        {"Passover", 353, 385},
    };
    struct festivals all;
    (void)state;
    assert_ok(festival_read(embedded_find(embedded_data, "festivals.csv"), arena, &all));
    for (size_t n = 0; n < COUNT_OF(table); n++) {
        int64_t last = 0;
        for (int i = 0; i < all.count; i++) {
            if (strcmp(all.items[i].name, table[n].name) != 0)
                continue;
            int64_t days = all.items[i].on.v - last;
            assert_true(!last || (days >= table[n].least && days <= table[n].most));
            last = all.items[i].on.v;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(which_times_fall_on_which),
        cmocka_unit_test(what_is_no_table),
        cmocka_unit_test(our_own_table_is_whole),
        cmocka_unit_test(festivals_of_the_moon_keep_their_distance),
    };
    support_init();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
