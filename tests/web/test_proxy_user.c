/* DESIGN: when a proxy's header is believed: every way to forge it, in a table. */
#include "proxy_user.h"

#include <stdio.h>

#include "support.h"

static const struct proxy_trust trust = {"X-Remote-User", "X-Proxy-Secret",
                                         "0123456789abcdef0123456789abcdef", "10.0.0.1 10.0.0.2"};

#define SECRET "0123456789abcdef0123456789abcdef"

static struct str found(const struct proxy_trust *t, const char *peer,
                        const char *const headers[][2], int count)
{
    static struct http_request http;
    memset(&http, 0, sizeof http);
    snprintf(http.peer, sizeof http.peer, "%s", peer);
    for (int i = 0; i < count && headers[i][0]; i++)
        http.headers[http.header_count++] =
            (struct http_header){str_of(headers[i][0]), str_of(headers[i][1])};
    return proxy_user_find(t, &http);
}

static void believed_only_from_there_with_the_secret(void **state)
{
    static const struct {
        const char *peer, *headers[4][2];
        bool good;
    } rows[] = {
        {"unix", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}}, true},
        {"10.0.0.1", {{"x-remote-user", " ana@moor.example "}, {"x-PROXY-secret", SECRET}}, true},
        {"10.0.0.2", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}}, true},
        /* from elsewhere, though the secret is right */
        {"10.0.0.3", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}}, false},
        {"10.0.0.1 10.0.0.2",
         {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}},
         false},
        {"10.0.0", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}}, false},
        {"", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}}, false},
        /* without the secret, with another, with two */
        {"unix", {{"X-Remote-User", "ana@moor.example"}}, false},
        {"unix", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", ""}}, false},
        {"unix", {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET "0"}}, false},
        {"unix",
         {{"X-Remote-User", "ana@moor.example"}, {"X-Proxy-Secret", "0123456789abcdef"}},
         false},
        {"unix",
         {{"X-Remote-User", "ana@moor.example"},
          {"X-Proxy-Secret", SECRET},
          {"X-Proxy-Secret", SECRET}},
         false},
        /* two users: the client's own beside the proxy's */
        {"unix",
         {{"X-Remote-User", "head@moor.example"},
          {"X-Remote-User", "ana@moor.example"},
          {"X-Proxy-Secret", SECRET}},
         false},
        {"unix", {{"X-Remote-User", ""}, {"X-Proxy-Secret", SECRET}}, false},
        {"unix", {{"X-Remote-User", "ana"}, {"X-Proxy-Secret", SECRET}}, false},
        {"unix", {{"X-Remote-User", "a@b.example,c@d.example"}, {"X-Proxy-Secret", SECRET}}, false},
        {"unix", {{"X-Proxy-Secret", SECRET}}, false},
        {"unix", {{"X-Remote_User", "ana@moor.example"}, {"X-Proxy-Secret", SECRET}}, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str user = found(&trust, rows[i].peer, rows[i].headers, 4);
        if ((user.p != NULL) != rows[i].good)
            print_error("row %zu\n", i);
        assert_int_equal(user.p != NULL, rows[i].good);
        if (user.p)
            assert_str(user, "ana@moor.example");
    }
}

static void off_unless_all_of_it_is_set(void **state)
{
    static const char *const headers[][2] = {{"X-Remote-User", "ana@moor.example"},
                                             {"X-Proxy-Secret", SECRET}};
    static const struct proxy_trust offs[] = {
        {NULL, NULL, NULL, NULL},
        {"X-Remote-User", "X-Proxy-Secret", NULL, NULL},
        {"X-Remote-User", NULL, SECRET, NULL},
        {NULL, "X-Proxy-Secret", SECRET, NULL},
    };
    (void)state;
    assert_null(found(NULL, "unix", headers, 2).p);
    for (size_t i = 0; i < COUNT_OF(offs); i++)
        assert_null(found(&offs[i], "unix", headers, 2).p);
    static const struct proxy_trust socket_only = {"X-Remote-User", "X-Proxy-Secret", SECRET, NULL};
    assert_non_null(found(&socket_only, "unix", headers, 2).p);
    assert_null(found(&socket_only, "127.0.0.1", headers, 2).p);
}

static void half_a_setting_is_a_fault(void **state)
{
    static const struct {
        struct proxy_trust trust;
        bool good;
    } rows[] = {
        {{NULL, NULL, NULL, NULL}, true},
        {{"X-Remote-User", "X-Proxy-Secret", SECRET, NULL}, true},
        {{"X-Remote-User", "X-Proxy-Secret", SECRET, "127.0.0.1"}, true},
        {{NULL, NULL, NULL, "127.0.0.1"}, false},
        {{"X-Remote-User", NULL, NULL, NULL}, false},
        {{"X-Remote-User", "X-Proxy-Secret", NULL, NULL}, false},
        {{"X-Remote-User", "X-Proxy-Secret", "short", NULL}, false},
        {{"X-Remote-User", "x-remote-user", SECRET, NULL}, false},
        {{"X Remote User", "X-Proxy-Secret", SECRET, NULL}, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(proxy_trust_fault(&rows[i].trust) == NULL, rows[i].good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(believed_only_from_there_with_the_secret),
        cmocka_unit_test(off_unless_all_of_it_is_set),
        cmocka_unit_test(half_a_setting_is_a_fault),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
