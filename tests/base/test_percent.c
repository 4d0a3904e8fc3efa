/* DESIGN: every byte that has a meaning in an address is written as %XX (RFC 3986, section 2). */
#include "percent.h"

#include "support.h"

static struct arena *arena;

static void every_byte(void **state)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    (void)state;
    for (int c = 1; c < 256; c++) {
        const char text[] = {(char)c, '\0'};
        const char *want = strchr(plain, c) ? text : arena_printf(arena, "%%%02X", (unsigned)c);
        assert_string_equal(percent_format(arena, text), want);
    }
}

static void texts(void **state)
{
    (void)state;
    assert_string_equal(percent_format(arena, ""), "");
    assert_string_equal(percent_format(arena, "a&b=c d/é~._-"), "a%26b%3Dc%20d%2F%C3%A9~._-");
}

static void one_more_is_kept(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 64);
    percent_add(&out, STR("a/b c"), '/');
    percent_add(&out, STR("/"), 0);
    assert_str(buf_str(&out), "a/b%20c%2F");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte),
        cmocka_unit_test(texts),
        cmocka_unit_test(one_more_is_kept),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
