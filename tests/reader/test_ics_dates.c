/* DESIGN: strangers' calendar files: real shapes to a school's dates, hostile ones to a sentence.
 */
#include "ics_dates.h"

#include <signal.h>
#include <stdio.h>

#include "ics_child.h"
#include "ics_dates_write.h"
#include "school_year.h"
#include "support.h"

static struct arena *arena;
static struct refusal why;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    refusal_init(&why, arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct str read_data(const char *name)
{
    const char *path = arena_printf(arena, SPARKD_SOURCE_DIR "/tests/data/calendar/%s", name);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    char *bytes = arena_alloc(arena, 1 << 20);
    size_t n = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return str_make(bytes, n);
}

/* Both sides in this process. */
static enum err read_here(struct str bytes, struct ics_dates *ret)
{
    struct buf lines;
    buf_init(&lines, ICS_DATES_ANSWER_BYTES_MAX);
    ics_dates_write(bytes, &lines);
    assert_false(lines.full);
    enum err err = ics_dates_read(buf_str(&lines), arena, ret, &why);
    buf_done(&lines);
    return err;
}

/* "half_term 2026-10-26 2026-10-30 Half term" a line, in order; what is left out with a "-". */
static const char *year_of_file(const char *name)
{
    struct ics_dates dates;
    struct suggestions got;
    const char *text = "";
    assert_ok(read_here(read_data(name), &dates));
    span_suggest(dates.items, dates.count, 2026, arena, &got);
    for (int i = 0; i < got.count; i++) {
        const struct span *s = &got.items[i].span;
        char from[DAY_TEXT_MAX], to[DAY_TEXT_MAX];
        day_format(s->from, from);
        day_format(s->to, to);
        text = arena_printf(arena, "%s%s %s %s %s\n", text,
                            got.items[i].taken ? span_kind_name(s->kind) : "-", from, to, s->name);
    }
    return arena_printf(arena, "%s%d timed, %d repeating, %d of other years, %d bank holidays\n",
                        text, dates.timed, dates.repeating, got.other_years, got.bank_holidays);
}

static void test_google(void **state)
{
    (void)state;
    assert_string_equal(year_of_file("oakfield-google.ics"),
                        "inset 2026-09-01 2026-09-01 INSET day\n"
                        "term 2026-09-02 2026-12-18 Autumn term\n"
                        "inset 2026-10-23 2026-10-23 Staff training day (closed to pupils)\n"
                        "half_term 2026-10-26 2026-10-30 Half term\n"
                        "closure 2026-12-19 2027-01-03 Christmas holiday\n"
                        "term 2027-01-04 2027-03-25 Spring term\n"
                        "half_term 2027-02-15 2027-02-19 February half-term\n"
                        "closure 2027-03-26 2027-04-11 Easter holiday\n"
                        "term 2027-04-12 2027-07-21 Summer term\n"
                        "half_term 2027-05-31 2027-06-04 May half-term\n"
                        "inset 2027-06-07 2027-06-07 INSET day\n"
                        "- 2027-07-01 2027-07-01 Sports day\n"
                        "1 timed, 1 repeating, 1 of other years, 2 bank holidays\n");
}

static void test_outlook(void **state)
{
    (void)state;
    assert_string_equal(
        year_of_file("millbrook-outlook.ics"),
        "term 2026-09-03 2026-12-17 Autumn Term 2026\n"
        "inset 2026-09-03 2026-09-03 Training Day - school closed to pupils and to everybody who "
        "does not work here\n"
        "half_term 2026-10-24 2026-11-01 Half Term\n"
        "term 2027-01-04 2027-03-24 Spring Term 2027\n"
        "half_term 2027-02-13 2027-02-21 Half Term\n"
        "term 2027-04-12 2027-07-20 Summer Term 2027\n"
        "half_term 2027-05-29 2027-06-06 Half Term\n"
        "1 timed, 0 repeating, 0 of other years, 0 bank holidays\n");
}

static void test_website(void **state)
{
    (void)state;
    assert_string_equal(year_of_file("ashdown-website.ics"),
                        "term 2026-09-01 2026-12-18 Autumn term\n"
                        "half_term 2026-10-25 2026-10-30 Half term\n"
                        "term 2027-01-04 2027-03-25 Spring term\n"
                        "half_term 2027-02-15 2027-02-19 Half-term break\n"
                        "term 2027-04-12 2027-07-21 Summer term\n"
                        "0 timed, 0 repeating, 0 of other years, 0 bank holidays\n");
}

/* ---- hostile files ---- */

static struct str repeat(const char *before, const char *what, int times, const char *after)
{
    struct buf buf;
    buf_init(&buf, 64 << 20);
    buf_add_c(&buf, before);
    for (int i = 0; i < times; i++)
        buf_add_c(&buf, what);
    buf_add_c(&buf, after);
    struct str all = arena_str(arena, buf_str(&buf));
    buf_done(&buf);
    return all;
}

#define CALENDAR "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define EVENT                                                                                      \
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260901\r\nSUMMARY:INSET\r\n"                             \
    "END:VEVENT\r\n"

static void test_hostile_files(void **state)
{
    (void)state;
    static const char deep[] = "BEGIN:VEVENT\n";
    const struct {
        struct str bytes;
        const char *starts; /* of the sentence; NULL: it is read */
        int count;
    } table[] = {
        {STR(""), "There is no whole calendar", 0},
        {STR("hello"), "There is no whole calendar", 0},
        {STR("%PDF-1.7\n"), "There is no whole calendar", 0},
        {STR("BEGIN:VCALENDAR\0\nEND:VCALENDAR\n"), "This is not a calendar file", 0},
        {repeat("", deep, 100000, ""), "This calendar file is nested", 0},
        {repeat(CALENDAR, "BEGIN:X\nEND:X\nBEGIN:Y\n", 20, ""), "This calendar file is nested", 0},
        {repeat(CALENDAR, "x", ICS_DATES_BYTES_MAX, ""), "This calendar file is too large", 0},
        {repeat(CALENDAR, EVENT, ICS_DATES_MAX + 1, "END:VCALENDAR\n"),
         "This calendar file holds more than 2,000", 0},
        {repeat(CALENDAR, EVENT, ICS_DATES_MAX, "END:VCALENDAR\n"), NULL, ICS_DATES_MAX},
        {repeat(CALENDAR "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260901\nSUMMARY:", "\xF0\x9F\x98\x80",
                20000, "\nEND:VEVENT\nEND:VCALENDAR\n"),
         NULL, 1},
        {STR(CALENDAR "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260901\nRRULE:FREQ=SECONDLY\n"
                      "END:VEVENT\nEND:VCALENDAR\n"),
         NULL, 0},
        {STR(CALENDAR "BEGIN:VEVENT\nDTSTART;VALUE=DATE:99999999\nEND:VEVENT\nEND:VCALENDAR\n"),
         NULL, 0},
        {STR(CALENDAR "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260901\nDURATION:P99999999W\n"
                      "END:VEVENT\nEND:VCALENDAR\n"),
         NULL, 0},
        {STR(CALENDAR "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260901\nDURATION:P1W\nSUMMARY:\xff\x01\n"
                      "END:VEVENT\nEND:VCALENDAR\n"),
         NULL, 1},
        {STR(CALENDAR "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:20200101\n"
                      "END:VEVENT\nEND:VCALENDAR\n" CALENDAR EVENT "END:VCALENDAR\n"),
         NULL, 2},
        {STR("BEGIN:VCALENDAR\n" EVENT), "There is no whole calendar", 0}, /* cut off */
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct ics_dates dates = {.count = 0};
        refusal_init(&why, arena);
        enum err err = read_here(table[i].bytes, &dates);
        if (err != (table[i].starts ? ERR_INVALID : OK))
            fail_msg("row %zu: %s", i, why.detail ? why.detail : "read");
        if (table[i].starts)
            assert_true(str_starts(str_of(why.detail), str_of(table[i].starts)));
        assert_int_equal(dates.count, table[i].count);
    }
}

/* A child that was taken over can say what it likes. */
static void test_lines_are_not_trusted(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "\n",
        "{}",
        "{}\n",
        "[]\n",
        "{\"timed\":0,\"repeating\":0}",
        "{\"timed\":0,\"repeating\":0}\n{\"timed\":0,\"repeating\":0}\n",
        "{\"name\":\"a\",\"from\":\"2026-09-01\",\"to\":\"2026-09-01\"}\n",
        "{\"name\":\"a\",\"from\":\"2026-09-02\",\"to\":\"2026-09-01\"}\n{\"timed\":0,"
        "\"repeating\":0}\n",
        "{\"name\":\"a\",\"from\":\"2026-09-41\",\"to\":\"2026-09-01\"}\n{\"timed\":0,"
        "\"repeating\":0}\n",
        "{\"name\":\"\",\"from\":\"2026-09-01\",\"to\":\"2026-09-01\"}\n{\"timed\":0,\"repeating\":"
        "0}\n",
        "{\"name\":\"a\\u0001\",\"from\":\"2026-09-01\",\"to\":\"2026-09-01\"}\n{\"timed\":0,"
        "\"repeating\":0}\n",
        "{\"name\":1,\"from\":\"2026-09-01\",\"to\":\"2026-09-01\"}\n{\"timed\":0,\"repeating\":0}"
        "\n",
        "{\"fault\":\"<b>\"}\n",
        "{\"timed\":\"0\",\"repeating\":0}\n",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct ics_dates dates;
        refusal_init(&why, arena);
        assert_int_equal(ics_dates_read(str_of(lines[i]), arena, &dates, &why), ERR_INVALID);
        assert_string_equal(why.slug, "bad-file");
        assert_true(str_starts(str_of(why.detail), STR("This calendar file could not be read")));
    }
    struct str many = repeat("", "{\"name\":\"a\",\"from\":\"2026-09-01\",\"to\":\"2026-09-01\"}\n",
                             ICS_DATES_MAX + 1, "{\"timed\":0,\"repeating\":0}\n");
    struct ics_dates dates;
    assert_int_equal(ics_dates_read(many, arena, &dates, &why), ERR_INVALID);
}

