/* DESIGN: what real browsers send, and what their owners read. */
#include "browser_words.h"
#include "support.h"

#define MOZILLA "Mozilla/5.0 "
#define WEBKIT " AppleWebKit/537.36 (KHTML, like Gecko) "

static void what_a_browser_is_called(void **state)
{
    static const char *const rows[][2] = {
        {MOZILLA "(Windows NT 10.0; Win64; x64)" WEBKIT "Chrome/129.0.0.0 Safari/537.36",
         "Chrome on Windows"},
        {MOZILLA "(Windows NT 10.0; Win64; x64)" WEBKIT
                 "Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0",
         "Edge on Windows"},
        {MOZILLA "(Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0",
         "Firefox on Windows"},
        {MOZILLA "(iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                 "Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
         "Safari on an iPhone"},
        {MOZILLA "(iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                 "CriOS/129.0.6668.46 Mobile/15E148 Safari/604.1",
         "Chrome on an iPad"},
        {MOZILLA "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                 "Version/18.0 Safari/605.1.15",
         "Safari on a Mac"},
        {MOZILLA "(Linux; Android 10; K)" WEBKIT "Chrome/129.0.0.0 Mobile Safari/537.36",
         "Chrome on Android"},
        {MOZILLA "(Linux; Android 14; SAMSUNG SM-S911B)" WEBKIT
                 "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
         "Samsung Internet on Android"},
        {MOZILLA "(X11; CrOS x86_64 14541.0.0)" WEBKIT "Chrome/129.0.0.0 Safari/537.36",
         "Chrome on a Chromebook"},
        {MOZILLA "(X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"},
        {"curl/7.88.1", "curl"},
        {"SomethingNew/1.0 (Windows)", "A browser on Windows"},
        {"nobody knows", "A browser"},
        {"", "A browser"},
    };
    struct arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(browser_words(arena, str_of(rows[i][0])), rows[i][1]);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_browser_is_called),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
