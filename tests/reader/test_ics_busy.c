/* DESIGN: somebody's own calendar: when it takes them, entry by entry (RFC 5545 3.6.1, 3.8.5), and
 * hostile files to a sentence within limits. */
#include "ics_busy.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ics_busy_write.h"
#include "ics_child.h"
#include "support.h"
#include "tz.h"

static struct arena *arena;
static struct refusal why;
static struct instant from, to; /* the academic years 2026/27 and 2027/28 */

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    refusal_init(&why, arena);
    own_calendar_window(day_of(2026, 11, 28), &from, &to);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static enum err read_here(struct str bytes, struct own_calendar_reading *ret)
{
    struct buf lines;
    buf_init(&lines, ICS_BUSY_ANSWER_BYTES_MAX);
    ics_busy_write(bytes, from, to, &lines);
    assert_false(lines.full);
    enum err err = ics_busy_read(buf_str(&lines), from, to, arena, ret, &why);
    buf_done(&lines);
    return err;
}

/* "12-01 16:00-17:00" a stretch, in UTC; the end's day where it is another; "+1" an entry left out
 */
static const char *taken(const char *entries)
{
    struct own_calendar_reading got = {.count = 0};
    const char *text = "";
    const char *file = arena_printf(arena, "BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n", entries);
    refusal_init(&why, arena);
    if (read_here(str_of(file), &got) != OK)
        return why.detail;
    for (int i = 0; i < got.count; i++) {
        char a[INSTANT_TEXT_MAX], b[INSTANT_TEXT_MAX];
        instant_format(got.spans[i].from, a);
        instant_format(got.spans[i].to, b);
        bool same = strncmp(a, b, 10) == 0;
        text = arena_printf(arena, "%s%s%.5s %.5s-%.*s%s%.5s", text, *text ? ", " : "", a + 5,
                            a + 11, same ? 0 : 5, b + 5, same ? "" : " ", b + 11);
    }
    return got.left_out ? arena_printf(arena, "%s +%d", text, got.left_out) : text;
}

#define E(lines) "BEGIN:VEVENT\r\nUID:a\r\n" lines "\r\nEND:VEVENT\r\n"
#define LONDON(when) ";TZID=Europe/London:" when "\r\n"
#define PARIS                                                                                      \
    "BEGIN:VTIMEZONE\r\nTZID:Paris\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"               \
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"        \
    "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nTZOFFSETFROM:+0100\r\n"          \
    "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"               \
    "END:VTIMEZONE\r\n"
#define WEEKLY                                                                                     \
    E("DTSTART" LONDON("20261012T160000") "DTEND" LONDON("20261012T170000") "RRULE:FREQ=WEEKLY;"   \
                                                                            "COUNT=3")

