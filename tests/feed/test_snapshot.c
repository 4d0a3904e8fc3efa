/* DESIGN: a feed's ready reply: tags, dates, header lines, conditions, encodings (section 8). */
#include "snapshot.h"

#include <stdio.h>
#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#include "support.h"
#include "token.h"

#define NOW ((struct instant){1794499200}) /* 2026-11-12T16:00:00Z, a Thursday */
#define BYTES "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

static struct snapshot make(const char *bytes, const char *etag, struct instant changed,
                            struct instant now)
{
    struct snapshot snapshot;
    snapshot_init(&snapshot, &(struct snapshot_source){.bytes = blob_copy(str_of(bytes)),
                                                       .etag_before = str_of(etag),
                                                       .changed_before = changed,
                                                       .now = now});
    return snapshot;
}

static struct snapshot fresh(void)
{
    return make(BYTES, "", (struct instant){0}, NOW);
}

/* A strong tag of the identity bytes; the compressed variant has its own. */
static void test_tags(void **state)
{
    (void)state;
    char hex[SHA256_HEX_MAX], want[SNAPSHOT_ETAG_MAX + 8];
    struct snapshot a = fresh(), b = fresh(), c = make(BYTES " ", "", NOW, NOW);
    token_sha256_hex(STR(BYTES), hex);
    snprintf(want, sizeof want, "\"%s\"", hex);
    assert_string_equal(a.etag, want);
    snprintf(want, sizeof want, "\"%s-gz\"", hex);
    assert_string_equal(a.etag_gzip, want);
    assert_string_equal(a.etag, b.etag);
    assert_string_not_equal(a.etag, c.etag);
    assert_true(str_eq(blob_str(a.plain), STR(BYTES)));
    assert_true(str_eq(blob_str(a.gzip), blob_str(b.gzip)));
    snapshot_done(&a);
    snapshot_done(&b);
    snapshot_done(&c);
}

static void assert_unzips(struct str gzip, struct str want)
{
    z_stream stream = {.next_in = (const Bytef *)gzip.p, .avail_in = (uInt)gzip.n};
    char *out = check_malloc(want.n + 1);
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)want.n + 1;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_true(str_eq(str_make(out, stream.total_out), want));
    inflateEnd(&stream);
    free(out);
}

static void test_gzip(void **state)
{
    (void)state;
    struct snapshot small = fresh();
    assert_unzips(blob_str(small.gzip), STR(BYTES));
    snapshot_done(&small);
    size_t n = 300000;
    char *large = check_malloc(n + 1);
    for (size_t i = 0; i < n; i++)
        large[i] = (char)('a' + i * i % 23 + (i >> 7) % 3);
    large[n] = '\0';
    struct snapshot snapshot = make(large, "", NOW, NOW);
    assert_unzips(blob_str(snapshot.gzip), str_make(large, n));
    assert_true(blob_str(snapshot.gzip).n < n / 2);
    snapshot_done(&snapshot);
    struct snapshot none = make("", "", NOW, NOW);
    assert_unzips(blob_str(none.gzip), STR(""));
    snapshot_done(&none);
    free(large);
}

