/* DESIGN: the calendar's bytes: golden files, cleaning, folding, the zone, what is refused. */
#include "ics.h"

#include "ics_rules.h"
#include "ics_sample.h"
#include "token.h"
#include "tz.h"

static void assert_rules(struct str bytes)
{
    const char *broken = ics_rules_broken(bytes);
    if (broken)
        print_message("%s in:\n%.*s\n", broken, (int)bytes.n, bytes.p);
    assert_null(broken);
}

static void check_golden(const char *name, enum ics_form form, const struct ics_event *event)
{
    struct buf out = ics_sample_write(form, event, event ? 1 : 0);
    assert_rules(buf_str(&out));
    ics_sample_golden(name, buf_str(&out));
    buf_done(&out);
}

/* Section 6, a row a file. */
static void test_states(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum ics_state state;
    } rows[] = {
        {"feed_booked", ICS_STATE_BOOKED},       {"feed_published", ICS_STATE_PUBLISHED},
        {"feed_waiting", ICS_STATE_WAITING},     {"feed_provisional", ICS_STATE_PROVISIONAL},
        {"feed_cancelled", ICS_STATE_CANCELLED},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct ics_event event = ics_sample_event();
        event.state = rows[i].state;
        event.seq = rows[i].state == ICS_STATE_CANCELLED;
        check_golden(rows[i].name, ICS_FEED, &event);
    }
    struct ics_event deadline = ics_sample_deadline();
    check_golden("feed_deadline", ICS_FEED, &deadline);
}

/* Sections 2 and 3: an empty feed still has its zone; a file has no name and no organiser. */
static void test_forms(void **state)
{
    (void)state;
    struct ics_event event = ics_sample_event();
    check_golden("feed_empty", ICS_FEED, NULL);
    check_golden("file_event", ICS_FILE, &event);
}

static void assert_cleaned(struct str raw, size_t chars_max, const char *want, const char *escaped)
{
    char ret[256];
    CHECK(4 * chars_max <= sizeof ret);
    assert_str(((struct str){ret, ics_clean(raw, chars_max, ret)}), want);
    assert_str(((struct str){ret, ics_clean_text(raw, chars_max, ret)}), escaped);
}

