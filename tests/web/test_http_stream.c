/* DESIGN: endless replies: silence is no fault, not listening is, and the owner always hears of the
 * end, but never while it is speaking. */
#include "http_conn.h"
#include "http_fixture.h"

#define ASK "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"

static struct site *site_with(int streams_max, int timeout_ms)
{
    struct http_options options = site_options();
    options.streams_max = streams_max;
    if (timeout_ms)
        options.idle_timeout_ms = options.head_timeout_ms = options.body_timeout_ms =
            options.reply_timeout_ms = timeout_ms;
    return site_new(&options);
}

static void site_say(struct site *site, struct str bytes)
{
    site->inside = true;
    http_stream_write(site->stream, bytes);
    site->inside = false;
}

static struct client *open_stream(struct site *site, const struct way *way)
{
    struct client *client = client_by(site, way);
    client_say(client, STR(ASK), way->step);
    assert_int_equal(client_take_head(client), 200);
    assert_string_equal(client_header(client, "X-Owner"), "yes");
    assert_null(client_header(client, "Content-Length"));
    assert_string_equal(client_header(client, "Connection"), "close");
    assert_int_equal(http_stream_count(site->http), 1);
    return client;
}

static void expect_bytes(struct client *client, const char *text)
{
    UNTIL(client->site, client->ended || client->n >= strlen(text));
    assert_int_equal(client->n, strlen(text));
    assert_memory_equal(client->in, text, client->n);
    client_drop(client, client->n);
}

static void test_writes_and_end(void **state)
{
    struct site *site = site_with(10, 0);
    (void)state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = open_stream(site, &ways[w]);
        site_say(site, STR("data: 1\n\n"));
        expect_bytes(client, "data: 1\n\n");
        site_say(site, STR(": still there\n\n"));
        site_say(site, STR("data: 2\n\n"));
        http_stream_end(site->stream);
        expect_bytes(client, ": still there\n\ndata: 2\n\n");
        client_expect_end(client);
        assert_int_equal(site->closed_count, 0);
        assert_int_equal(http_stream_count(site->http), 0);
        client_free(client);
    }
    UNTIL(site, http_count(site->http) == 0);
    site_free(site);
}

/* F17: a stream that is silent for longer than every deadline is not closed. That so much time has
 * passed is seen by idle connections that were. */
static void test_silence(void **state)
{
    struct site *site = site_with(10, 30);
    (void)state;
    for (size_t w = 0; w < COUNT_OF(ways); w += 2) {
        struct client *client = open_stream(site, &ways[w]);
        for (int i = 0; i < 3; i++) {
            struct client *idle = client_new(site);
            client_expect_end(idle);
            client_free(idle);
        }
        site_say(site, STR("data: late\n\n"));
        expect_bytes(client, "data: late\n\n");
        http_stream_end(site->stream);
        client_free(client);
    }
    site_free(site);
}

/* Leaving, resetting, ending one's side or speaking on: the client has left. */
static void test_client_leaves(void **state)
{
    struct site *site = site_with(10, 0);
    (void)state;
    for (int how = 0; how < 4; how++) {
        struct client *client = open_stream(site, &ways[how]);
        site->closed_count = 0;
        if (how == 0)
            client_vanish(client);
        else if (how == 1)
            client_say_c(client, GET_HELLO);
        else
            shutdown(client->fd, how == 2 ? SHUT_WR : SHUT_RDWR);
        UNTIL(site, site->closed_count == 1);
        UNTIL(site, http_count(site->http) == 0);
        assert_int_equal(http_stream_count(site->http), 0);
        assert_int_equal(site->request_count, 1);
        client_free(client);
    }
    site_free(site);
}

/* A client that does not listen is dropped at 64 KB; the owner hears of it from the loop, and what
 * it says until then goes nowhere. */
static void test_slow_client_is_dropped(void **state)
{
    struct site *site = site_with(10, 0);
    (void)state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = open_stream(site, &ways[w]);
        struct str bytes = str_first(blob_str(site->big), 60000);
        site->closed_count = 0;
        client_turn_deaf(client);
        for (int i = 0; i < 400; i++) {
            site_say(site, bytes);
            assert_int_equal(site->closed_count, 0);
        }
        UNTIL(site, site->closed_count == 1);
        UNTIL(site, http_count(site->http) == 0);
        client_free(client);
    }
    site_free(site);
}

/* One that takes nothing for the reply's timeout is dropped below 64 KB, too. */
static void test_stuck_client_is_dropped(void **state)
{
    struct site *site = site_with(10, 50);
    (void)state;
    struct client *client = open_stream(site, &ways[0]);
    client_turn_deaf(client);
    while (http_out_waiting(&site->stream->conn->out) == 0)
        site_say(site, str_first(blob_str(site->big), 30000));
    assert_int_equal(site->closed_count, 0);
    UNTIL(site, site->closed_count == 1);
    UNTIL(site, http_count(site->http) == 0);
    client_free(client);
    site_free(site);
}

/* The owner may end a stream that was dropped before it has heard so: then it does not hear. */
static void test_end_of_a_dropped_stream(void **state)
{
    struct site *site = site_with(10, 0);
    (void)state;
    struct client *client = open_stream(site, &ways[0]);
    client_turn_deaf(client);
    for (int i = 0; i < 30; i++)
        site_say(site, str_first(blob_str(site->big), 1 << 20));
    http_stream_end(site->stream);
    assert_int_equal(http_stream_count(site->http), 0);
    UNTIL(site, http_count(site->http) == 0);
    assert_int_equal(site->closed_count, 0);
    client_free(client);
    site_free(site);
}

/* HEAD, and one stream too many, are over at once. */
static void test_over_at_once(void **state)
{
    struct site *site = site_with(1, 0);
    (void)state;
    struct client *head = client_by(site, &ways[0]);
    client_say_c(head, "HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(client_take_head(head), 200);
    client_expect_end(head);
    assert_int_equal(site->closed_count, 1);
    struct client *first = open_stream(site, &ways[1]);
    struct http_exchange *kept = site->stream;
    struct client *second = client_new(site);
    client_say_c(second, ASK);
    assert_int_equal(client_take_head(second), 503);
    client_expect_end(second);
    assert_int_equal(site->closed_count, 2);
    site->stream = kept;
    site_say(site, STR("data: 1\n\n"));
    expect_bytes(first, "data: 1\n\n");
    client_free(head);
    client_free(first);
    client_free(second);
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_and_end),
        cmocka_unit_test(test_silence),
        cmocka_unit_test(test_client_leaves),
        cmocka_unit_test(test_slow_client_is_dropped),
        cmocka_unit_test(test_stuck_client_is_dropped),
        cmocka_unit_test(test_end_of_a_dropped_stream),
        cmocka_unit_test(test_over_at_once),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
