/* DESIGN: the composer: what it refuses, and round trips through an independent parser. */
#include "mime.h"
#include "support.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "token.h"

enum { MAIL_LIMIT = 1 << 20, ROUND_TRIPS = 400 };

static struct mime_mail plain_mail(void)
{
    return (struct mime_mail){
        .from = {"Heather Moor Trust", "pd@heathermoor.example"},
        .to = {"Ann Ash", "ann@demo.example"},
        .subject = "Booked: your 7-minute talk at SPARK, Thursday 12 November",
        .message_id = "<abc@heathermoor.example>",
        .date = support_at("2026-11-12T09:00"),
        .text = STR("Hello\n"),
        .html = STR("<p>Hello</p>\n"),
    };
}

static enum err compose(const struct mime_mail *mail, struct buf *out)
{
    buf_init(out, MAIL_LIMIT);
    return mime_compose(mail, out);
}

static void assert_refused(const struct mime_mail *mail)
{
    struct buf out;
    assert_int_equal(compose(mail, &out), ERR_INVALID);
    assert_int_equal(out.n, 0);
    buf_done(&out);
}

static bool has(const struct buf *out, const char *text)
{
    return memmem(out->p, out->n, text, strlen(text)) != NULL;
}

static void refuses_what_would_break_a_header(void **state)
{
    (void)state;
    static const char *const bad[] = {"a\rb",         "a\nb",      "a\r\nBcc: x@y.example", "a\x01",
                                      "a\x7f",        "a\xc2\x85", "a\xe2\x80\xa8z",        "\xff",
                                      "\xed\xa0\x80", "a\tb"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct mime_mail mail = plain_mail();
        mail.subject = bad[i];
        assert_refused(&mail);
        mail = plain_mail();
        mail.to.name = bad[i];
        assert_refused(&mail);
        mail = plain_mail();
        mail.from.name = bad[i];
        assert_refused(&mail);
    }
}

static void refuses_malformed_addresses_and_ids(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",           "ann",          "a@b@c.example",       "a b@c.example",   "a@",
        "@b.example", "a@b.example>", "a@b.example\r\nX: y", "\"a\"@b.example", "é@b.example"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct mime_mail mail = plain_mail();
        mail.to.email = bad[i];
        assert_refused(&mail);
        mail = plain_mail();
        mail.reply_to.email = bad[i];
        assert_refused(&mail);
        mail = plain_mail();
        mail.message_id = bad[i];
        assert_refused(&mail);
        mail = plain_mail();
        mail.thread_id = bad[i];
        assert_refused(&mail);
    }
}

static void refuses_bad_bodies(void **state)
{
    (void)state;
    static const struct str bad[] = {{"a\rb", 3}, {"a\0b", 3}, {"\xff", 1}, {"a\r\n", 3}};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct mime_mail mail = plain_mail();
        mail.text = bad[i];
        assert_refused(&mail);
        mail = plain_mail();
        mail.html = bad[i];
        assert_refused(&mail);
    }
}