static const struct {
    const char *entries, *taken;
} ENTRIES[] = {
    /* one time, each clock */
    {E("DTSTART:20261201T160000Z\r\nDTEND:20261201T170000Z"), "12-01 16:00-17:00"},
    {E("DTSTART" LONDON("20270601T160000") "DTEND" LONDON("20270601T170000")), "06-01 15:00-16:00"},
    {E("DTSTART;TZID=\"GMT Standard Time\":20270601T160000\r\nDURATION:PT90M"),
     "06-01 15:00-16:30"},
    {E("DTSTART;TZID=/example.org/Europe/London:20270601T160000\r\nDURATION:PT90M"),
     "06-01 15:00-16:30"},
    {E("DTSTART:20270601T160000\r\nDURATION:PT1H"), "06-01 15:00-16:00"}, /* floating */
    {PARIS E("DTSTART;TZID=Paris:20270601T160000\r\nDURATION:PT1H"), "06-01 14:00-15:00"},
    {PARIS E("DTSTART;TZID=Paris:20261201T160000\r\nDURATION:PT1H"), "12-01 15:00-16:00"},
    /* whole days: midnight to midnight of the trust */
    {E("DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261203"), "12-01 00:00-12-03 00:00"},
    {E("DTSTART;VALUE=DATE:20270601"), "05-31 23:00-06-01 23:00"},
    {E("DTSTART;VALUE=DATE:20270601\r\nDTEND;VALUE=DATE:20270601"), "05-31 23:00-06-01 23:00"},
    {E("DTSTART;VALUE=DATE:20270601\r\nDURATION:P2D"), "05-31 23:00-06-02 23:00"},
    /* the day the clocks go back has 25 hours */
    {E("DTSTART;VALUE=DATE:20261025"), "10-24 23:00-10-26 00:00"},
    /* what takes no time, or is free */
    {E("DTSTART:20261201T160000Z"), ""},
    {E("DTSTART:20261201T160000Z\r\nDTEND:20261201T160000Z"), ""},
    {E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nTRANSP:TRANSPARENT"), ""},
    {E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nSTATUS:CANCELLED"), ""},
    {E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nSTATUS:TENTATIVE"), "12-01 16:00-17:00"},
    {"BEGIN:VTODO\r\nDTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nEND:VTODO\r\n", ""},
    /* the window: this academic year and the next */
    {E("DTSTART:20260731T220000Z\r\nDTEND:20260801T010000Z"), "07-31 23:00-08-01 01:00"},
    {E("DTSTART:20260701T220000Z\r\nDURATION:PT1H"), ""},
    {E("DTSTART:20280801T100000Z\r\nDURATION:PT1H"), ""},
    /* repeats keep their wall time when the clocks change */
    {WEEKLY, "10-12 15:00-16:00, 10-19 15:00-16:00, 10-26 16:00-17:00"},
    {E("DTSTART" LONDON("20261012T160000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL="
                                           "20261019T150000Z"),
     "10-12 15:00-16:00, 10-19 15:00-16:00"},
    {E("DTSTART" LONDON("20261012T160000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL="
                                           "20261019T145959Z"),
     "10-12 15:00-16:00"},
    {E("DTSTART" LONDON("20261012T160000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL="
                                           "20261019"),
     "10-12 15:00-16:00, 10-19 15:00-16:00"},
    {E("DTSTART" LONDON("20050107T090000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=FR;"
                                           "UNTIL=20260814T235959Z"),
     "08-07 08:00-09:00, 08-14 08:00-09:00"},
    {E("DTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"),
     "01-01 00:00-01-02 00:00, 01-31 00:00-02-01 00:00, 02-28 00:00-03-01 00:00, "
     "03-30 23:00-03-31 23:00"},
    /* 01:30 does not happen on 28 March 2027, and twice on 25 October 2026 */
    {E("DTSTART" LONDON("20270328T013000") "DURATION:PT30M"), "03-28 01:30-02:00"},
    {E("DTSTART" LONDON("20261025T013000") "DURATION:PT30M"), "10-25 00:30-01:00"},
    /* EXDATE: a moment on any clock, or a day */
    {E("DTSTART" LONDON("20261012T160000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"
                                           "EXDATE" LONDON("20261012T160000,20261026T160000")),
     "10-19 15:00-16:00"},
    {E("DTSTART" LONDON("20261012T160000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"
                                           "EXDATE:20261012T150000Z"),
     "10-19 15:00-16:00"},
    {E("DTSTART" LONDON("20261012T160000") "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"
                                           "EXDATE;VALUE=DATE:20261019"),
     "10-12 15:00-16:00"},
    {E("DTSTART:20261012T160000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=4\r\n"
       "EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2"),
     "10-13 16:00-17:00, 10-15 16:00-17:00"},
    /* RDATE: times, days, periods */
    {E("DTSTART:20261012T160000Z\r\nDURATION:PT1H\r\nRDATE:20261014T100000Z,20261016T100000Z"),
     "10-12 16:00-17:00, 10-14 10:00-11:00, 10-16 10:00-11:00"},
    {E("DTSTART:20261012T160000Z\r\nDURATION:PT1H\r\nRDATE;VALUE=PERIOD:20261014T100000Z/"
       "PT3H,20261015T100000Z/20261015T120000Z"),
     "10-12 16:00-17:00, 10-14 10:00-13:00, 10-15 10:00-12:00"},
    /* an occurrence that was moved, called off, or changed for good */
    {WEEKLY E("RECURRENCE-ID" LONDON("20261019T160000") "DTSTART" LONDON(
         "20261020T090000") "DTEND" LONDON("20261020T100000")),
     "10-12 15:00-16:00, 10-20 08:00-09:00, 10-26 16:00-17:00"},
    {WEEKLY E("RECURRENCE-ID:20261019T150000Z\r\nDTSTART" LONDON(
         "20261019T160000") "DURATION:PT1H\r\nSTATUS:CANCELLED"),
     "10-12 15:00-16:00, 10-26 16:00-17:00"},
    {WEEKLY E("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261019T160000\r\n"
              "DTSTART" LONDON("20261019T180000") "DURATION:PT30M"),
     "10-12 15:00-16:00, 10-19 17:00-17:30, 10-26 18:00-18:30"},
    {E("RECURRENCE-ID:20261019T150000Z\r\nDTSTART:20261019T160000Z\r\nDURATION:PT1H"),
     "10-19 16:00-17:00"}, /* the only one they are asked to */
    /* free/busy as some programs export it */
    {"BEGIN:VFREEBUSY\r\nFREEBUSY:20261201T100000Z/PT1H,20261201T120000Z/20261201T130000Z\r\n"
     "FREEBUSY;FBTYPE=FREE:20261202T100000Z/PT1H\r\nEND:VFREEBUSY\r\n",
     "12-01 10:00-11:00, 12-01 12:00-13:00"},
    /* joined, in order; kept in parts of 31 days */
    {E("DTSTART:20261201T160000Z\r\nDURATION:PT1H") E("DTSTART:20261201T150000Z\r\nDURATION:"
                                                      "PT1H"),
     "12-01 15:00-17:00"},
    {E("DTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261203"),
     "11-01 00:00-12-02 00:00, 12-02 00:00-12-03 00:00"},
    /* what cannot be understood is counted, the rest is taken */
    {E("DTSTART:nonsense\r\nDURATION:PT1H") E("DTSTART:20261201T160000Z\r\nDURATION:PT1H"),
     "12-01 16:00-17:00 +1"},
    {E("DTSTART:20261201T160000Z\r\nDTEND:20261201T150000Z"), " +1"},
    {E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=SOMETIMES"),
     "12-01 16:00-17:00 +1"},
    /* lines folded anywhere, names in any case */
    {"begin:vevent\r\nDTSTA\r\n RT:2026120\r\n\t1T160000Z\r\nDURATION:PT1H\r\nend:vevent\r\n",
     "12-01 16:00-17:00"},
};

static void test_entries(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ENTRIES); i++)
        if (strcmp(taken(ENTRIES[i].entries), ENTRIES[i].taken) != 0)
            fail_msg("row %zu: %s\n%s\nnot %s", i, ENTRIES[i].entries, taken(ENTRIES[i].entries),
                     ENTRIES[i].taken);
}

/* ---- hostile files ---- */

static struct str repeat(const char *before, const char *text, size_t times, const char *after)
{
    size_t a = strlen(before), n = strlen(text), z = strlen(after);
    char *bytes = arena_alloc(arena, a + n * times + z);
    memcpy(bytes, before, a);
    for (size_t i = 0; i < times; i++)
        memcpy(bytes + a + i * n, text, n);
    memcpy(bytes + a + n * times, after, z);
    return str_make(bytes, a + n * times + z);
}

#define BEGIN "BEGIN:VCALENDAR\r\n"
#define END "END:VCALENDAR\r\n"
#define FIXED(literal)                                                                             \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }
#define BOMB(rule) FIXED(BEGIN E("DTSTART:19000101T000000Z\r\nDURATION:PT1S\r\nRRULE:" rule) END)
#define ZONE(lines)                                                                                \
    FIXED(BEGIN "BEGIN:VTIMEZONE\r\nTZID:X\r\n" lines                                              \
                "END:VTIMEZONE\r\n" E("DTSTART;TZID=X:20261201T160000\r\nDURATION:PT1H") END)
#define PART(lines) "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n" lines "END:STANDARD\r\n"
#define SAME "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"

#define MANY "This calendar is too full"
#define NO_ZONE "This calendar file has times"
#define NONE "There is no whole calendar"
#define DEEP "This calendar file is nested"
#define LARGE "This calendar file is too large"
#define FAILED "This calendar file could not be read"

struct hostile {
    struct str bytes;
    const char *starts; /* of the sentence; NULL: it is read */
    int count;          /* stretches; -1: any */
};

static const struct hostile HOSTILE[] = {
    {FIXED(""), NONE, 0},
    {FIXED("hello"), NONE, 0},
    {FIXED("BEGIN:VCALENDAR\0\nEND:VCALENDAR\n"), "This is not a calendar file", 0},
    /* bombs */
    {BOMB("FREQ=SECONDLY"), MANY, 0},
    {BOMB("FREQ=SECONDLY;INTERVAL=2"), MANY, 0},
    {BOMB("FREQ=MINUTELY"), MANY, 0},
    {BOMB("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), NULL, 0},
    {BOMB("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"), "This calendar", 0},
    {BOMB("FREQ=DAILY;INTERVAL=99999"), NULL, -1},
    {BOMB("FREQ=DAILY;COUNT=2147483647"), NULL, 730 + 1},
    {BOMB("FREQ=DAILY;UNTIL=99991231T235959Z"), NULL, 730 + 1},
    {FIXED(BEGIN "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART;TZID=X:19700101T000000"
                 "\r\n" SAME "END:STANDARD\r\nEND:VTIMEZONE\r\n" E(
                     "DTSTART;TZID=X:20261201T160000\r\nDURATION:PT1H") END),
     NULL, 1},
    /* zones that are none */
    {ZONE(""), NO_ZONE, 0},
    {ZONE(PART("TZOFFSETTO:+0100\r\n")), NO_ZONE, 0},
    {ZONE(PART("TZOFFSETFROM:+9900\r\nTZOFFSETTO:-9900\r\n")), NO_ZONE, 0},
    {ZONE(PART("TZOFFSETFROM:often\r\nTZOFFSETTO:never\r\n")), NO_ZONE, 0},
    {ZONE(PART(SAME "RRULE:FREQ=SECONDLY\r\n")), NO_ZONE, 0},
    {ZONE(PART(SAME "RRULE:FREQ=YEARLY;BYHOUR=1,2,3;BYSECOND=1,2,3\r\n")), NO_ZONE, 0},
    {ZONE(PART(SAME "RRULE:FREQ=YEARLY\r\n")), NULL, 1},
    {FIXED(BEGIN E("DTSTART;TZID=Nowhere/City:20261201T160000\r\nDURATION:PT1H") END), NO_ZONE, 0},
    {FIXED(BEGIN E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"
                   "EXDATE;TZID=Nowhere:20261202T160000") END),
     NO_ZONE, 0},
    /* more stretches than are kept */
    {BOMB("FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8"), MANY, 0},
    /* times out of any order */
    {FIXED(BEGIN E("DTSTART:99999999T999999Z\r\nDURATION:PT1H") END), NULL, 0},
    {FIXED(BEGIN E("DTSTART:20261201T160000Z\r\nDURATION:P99999999999W") END), NULL, 0},
    {FIXED(BEGIN E("DTSTART:19000101T000000Z\r\nDTEND:21990101T000000Z") END), NULL, 0},
};

/* In a child, within its limits. */
static void check_hostile(const struct hostile *file, size_t row)
{
    struct own_calendar_reading got = {.count = 0};
    refusal_init(&why, arena);
    enum err err = ics_child_read_busy(SPARKD_ICS, file->bytes, from, to, ICS_CHILD_WALL_MS, arena,
                                       &got, &why);
    if (err != (file->starts ? ERR_INVALID : OK))
        fail_msg("row %zu: %s (%d)", row, why.detail ? why.detail : "read", got.count);
    if (file->starts && !str_starts(str_of(why.detail), str_of(file->starts)))
        fail_msg("row %zu: %s", row, why.detail);
    if (file->count >= 0 && got.count != file->count)
        fail_msg("row %zu: %d stretches", row, got.count);
}

static void test_hostile_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(HOSTILE); i++)
        check_hostile(&HOSTILE[i], i);
}

static void test_large_files(void **state)
{
    (void)state;
    const struct hostile table[] = {
        {repeat(BEGIN, "BEGIN:VEVENT\n", 100000, ""), DEEP, 0},
        {repeat("", "BEGIN:VCALENDAR\n", 100000, ""), DEEP, 0},
        {repeat(BEGIN, "BEGIN:VALARM\n", 100000, ""), NONE, 0},
        {repeat(BEGIN "DTSTART:", "9", 2 << 20, END), DEEP, 0},
        {repeat(BEGIN, "x", ICS_BUSY_BYTES_MAX, END), LARGE, 0},
        {repeat(BEGIN, "x", 100 << 20, END), LARGE, 0},
        /* texts as long as they like are passed over */
        {repeat(BEGIN "BEGIN:VEVENT\r\nDTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nSUMMARY:x",
                "\r\n xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 12000,
                "\r\nEND:VEVENT\r\n" END),
         NULL, 1},
        {repeat(BEGIN, E("DTSTART:20000101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=HOURLY") "\r\n",
                1000, END),
         MANY, 0},
        {repeat(BEGIN E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=HOURLY"), "\r\n",
                1, END),
         NULL, 20},
        /* circles: entries that change each other, and themselves */
        {repeat(BEGIN,
                E("DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nRELATED-TO:a\r\n"
                  "RECURRENCE-ID:20261201T160000Z\r\nRRULE:FREQ=DAILY") "\r\n",
                1000, END),
         NULL, 1},
        {repeat(BEGIN WEEKLY "\r\n",
                E("DTSTART:20261019T150000Z\r\nDURATION:PT1H\r\n"
                  "RECURRENCE-ID;RANGE=THISANDFUTURE:20261019T150000Z") "\r\n",
                1000, END),
         NULL, 3},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        check_hostile(&table[i], i);
}

/* A child that was taken over can say what it likes. */
static void test_lines_are_not_trusted(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "\n",
        "end 0",
        "end\n",
        "end x\n",
        "end 0 0\n",
        "end 99999999999\n",
        "end 0\nend 0\n",
        "busy 1790000000 1790003600\n",
        "busy 1790003600 1790000000\nend 0\n",
        "busy 1790000000 1790000000\nend 0\n",
        "busy 1790000000 1790003600 Maths\nend 0\n",
        "busy 1790000000\nend 0\n",
        "busy 1 2\nend 0\n",
        "busy 1790000000 1990003600\nend 0\n",
        "busy 1790003600 1790007200\nbusy 1790000000 1790003600\nend 0\n",
        "busy 1790000000 1790007200\nbusy 1790003600 1790010800\nend 0\n",
        "busy 1790000000 1793000000\nend 0\n",
        "free 1790000000 1790003600\nend 0\n",
        "fault <b>\n",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct own_calendar_reading got;
        refusal_init(&why, arena);
        if (ics_busy_read(str_of(lines[i]), from, to, arena, &got, &why) != ERR_INVALID)
            fail_msg("row %zu was taken", i);
        assert_string_equal(why.slug, "bad-file");
        assert_true(str_starts(str_of(why.detail), str_of(FAILED)));
    }
}

/* Nothing of what they do passes between the processes. */
static void test_no_word_passes(void **state)
{
    (void)state;
    struct buf lines;
    buf_init(&lines, ICS_BUSY_ANSWER_BYTES_MAX);
    ics_busy_write(STR(BEGIN "X-WR-CALNAME:Priya's doctor\r\n" E(
                       "DTSTART:20261201T160000Z\r\nDURATION:PT1H\r\nSUMMARY:Oncology\r\n"
                       "LOCATION:St Mary's\r\nATTENDEE:mailto:doctor@example.org") END),
                   from, to, &lines);
    assert_string_equal(buf_cstr(&lines), "busy 1796140800 1796144400\nend 0\n");
    buf_done(&lines);
}

int main(void)
{
    support_init();
    signal(SIGPIPE, SIG_IGN); /* as the server does */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_entries, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_large_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lines_are_not_trusted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_word_passes, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