static void test_clean(void **state)
{
    (void)state;
#define FFFD "\xef\xbf\xbd"
    static const struct {
        struct str raw;
        const char *want, *escaped;
    } rows[] = {
        {STR(""), "", ""},
        {STR(" \t\r\n plain text \n"), "plain text", "plain text"},
        {STR("a\r\nb\rc\nd"), "a\nb\nc\nd", "a\\nb\\nc\\nd"},
        {STR("a\xe2\x80\xa8z\xe2\x80\xa9!"), "a\nz\n!", "a\\nz\\n!"},
        {STR("a\tb  c"), "a b  c", "a b  c"},
        {STR("one\\two;three,four:\"five\""), "one\\two;three,four:\"five\"",
         "one\\\\two\\;three\\,four:\"five\""},
        {STR("a\0\x01\b\x0b\x0c\x1b\x7f"
             "b"),
         "ab", "ab"},
        {STR("a\xc2\x80\xc2\x85\xc2\x9f\xc2\xa0z"), "a\xc2\xa0z", "a\xc2\xa0z"},
        {STR("a\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9z"), "az", "az"},
        {STR("Zo\xc3\xab \xf0\x9f\x8e\x93"), "Zo\xc3\xab \xf0\x9f\x8e\x93",
         "Zo\xc3\xab \xf0\x9f\x8e\x93"},
        {STR("\xff caf\xe9\xc3"), FFFD " caf" FFFD FFFD, FFFD " caf" FFFD FFFD},
        {STR("\xed\xa0\x80\xc0\xaf"), FFFD FFFD FFFD FFFD FFFD, FFFD FFFD FFFD FFFD FFFD},
        {STR("BEGIN:VEVENT\r\nX:1"), "BEGIN:VEVENT\nX:1", "BEGIN:VEVENT\\nX:1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_cleaned(rows[i].raw, 64, rows[i].want, rows[i].escaped);
}

/* Section 4.1: cut on a character boundary, trimmed after the cut. */
static void test_clean_cut(void **state)
{
    (void)state;
    assert_cleaned(STR("abc def"), 3, "abc", "abc");
    assert_cleaned(STR("abc def"), 4, "abc", "abc");
    assert_cleaned(STR("abc def"), 5, "abc d", "abc d");
    assert_cleaned(STR("\xc3\xab\xc3\xab\xc3\xab"), 2, "\xc3\xab\xc3\xab", "\xc3\xab\xc3\xab");
    assert_cleaned(STR(",,,,"), 3, ",,,", "\\,\\,\\,");
    assert_cleaned(STR("a\n\n\nb"), 3, "a", "a");
    assert_cleaned(STR("   a"), 1, "a", "a");
    assert_cleaned(STR("abc"), 0, "", "");
}

/* A line of white space only would stop some readers: long runs of spaces are cut to 32. */
static void test_clean_spaces(void **state)
{
    (void)state;
    char raw[400], ret[4 * sizeof raw];
    memset(raw, ' ', sizeof raw);
    raw[0] = raw[sizeof raw - 1] = 'x';
    raw[7] = '\t';
    assert_int_equal(ics_clean((struct str){raw, sizeof raw}, sizeof raw, ret), 34);
}

/* RFC 5545 3.1 at every length, for characters of one to four bytes; unfolding gives the text back.
 */
static void test_folding(void **state)
{
    (void)state;
    static const char *const units[] = {"x",  "\xc3\xab", "\xe2\x82\xac", "\xf0\x9f\x8e\x93",
                                        "a ", ";"};
    struct buf text;
    buf_init(&text, 4096);
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        buf_clear(&text);
        for (size_t i = 0; i < 190; i++) {
            buf_add_c(&text, i % 3 == 0 ? "y" : units[u]);
            struct ics_event event = ics_sample_event();
            event.summary = event.description = event.location = buf_str(&text);
            struct buf out = ics_sample_write(ICS_FEED, &event, 1);
            assert_rules(buf_str(&out));
            buf_done(&out);
        }
    }
    buf_done(&text);
}

/* What the lines of the written VTIMEZONE's block say. */
struct zone_rule {
    int month, from_s, to_s, hour;
};

static int offset_of(struct str block, const char *name)
{
    const char *at = memmem(block.p, block.n, name, strlen(name));
    assert_non_null(at);
    int hours = 0, minutes = 0;
    char sign = 0;
    assert_int_equal(sscanf(at + strlen(name), "%c%2d%2d", &sign, &hours, &minutes), 3);
    return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

static struct zone_rule zone_rule_of(struct str bytes, const char *name)
{
    const char *at = memmem(bytes.p, bytes.n, name, strlen(name));
    assert_non_null(at);
    struct str block = {at, (size_t)(bytes.p + bytes.n - at)};
    struct zone_rule rule = {.from_s = offset_of(block, "TZOFFSETFROM:"),
                             .to_s = offset_of(block, "TZOFFSETTO:")};
    const char *when = memmem(block.p, block.n, "DTSTART:1970", 12);
    const char *every = memmem(block.p, block.n, "RRULE:", 6);
    assert_non_null(when);
    assert_non_null(every);
    assert_int_equal(sscanf(when + 16, "T%2d", &rule.hour), 1);
    char tail[32] = "";
    assert_int_equal(sscanf(every, "RRULE:FREQ=YEARLY;BYMONTH=%d;%15s", &rule.month, tail), 2);
    assert_string_equal(tail, "BYDAY=-1SU");
    return rule;
}

static struct instant changes_at(struct zone_rule rule, int year)
{
    struct day day = day_of(year, rule.month, 31); /* March and October have 31 days */
    while (day_weekday(day) != SUNDAY)
        day = day_add(day, -1);
    return (struct instant){day.v * INT64_C(86400) + rule.hour * 3600 - rule.from_s};
}

/* Section 4.3: the constant text against the system's tz database, hour by hour. */
static void test_zone(void **state)
{
    (void)state;
    struct buf out = ics_sample_write(ICS_FEED, NULL, 0);
    struct zone_rule summer = zone_rule_of(buf_str(&out), "BEGIN:DAYLIGHT");
    struct zone_rule winter = zone_rule_of(buf_str(&out), "BEGIN:STANDARD");
    for (int year = 2020; year <= 2045; year++) {
        int64_t from = changes_at(summer, year).v, to = changes_at(winter, year).v;
        int64_t end = day_of(year + 1, 1, 1).v * INT64_C(86400);
        assert_int_equal(tz_offset_s((struct instant){from - 1}), summer.from_s);
        assert_int_equal(tz_offset_s((struct instant){to - 1}), winter.from_s);
        for (int64_t t = day_of(year, 1, 1).v * INT64_C(86400); t < end; t += 3600)
            assert_int_equal(tz_offset_s((struct instant){t}),
                             t >= from && t < to ? summer.to_s : winter.to_s);
    }
    buf_done(&out);
}

/* Looks in the unfolded lines, each ended by LF. */
static void assert_written(const struct ics_event *event, enum ics_form form, const char *want)
{
    struct buf out = ics_sample_write(form, event, 1), lines;
    buf_init(&lines, 1 << 20);
    assert_rules(buf_str(&out));
    assert_null(ics_rules_octets(buf_str(&out), &lines));
    if (!strstr(buf_cstr(&lines), want))
        print_message("no %s in:\n%s", want, buf_cstr(&lines));
    assert_non_null(strstr(buf_cstr(&lines), want));
    buf_done(&lines);
    buf_done(&out);
}

/* Section 5: local digits across both clock changes, all-day ends, a minute at least. */
static void test_times(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *want;
    } rows[] = {
        {"2026-03-28T16:00", "2026-03-28T17:00", "DTSTART;TZID=Europe/London:20260328T160000\n"},
        {"2026-03-29T00:30", "2026-03-29T02:30",
         "DTSTART;TZID=Europe/London:20260329T003000\nDTEND;TZID=Europe/London:20260329T023000"},
        {"2026-03-30T16:00", "2026-03-30T17:00", "DTSTART;TZID=Europe/London:20260330T160000\n"},
        {"2026-10-25T00:30", "2026-10-25T02:00",
         "DTSTART;TZID=Europe/London:20261025T003000\nDTEND;TZID=Europe/London:20261025T020000"},
        {"2026-11-12T16:00", "2026-11-12T16:00", "DTEND;TZID=Europe/London:20261112T160100\n"},
        {"2026-11-12T16:00", "2026-11-12T16:02", "DTEND;TZID=Europe/London:20261112T160200\n"},
    };
    struct ics_event event = ics_sample_event();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        event.starts_at = support_at(rows[i].from);
        event.ends_at = support_at(rows[i].to);
        assert_written(&event, ICS_FEED, rows[i].want);
    }
    event = ics_sample_deadline();
    event.day_from = support_day("2026-10-24");
    event.day_to = support_day("2026-10-31");
    assert_written(&event, ICS_FEED, "DTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261101\n");
}

