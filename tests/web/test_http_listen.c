/* DESIGN: the addresses a server listens on, and whom it sees there. */
#include "http_fixture.h"

#include <netinet/tcp.h>
#include <sys/stat.h>
#include <sys/un.h>

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

static void test_bad_addresses(void **state)
{
    static const char *const bad[] = {"",
                                      "127.0.0.1",
                                      "127.0.0.1:",
                                      ":80",
                                      "localhost:0",
                                      "127.0.0.1:65536",
                                      "127.0.0.1:-1",
                                      "::1:80",
                                      "[::1]",
                                      "[127.0.0.1]:0",
                                      "1.2.3:80",
                                      "unix:",
                                      "127.0.0.1:0x10"};
    struct site *site = *state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int port = -7;
        if (http_listen(site->http, bad[i], &port) != ERR_INVALID)
            fail_msg("%s", bad[i]);
        assert_int_equal(port, -7);
    }
}

static void test_in_use(void **state)
{
    struct site *site = *state;
    char address[32];
    int port = -7;
    snprintf(address, sizeof address, "127.0.0.1:%d", site->port);
    assert_int_equal(http_listen(site->http, address, &port), ERR_CONFLICT);
    assert_int_equal(http_listen(site->http, "203.0.113.1:0", &port), ERR_IO);
    assert_int_equal(port, -7);
}

/* Without it a reply of more than one segment waits for a delayed acknowledgement. */
static void test_no_delay(void **state)
{
    struct site *site = *state;
    struct client *client = client_new(site);
    int ours = -1;
    client_say_c(client, GET_HELLO);
    assert_int_equal(client_take(client, "GET"), 200);
    assert_string_equal(site->peer, "127.0.0.1");
    for (int fd = 3; fd < 256; fd++) {
        struct sockaddr_in name, peer;
        socklen_t n = sizeof name, m = sizeof peer;
        if (getsockname(fd, (struct sockaddr *)&name, &n) == 0 &&
            getpeername(fd, (struct sockaddr *)&peer, &m) == 0 && name.sin_family == AF_INET &&
            ntohs(name.sin_port) == site->port)
            ours = fd;
    }
    assert_true(ours >= 0);
    int on = 0;
    socklen_t n = sizeof on;
    assert_int_equal(getsockopt(ours, IPPROTO_TCP, TCP_NODELAY, &on, &n), 0);
    assert_int_not_equal(on, 0);
    client_free(client);
}

static void test_ipv6(void **state)
{
    struct site *site = *state;
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
    int port = 0;
    enum err err = http_listen(site->http, "[::1]:0", &port);
    if (err == ERR_IO) {
        print_message("no IPv6 here\n");
        skip();
    }
    assert_int_equal(err, OK);
    address.sin6_port = htons((uint16_t)port);
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    struct client *client = client_of(site, fd);
    client_say_c(client, GET_HELLO);
    assert_int_equal(client_take(client, "GET"), 200);
    assert_string_equal(site->peer, "::1");
    client_free(client);
}

static int connect_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

/* A name left by a server that died is taken; one behind which somebody listens, or that is no
 * socket, is not. */
static void test_unix(void **state)
{
    struct site *site = *state;
    char folder[] = "/tmp/sparkd-test-XXXXXX", path[64], address[80];
    struct stat st;
    int port = -7;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/s", folder);
    snprintf(address, sizeof address, "unix:%s", path);
    int left = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un dead = {.sun_family = AF_UNIX};
    snprintf(dead.sun_path, sizeof dead.sun_path, "%s", path);
    assert_int_equal(bind(left, (struct sockaddr *)&dead, sizeof dead), 0);
    close(left);
    assert_ok(http_listen(site->http, address, &port));
    assert_int_equal(port, 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
    assert_int_equal(http_listen(site->http, address, &port), ERR_CONFLICT);
    struct client *client = client_of(site, connect_unix(path));
    client_say_c(client, GET_HELLO);
    assert_int_equal(client_take(client, "GET"), 200);
    assert_string_equal(site->peer, "unix");
    client_free(client);
    http_stop(site->http);
    assert_int_not_equal(stat(path, &st), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void test_unix_spares_files(void **state)
{
    struct site *site = *state;
    char path[] = "/tmp/sparkd-test-XXXXXX", address[80];
    struct stat st;
    int port = -7, fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    snprintf(address, sizeof address, "unix:%s", path);
    assert_int_equal(http_listen(site->http, address, &port), ERR_CONFLICT);
    assert_int_equal(stat(path, &st), 0);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bad_addresses, setup, teardown),
        cmocka_unit_test_setup_teardown(test_in_use, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_delay, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ipv6, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unix, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unix_spares_files, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
