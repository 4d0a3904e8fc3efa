/* DESIGN: bodies of every size that matters, whole, cut short, announced and refused. */
#include "http_fixture.h"

#include <dirent.h>

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

/* A body of n bytes that no two places of have alike for long. */
static char *make_body(size_t n)
{
    char *bytes = check_malloc(n + 1);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)('!' + (i * 31 + i / 251) % 90);
    bytes[n] = '\0';
    return bytes;
}

static void say_head(struct client *client, size_t n, const char *more)
{
    char head[256];
    snprintf(head, sizeof head, "POST /echo HTTP/1.1\r\nHost: a\r\n%sContent-Length: %zu\r\n\r\n",
             more, n);
    client_say_c(client, head);
}

static void check_echo(struct client *client, const char *where, const char *bytes, size_t n)
{
    size_t before = strlen(where) + 1;
    assert_int_equal(client_take(client, "POST"), 200);
    assert_int_equal(client->body_n, before + n);
    assert_memory_equal(client->body, where, before - 1);
    assert_memory_equal(client->body + before, bytes, n);
}

/* F13: a body larger than any buffer does not hang; above 64 KB it is a file. */
static void test_sizes(void **state)
{
    static const struct {
        size_t n;
        const char *where;
    } cases[] = {{0, "memory"},     {1, "memory"},     {4096, "memory"}, {8192, "memory"},
                 {65535, "memory"}, {65536, "memory"}, {65537, "file"},  {3000000, "file"}};
    struct site *site = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            struct client *client = client_by(site, &ways[w]);
            char *bytes = make_body(cases[i].n);
            size_t step = ways[w].step == 1 ? 1 + cases[i].n / 500 : cases[i].n;
            say_head(client, cases[i].n, "");
            client_say(client, str_make(bytes, cases[i].n), step);
            check_echo(client, cases[i].where, bytes, cases[i].n);
            client_say_c(client, GET_HELLO);
            assert_int_equal(client_take(client, "GET"), 200);
            assert_int_equal(client->n, 0);
            free(bytes);
            client_free(client);
        }
}

/* The next request, sent together with a large body, is not eaten by it. */
static void test_request_behind_a_file(void **state)
{
    struct site *site = *state;
    struct client *client = client_new(site);
    size_t n = 200000;
    char *bytes = make_body(n + sizeof GET_HELLO);
    memcpy(bytes + n, GET_HELLO, sizeof GET_HELLO - 1);
    say_head(client, n, "");
    client_say(client, str_make(bytes, n + sizeof GET_HELLO - 1), SIZE_MAX);
    check_echo(client, "file", bytes, n);
    assert_int_equal(client_take(client, "GET"), 200);
    free(bytes);
    client_free(client);
}

static void test_expect_continue(void **state)
{
    struct site *site = *state;
    for (size_t w = 0; w < COUNT_OF(ways); w++) {
        struct client *client = client_by(site, &ways[w]);
        say_head(client, 5, "Expect: 100-continue\r\n");
        assert_int_equal(client_take_head(client), 100);
        assert_string_equal(client->head, "HTTP/1.1 100 Continue\r\n\r\n");
        assert_int_equal(site->request_count, 0);
        client_say(client, STR("hello"), ways[w].step);
        check_echo(client, "memory", "hello", 5);
        client_free(client);
    }
}

/* Who expects and is refused gets the refusal and no leave to go on; nor does one without a body or
 * with the body already sent. */