/* One feed across both clock changes of 2026, for the peers' judgement as well (ics_peers.py). */
static void test_changeover(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"00000000-0000-4000-8000-000000000001", "2026-03-27T16:00", "2026-03-27T17:30"},
        {"00000000-0000-4000-8000-000000000002", "2026-03-29T00:30", "2026-03-29T02:30"},
        {"00000000-0000-4000-8000-000000000003", "2026-03-29T16:00", "2026-03-29T17:30"},
        {"00000000-0000-4000-8000-000000000004", "2026-03-30T16:00", "2026-03-30T17:30"},
        {"00000000-0000-4000-8000-000000000005", "2026-10-23T16:00", "2026-10-23T17:30"},
        {"00000000-0000-4000-8000-000000000006", "2026-10-25T00:30", "2026-10-25T02:30"},
        {"00000000-0000-4000-8000-000000000007", "2026-10-26T16:00", "2026-10-26T17:30"},
    };
    struct ics_event events[COUNT_OF(rows) + 1];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        events[i] = ics_sample_event();
        events[i].uid = rows[i][0];
        events[i].starts_at = support_at(rows[i][1]);
        events[i].ends_at = support_at(rows[i][2]);
    }
    events[COUNT_OF(rows)] = ics_sample_deadline();
    events[COUNT_OF(rows)].day_from = events[COUNT_OF(rows)].day_to = support_day("2026-10-26");
    struct buf out = ics_sample_write(ICS_FEED, events, COUNT_OF(events));
    assert_rules(buf_str(&out));
    ics_sample_golden("feed_changeover", buf_str(&out));
    buf_done(&out);
}

