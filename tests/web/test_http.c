/* DESIGN: a real server and raw sockets: the faults other servers have had (http specification,
 * section 3), each on a fresh and on a kept connection, in one write and byte by byte. */
#include "http_fixture.h"

#define GET "GET /hello HTTP/1.1\r\nHost: a\r\n"
#define POST "POST /echo HTTP/1.1\r\nHost: a\r\n"
#define EVIL "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n"
#define ROW(name_, status_, text_)                                                                 \
    {                                                                                              \
        name_, status_,                                                                            \
        {                                                                                          \
            text_, sizeof(text_) - 1                                                               \
        }                                                                                          \
    }

/* What must be refused with this status, close the connection and run nothing. */
static const struct fault {
    const char *name;
    int status;
    struct str text;
} faults[] = {
    ROW("F1 two lengths", 400, POST "Content-Length: 0\r\nContent-Length: 31\r\n\r\n" EVIL),
    ROW("F1 twice the same", 400, POST "Content-Length: 31\r\nContent-Length: 31\r\n\r\n" EVIL),
    ROW("F2 +5", 400, POST "Content-Length: +5\r\n\r\nhello" EVIL),
    ROW("F2 -0", 400, POST "Content-Length: -0\r\n\r\n" EVIL),
    ROW("F2 NUL", 400, POST "Content-Length: 5\0 9\r\n\r\nhello" EVIL),
    ROW("F3 space before the colon", 400, POST "Content-Length : 31\r\n\r\n" EVIL),
    ROW("F3 the same, chunked", 400, POST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" EVIL),
    ROW("F4 chunked", 501, POST "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" EVIL),
    ROW("F4 gzip, chunked", 501, POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" EVIL),
    ROW("F4 unknown", 501, POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" EVIL),
    ROW("F4 with a length", 400,
        POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" EVIL),
    ROW("F5 HEAD with a body", 400,
        "HEAD /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 31\r\n\r\n" EVIL),
    ROW("F6 bare LF", 400, "GET /hello HTTP/1.1\nHost: a\n\n" EVIL),
    ROW("F6 folded", 400, GET "X: a\r\n b\r\n\r\n" EVIL),
    ROW("F6 empty name", 400, GET ": a\r\n\r\n" EVIL),
    ROW("F6 control in a name", 400, GET "X\x01Y: a\r\n\r\n" EVIL),
    ROW("F6 NUL in a value", 400, GET "X: a\0b\r\n\r\n" EVIL),
    ROW("F8 no Host", 400, "GET /hello HTTP/1.1\r\n\r\n" EVIL),
    ROW("F8 two Hosts", 400, GET "Host: b\r\n\r\n" EVIL),
    ROW("F8 junk Host", 400, "GET /hello HTTP/1.1\r\nHost: a/@b\r\n\r\n" EVIL),
    ROW("F8 //evil", 400, "GET //evil/a HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F8 absolute form", 400, "GET http://evil/a HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F9 space in the target", 400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F9 tab", 400, "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F9 8-bit", 400, "GET /\xe9 HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F9 no slash", 400, "GET hello HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F9 HTTP/1.9", 505, "GET /hello HTTP/1.9\r\nHost: a\r\n\r\n" EVIL),
    ROW("F10 NUL", 400, "GET /admin%00.ics HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F10 ../", 400, "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("F10 ..%2f", 400, "GET /a/..%2fb HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("method", 501, "BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    ROW("expectation", 417, POST "Expect: a-pony\r\nContent-Length: 31\r\n\r\n" EVIL),
    ROW("length over the limit", 413,
        "POST /ten HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n12345678901" EVIL),
    ROW("huge length", 413, POST "Content-Length: 99999999999999999999\r\n\r\n" EVIL),
    ROW("an empty line first", 400, "\r\n" EVIL),
};

static int setup(void **state)
{
    struct http_options options = site_options();
    *state = site_new(&options);
    return 0;
}

static int teardown(void **state)
{
    site_free(*state);
    return 0;
}

/* F18: the refusal carries the owner's headers, too. */
static void check_refused(struct client *client, const char *method, int status, const char *name)
{
    struct site *site = client->site;
    int got = client_take(client, method);
    if (got != status || site->request_count)
        print_error("%s: %d, not %d; ran %d\n", name, got, status, site->request_count);
    assert_int_equal(got, status);
    assert_string_equal(client_header(client, "X-Owner"), "yes");
    assert_string_equal(client_header(client, "Connection"), "close");
    assert_non_null(client_header(client, "Date"));
    client_expect_end(client);
    assert_int_equal(site->request_count, 0);
    assert_int_equal(site->refusal_count, 1);
    assert_int_equal(site->refused_status, status);
}

static void test_faults(void **state)
{
    struct site *site = *state;
    for (size_t i = 0; i < COUNT_OF(faults); i++)
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            struct client *client = client_by(site, &ways[w]);
            client_say(client, faults[i].text, ways[w].step);
            check_refused(client, faults[i].text.p[0] == 'H' ? "HEAD" : "GET", faults[i].status,
                          faults[i].name);
            client_free(client);
        }
    UNTIL(site, http_count(site->http) == 0);
}

/* More than 64 header lines, or 8 KB of head: 431. */
static void test_large_heads(void **state)
{
    struct site *site = *state;
    struct buf lines, line;
    buf_init(&lines, 1 << 16);
    buf_init(&line, 1 << 16);
    buf_add_c(&lines, GET);
    for (int i = 0; i < 64; i++)
        buf_add_c(&lines, "x: y\r\n");
    buf_add_c(&lines, "\r\n" EVIL);
    buf_add_c(&line, GET "X: ");
    for (int i = 0; i < 9000; i++)
        buf_add_char(&line, 'y');
    buf_add_c(&line, "\r\n\r\n" EVIL);
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        client_say(client, buf_str(&lines), ways[w].step);
        check_refused(client, "GET", 431, "65 lines");
        client_free(client);
        client = client_by(site, &ways[w]);
        client_say(client, buf_str(&line), ways[w].step);
        check_refused(client, "GET", 431, "9 KB");
        client_free(client);
    }
    buf_done(&lines);
    buf_done(&line);
}

/* What is accepted is seen as it was sent, and the next request is found behind its body. */
static void test_bodies_end_where_they_say(void **state)
{
    static const char text[] = POST "Content-Length: 5\r\n\r\nhello" GET "\r\n" POST
                                    "Content-Length: 33\r\n\r\n" EVIL "xxGET /%61?b HTTP/1.1\r\n"
                                    "Host: a\r\n\r\n";
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        client_say(client, str_of(text), ways[w].step);
        assert_int_equal(client_take(client, "POST"), 200);
        assert_string_equal(client->body, "memory hello");
        assert_int_equal(client_take(client, "GET"), 200);
        assert_string_equal(client->body, "hello");
        assert_int_equal(client_take(client, "POST"), 200);
        assert_string_equal(client->body, "memory " EVIL "xx");
        assert_int_equal(client_take(client, "GET"), 200);
        assert_string_equal(buf_cstr(&site->executed),
                            "POST /echo\nGET /hello\nPOST /echo\nGET /a\n");
        client_free(client);
    }
}

/* F7: HEAD has the length and not the body, and the connection stays in step; so do 204 and 304. */
static void test_replies_without_a_body(void **state)
{
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        client_say(client,
                   STR("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n"
                       "GET /204 HTTP/1.1\r\nHost: a\r\n\r\n"
                       "GET /304 HTTP/1.1\r\nHost: a\r\n\r\n"
                       "HEAD /304 HTTP/1.1\r\nHost: a\r\n\r\n" GET_HELLO),
                   ways[w].step);
        assert_int_equal(client_take(client, "HEAD"), 200);
        assert_string_equal(client_header(client, "Content-Length"), "5");
        assert_int_equal(client_take(client, "GET"), 204);
        assert_null(client_header(client, "Content-Length"));
        assert_int_equal(client_take(client, "GET"), 304);
        assert_null(client_header(client, "Content-Length"));
        assert_int_equal(client_take(client, "HEAD"), 304);
        assert_int_equal(client_take(client, "GET"), 200);
        assert_string_equal(client->body, "hello");
        assert_null(client_header(client, "Connection"));
        assert_false(client->ended);
        client_free(client);
    }
}

/* F12, pipelining: one after the other, in order, the second not even read before the first is
 * answered. */
static void test_pipelined_requests_wait(void **state)
{
    static const char text[] =
        "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n" GET_HELLO "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n";
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        client_say(client, str_of(text), ways[w].step);
        UNTIL(site, site->held_count == 1);
        site_poll(site);
        assert_int_equal(site->request_count, 1);
        assert_int_equal(http_busy_count(site->http), 1);
        site_answer_held(site, 0, "first");
        assert_int_equal(site->request_count, 1);
        UNTIL(site, site->held_count == 2);
        site_answer_held(site, 1, "third");
        assert_int_equal(client_take(client, "GET"), 200);
        assert_string_equal(client->body, "first");
        assert_int_equal(client_take(client, "GET"), 200);
        assert_string_equal(client->body, "hello");
        assert_int_equal(client_take(client, "GET"), 200);
        assert_string_equal(client->body, "third");
        site->held_count = 0;
        client_free(client);
    }
}

/* F12: a client that asks without reading its answers is not read from. */
static void test_flood_is_bounded(void **state)
{
    static const char ask[] = "GET /big HTTP/1.1\r\nHost: a\r\n\r\n";
    struct site *site = *state;
    struct client *client = client_by(site, &ways[0]);
    struct buf asks;
    size_t sent = 0;
    int refused = 0;
    buf_init(&asks, 1 << 20);
    while (asks.n < (1 << 19))
        buf_add_c(&asks, ask);
    client_turn_deaf(client);
    while (refused < 10) {
        ssize_t n = send(client->fd, asks.p, asks.n, MSG_NOSIGNAL | MSG_DONTWAIT);
        refused = n > 0 ? 0 : refused + 1;
        sent += n > 0 ? (size_t)n : 0;
        site_poll(site);
    }
    assert_true(sent > sizeof ask * 100);
    assert_int_equal(site->request_count, 1);
    buf_done(&asks);
    client_free(client);
    UNTIL(site, http_count(site->http) == 0);
}

/* F15: the exchange of a client that left stays valid, and its answer goes to nobody else. */
static void test_client_leaves_before_the_answer(void **state)
{
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *gone = client_by(site, &ways[w]);
        client_say(gone, STR("GET /hold?x=y HTTP/1.1\r\nHost: a\r\nCookie: z\r\n\r\n"),
                   ways[w].step);
        UNTIL(site, site->held_count == 1);
        client_vanish(gone);
        struct client *next = client_by(site, &ways[w]);
        site_poll(site);
        const struct http_request *request = http_exchange_request(site->held[0]);
        assert_str(http_request_header(request, "cookie"), "z");
        assert_str(request->query, "x=y");
        site_answer_held(site, 0, "for nobody");
        client_say(next, STR(GET_HELLO), ways[w].step);
        assert_int_equal(client_take(next, "GET"), 200);
        assert_string_equal(next->body, "hello");
        assert_int_equal(next->n, 0);
        site->held_count = 0;
        client_free(gone);
        client_free(next);
    }
    UNTIL(site, http_count(site->http) == 0);
}

/* F16: a client that ends its side still gets all of a long reply. */
static void test_half_close(void **state)
{
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        client_say(client, STR(GET_HELLO "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"), ways[w].step);
        shutdown(client->fd, SHUT_WR);
        assert_int_equal(client_take(client, "GET"), 200);
        assert_int_equal(client_take(client, "GET"), 200);
        assert_int_equal(client->body_n, BIG_BYTES);
        assert_memory_equal(client->body, blob_str(site->big).p, BIG_BYTES);
        client_expect_end(client);
        client_free(client);
    }
}