/* ---- in a process of its own ---- */

static void test_child_reads_a_file(void **state)
{
    (void)state;
    struct ics_dates here, there;
    struct str bytes = read_data("oakfield-google.ics");
    assert_ok(read_here(bytes, &here));
    assert_ok(ics_child_read(SPARKD_ICS, bytes, ICS_CHILD_WALL_MS, arena, &there, &why));
    assert_int_equal(there.count, here.count);
    assert_int_equal(there.timed, here.timed);
    for (int i = 0; i < here.count; i++) {
        assert_string_equal(there.items[i].name, here.items[i].name);
        assert_int_equal(there.items[i].from.v, here.items[i].from.v);
        assert_int_equal(there.items[i].to.v, here.items[i].to.v);
    }
}

static void test_child_and_too_much(void **state)
{
    (void)state;
    struct ics_dates dates;
    struct str large = repeat(CALENDAR, "x", 20 << 20, "");
    assert_int_equal(ics_child_read(SPARKD_ICS, large, ICS_CHILD_WALL_MS, arena, &dates, &why),
                     ERR_INVALID);
    assert_true(str_starts(str_of(why.detail), STR("This calendar file is too large")));
    struct str most = repeat(CALENDAR, EVENT, ICS_DATES_MAX, "END:VCALENDAR\n");
    assert_ok(ics_child_read(SPARKD_ICS, most, ICS_CHILD_WALL_MS, arena, &dates, &why));
    assert_int_equal(dates.count, ICS_DATES_MAX);
}

