/* DESIGN: connections under pressure: deadlines, caps, slow clients, stopping, and what they cost
 * in memory. Deadlines are short and never measured: what is tested is that they come, or do not.
 */
#include "http_conn.h"
#include "http_fixture.h"

#include <malloc.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifdef WITH_ASAN
/* Of its runtime; gcc does not bring the header. */
size_t __sanitizer_get_current_allocated_bytes(void);
#endif

enum { NEVER_MS = 1000000, SOON_MS = 50 };

/* No deadline comes but those a test sets. */
static struct http_options patient(void)
{
    struct http_options options = site_options();
    options.head_timeout_ms = options.body_timeout_ms = NEVER_MS;
    options.idle_timeout_ms = options.reply_timeout_ms = NEVER_MS;
    options.connections_peer_max = 0;
    return options;
}

/* ---- deadlines ---- */

/* Says the text a byte at a time, one every few milliseconds, for ever. */
struct drip {
    struct client *client;
    struct event *event;
    struct str text;
    size_t at;
};

static void on_drip(evutil_socket_t fd, short what, void *arg)
{
    struct drip *drip = arg;
    (void)fd;
    (void)what;
    if (drip->at < drip->text.n)
        (void)!send(drip->client->fd, drip->text.p + drip->at++, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void drip_start(struct drip *drip, struct client *client, struct str text)
{
    struct timeval every = {0, 5000};
    *drip = (struct drip){.client = client, .text = text};
    drip->event = event_new(client->site->base, -1, EV_PERSIST, on_drip, drip);
    event_add(drip->event, &every);
}

static const char long_head[] = "GET /hello HTTP/1.1\r\nHost: a\r\nX: "
                                "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
                                "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
                                "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
                                "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
                                "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
                                "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy";

/* F11: a head that never ends is over at its deadline, however steadily it drips. (The good request
 * before it goes in one write: it must not be caught by the same deadline.) */
static void test_slow_head(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.head_timeout_ms = SOON_MS;
    for (size_t w = 0; w < COUNT_OF(ways); w += 2) {
        struct site *site = site_new(&options);
        struct client *client = client_by(site, &ways[w]);
        struct drip drip;
        drip_start(&drip, client, str_of(long_head));
        assert_int_equal(client_take(client, "GET"), 408);
        assert_string_equal(client_header(client, "X-Owner"), "yes");
        assert_string_equal(site->refused_reason, "head-timeout");
        client_expect_end(client);
        assert_true(drip.at < sizeof long_head - 1);
        assert_int_equal(site->request_count, 0);
        event_free(drip.event);
        client_free(client);
        site_free(site);
    }
}

static void test_slow_body(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.body_timeout_ms = SOON_MS;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct site *site = site_new(&options);
        struct client *client = client_by(site, &ways[w]);
        struct drip drip;
        client_say(client, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\n"),
                   ways[w].step);
        drip_start(&drip, client, str_of(long_head));
        assert_int_equal(client_take(client, "POST"), 408);
        assert_string_equal(site->refused_reason, "body-timeout");
        client_expect_end(client);
        assert_int_equal(site->request_count, 0);
        event_free(drip.event);
        client_free(client);
        site_free(site);
    }
}

/* Between requests the connection just ends; a client that never spoke is one of these. */
static void test_idle(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.idle_timeout_ms = SOON_MS;
    for (size_t w = 0; w < COUNT_OF(ways); w += 2) {
        struct site *site = site_new(&options);
        struct client *client = client_by(site, &ways[w]);
        client_expect_end(client);
        assert_int_equal(site->refusal_count, 0);
        UNTIL(site, http_count(site->http) == 0);
        client_free(client);
        site_free(site);
    }
}

/* A reply the client does not take ends, and frees what it held. */
static void test_reply_not_taken(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.reply_timeout_ms = SOON_MS;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct site *site = site_new(&options);
        struct client *client = client_by(site, &ways[w]);
        client_turn_deaf(client);
        client_say(client, STR("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"), ways[w].step);
        UNTIL(site, site->request_count == 1);
        UNTIL(site, http_count(site->http) == 0);
        client_free(client);
        site_free(site);
    }
}