/* The same while the answer is not there yet, with a request behind it. */
static void test_half_close_while_working(void **state)
{
    struct site *site = *state;
    struct client *client = client_new(site);
    client_say_c(client, "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n" GET_HELLO);
    shutdown(client->fd, SHUT_WR);
    UNTIL(site, site->held_count == 1);
    site_poll(site);
    site_answer_held(site, 0, "late");
    assert_int_equal(client_take(client, "GET"), 200);
    assert_string_equal(client->body, "late");
    assert_int_equal(client_take(client, "GET"), 200);
    client_expect_end(client);
    client_free(client);
}

/* F19: the owner hears of the head before the body, and may answer then. */
static void test_answer_at_the_head(void **state)
{
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        client_say(client, STR(POST "Content-Length: 5\r\n\r\n"), ways[w].step);
        UNTIL(site, site->head_count == 1);
        assert_int_equal(site->request_count, 0);
        client_say(client, STR("hello"), ways[w].step);
        assert_int_equal(client_take(client, "POST"), 200);
        assert_int_equal(site->request_count, 1);
        client_say(client, STR("GET /early HTTP/1.1\r\nHost: a\r\n\r\n"), ways[w].step);
        assert_int_equal(client_take(client, "GET"), 403);
        assert_null(client_header(client, "Connection"));
        client_say(client,
                   STR("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 31\r\n\r\n" EVIL),
                   ways[w].step);
        assert_int_equal(client_take(client, "POST"), 403);
        assert_string_equal(client_header(client, "Connection"), "close");
        client_expect_end(client);
        assert_int_equal(site->request_count, 1);
        client_free(client);
    }
}

