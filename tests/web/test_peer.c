/* DESIGN: whom limits count against, with and without a proxy in front. */
#include "peer.h"

#include <stdio.h>

#include "support.h"

struct row {
    bool proxy;
    const char *peer, *first, *second, *want;
};

static const struct row ROWS[] = {
    {false, "10.0.0.7", "1.2.3.4", NULL, "10.0.0.7"},
    {true, "127.0.0.1", "1.2.3.4", NULL, "1.2.3.4"},
    {true, "127.0.0.1", "9.9.9.9, 1.2.3.4", NULL, "1.2.3.4"},
    /* a proxy that adds a line of its own: only the last one is its word */
    {true, "127.0.0.1", "9.9.9.9", "1.2.3.4", "1.2.3.4"},
    {true, "127.0.0.1", "unix", NULL, "127.0.0.1"},
    {true, "127.0.0.1", "1.2.3.4, nonsense", NULL, "127.0.0.1"},
    {true, "unix", NULL, NULL, "unix"},
    {true, "unix", "2001:db8:1:2:3:4:5:6", NULL, "2001:db8:1:2::"},
    {false, "2001:db8:1:2:ffff::1", NULL, NULL, "2001:db8:1:2::"},
};

static void the_last_word_of_the_proxy_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct http_request http = {.arena = arena_new()};
        snprintf(http.peer, sizeof http.peer, "%s", ROWS[i].peer);
        const char *const lines[] = {ROWS[i].first, ROWS[i].second};
        for (size_t k = 0; k < COUNT_OF(lines); k++)
            if (lines[k])
                http.headers[http.header_count++] =
                    (struct http_header){STR("X-Forwarded-For"), str_of(lines[k])};
        assert_string_equal(peer_find(&http, ROWS[i].proxy), ROWS[i].want);
        arena_free(http.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_last_word_of_the_proxy_counts)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
