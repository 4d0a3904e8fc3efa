/* Attendance files of Teams and Meet: each form as it is written, in both orders of day and month,
 * and how long people were there. The event is on 12 November 2026, 16:00 to 17:00. */
#include <stdio.h>
#include <string.h>

#include "attendance_file.h"
#include "attendance_time.h"
#include "buf.h"
#include "support.h"

static struct arena *arena;
static struct instant begins, ends;

static int set_up(void **state)
{
    (void)state;
    assert_int_equal(tz_init(), OK);
    arena = arena_new();
    begins = tz_at(day_of(2026, 11, 12), 16, 0);
    ends = tz_at(day_of(2026, 11, 12), 17, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct str file_bytes(const char *name)
{
    char path[512];
    static char bytes[65536];
    snprintf(path, sizeof path, "%s/tests/data/attendance/%s", SPARKD_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return arena_str(arena, str_make(bytes, n));
}

static struct attendance_file read_file(const char *name)
{
    struct attendance_file file;
    struct csv_fault fault = {0};
    enum err err = attendance_file_read(file_bytes(name), begins, ends, arena, &file, &fault);
    if (err != OK)
        fail_msg("%s: line %d, column %d: %s", name, fault.line, fault.column, fault.what);
    return file;
}

/* ---- what each form says ---- */

struct expected {
    const char *name, *email;
    int stays, seconds; /* of the hour */
};

static void check(const char *name, enum attendance_source source, const struct expected *all,
                  int count)
{
    struct attendance_file file = read_file(name);
    assert_int_equal(file.source, source);
    assert_int_equal(file.count, count);
    for (int i = 0; i < count; i++) {
        const struct attendance_person *person = &file.people[i];
        struct attendance_had had = attendance_file_had(person, begins, ends, arena);
        assert_string_equal(person->name, all[i].name);
        assert_string_equal(person->email, all[i].email);
        assert_int_equal(person->stay_count, all[i].stays);
        assert_int_equal(had.seconds, all[i].seconds);
    }
}

static void test_teams_list(void **state)
{
    static const struct expected ALL[] = {
        {"Ann Ash", "", 1, 3600}, /* there before the list was asked for, and never left */
        {"Ben Birch", "", 2, 20 * 60 + 2 + 35 * 60 - 2},
        {"Cole, Cat", "", 1, 50 * 60},
        {"Dee Dale", "", 1, 5 * 60 + 30},
    };
    (void)state;
    check("teams_list_gb.csv", ATTENDANCE_TEAMS_LIST, ALL, 4);
}

static void test_teams_report(void **state)
{
    static const struct expected US[] = {
        {"Ann Ash", "ann.ash@demo.example", 1, 3600},
        {"Ben Birch", "ben.birch@demo.example", 2, 28 * 60 + 20 * 60},
        {"Zo\u00eb O\u2019Dell", "", 1, 30 * 60},
        {"44207946****", "", 1, 2 * 60},
    };
    static const struct expected GB[] = {
        {"Ann Ash", "ann.ash@demo.example", 1, 3600},
        {"Birch, Ben", "ben.birch@demo.example", 1, 30 * 60},
    };
    static const struct expected OLD[] = {
        {"Ann Ash", "ann.ash@demo.example", 2, 3600}, /* two that overlap count once */
        {"Ben Birch", "ben.birch@demo.example", 1, 58 * 60},
    };
    (void)state;
    check("teams_report_us.csv", ATTENDANCE_TEAMS, US, 4);
    check("teams_report_gb.csv", ATTENDANCE_TEAMS, GB, 2);
    check("teams_report_old.csv", ATTENDANCE_TEAMS, OLD, 2);
    assert_string_equal(read_file("teams_report_us.csv").people[0].other, "aash@demo.example");
}

static void test_meet(void **state)
{
    static const struct expected ALL[] = {
        {"Ann Ash", "ann.ash@demo.example", 1, 3600},
        {"Ben Birch", "ben.birch@demo.example", 1, 40 * 60}, /* never more than it says in all */
        {"Dee", "", 1, 12 * 60},
    };
    static const struct expected DATED[] = {{"Ann Ash", "ann.ash@demo.example", 1, 3600}};
    (void)state;
    check("meet.csv", ATTENDANCE_MEET, ALL, 3);
    check("meet_dated.csv", ATTENDANCE_MEET, DATED, 1);
}

/* ---- which of two numbers is the month ---- */

static struct instant first_of(const char *text, struct instant from, struct instant to)
{
    struct attendance_file file;
    struct csv_fault fault = {0};
    enum err err = attendance_file_read(str_of(text), from, to, arena, &file, &fault);
    if (err != OK)
        fail_msg("line %d: %s", fault.line, fault.what);
    return file.first_at;
}

static void test_day_and_month(void **state)
{
    static const char BOTH[] = "Full Name,User Action,Timestamp\n"
                               "Ann Ash,Joined,\"04/03/2026, 10:00:00\"\n";
    static const char TOLD[] = "Full Name,User Action,Timestamp\n"
                               "Ann Ash,Joined,\"04/03/2026, 10:00:00\"\n"
                               "Ann Ash,Left,\"04/13/2026, 10:00:00\"\n";
    struct instant march = tz_at(day_of(2026, 3, 4), 10, 0);
    struct instant april = tz_at(day_of(2026, 4, 3), 10, 0);
    struct instant other = tz_at(day_of(2026, 7, 7), 10, 0);
    (void)state;
    assert_int_equal(first_of(BOTH, march, march).v, march.v);
    assert_int_equal(first_of(BOTH, april, april).v, april.v);
    assert_int_equal(first_of(BOTH, other, other).v, march.v); /* as it is written here */
    assert_int_equal(first_of(TOLD, march, march).v, april.v); /* 13 is no month */
}

static void test_times(void **state)
{
    static const struct {
        const char *text;
        bool month_first;
        int month, day, hour, minute, second;
    } ALL[] = {
        {"14/11/2022, 12:31:54", false, 11, 14, 12, 31, 54},
        {"7/22/22, 7:00:11 PM", true, 7, 22, 19, 0, 11},
        {"12/1/2022, 12:00:00 AM", true, 12, 1, 0, 0, 0},
        {"12/1/2022, 12:05 p.m.", false, 1, 12, 12, 5, 0},
        {"06.10.22, 18:01:00", true, 10, 6, 18, 1, 0},
        {"2022-05-25 11:01:14", false, 5, 25, 11, 1, 14},
        {"2022-06-10T09:00:00Z", false, 6, 10, 10, 0, 0},
        {"9:15 am", false, 3, 1, 9, 15, 0},
    };
    static const char *const NONE[] = {
        "31/02/2022, 10:00",       "22/07/2022",  "25:00", "13:00 PM", "10:60", "soon",
        "22/07/2022, 10:00 or so", "1/2/3, 10:00"};
    (void)state;
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++) {
        struct wall wall;
        struct instant at;
        assert_int_equal(wall_parse(str_of(ALL[i].text), &wall), OK);
        assert_int_equal(wall_instant(&wall, ALL[i].month_first, day_of(2022, 3, 1), &at), OK);
        struct local local = tz_local(at);
        assert_int_equal(local.day.v, day_of(2022, ALL[i].month, ALL[i].day).v);
        assert_int_equal(local.hour * 3600 + local.minute * 60 + local.second,
                         ALL[i].hour * 3600 + ALL[i].minute * 60 + ALL[i].second);
    }
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++) {
        struct wall wall;
        if (wall_parse(str_of(NONE[i]), &wall) != ERR_INVALID)
            fail_msg("%s is no time", NONE[i]);
    }
}

static void test_lengths(void **state)
{
    static const struct {
        const char *text;
        int seconds;
    } ALL[] = {
        {"1h 2m 3s", 3723},
        {"45m 10s", 2710},
        {"5s", 5},
        {"1 hr 5 min", 3900},
        {"2 hrs", 7200},
        {"1:02:30", 3750},
        {"58 min", 3480},
        {"", -1},
        {"--", -1},
        {"10m 1h", -1},
        {"soon", -1},
        {"5", -1},
        {"1:62:30", -1},
        {"1 hour 1 hour", -1},
        {"1 hr. 5 min.", 3900},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (duration_parse(str_of(ALL[i].text)) != ALL[i].seconds)
            fail_msg("%s: %d", ALL[i].text, duration_parse(str_of(ALL[i].text)));
}

/* ---- names ---- */

static void test_names(void **state)
{
    static const struct {
        const char *text, *folded;
    } ALL[] = {
        {"Ann Ash", "ann ash"},
        {"ASH,  Ann (Guest)", "ann ash"},
        {"Zo\u00eb O\u2019Dell", "zoe o'dell"},
        {"\u0141ukasz Nowak (External) (Guest)", "lukasz nowak"},
        {"Ann\u00a0Ash\u200b", "ann ash"},
        {"Ash, Ann, Dr", "ash, ann, dr"},
        {"\u738b\u4f1f", "\u738b\u4f1f"},
        {"(Guest)", "(guest)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        assert_string_equal(attendance_name_fold(ALL[i].text, arena), ALL[i].folded);
}

/* Of two who are called alike and have addresses, neither gets a stay that has none. */
static void test_people_are_told_apart(void **state)
{
    static const char TEXT[] = "Name,Join time,Leave time,Email\n"
                               "Ann Ash,16:00,16:10,ann@demo.example\n"
                               "Ann Ash,16:00,16:20,ash@demo.example\n"
                               "Ann Ash,16:00,16:30,\n"
                               "ann ash,16:40,16:50,\n"
                               "Ann Ash,16:30,16:40,ASH@demo.example\n";
    struct attendance_file file;
    struct csv_fault fault;
    (void)state;
    assert_int_equal(attendance_file_read(str_of(TEXT), begins, ends, arena, &file, &fault), OK);
    assert_int_equal(file.count, 3);
    assert_int_equal(file.people[0].stay_count, 1);
    assert_int_equal(file.people[1].stay_count, 2);
    assert_int_equal(file.people[2].stay_count, 2);
}

/* ---- how long, against a naive count of seconds ---- */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void test_had_against_seconds(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct attendance_stay stays[6];
        bool there[100] = {false};
        int count = (int)(next_random(&seed) % 6), seconds = 0;
        for (int i = 0; i < count; i++) {
            int64_t from = next_random(&seed) % 140, to = from + next_random(&seed) % 60;
            stays[i] = (struct attendance_stay){{1000 - 20 + from}, {1000 - 20 + to}};
            for (int64_t s = from; s < to; s++)
                if (s >= 20 && s < 120)
                    there[s - 20] = true;
        }
        for (int s = 0; s < 100; s++)
            seconds += there[s];
        struct attendance_person person = {.stays = stays, .stay_count = count, .total_s = -1};
        struct attendance_had had =
            attendance_file_had(&person, (struct instant){1000}, (struct instant){1100}, arena);
        assert_int_equal(had.seconds, seconds);
        assert_true(!seconds || (there[had.came.v - 1000] && there[had.went.v - 1001]));
        arena_reset(arena);
    }
}

/* ---- what is refused ---- */

static void test_refusals(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *says;
    } ALL[] = {
        {"", 0, "empty"},
        {"PK\x03\x04 a workbook", 0, "Excel workbook"},
        {"holiday photos, not a report", 0, "no attendance file"},
        {"Name;Beitritt;Verlassen\nAnn;16:00;17:00\n", 0, "English"},
        {"Name,Join time,Leave time\n", 0, "nobody"},
        {"Name,Join time,Leave time\nAnn,16:00,late\n", 2, "not a time"},
        {"Name,Join time,Leave time\nAnn\n", 2, "nothing else"},
        {"Name,Join time,Leave time\n,16:00,17:00\n", 2, "neither a name nor an address"},
        {"Full Name,User Action,Timestamp\nAnn,Beigetreten,16:00\n", 2, "Joined or Left"},
        {"Name,Join time,Leave time\nAnn,\"2026-11-12 17:00\",\"2026-11-12 16:00\"\n", 2,
         "leave before they join"},
        {"Name,Join time,Leave time\nAnn,\"13/11/2026, 16:00\",\"11/13/2026, 17:00\"\n", 2,
         "same way"},
        {"Name,Join time,Leave time\nAnn,\"29/03/2026, 01:30\",\"29/03/2026, 03:00\"\n", 2,
         "clocks were changed"},
        {"Name,Email,Duration\nAnn,ann@demo.example,a while\n", 2, "not a length"},
        {"Name,Join time,Leave time\n\"Ann,16:00,17:00\n", 2, "never closed"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++) {
        struct attendance_file file;
        struct csv_fault fault = {0};
        enum err err =
            attendance_file_read(str_of(ALL[i].text), begins, ends, arena, &file, &fault);
        if (err != ERR_INVALID || fault.line != ALL[i].line || !strstr(fault.what, ALL[i].says))
            fail_msg("%zu: %d, line %d, %s", i, err, fault.line, fault.what ? fault.what : "");
    }
}

static void test_limits(void **state)
{
    struct buf buf;
    struct attendance_file file;
    struct csv_fault fault = {0};
    (void)state;
    buf_init(&buf, 4 * 1024 * 1024);
    buf_add_c(&buf, "Name,Join time,Leave time\n");
    for (int i = 0; i < ATTENDANCE_PEOPLE_MAX; i++)
        buf_printf(&buf, "Person %d,16:00,17:00\n", i);
    assert_int_equal(attendance_file_read(buf_str(&buf), begins, ends, arena, &file, &fault), OK);
    assert_int_equal(file.count, ATTENDANCE_PEOPLE_MAX);
    buf_add_c(&buf, "One more,16:00,17:00\n");
    assert_int_equal(attendance_file_read(buf_str(&buf), begins, ends, arena, &file, &fault),
                     ERR_INVALID);
    assert_int_equal(fault.line, ATTENDANCE_PEOPLE_MAX + 2);
    buf_clear(&buf);
    buf_add_c(&buf, "Name,Join time,Leave time\n");
    for (int i = 0; i < ATTENDANCE_ROWS_MAX; i++)
        buf_add_c(&buf, "Ann Ash,16:00,17:00\n");
    assert_int_equal(attendance_file_read(buf_str(&buf), begins, ends, arena, &file, &fault),
                     ERR_INVALID);
    assert_non_null(strstr(fault.what, "20,000"));
    while (buf.n <= ATTENDANCE_FILE_BYTES_MAX)
        buf_add_c(&buf, "Ann Ash,16:00,17:00\n");
    assert_int_equal(attendance_file_read(buf_str(&buf), begins, ends, arena, &file, &fault),
                     ERR_INVALID);
    assert_non_null(strstr(fault.what, "1 MB"));
    buf_done(&buf);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_teams_list),
        TEST(test_teams_report),
        TEST(test_meet),
        TEST(test_day_and_month),
        TEST(test_times),
        TEST(test_lengths),
        TEST(test_names),
        TEST(test_people_are_told_apart),
        TEST(test_had_against_seconds),
        TEST(test_refusals),
        TEST(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
