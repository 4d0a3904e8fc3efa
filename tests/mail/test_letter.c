/* DESIGN: text parts keep 78 columns and lose nothing. */
#include "letter.h"
#include "support.h"

#include "token.h"

static void assert_wrapped(const char *text, const char *want)
{
    struct buf out;
    buf_init(&out, 100000);
    letter_wrap(str_of(text), &out);
    assert_string_equal(buf_cstr(&out), want);
    buf_done(&out);
}

#define TEN "123456789 "
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static void long_lines_break_at_spaces(void **state)
{
    (void)state;
    assert_wrapped(SEVENTY "12345678\n", SEVENTY "12345678\n");
    assert_wrapped(SEVENTY "123456789\n", "123456789 123456789 123456789 123456789 123456789 "
                                          "123456789 123456789\n123456789\n");
    assert_wrapped("* " SEVENTY "123456789\n",
                   "* 123456789 123456789 123456789 123456789 123456789 123456789 123456789\n"
                   "  123456789\n");
}

static void letters_count_not_bytes(void **state)
{
    (void)state;
    assert_wrapped(SEVENTY "éééééééé\n", SEVENTY "éééééééé\n");
}

static void addresses_stay_whole(void **state)
{
    (void)state;
    const char *url = "https://pd.example/a-very-long-address-that-goes-on-and-on-and-on-and-on/"
                      "and-on-and-on\n";
    assert_wrapped(url, url);
}

static void runs_of_empty_lines_become_one(void **state)
{
    (void)state;
    assert_wrapped("\n\na\n\n \n\nb\n\n\n", "a\n\nb\n");
    assert_wrapped("a\n\n--\nb\n", "a\n\n-- \nb\n");
}

/* Words in, the same words out, whatever their length; no line above 78 that could break. */
static void words_survive(void **state)
{
    (void)state;
    token_seed(7);
    for (int round = 0; round < 500; round++) {
        struct buf in, out;
        buf_init(&in, 100000);
        buf_init(&out, 100000);
        for (uint32_t words = 1 + token_below(60); words > 0; words--) {
            for (uint32_t n = 1 + token_below(100) % (token_below(12) + 1); n > 0; n--)
                buf_add_c(&in, token_below(5) ? "a" : "é");
            buf_add_char(&in, words > 1 ? ' ' : '\n');
        }
        letter_wrap(buf_str(&in), &out);
        struct str rest = buf_str(&out), line;
        while (str_split(&rest, '\n', &line))
            assert_true(str_utf8_count(line) <= 78 || str_find(line, ' ') < 0);
        assert_int_equal(in.n, out.n);
        for (size_t i = 0; i < in.n; i++)
            assert_int_equal(in.p[i], i + 1 < in.n && out.p[i] == '\n' ? ' ' : out.p[i]);
        buf_done(&in);
        buf_done(&out);
    }
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_lines_break_at_spaces),     cmocka_unit_test(letters_count_not_bytes),
        cmocka_unit_test(addresses_stay_whole),           cmocka_unit_test(words_survive),
        cmocka_unit_test(runs_of_empty_lines_become_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