static void list_headers_on_list_mail_only(void **state)
{
    (void)state;
    struct buf out;
    struct mime_mail mail = plain_mail();
    assert_ok(compose(&mail, &out));
    assert_false(has(&out, "List-"));
    assert_true(has(&out, "\r\nAuto-Submitted: auto-generated\r\n"));
    assert_true(has(&out, "\r\nX-Auto-Response-Suppress: OOF, DR, RN, NRN, AutoReply\r\n"));
    buf_done(&out);
    mail.list_id = "nudges.heathermoor.example";
    mail.list_name = "Development reminders";
    mail.unsubscribe_mailto = "pd@heathermoor.example";
    assert_ok(compose(&mail, &out));
    assert_true(
        has(&out, "\r\nList-Unsubscribe: <mailto:pd@heathermoor.example?subject=unsubscribe>\r\n"));
    assert_false(has(&out, "One-Click"));
    buf_done(&out);
    mail.unsubscribe_url = "https://pd.example/unsubscribe/abc";
    assert_ok(compose(&mail, &out));
    assert_true(
        has(&out, "\r\nList-Id: Development reminders\r\n <nudges.heathermoor.example>\r\n"));
    assert_true(has(&out, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    buf_done(&out);
    mail.unsubscribe_url = "https://pd.example/>,<x";
    assert_refused(&mail);
}

static void says_when_it_is_too_long(void **state)
{
    (void)state;
    struct buf out;
    struct mime_mail mail = plain_mail();
    buf_init(&out, 300);
    assert_int_equal(mime_compose(&mail, &out), ERR_LIMIT);
    buf_done(&out);
}

static void dates_carry_the_zone(void **state)
{
    (void)state;
    char text[MIME_DATE_MAX];
    mime_format_date(support_at("2026-11-12T09:05"), text);
    assert_string_equal(text, "Thu, 12 Nov 2026 09:05:00 +0000");
    mime_format_date(support_at("2027-06-01T16:00"), text);
    assert_string_equal(text, "Tue, 1 Jun 2027 16:00:00 +0100");
}

/* ---- round trips ---- */

static const char *const PIECES[] = {
    "a",  "B",         "7", " ",          "  ", "é", "ß",     "Ł",
    "中", "文",        "🎓", "\"",         "\\", "(", ")",     ",",
    ";",  ":",         "@", "<",          ">",  "=", "=?",    "?=",
    "_",  ".",         "'", "=?UTF-8?B?", "–",  "’", "SPARK", "long-word-without-any-space-",
    "ا",  "e\xcc\x81", "F", "From "};

static const char *random_text(struct arena *arena, size_t pieces_max)
{
    size_t n = 1 + token_below((uint32_t)pieces_max);
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(arena, "%s%s", text, PIECES[token_below(COUNT_OF(PIECES))]);
    return text;
}

static const char *random_body(struct arena *arena)
{
    const char *text = "";
    for (uint32_t lines = token_below(8); lines > 0; lines--)
        text = arena_printf(arena, "%s%s\n", text, random_text(arena, 40));
    return text[0] ? text : "x\n";
}

static struct mime_mail random_mail(struct arena *arena)
{
    struct mime_mail mail = plain_mail();
    mail.from.name = random_text(arena, 12);
    mail.to.name = random_text(arena, 60);
    mail.subject = random_text(arena, 40);
    mail.text = str_of(random_body(arena));
    mail.html = str_of(random_body(arena));
    if (token_below(2)) {
        mail.method = token_below(2) ? "REQUEST" : "CANCEL";
        mail.calendar = str_of(
            arena_printf(arena, "BEGIN:VCALENDAR\r\nSUMMARY:%s\r\n", random_text(arena, 50)));
    }
    return mail;
}

static void write_case(FILE *file, const struct mime_mail *mail)
{
    struct buf out;
    assert_ok(compose(mail, &out));
    json_t *want = json_pack(
        "{s:s, s:s, s:s, s:s%, s:s%, s:s, s:s%, s:s%}", "from", mail->from.name, "to",
        mail->to.name, "subject", mail->subject, "text", mail->text.p, mail->text.n, "html",
        mail->html.p, mail->html.n, "method", mail->method ? mail->method : "", "calendar",
        mail->calendar.p ? mail->calendar.p : "", mail->calendar.n, "bytes", out.p, out.n);
    assert_non_null(want);
    assert_int_equal(json_dumpf(want, file, JSON_COMPACT), 0);
    fputc('\n', file);
    json_decref(want);
    buf_done(&out);
}

/* tests/mail/parse_mail.py reads each mail with Python's own parser and compares. */
static void an_independent_parser_reads_the_same(void **state)
{
    (void)state;
    char path[] = "/tmp/test_mime.XXXXXX", command[512];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    token_seed(20261112);
    for (int i = 0; i < ROUND_TRIPS; i++) {
        struct arena *arena = arena_new();
        struct mime_mail mail = random_mail(arena);
        write_case(file, &mail);
        arena_free(arena);
    }
    fclose(file);
    snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/mail/parse_mail.py' %s %d",
             SPARKD_SOURCE_DIR, path, ROUND_TRIPS);
    int status = system(command);
    unlink(path);
    assert_int_equal(status, 0);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_would_break_a_header),
        cmocka_unit_test(refuses_malformed_addresses_and_ids),
        cmocka_unit_test(refuses_bad_bodies),
        cmocka_unit_test(list_headers_on_list_mail_only),
        cmocka_unit_test(says_when_it_is_too_long),
        cmocka_unit_test(dates_carry_the_zone),
        cmocka_unit_test(an_independent_parser_reads_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