static void test_close(void **state)
{
    static const char *const asks[] = {
        "GET /hello HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
        (GET "Connection: close\r\n\r\n" EVIL),
        ("GET /close HTTP/1.1\r\nHost: a\r\n\r\n" EVIL),
    };
    struct site *site = *state;
    for (size_t i = 0; i < COUNT_OF(asks); i++)
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            struct client *client = client_by(site, &ways[w]);
            client_say(client, str_of(asks[i]), ways[w].step);
            assert_int_equal(client_take(client, "GET"), 200);
            assert_string_equal(client_header(client, "Connection"), "close");
            client_expect_end(client);
            assert_int_equal(site->request_count, 1);
            client_free(client);
        }
}

/* RFC 9110 5.6.7, and every answer has one. */
static void test_date(void **state)
{
    struct client *client = client_new(*state);
    char day[4], month[4];
    int d, year, hour, minute, second, end = 0;
    client_say_c(client, GET_HELLO);
    client_take(client, "GET");
    const char *date = client_header(client, "Date");
    assert_non_null(date);
    assert_int_equal(strlen(date), 29);
    assert_int_equal(sscanf(date, "%3s, %2d %3s %4d %2d:%2d:%2d GMT%n", day, &d, month, &year,
                            &hour, &minute, &second, &end),
                     7);
    assert_int_equal(end, 29);
    assert_true(year >= 2024);
    client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_large_heads, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bodies_end_where_they_say, setup, teardown),
        cmocka_unit_test_setup_teardown(test_replies_without_a_body, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pipelined_requests_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(test_flood_is_bounded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_client_leaves_before_the_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(test_half_close, setup, teardown),
        cmocka_unit_test_setup_teardown(test_half_close_while_working, setup, teardown),
        cmocka_unit_test_setup_teardown(test_answer_at_the_head, setup, teardown),
        cmocka_unit_test_setup_teardown(test_close, setup, teardown),
        cmocka_unit_test_setup_teardown(test_date, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
