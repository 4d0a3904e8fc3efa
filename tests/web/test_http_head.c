/* DESIGN: every row of the head parser's table, each in one piece, byte by byte and cut in two. */
#include "http_head.h"

#include <stdio.h>
#include <stdlib.h>

#include "support.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n"
#define END "\r\n"
#define ROW(name_, text_, status_)                                                                 \
    {                                                                                              \
        name_, {text_, sizeof(text_) - 1}, status_                                                 \
    }

/* status 0: accepted */
struct row {
    const char *name;
    struct str text;
    int status;
};

static const struct row rows[] = {
    /* request line: METHOD SP target SP HTTP/1.1 CRLF */
    ROW("plain", GET END, 0),
    ROW("1.0", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", 0),
    ROW("no version", "GET /\r\nHost: a\r\n\r\n", 400),
    ROW("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("two spaces before version", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("trailing space", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
    ROW("tab", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("leading empty line", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("no method", " / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("method no token", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("version without dot", "GET / HTTP/11\r\nHost: a\r\n\r\n", 400),
    ROW("version junk", "GET / HTTP/1.x\r\nHost: a\r\n\r\n", 400),
    ROW("F9 1.9", "GET / HTTP/1.9\r\nHost: a\r\n\r\n", 505),
    ROW("2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ROW("0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
    ROW("1.10", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400),
    ROW("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ROW("TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    /* methods */
    ROW("OPTIONS", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ROW("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ROW("TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ROW("lower-case method", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ROW("longer method", "GETS / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    /* target */
    ROW("F9 no slash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F8 absolute", "GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F8 two slashes", "GET //evil/a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("double slash within", "GET /a//b HTTP/1.1\r\nHost: a\r\n\r\n", 0),
    ROW("F9 space", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F9 tab", "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F9 8-bit", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("DEL", "GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("NUL", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("CR", "GET /a\rb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("backslash", "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("percent at end", "GET /a% HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("percent one digit", "GET /a%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("percent no hex", "GET /a%4g HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("percent sign", "GET /a%+4 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F10 %00", "GET /admin%00.ics HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F10 %2f", "GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F10 %2F", "GET /a/..%2Fb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("%5c", "GET /a%5cb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("%0d%0a", "GET /a%0d%0aX:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("%7f", "GET /a%7fb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("F10 dots", "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("dots at end", "GET /a/.. HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("dot", "GET /./b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("encoded dots", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("half encoded dots", "GET /.%2e HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("twice encoded dots are a name", "GET /%252e%252e HTTP/1.1\r\nHost: a\r\n\r\n", 0),
    ROW("three dots are a name", "GET /... HTTP/1.1\r\nHost: a\r\n\r\n", 0),
    ROW("dots in a query", "GET /a?b=../c&d=%2Fe HTTP/1.1\r\nHost: a\r\n\r\n", 0),
    ROW("broken escape in a query", "GET /a?b=%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ROW("NUL in a query", "GET /a?b=%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    /* lines */
    ROW("F6 bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
    ROW("F6 bare LF after a header", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
    ROW("F6 bare LF at the end", GET "\n", 400),
    ROW("F6 only LF", "GET / HTTP/1.1\nHost: a\n\n", 400),
    ROW("bare CR in a value", GET "X: a\rb\r\n" END, 400),
    ROW("CR CR LF", GET "X: a\r\r\n" END, 400),
    ROW("CR at the end", "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n", 400),
    ROW("F6 NUL in a value", GET "X: a\0b\r\n" END, 400),
    ROW("DEL in a value", GET "X: a\x7f\r\n" END, 400),
    ROW("control in a value", GET "X: a\x01\r\n" END, 400),
    ROW("tab in a value", GET "X: a\tb\r\n" END, 0),
    ROW("8-bit in a value", GET "X: \xc3\xa9\r\n" END, 0),
    ROW("F6 folded", GET "X: a\r\n b\r\n" END, 400),
    ROW("F6 folded by tab", GET "X: a\r\n\tb\r\n" END, 400),
    ROW("folded first", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    ROW("F6 empty name", GET ": a\r\n" END, 400),
    ROW("F6 control in a name", GET "X\x01: a\r\n" END, 400),
    ROW("8-bit in a name", GET "X\xe9: a\r\n" END, 400),
    ROW("F3 space before the colon", GET "X : a\r\n" END, 400),
    ROW("tab before the colon", GET "X\t: a\r\n" END, 400),
    ROW("F3 Content-Length :", GET "Content-Length : 31\r\n" END, 400),
    ROW("F3 Transfer-Encoding :", GET "Transfer-Encoding : chunked\r\n" END, 400),
    ROW("no colon", GET "X\r\n" END, 400),
    ROW("empty value", GET "X:\r\n" END, 0),
    /* Transfer-Encoding in any spelling */
    ROW("F4 chunked", GET "Transfer-Encoding: chunked\r\n" END, 501),
    ROW("F4 spelling", GET "tRANSFER-eNCODING: chunked\r\n" END, 501),
    ROW("F4 gzip, chunked", GET "Transfer-Encoding: gzip, chunked\r\n" END, 501),
    ROW("identity", GET "Transfer-Encoding: identity\r\n" END, 501),
    ROW("empty", GET "Transfer-Encoding:\r\n" END, 501),
    ROW("with length", GET "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" END, 400),
    ROW("length first", GET "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" END, 400),
    /* Content-Length */
    ROW("length", GET "Content-Length: 5\r\n" END, 0),
    ROW("length 0", GET "Content-Length: 0\r\n" END, 0),
    ROW("F1 two", GET "Content-Length: 5\r\nContent-Length: 6\r\n" END, 400),
    ROW("F1 twice the same", GET "Content-Length: 5\r\nContent-Length: 5\r\n" END, 400),
    ROW("a list", GET "Content-Length: 5, 5\r\n" END, 400),
    ROW("empty", GET "Content-Length:\r\n" END, 400),
    ROW("F2 +5", GET "Content-Length: +5\r\n" END, 400),
    ROW("F2 -0", GET "Content-Length: -0\r\n" END, 400),
    ROW("F2 NUL", GET "Content-Length: 5\0 9\r\n" END, 400),
    ROW("hex", GET "Content-Length: 0x5\r\n" END, 400),
    ROW("space within", GET "Content-Length: 5 5\r\n" END, 400),
    ROW("fraction", GET "Content-Length: 5.0\r\n" END, 400),
    ROW("huge", GET "Content-Length: 9223372036854775808\r\n" END, 413),
    ROW("wraps", GET "Content-Length: 18446744073709551621\r\n" END, 413),
    ROW("F5 HEAD", "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 31\r\n\r\n", 400),
    ROW("HEAD without", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", 0),
    /* Host */
    ROW("F8 no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    ROW("no Host in 1.0", "GET / HTTP/1.0\r\n\r\n", 400),
    ROW("F8 two", GET "Host: b\r\n" END, 400),
    ROW("two the same", GET "HOST: a\r\n" END, 400),
    ROW("empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
    ROW("F8 junk", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    ROW("user", "GET / HTTP/1.1\r\nHost: b@a\r\n\r\n", 400),
    ROW("slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    ROW("list", "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", 400),
    ROW("port", "GET / HTTP/1.1\r\nHost: spark-1.example.org:8080\r\n\r\n", 0),
    ROW("port too large", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400),
    ROW("port empty", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n", 400),
    ROW("port junk", "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", 400),
    ROW("only port", "GET / HTTP/1.1\r\nHost: :80\r\n\r\n", 400),
    ROW("IPv6", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 0),
    ROW("IPv6 open", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
    ROW("IPv6 junk", "GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n", 400),
    ROW("IPv6 letters", "GET / HTTP/1.1\r\nHost: [evil]\r\n\r\n", 400),
    /* Expect */
    ROW("continue", GET "Expect: 100-Continue\r\n" END, 0),
    ROW("other", GET "Expect: 200-ok\r\n" END, 417),
    ROW("one of two", GET "Expect: 100-continue\r\nExpect: x\r\n" END, 417),
    ROW("ignored in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nExpect: x\r\n\r\n", 0),
};

struct fixture {
    struct arena *arena;
    struct http_request request;
    struct http_head head;
};

static void begin(struct fixture *f)
{
    arena_reset(f->arena);
    f->request.arena = f->arena;
    http_head_init(&f->head, &f->request);
}

/* The bytes in steps of `step`; stops at a verdict. */
static enum http_head_verdict feed(struct fixture *f, struct str text, size_t step)
{
    enum http_head_verdict verdict = HTTP_HEAD_MORE;
    begin(f);
    for (size_t n = 0; n < text.n && verdict == HTTP_HEAD_MORE;) {
        n = n + step < text.n ? n + step : text.n;
        verdict = http_head_parse(&f->head, text.p, n);
    }
    return verdict;
}

static void check_row(struct fixture *f, const struct row *row, size_t step)
{
    enum http_head_verdict verdict = feed(f, row->text, step);
    if (verdict == HTTP_HEAD_MORE || f->head.status != row->status)
        print_error("%s, in steps of %zu: verdict %d, status %d, not %d\n", row->name, step,
                    (int)verdict, f->head.status, row->status);
    assert_int_equal(verdict, row->status ? HTTP_HEAD_REFUSED : HTTP_HEAD_DONE);
    assert_int_equal(f->head.status, row->status);
    if (row->status) {
        assert_non_null(f->head.reason);
        assert_int_equal(f->request.header_count, 0);
        assert_int_equal(http_head_parse(&f->head, row->text.p, row->text.n), HTTP_HEAD_REFUSED);
    } else {
        assert_int_equal(f->head.scanned, row->text.n);
    }
}

static void test_rows(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        check_row(f, &rows[i], rows[i].text.n);
        check_row(f, &rows[i], 1);
        check_row(f, &rows[i], 7);
    }
}

/* A copy on the heap without a byte more, so that the sanitizer sees a read beyond it. */
static void test_never_beyond(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t n = 0; n <= rows[i].text.n; n++) {
            char *copy = malloc(n ? n : 1);
            assert_non_null(copy);
            memcpy(copy, rows[i].text.p, n);
            begin(f);
            enum http_head_verdict verdict = http_head_parse(&f->head, copy, n);
            if (n < rows[i].text.n)
                assert_int_not_equal(verdict, HTTP_HEAD_DONE);
            free(copy);
        }
}

static void test_request(void **state)
{
    struct fixture *f = *state;
    static const char bytes[] = "POST /sp%61rk/caf%C3%A9?to=%2Fa?b HTTP/1.1\r\n"
                                "hOST:spark.example.org:80\r\n"
                                "X-Blank: \t padded \t \r\n"
                                "Cookie: a=1\r\n"
                                "cookie: b=2\r\n"
                                "Content-Length: 007\r\n"
                                "\r\n"
                                "body not read";
    const struct str text = {bytes, sizeof bytes - 1};
    for (size_t step = 1; step <= text.n; step += 5) {
        assert_int_equal(feed(f, text, step), HTTP_HEAD_DONE);
        const struct http_request *r = &f->request;
        assert_int_equal(r->method, HTTP_POST);
        assert_str(r->target, "/sp%61rk/caf%C3%A9?to=%2Fa?b");
        assert_str(r->path, "/spark/caf\xc3\xa9");
        assert_str(r->query, "to=%2Fa?b");
        assert_str(r->host, "spark.example.org:80");
        assert_int_equal(r->content_length, 7);
        assert_int_equal(r->header_count, 5);
        assert_str(r->headers[1].name, "X-Blank");
        assert_str(http_request_header(r, "x-blank"), "padded");
        assert_str(http_request_header(r, "Cookie"), "a=1");
        assert_null(http_request_header(r, "cook").p);
        assert_false(f->head.close);
        assert_memory_equal(text.p + f->head.scanned, "body", 4);
        assert_ptr_equal(r->host.p, strstr(bytes, "spark."));
    }
}

static void test_close(void **state)
{
    static const struct {
        const char *text;
        bool close;
    } cases[] = {
        {GET END, false},
        {GET "Connection: close\r\n" END, true},
        {GET "Connection: Keep-Alive, CLOSE\r\n" END, true},
        {GET "Connection: keep-alive\r\nconnection:close\r\n" END, true},
        {GET "Connection: closed\r\n" END, false},
        {"GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", true},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(feed(f, str_of(cases[i].text), 3), HTTP_HEAD_DONE);
        assert_int_equal(f->head.close, cases[i].close);
    }
}

/* `count` short header lines after the request line and Host. */
static char *many_headers(int count)
{
    char *text = malloc(64 + (size_t)count * 8), *at = text;
    assert_non_null(text);
    at += sprintf(at, GET);
    for (int i = 0; i < count; i++)
        at += sprintf(at, "h: %d\r\n", i % 10);
    memcpy(at, END, 3);
    return text;
}

static void test_at_most_64_headers(void **state)
{
    struct fixture *f = *state;
    for (size_t step = 1; step < 600; step += 511) {
        char *text = many_headers(63);
        assert_int_equal(feed(f, str_of(text), step), HTTP_HEAD_DONE);
        assert_int_equal(f->request.header_count, 64);
        free(text);
        text = many_headers(64);
        assert_int_equal(feed(f, str_of(text), step), HTTP_HEAD_REFUSED);
        assert_int_equal(f->head.status, 431);
        free(text);
    }
}

/* A head of exactly n bytes, in one header or in the target. */
static char *head_of(size_t n, const char *begin, const char *end)
{
    char *text = malloc(n + 1);
    assert_non_null(text);
    memset(text, 'x', n);
    memcpy(text, begin, strlen(begin));
    memcpy(text + n - strlen(end), end, strlen(end) + 1);
    return text;
}

static void test_at_most_8_kb(void **state)
{
    static const char *const shapes[][2] = {{GET "X: ", "\r\n\r\n"},
                                            {"GET /", " HTTP/1.1\r\nHost: a\r\n\r\n"}};
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        for (size_t step = 1; step < 9000; step += 4096) {
            char *text = head_of(8192, shapes[i][0], shapes[i][1]);
            assert_int_equal(feed(f, str_of(text), step), HTTP_HEAD_DONE);
            assert_int_equal(f->head.scanned, 8192);
            free(text);
            text = head_of(8193, shapes[i][0], shapes[i][1]);
            assert_int_equal(feed(f, str_of(text), step), HTTP_HEAD_REFUSED);
            assert_int_equal(f->head.status, 431);
            free(text);
        }
}

/* 64 KB behind a head are none of its. */
static void test_stops_at_the_body(void **state)
{
    struct fixture *f = *state;
    size_t n = sizeof GET END - 1 + 65536;
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, '\n', n);
    memcpy(text, GET END, sizeof GET END - 1);
    assert_int_equal(feed(f, str_make(text, n), n), HTTP_HEAD_DONE);
    assert_int_equal(f->head.scanned, sizeof GET END - 1);
    free(text);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->arena = arena_new();
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    free(f);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_never_beyond),
        cmocka_unit_test(test_request),
        cmocka_unit_test(test_close),
        cmocka_unit_test(test_at_most_64_headers),
        cmocka_unit_test(test_at_most_8_kb),
        cmocka_unit_test(test_stops_at_the_body),
    };
    support_init();
    return cmocka_run_group_tests(tests, setup, teardown);
}
