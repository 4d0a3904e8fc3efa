/* DESIGN: RFC 6238's own vectors, the window of three steps, and what apps are told. */
#include <stdio.h>

#include "support.h"
#include "token.h"
#include "totp.h"

/* RFC 6238, appendix B, the rows of SHA-1. */
static void the_vectors_of_the_rfc(void **state)
{
    static const struct {
        int64_t at;
        const char *code;
    } rows[] = {
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"},
    };
    char code[9];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        totp_code(STR("12345678901234567890"), rows[i].at / TOTP_STEP_S, 8, code);
        assert_string_equal(code, rows[i].code);
    }
}

/* RFC 4226, appendix D. */
static void the_counter_vectors_of_hotp(void **state)
{
    static const char *const codes[] = {"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
    char code[TOTP_DIGITS + 1];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        totp_code(STR("12345678901234567890"), (int64_t)i, TOTP_DIGITS, code);
        assert_string_equal(code, codes[i]);
    }
}

static const struct instant now = {1234567890};
static const struct str secret = {"12345678901234567890", 20};

static const char *code_at(int64_t step)
{
    static char code[TOTP_DIGITS + 1];
    totp_code(secret, step, TOTP_DIGITS, code);
    return code;
}

static void one_step_either_side_and_no_more(void **state)
{
    int64_t step = now.v / TOTP_STEP_S;
    (void)state;
    for (int d = -3; d <= 3; d++) {
        int64_t want = d >= -1 && d <= 1 ? step + d : 0;
        assert_int_equal(totp_match(secret, str_of(code_at(step + d)), now, 0), want);
    }
}

static void each_step_works_once_and_none_before_it(void **state)
{
    int64_t step = now.v / TOTP_STEP_S;
    (void)state;
    assert_int_equal(totp_match(secret, str_of(code_at(step)), now, step), 0);
    assert_int_equal(totp_match(secret, str_of(code_at(step - 1)), now, step), 0);
    assert_int_equal(totp_match(secret, str_of(code_at(step + 1)), now, step), step + 1);
}

static void what_is_typed(void **state)
{
    static const char *const bad[] = {"",       "12345",   "1234567", "12a456",
                                      "-12345", "123456;", "１２３"};
    char spaced[16];
    const char *code = code_at(now.v / TOTP_STEP_S);
    (void)state;
    snprintf(spaced, sizeof spaced, " %.3s %.3s ", code, code + 3);
    assert_int_equal(totp_match(secret, str_of(spaced), now, 0), now.v / TOTP_STEP_S);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(totp_match(secret, str_of(bad[i]), now, 0), 0);
}

/* RFC 4648, section 10, without the padding. */
static void the_secret_in_base32(void **state)
{
    static const char *const rows[][2] = {{"", ""},
                                          {"f", "MY"},
                                          {"fo", "MZXQ"},
                                          {"foo", "MZXW6"},
                                          {"foob", "MZXW6YQ"},
                                          {"fooba", "MZXW6YTB"},
                                          {"foobar", "MZXW6YTBOI"}};
    struct arena *arena = arena_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(totp_secret_text(str_of(rows[i][0]), arena), rows[i][1]);
    arena_free(arena);
}

static void the_address_names_trust_and_person(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_string_equal(totp_address(secret, "Moor & Fen Trust", "ana@moor.example", arena),
                        "otpauth://totp/Moor%20%26%20Fen%20Trust:ana%40moor.example"
                        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Moor%20%26%20Fen%20Trust");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_rfc),
        cmocka_unit_test(the_counter_vectors_of_hotp),
        cmocka_unit_test(one_step_either_side_and_no_more),
        cmocka_unit_test(each_step_works_once_and_none_before_it),
        cmocka_unit_test(what_is_typed),
        cmocka_unit_test(the_secret_in_base32),
        cmocka_unit_test(the_address_names_trust_and_person),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