/* A program that never answers, one that says nothing, one that is not there. */
static void test_child_that_fails(void **state)
{
    (void)state;
    struct ics_dates dates;
    struct str bytes = read_data("oakfield-google.ics");
    assert_int_equal(ics_child_read("/bin/true", bytes, ICS_CHILD_WALL_MS, arena, &dates, &why),
                     ERR_INVALID);
    assert_true(str_starts(str_of(why.detail), STR("This calendar file could not be read")));
    refusal_init(&why, arena);
    const char *hangs = "/usr/bin/yes"; /* writes for ever */
    assert_int_equal(ics_child_read(hangs, bytes, ICS_CHILD_WALL_MS, arena, &dates, &why),
                     ERR_INVALID);
    refusal_init(&why, arena);
    assert_int_equal(ics_child_read(SPARKD_ICS, bytes, 0, arena, &dates, &why), ERR_INVALID);
    refusal_init(&why, arena);
    assert_int_equal(ics_child_read("/nowhere", bytes, 100, arena, &dates, &why), ERR_IO);
    assert_true(str_starts(str_of(why.detail), STR("Calendar files cannot be read at the moment")));
}

int main(void)
{
    support_init();
    signal(SIGPIPE, SIG_IGN); /* as the server does */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_google, setup, teardown),
        cmocka_unit_test_setup_teardown(test_outlook, setup, teardown),
        cmocka_unit_test_setup_teardown(test_website, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lines_are_not_trusted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_child_reads_a_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_child_and_too_much, setup, teardown),
        cmocka_unit_test_setup_teardown(test_child_that_fails, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