/* While the owner works, no deadline runs: another connection's coming and going proves the wait.
 */
static void test_no_deadline_while_working(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.idle_timeout_ms = options.head_timeout_ms = options.reply_timeout_ms = SOON_MS;
    struct site *site = site_new(&options);
    struct client *client = client_new(site);
    client_say_c(client, "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
    UNTIL(site, site->held_count == 1);
    for (int i = 0; i < 3; i++) {
        struct client *idle = client_new(site);
        client_expect_end(idle);
        client_free(idle);
    }
    site_answer_held(site, 0, "at last");
    assert_int_equal(client_take(client, "GET"), 200);
    assert_string_equal(client->body, "at last");
    client_free(client);
    site_free(site);
}

/* Our side is shut, the client's is not: not for ever. */
static void test_linger_ends(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.linger_timeout_ms = SOON_MS;
    struct site *site = site_new(&options);
    struct client *client = client_new(site);
    client_say_c(client, "BAD\r\n\r\n");
    assert_int_equal(client_take(client, "GET"), 400);
    client_expect_end(client);
    assert_int_equal(http_busy_count(site->http), 0);
    UNTIL(site, http_count(site->http) == 0);
    client_free(client);
    site_free(site);
}

/* ---- caps ---- */

/* The first two are in, and stay; the third is turned away; when one leaves there is room again. */
static void check_cap_of_two(const struct http_options *options)
{
    struct site *site = site_new(options);
    struct client *first = client_new(site), *second = client_new(site);
    UNTIL(site, http_count(site->http) == 2);
    struct client *third = client_new(site);
    client_expect_end(third);
    assert_int_equal(http_count(site->http), 2);
    client_say_c(first, GET_HELLO);
    assert_int_equal(client_take(first, "GET"), 200);
    client_free(first);
    UNTIL(site, http_count(site->http) == 1);
    struct client *fourth = client_new(site);
    client_say_c(fourth, GET_HELLO);
    assert_int_equal(client_take(fourth, "GET"), 200);
    client_free(second);
    client_free(third);
    client_free(fourth);
    site_free(site);
}

static void test_caps(void **state)
{
    struct http_options options = patient();
    (void)state;
    options.connections_max = 2;
    check_cap_of_two(&options);
    options = patient();
    options.connections_peer_max = 2;
    check_cap_of_two(&options);
}

/* Without descriptors it waits, and goes on by itself when there are some. */
static void test_out_of_descriptors(void **state)
{
    struct http_options options = patient();
    struct rlimit was, now;
    (void)state;
    struct site *site = site_new(&options);
    struct client *client = client_of(site, connect_to(site));
    int lowest = dup(0);
    close(lowest);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    now = (struct rlimit){(rlim_t)lowest, was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
    site_poll(site);
    assert_int_equal(http_count(site->http), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    client_say_c(client, GET_HELLO);
    assert_int_equal(client_take(client, "GET"), 200);
    client_free(client);
    site_free(site);
}

/* ---- stopping ---- */

static void test_stop(void **state)
{
    struct http_options options = patient();
    (void)state;
    struct site *site = site_new(&options);
    struct client *idle = client_new(site), *working = client_new(site), *taking = client_new(site);
    client_say_c(idle, GET_HELLO);
    assert_int_equal(client_take(idle, "GET"), 200);
    client_say_c(working, "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n" GET_HELLO);
    UNTIL(site, site->held_count == 1);
    client_turn_deaf(taking);
    client_say_c(taking, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    UNTIL(site, site->request_count == 3);
    http_stop(site->http);
    assert_int_equal(http_busy_count(site->http), 2);
    client_expect_end(idle);
    site_answer_held(site, 0, "last");
    assert_int_equal(client_take(working, "GET"), 200);
    assert_string_equal(client_header(working, "Connection"), "close");
    client_expect_end(working);
    client_listen(taking);
    assert_int_equal(client_take(taking, "GET"), 200);
    assert_int_equal(taking->body_n, BIG_BYTES);
    client_expect_end(taking);
    assert_int_equal(http_busy_count(site->http), 0);
    assert_int_equal(site->request_count, 3);
    client_free(idle);
    client_free(working);
    client_free(taking);
    site_free(site);
}

/* In whatever state its connections are. */
static void test_free_in_the_middle(void **state)
{
    static const char *const asks[] = {
        "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /big HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /hel",
        "BAD\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\nx"};
    struct http_options options = patient();
    struct client *clients[COUNT_OF(asks)];
    (void)state;
    struct site *site = site_new(&options);
    for (size_t i = 0; i < COUNT_OF(asks); i++) {
        clients[i] = client_new(site);
        client_turn_deaf(clients[i]);
        client_say_c(clients[i], asks[i]);
        UNTIL(site, http_count(site->http) == (int)i + 1);
        site_poll(site);
    }
    http_free(site->http);
    site->http = NULL;
    for (size_t i = 0; i < COUNT_OF(asks); i++)
        client_free(clients[i]);
    site_free(site);
}

/* ---- memory ---- */

static size_t allocated_bytes(void)
{
#ifdef WITH_ASAN
    return __sanitizer_get_current_allocated_bytes();
#else
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#endif
}

enum { MANY = 300 };

static void say_to_all(const int *fds, struct str text)
{
    for (int i = 0; i < MANY; i++)
        assert_int_equal(send(fds[i], text.p, text.n, MSG_NOSIGNAL), text.n);
}

/* How many connections hold that many bytes of an unfinished head. */
static int holding(const struct site *site, size_t n)
{
    const struct http_conn *conn;
    int count = 0;
    TAILQ_FOREACH(conn, &site->http->looks, looks)
    count += conn->exchange && conn->exchange->have == n;
    return count;
}

/* An idle connection costs at most 2 KB, one after its first request at most 4 KB, and F14: an
 * unfinished head of the largest size, in tiny lines, at most 27 KB. */
static void test_memory(void **state)
{
    struct http_options options = patient();
    char head[8000];
    int fds[MANY];
    (void)state;
    struct site *site = site_new(&options);
    size_t n = (size_t)snprintf(head, sizeof head, "GET /hello HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 62; i++)
        n += (size_t)snprintf(head + n, sizeof head - n, "a:b\r\n");
    memset(head + n, 'x', sizeof head - n);
    size_t before = allocated_bytes();
    for (int i = 0; i < MANY; i++) {
        fds[i] = connect_to(site);
        UNTIL(site, http_count(site->http) == i + 1);
    }
    assert_in_range((allocated_bytes() - before) / MANY, 1, 2048);
    say_to_all(fds, STR(GET_HELLO));
    UNTIL(site, site->request_count == MANY);
    assert_in_range((allocated_bytes() - before) / MANY, 1, 4096);
    say_to_all(fds, str_make(head, sizeof head));
    UNTIL(site, holding(site, sizeof head) == MANY);
    assert_in_range((allocated_bytes() - before) / MANY, 8192, 27000);
    for (int i = 0; i < MANY; i++)
        close(fds[i]);
    UNTIL(site, http_count(site->http) == 0);
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slow_head),
        cmocka_unit_test(test_slow_body),
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_reply_not_taken),
        cmocka_unit_test(test_no_deadline_while_working),
        cmocka_unit_test(test_linger_ends),
        cmocka_unit_test(test_caps),
        cmocka_unit_test(test_out_of_descriptors),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_free_in_the_middle),
        cmocka_unit_test(test_memory),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