static void test_texts(void **state)
{
    (void)state;
    char words[9001];
    struct ics_event event = ics_sample_event();
    memset(words, 'w', sizeof words);
    event.description = (struct str){words, sizeof words};
    event.link = STR("https://a.example/join?x=1;2,3");
    /* The link stays however long the text is. */
    assert_written(&event, ICS_FEED, "a.example/join?x=1\\;2\\,3\n");
    event.description = STR("");
    assert_written(&event, ICS_FEED, "DESCRIPTION:https://a.example/join?x=1\\;2\\,3\n");
    event.summary = STR("\x01 \t");
    assert_written(&event, ICS_FEED, "SUMMARY:Untitled\n");
    event.state = ICS_STATE_WAITING;
    assert_written(&event, ICS_FEED, "SUMMARY:Waiting list: Untitled\n");
    event.organizer_name = STR("A \"B\"\nC^n: D");
    assert_written(&event, ICS_FEED, "ORGANIZER;CN=\"A 'B' C n: D\":mailto:cpd@demo.example\n");
    event.organizer_name =
        STR("a^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
            "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^z");
    assert_written(&event, ICS_FEED, "ORGANIZER;CN=a       ");
    event.organizer_name = STR(" ");
    assert_written(&event, ICS_FEED, "ORGANIZER:mailto:cpd@demo.example\n");
}

static void test_color(void **state)
{
    (void)state;
    static const struct str bad[] = {STR(""), STR("#ff0000"), STR("red\r\nX:1"), STR("Red")};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct ics_calendar calendar = ics_sample_calendar(ICS_FEED);
        struct buf out;
        calendar.color = bad[i];
        buf_init(&out, 4096);
        ics_write_begin(&out, &calendar);
        ics_write_end(&out);
        assert_rules(buf_str(&out));
        assert_null(strstr(buf_cstr(&out), "COLOR"));
        buf_done(&out);
    }
}

static void assert_refused(const struct ics_event *event, enum ics_form form)
{
    struct buf out;
    buf_init(&out, 4096);
    assert_int_equal(ics_event_check(event, form), ERR_INVALID);
    assert_int_equal(ics_write_event(&out, event, form), ERR_INVALID);
    assert_int_equal(out.n, 0);
    buf_done(&out);
}

#define ASSERT_REFUSED_WITH(form, change)                                                          \
    do {                                                                                           \
        struct ics_event event = ics_sample_event();                                               \
        assert_ok(ics_event_check(&event, (form)));                                                \
        event.change;                                                                              \
        assert_refused(&event, (form));                                                            \
    } while (0)

