/* DESIGN: schedule.xml: any bytes in a text leave it well formed (XML 1.0, section 2.2). */
#include "schedule_xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tz.h"

static const char *text_of(struct buf *buf, const char *text)
{
    buf_clear(buf);
    schedule_xml_text(buf, text);
    return buf_cstr(buf);
}

static void texts(void **state)
{
    static const struct {
        const char *text, *wanted;
    } CASES[] = {
        {"Ten words a day", "Ten words a day"},
        {"Q&A <b>", "Q&amp;A &lt;b&gt;"},
        {"a ]]> b", "a ]]&gt; b"},
        {"\"it's\"", "&quot;it&apos;s&quot;"},
        {"&#0; &x;", "&amp;#0; &amp;x;"},
        {"a\x01\x08\x0b\x1f"
         "b",
         "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
         "b"},
        {"tab\tline\n", "tab\tline\n"},
        {"\x7f", "\x7f"},
        {"\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xc3\x28\xff", "\xef\xbf\xbd(\xef\xbf\xbd"},
        {"caf\xc3\xa9 \xf0\x9f\x8e\xa4", "caf\xc3\xa9 \xf0\x9f\x8e\xa4"},
        {"\xf0\x9f\x8e", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    };
    struct buf buf;
    (void)state;
    buf_init(&buf, 1 << 16);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(text_of(&buf, CASES[i].text), CASES[i].wanted);
    buf_done(&buf);
}

/* Of every two bytes: no bare sign, nothing that XML forbids, well-formed UTF-8. */
static void any_bytes(void **state)
{
    struct buf buf;
    (void)state;
    buf_init(&buf, 1 << 16);
    for (int a = 1; a < 256; a++) {
        for (int b = 1; b < 256; b++) {
            const char text[] = {(char)a, (char)b, 'x', '\0'};
            const char *out = text_of(&buf, text);
            assert_true(str_is_utf8(str_of(out)));
            assert_null(strpbrk(out, "<>\"'"));
            assert_true(out[strlen(out) - 1] == 'x');
            for (const char *c = out; *c; c++)
                assert_true((unsigned char)*c >= 0x20 || *c == '\t' || *c == '\n' || *c == '\r');
        }
    }
    buf_done(&buf);
}

static void a_schedule(void **state)
{
    static const char *const ROOMS[] = {"Hall <1>", "Library"}, *const PEOPLE[] = {"Ana & Jo"};
    static const struct schedule_talk TALKS[] = {
        {.id = 7,
         .room = 0,
         .starts_at = {1794497520},
         .ends_at = {1794497940},
         .title = "A ]]> B",
         .track = "Good practice",
         .people = PEOPLE,
         .people_count = 1},
    };
    const struct schedule schedule = {.id = 3,
                                      .uid = "u",
                                      .version = 2,
                                      .title = "SPARK",
                                      .venue = "",
                                      .url = "https://x.example/p",
                                      .starts_at = {1794495900},
                                      .ends_at = {1794501300},
                                      .rooms = ROOMS,
                                      .room_count = 2,
                                      .talks = TALKS,
                                      .talk_count = 1};
    struct buf buf;
    (void)state;
    buf_init(&buf, 1 << 16);
    schedule_xml_format(&schedule, &buf);
    const char *out = buf_cstr(&buf);
    assert_non_null(strstr(out, "<room name=\"Hall &lt;1&gt;\">"));
    assert_non_null(strstr(out, "<title>A ]]&gt; B</title>"));
    assert_non_null(strstr(out, "<person>Ana &amp; Jo</person>"));
    assert_non_null(strstr(out, "<date>2026-11-12T15:32:00+00:00</date>\n<start>15:32</start>\n"
                                "<duration>00:07</duration>"));
    assert_non_null(strstr(out, "<slug>spark-3-7</slug>"));
    assert_null(strstr(out, "<venue>"));
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(a_schedule),
    };
    if (tz_init() != OK)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