/* Last-Modified: kept while the bytes are the same, else it grows, whatever the clock does. */
static void test_changed_at(void **state)
{
    (void)state;
    struct snapshot first = fresh();
    assert_int_equal(first.changed_at.v, NOW.v);
    const struct {
        const char *etag;
        int64_t changed, now, want;
    } rows[] = {
        {first.etag, NOW.v, NOW.v + 500, NOW.v},
        {first.etag, NOW.v, NOW.v - 500, NOW.v},
        {"\"other\"", NOW.v, NOW.v + 500, NOW.v + 500},
        {"\"other\"", NOW.v, NOW.v, NOW.v + 1},
        {"\"other\"", NOW.v, NOW.v + 1, NOW.v + 1},
        {"\"other\"", NOW.v, NOW.v - 500, NOW.v + 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct snapshot next = make(BYTES, rows[i].etag, (struct instant){rows[i].changed},
                                    (struct instant){rows[i].now});
        assert_int_equal(next.changed_at.v, rows[i].want);
        snapshot_done(&next);
    }
    snapshot_done(&first);
}

#define FULL_LINES(disposition, encoding)                                                          \
    "Content-Type: text/calendar; charset=utf-8\r\n"                                               \
    "Content-Disposition: " disposition "; filename=\"spark.ics\"\r\n" encoding                    \
    "Last-Modified: Thu, 12 Nov 2026 16:00:00 GMT\r\n"                                             \
    "X-Robots-Tag: noindex\r\n"
#define CACHE_LINES                                                                                \
    "ETag: %s\r\n"                                                                                 \
    "Vary: Accept-Encoding\r\n"                                                                    \
    "Cache-Control: private, no-cache\r\n"

static void test_heads(void **state)
{
    (void)state;
    char want[1024];
    struct snapshot s = fresh(), file;
    snprintf(want, sizeof want, FULL_LINES("inline", "") CACHE_LINES, s.etag);
    assert_str(s.head_plain, want);
    snprintf(want, sizeof want, FULL_LINES("inline", "Content-Encoding: gzip\r\n") CACHE_LINES,
             s.etag_gzip);
    assert_str(s.head_gzip, want);
    snprintf(want, sizeof want, CACHE_LINES, s.etag);
    assert_str(s.head_plain_304, want);
    snprintf(want, sizeof want, CACHE_LINES, s.etag_gzip);
    assert_str(s.head_gzip_304, want);
    snapshot_init(&file, &(struct snapshot_source){
                             .bytes = blob_ref(s.plain), .now = NOW, .attachment = true});
    snprintf(want, sizeof want, FULL_LINES("attachment", "") CACHE_LINES, file.etag);
    assert_str(file.head_plain, want);
    snapshot_done(&file);
    snapshot_done(&s);
}

/* @ stands for the plain tag without its quotes, # for the compressed one's. */
static struct str fill(const char *pattern, const struct snapshot *s, char ret[static 1024])
{
    size_t n = 0;
    if (!pattern)
        return (struct str){NULL, 0};
    for (; *pattern; pattern++) {
        const char *tag = *pattern == '@' ? s->etag : *pattern == '#' ? s->etag_gzip : NULL;
        if (tag) {
            memcpy(ret + n, tag + 1, strlen(tag) - 2);
            n += strlen(tag) - 2;
        } else {
            ret[n++] = *pattern;
        }
    }
    return str_make(ret, n);
}

/* RFC 9110 13.1.2, 13.1.3, 13.2.2. */
static void test_conditions(void **state)
{
    (void)state;
#define SAME "Thu, 12 Nov 2026 16:00:00 GMT"
#define BEFORE "Thu, 12 Nov 2026 15:59:59 GMT"
#define LATER "Thu, 12 Nov 2026 16:00:01 GMT"
    static const struct {
        const char *none_match, *modified_since;
        int plain, gzip;
    } rows[] = {
        {NULL, NULL, 200, 200},
        {"\"@\"", NULL, 304, 200},
        {"\"#\"", NULL, 200, 304},
        {"W/\"@\"", NULL, 304, 200},
        {"w/\"@-\"", NULL, 200, 200},
        {"\"x\", \"@\"", NULL, 304, 200},
        {"\"x\",W/\"#\" , \"y\"", NULL, 200, 304},
        {"\"a,b\",,\"@\"", NULL, 304, 200},
        {"\"@\",\"#\"", NULL, 304, 304},
        {"*", NULL, 304, 304},
        {" * ", NULL, 304, 304},
        {"\"*\"", NULL, 200, 200},
        {"@", NULL, 200, 200},
        {"\"@", NULL, 200, 200},
        {"'@'", NULL, 200, 200},
        {"\"@x\"", NULL, 200, 200},
        {"W/", NULL, 200, 200},
        {"", NULL, 200, 200},
        {NULL, SAME, 304, 304},
        {NULL, LATER, 304, 304},
        {NULL, BEFORE, 200, 200},
        {NULL, "yesterday", 200, 200},
        {NULL, "1794499200", 200, 200},
        {NULL, "", 200, 200},
        {NULL, "Thursday, 12-Nov-26 16:00:00 GMT", 304, 304},
        {NULL, "Thu Nov 12 16:00:00 2026", 304, 304},
        /* The tag wins, whichever way. */
        {"\"x\"", LATER, 200, 200},
        {"\"@\"", BEFORE, 304, 200},
        {"nonsense", LATER, 200, 200},
        {"", LATER, 200, 200},
    };
    struct snapshot s = fresh();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[1024];
        struct str match = fill(rows[i].none_match, &s, text);
        struct str since =
            rows[i].modified_since ? str_of(rows[i].modified_since) : (struct str){NULL, 0};
        assert_int_equal(snapshot_condition(&s, false, match, since), rows[i].plain);
        assert_int_equal(snapshot_condition(&s, true, match, since), rows[i].gzip);
    }
    snapshot_done(&s);
}