static void test_refused(void **state)
{
    (void)state;
    ASSERT_REFUSED_WITH(ICS_FEED, uid = NULL);
    ASSERT_REFUSED_WITH(ICS_FEED, uid = "42");
    ASSERT_REFUSED_WITH(ICS_FEED, uid = "3f1c6a52-8f0e-4b7d-9a41-0c5d2e7b9a1g");
    ASSERT_REFUSED_WITH(ICS_FEED, uid = "3f1c6a52-8f0e-4b7d-9a41-0c5d2e7b9a100");
    ASSERT_REFUSED_WITH(ICS_FEED, seq = -1);
    ASSERT_REFUSED_WITH(ICS_FEED, modified = ((struct instant){INT64_MAX}));
    ASSERT_REFUSED_WITH(ICS_FEED, created = ((struct instant){-1}));
    ASSERT_REFUSED_WITH(ICS_FEED, ends_at = instant_add(event.starts_at, -1));
    ASSERT_REFUSED_WITH(ICS_FEED, ends_at = ((struct instant){INT64_MAX}));
    ASSERT_REFUSED_WITH(ICS_FEED, url = STR("javascript:alert(1)"));
    ASSERT_REFUSED_WITH(ICS_FEED, url = STR("https://a.example/\r\nX:1"));
    ASSERT_REFUSED_WITH(ICS_FEED, link = STR("https://"));
    ASSERT_REFUSED_WITH(ICS_FEED, link = STR("https://a.example/a b"));
    ASSERT_REFUSED_WITH(ICS_FEED, organizer_email = STR(""));
    ASSERT_REFUSED_WITH(ICS_REQUEST, attendee_email = STR("Zoe <zoe@demo.example>"));
    /* The hour that clocks repeat on 25 October 2026, from 00:00Z to 02:00Z. */
    ASSERT_REFUSED_WITH(ICS_FEED, starts_at.v = event.ends_at.v = 1792888200);
    ASSERT_REFUSED_WITH(ICS_FEED, starts_at.v = event.ends_at.v = 1792891800);
    ASSERT_REFUSED_WITH(ICS_FEED,
                        starts_at.v = event.ends_at.v = 1792886370); /* ends a minute on */
    struct ics_event deadline = ics_sample_deadline();
    deadline.day_to = day_add(deadline.day_from, -1);
    assert_refused(&deadline, ICS_FEED);
    deadline.day_to = deadline.day_from = DAY_NONE;
    assert_refused(&deadline, ICS_FEED);
    struct ics_event file = ics_sample_event();
    file.organizer_email = STR("");
    assert_ok(ics_event_check(&file, ICS_FILE));
}

static void test_addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "zoe.o'neill+cpd@demo.example", "x_1@a-b.example"};
    static const char *const bad[] = {"",
                                      "a",
                                      "@b",
                                      "a@",
                                      "a@b@c",
                                      "a b@c",
                                      "a@b..c",
                                      "a..b@c",
                                      "a@b\r\nX:1",
                                      "a;b@c",
                                      "a:b@c",
                                      "a,b@c",
                                      "\"a\"@b",
                                      "a@b>",
                                      "a%41@b",
                                      "a?b@c",
                                      "a#b@c",
                                      "caf\xc3\xa9@b",
                                      "a@[127.0.0.1]"};
    char longest[256];
    memset(longest, 'a', sizeof longest);
    memcpy(longest + 250, "@b.ex", 5);
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(ics_email_check(str_of(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(ics_email_check(str_of(bad[i])));
    assert_false(ics_email_check((struct str){longest, 255}));
    assert_true(ics_email_check((struct str){longest + 1, 254}));
}

/* A buffer that is too small says so and never holds more than its limit. */
static void test_full(void **state)
{
    (void)state;
    struct ics_event event = ics_sample_event();
    struct buf out;
    buf_init(&out, 500);
    assert_ok(ics_write_event(&out, &event, ICS_FEED));
    assert_true(out.full);
    assert_true(out.n <= 500);
    buf_done(&out);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states),       cmocka_unit_test(test_forms),
        cmocka_unit_test(test_clean),        cmocka_unit_test(test_clean_cut),
        cmocka_unit_test(test_clean_spaces), cmocka_unit_test(test_folding),
        cmocka_unit_test(test_zone),         cmocka_unit_test(test_times),
        cmocka_unit_test(test_texts),        cmocka_unit_test(test_color),
        cmocka_unit_test(test_refused),      cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_full),         cmocka_unit_test(test_changeover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