static void test_no_continue(void **state)
{
    struct site *site = *state;
    struct client *client = client_by(site, &ways[1]);
    client_say_c(client, "POST /ten HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                         "Content-Length: 11\r\n\r\n");
    assert_int_equal(client_take(client, "POST"), 413);
    client_expect_end(client);
    client_free(client);
    client = client_by(site, &ways[1]);
    client_say_c(client, "GET /hello HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n");
    assert_int_equal(client_take(client, "GET"), 200);
    client_say_c(client, "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                         "Content-Length: 5\r\n\r\nhello");
    check_echo(client, "memory", "hello", 5);
    client_free(client);
    client = client_by(site, &ways[1]);
    client_say_c(client, "POST /echo HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\n"
                         "Content-Length: 5\r\n\r\n");
    site_poll(site);
    client_say_c(client, "hello");
    check_echo(client, "memory", "hello", 5);
    client_free(client);
}

/* Each exchange of which the owner has heard is answered once, even if nobody is there to read. */
static void test_cut_short(void **state)
{
    static const size_t lengths[] = {100, 70000};
    struct site *site = *state;
    for (size_t i = 0; i < COUNT_OF(lengths); i++)
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            struct client *client = client_by(site, &ways[w]);
            say_head(client, lengths[i], "");
            client_say(client, STR("only this"), ways[w].step);
            shutdown(client->fd, SHUT_WR);
            assert_int_equal(client_take(client, "POST"), 400);
            assert_string_equal(site->refused_reason, "body-cut");
            client_expect_end(client);
            client_free(client);
            client = client_by(site, &ways[w]);
            say_head(client, lengths[i], "");
            client_say(client, STR("only this"), ways[w].step);
            UNTIL(site, site->head_count == 1);
            client_vanish(client);
            UNTIL(site, site->refusal_count == 1);
            assert_int_equal(site->request_count, 0);
            client_free(client);
        }
    UNTIL(site, http_count(site->http) == 0);
}

/* A refusal can be read although the client goes on sending: the rest is read away. */
static void test_refusal_survives_the_body(void **state)
{
    struct site *site = *state;
    struct client *client = client_new(site);
    char *bytes = make_body(1 << 20);
    client_say_c(client, "POST /ten HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");
    client_turn_deaf(client);
    client_say(client, str_make(bytes, 1 << 20), SIZE_MAX);
    client_listen(client);
    assert_int_equal(client_take(client, "POST"), 413);
    client_expect_end(client);
    assert_false(client->broken);
    free(bytes);
    client_free(client);
}

static int entries_in(const char *path)
{
    DIR *dir = opendir(path);
    int count = 0;
    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count;
}

/* At most files_max at once, none with a name, none left open. */
static void test_files(void **state)
{
    char folder[] = "/tmp/sparkd-test-XXXXXX";
    struct http_options options = site_options();
    (void)state;
    assert_non_null(mkdtemp(folder));
    options.files_max = 1;
    options.temporary_dir = folder;
    struct site *site = site_new(&options);
    struct client *first = client_new(site), *second = client_new(site);
    UNTIL(site, http_count(site->http) == 2);
    int open_before = entries_in("/proc/self/fd");
    say_head(first, 70000, "");
    client_say_c(first, "x");
    UNTIL(site, site->head_count == 1);
    assert_int_equal(entries_in(folder), 2);
    say_head(second, 70000, "");
    assert_int_equal(client_take(second, "POST"), 503);
    client_expect_end(second);
    char *bytes = make_body(70000);
    client_say(first, str_make(bytes + 1, 69999), SIZE_MAX);
    assert_int_equal(client_take(first, "POST"), 200);
    client_free(second);
    second = client_new(site);
    say_head(second, 70000, "");
    client_say(second, str_make(bytes, 70000), SIZE_MAX);
    check_echo(second, "file", bytes, 70000);
    UNTIL(site, entries_in("/proc/self/fd") == open_before);
    free(bytes);
    client_free(first);
    client_free(second);
    site_free(site);
    assert_int_equal(rmdir(folder), 0);
}

/* No place for the file: refused, and the owner hears of it. */
static void test_no_directory(void **state)
{
    struct http_options options = site_options();
    (void)state;
    options.temporary_dir = "/nonexistent";
    struct site *site = site_new(&options);
    struct client *client = client_new(site);
    say_head(client, 70000, "");
    assert_int_equal(client_take(client, "POST"), 503);
    assert_string_equal(site->refused_reason, "disk");
    client_expect_end(client);
    client_free(client);
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_request_behind_a_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_expect_continue, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_continue, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cut_short, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refusal_survives_the_body, setup, teardown),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_no_directory),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