/* RFC 9110 12.5.3. */
static void test_encodings(void **state)
{
    (void)state;
    static const struct {
        const char *accept;
        bool want;
    } rows[] = {
        {NULL, false},
        {"", false},
        {"gzip", true},
        {"GZip", true},
        {"x-gzip", true},
        {"deflate, gzip, br", true},
        {"gzip;q=1.0, identity; q=0.5, *;q=0", true},
        {"gzip;q=0.001", true},
        {"*", true},
        {"*;q=0.1", true},
        {"identity;q=0, *", true},
        {"gzip, identity", true},
        {"identity;q=0.2, gzip ; q=0.2", true},
        {"gzip;q=0", false},
        {"gzip;q=0.000", false},
        {"gzip;q=0, *", false},
        {"*;q=0", false},
        {"*;q=0, gzip", true},
        {"identity", false},
        {"identity;q=0", false},
        {"deflate, br", false},
        {"gzip;q=0.5, identity;q=0.6", false},
        {"gzip;q=2", false},
        {"gzip;q=1.5", false},
        {"gzip;q=0.1234", false},
        {"gzip;q=-1", false},
        {"gzip;q=", false},
        {"gzip;level=9", false},
        {"gzipped", false},
        {",,,", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str accept = rows[i].accept ? str_of(rows[i].accept) : (struct str){NULL, 0};
        if (snapshot_wants_gzip(accept, STR("curl/7.88.1"), STR("")) != rows[i].want)
            print_message("Accept-Encoding: %s\n", rows[i].accept);
        assert_int_equal(snapshot_wants_gzip(accept, STR("curl/7.88.1"), STR("")), rows[i].want);
    }
}

/* Practice P12: one report of an Outlook subscription that a compressed feed stopped. */
static void test_user_agents(void **state)
{
    (void)state;
    static const struct {
        const char *agent, *parts;
        bool want;
    } rows[] = {
        {"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.5)",
         SNAPSHOT_NO_GZIP_DEFAULT, false},
        {"OUTLOOK-iOS/2.0", SNAPSHOT_NO_GZIP_DEFAULT, false},
        {"Microsoft", SNAPSHOT_NO_GZIP_DEFAULT, true},
        {"Mozilla/5.0 Thunderbird/153.7", SNAPSHOT_NO_GZIP_DEFAULT, true},
        {"", SNAPSHOT_NO_GZIP_DEFAULT, true},
        {"Outlook", "", true},
        {"Outlook", "||", true},
        {"Evolution/3.46", " evolution | Outlook", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(
            snapshot_wants_gzip(STR("gzip"), str_of(rows[i].agent), str_of(rows[i].parts)),
            rows[i].want);
    assert_true(snapshot_wants_gzip(STR("gzip"), (struct str){NULL, 0}, STR("Outlook")));
}

static void test_dates_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t want; /* 0: refused */
    } rows[] = {
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
        {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
        {"Sun Nov  6 08:49:37 1994", 784111777},
        {" Sun, 06 Nov 1994 08:49:37 GMT ", 784111777},
        {"Wed, 31 Dec 2036 23:59:60 GMT", 2114380799},
        {"Thursday, 12-Nov-26 16:00:00 GMT", 1794499200},
        {"Thursday, 12-Nov-76 16:00:00 GMT", 3372422400},
        {"Saturday, 12-Nov-77 16:00:00 GMT", 248198400},
        {"Sat Nov 12 16:00:00 1977", 248198400},
        {"Mon, 06 Nov 1994 08:49:37 GMT", 0}, /* it was a Sunday */
        {"Sun, 6 Nov 1994 08:49:37 GMT", 0},
        {"Sun, 06 Nov 1994 08:49:37", 0},
        {"Sun, 06 Nov 1994 08:49:37 BST", 0},
        {"Sun, 06 Nov 1994 08:49:37 +0000", 0},
        {"Sun, 06 Nov 1994 24:00:00 GMT", 0},
        {"Sun, 06 Nov 1994 08:60:37 GMT", 0},
        {"Sun, 06 Nov 1994 08:49:61 GMT", 0},
        {"Sun, 06 nov 1994 08:49:37 GMT", 0},
        {"Sun, 31 Feb 1994 08:49:37 GMT", 0},
        {"Sun, 06 Nov 94 08:49:37 GMT", 0},
        {"Sunday, 06-Nov-1994 08:49:37 GMT", 0},
        {"Sun, 06-Nov-94 08:49:37 GMT", 0},
        {"Sun Nov 6 08:49:37 1994", 0},
        {"Sun Nov  6 08:49:37 1994 GMT", 0},
        {"1994-11-06T08:49:37Z", 0},
        {"Sun, ", 0},
        {"Su", 0},
        {",", 0},
        {"", 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct instant got = {0};
        enum err err = snapshot_date_parse(str_of(rows[i].text), NOW, &got);
        if (got.v != rows[i].want)
            print_message("%s: %lld\n", rows[i].text, (long long)got.v);
        assert_int_equal(err, rows[i].want ? OK : ERR_INVALID);
        assert_int_equal(got.v, rows[i].want);
    }
}

/* Written and read back through the years, an hour further each day. */
static void test_dates_round(void **state)
{
    (void)state;
    for (int64_t t = 0; t < INT64_C(4102444800); t += 86400 * 3 + 3601) {
        char text[SNAPSHOT_DATE_MAX];
        struct instant got;
        snapshot_date_format((struct instant){t}, text);
        assert_int_equal(strlen(text), 29);
        assert_ok(snapshot_date_parse(str_of(text), NOW, &got));
        assert_int_equal(got.v, t);
    }
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags),        cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_changed_at),  cmocka_unit_test(test_heads),
        cmocka_unit_test(test_conditions),  cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_user_agents), cmocka_unit_test(test_dates_read),
        cmocka_unit_test(test_dates_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
