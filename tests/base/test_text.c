/* DESIGN: str, buf, arena, refusal, token: the small things everything stands on. */
#include "arena.h"
#include "blob.h"
#include "buf.h"
#include "refusal.h"
#include "support.h"
#include "token.h"

static void utf8_is_judged_by_rfc_3629(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } rows[] = {
        {"Bront\xc3\xab", true},
        {"\xf0\x9f\x90\xab", true},
        {"\xc3", false},
        {"\xc0\xaf", false},
        {"\xe0\x80\xaf", false},
        {"\xed\xa0\x80", false},
        {"\xf4\x90\x80\x80", false},
        {"\xff", false},
        {"a\x80z", false},
        {"\xef\xbf\xbf", true},
        {"", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(str_is_utf8(str_of(rows[i].text)), rows[i].good);
    assert_int_equal(str_utf8_count(STR("Bront\xc3\xab!")), 7);
    assert_int_equal(str_utf8_prefix(STR("Bront\xc3\xab!"), 6), 7);
}

static void controls_are_seen(void **state)
{
    (void)state;
    assert_true(str_has_controls(STR("a\x01z"), true));
    assert_true(str_has_controls(STR("a\x7fz"), true));
    assert_true(str_has_controls(STR("a\xc2\x85z"), true));
    assert_true(str_has_controls(STR("a\xe2\x80\xa8z"), true));
    assert_true(str_has_controls(STR("a\nz"), false));
    assert_false(str_has_controls(STR("a\r\n\tz"), true));
    assert_false(str_has_controls(STR("Bront\xc3\xab"), false));
}

static void what_is_not_seen_is_found(void **state)
{
    static const struct {
        const char *text;
        bool unseen, ink;
    } rows[] = {
        {"Bront\xc3\xab", false, true},
        {"Ana\xe2\x80\xae"
         "neves",
         true, true}, /* right-to-left override */
        {"Ana\xe2\x81\xa6"
         "Bell",
         true, true},                                  /* isolate */
        {"Ana\xe2\x80\x8b", true, true},               /* zero-width space */
        {"\xef\xbb\xbf", true, true},                  /* byte order mark */
        {"\xe3\x85\xa4", true, true},                  /* Hangul filler */
        {"\xf3\xa0\x81\xa1", true, true},              /* tag */
        {"\xd9\x85\xe2\x80\x8c\xd9\x86", false, true}, /* a joiner Persian needs */
        {"\xe2\x9d\xa4\xef\xb8\x8f", false, true},     /* a heart with its variant */
        {"\xc2\xa0 \xe3\x80\x80", false, false},
        {"\xe2\x80\x8d", false, false},
        {"", false, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(str_has_unseen(str_of(rows[i].text)), rows[i].unseen);
        assert_int_equal(str_has_ink(str_of(rows[i].text)), rows[i].ink);
    }
}

static void numbers_are_plain_decimal(void **state)
{
    static const char *const bad[] = {"",  "+5", "-0", " 5", "5 ", "0x5", "9223372036854775808",
                                      "5a"};
    int64_t n = 3;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(str_parse_int(str_of(bad[i]), &n), ERR_INVALID);
    assert_int_equal(n, 3);
    assert_ok(str_parse_int(STR("9223372036854775807"), &n));
    assert_true(n == INT64_MAX);
}

static void splitting_gives_every_part_once(void **state)
{
    struct str rest = STR("a,,b,"), part;
    static const char *const want[] = {"a", "", "b", ""};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(str_split(&rest, ',', &part));
        assert_str(part, want[i]);
    }
    assert_false(str_split(&rest, ',', &part));
}

static void a_buffer_stops_at_its_limit(void **state)
{
    struct buf buf;
    (void)state;
    buf_init(&buf, 8);
    buf_add_c(&buf, "12345");
    assert_false(buf.full);
    buf_add_c(&buf, "6789");
    assert_true(buf.full);
    assert_str(buf_str(&buf), "12345");
    buf_clear(&buf);
    buf_printf(&buf, "%d", 12345678);
    assert_false(buf.full);
    assert_string_equal(buf_cstr(&buf), "12345678");
    buf_done(&buf);
}

static void json_texts_are_escaped(void **state)
{
    struct buf buf;
    (void)state;
    buf_init(&buf, 100);
    buf_add_json(&buf, STR("a\"\\\n\x7f\xc3\xab"));
    assert_str(buf_str(&buf), "\"a\\\"\\\\\\u000a\\u007f\xc3\xab\"");
    buf_clear(&buf);
    buf_add_json(&buf, STR("\xff"));
    assert_str(buf_str(&buf), "\"\\ufffd\"");
    buf_done(&buf);
}

static void an_arena_hands_out_zeroes_and_is_used_again(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 40000; size *= 3) {
            char *p = arena_alloc(arena, size);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xff, size);
        }
        assert_string_equal(arena_printf(arena, "%s-%d", "talk", 7), "talk-7");
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(arena);
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    struct arena *arena = arena_new();
    int *items = NULL, room = 0;
    (void)state;
    for (int i = 0; i < 100; i++) {
        if (i == room)
            items = arena_grow(arena, items, sizeof *items, 16, &room);
        items[i] = i;
    }
    assert_int_equal(room, 128);
    for (int i = 0; i < 100; i++)
        assert_int_equal(items[i], i);
    arena_free(arena);
}

static void a_refusal_gathers_fields(void **state)
{
    struct arena *arena = arena_new();
    struct refusal why;
    (void)state;
    refusal_init(&why, arena);
    assert_ok(refusal_check(&why));
    assert_int_equal(refuse_field(&why, "minutes", "Choose %d or %d", 2, 7), ERR_INVALID);
    assert_int_equal(refusal_check(&why), ERR_INVALID);
    assert_string_equal(why.slug, "validation");
    assert_string_equal(why.fields[0].message, "Choose 2 or 7");
    for (int i = 0; i < 40; i++)
        assert_int_equal(refuse_field(&why, "title", "again"), ERR_INVALID);
    assert_int_equal(why.field_count, REFUSAL_FIELDS_MAX);
    arena_free(arena);
}

static void typed_codes_are_folded(void **state)
{
    char code[11] = "";
    (void)state;
    assert_ok(token_code_fold(STR(" 7kq4m-x2p9d "), code, 10));
    assert_string_equal(code, "7KQ4MX2P9D");
    assert_ok(token_code_fold(STR("oOiIlLzZ00"), code, 10));
    assert_string_equal(code, "001111ZZ00");
    assert_int_equal(token_code_fold(STR("7kq4mx2p9"), code, 10), ERR_INVALID);
    assert_int_equal(token_code_fold(STR("7kq4mx2p9dd"), code, 10), ERR_INVALID);
    assert_int_equal(token_code_fold(STR("7kq4mx2p9u"), code, 10), ERR_INVALID);
    assert_int_equal(token_code_fold(str_make("7kq4mx2p\0d", 10), code, 10), ERR_INVALID);
}

static void tokens_have_their_form_and_hash(void **state)
{
    char token[TOKEN_TEXT_MAX], other[TOKEN_TEXT_MAX], uuid[UUID_TEXT_MAX], hex[SHA256_HEX_MAX];
    uint8_t bytes[32];
    (void)state;
    token_new(token);
    token_new(other);
    assert_int_equal(strlen(token), 43);
    assert_string_not_equal(token, other);
    assert_ok(token_base64url_parse(str_of(token), bytes, sizeof bytes));
    assert_int_equal(token_base64url_parse(STR("AA=="), bytes, 1), ERR_INVALID);
    token_uuid(uuid);
    assert_int_equal(strlen(uuid), 36);
    assert_int_equal(uuid[14], '4');
    assert_non_null(strchr("89ab", uuid[19]));
    char same[UUID_TEXT_MAX], apart[UUID_TEXT_MAX];
    token_uuid_of("ab", "c", uuid);
    token_uuid_of("ab", "c", same);
    token_uuid_of("a", "bc", apart);
    assert_string_equal(uuid, same);
    assert_string_not_equal(uuid, apart);
    assert_int_equal(uuid[14], '8');
    assert_non_null(strchr("89ab", uuid[19]));
    token_sha256_hex(STR("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(token_equal(STR("abc"), STR("abc")));
    assert_false(token_equal(STR("abc"), STR("abd")));
    assert_false(token_equal(STR("abc"), STR("abcd")));
}

static void a_blob_lives_while_it_has_users(void **state)
{
    struct blob *blob = blob_copy(STR("feed"));
    (void)state;
    assert_ptr_equal(blob_ref(blob), blob);
    blob_unref(blob);
    assert_str(blob_str(blob), "feed");
    blob_unref(blob);
    blob_unref(NULL);
}

/* Last: from here on the process draws from the seed. */
static void a_seed_gives_the_same_values(void **state)
{
    char a[UUID_TEXT_MAX], b[UUID_TEXT_MAX];
    (void)state;
    token_seed(7);
    token_uuid(a);
    uint32_t below = token_below(1000);
    token_seed(7);
    token_uuid(b);
    assert_string_equal(a, b);
    assert_int_equal(token_below(1000), below);
    assert_true(below < 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_judged_by_rfc_3629),
        cmocka_unit_test(controls_are_seen),
        cmocka_unit_test(what_is_not_seen_is_found),
        cmocka_unit_test(numbers_are_plain_decimal),
        cmocka_unit_test(splitting_gives_every_part_once),
        cmocka_unit_test(a_buffer_stops_at_its_limit),
        cmocka_unit_test(json_texts_are_escaped),
        cmocka_unit_test(an_arena_hands_out_zeroes_and_is_used_again),
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
        cmocka_unit_test(a_refusal_gathers_fields),
        cmocka_unit_test(typed_codes_are_folded),
        cmocka_unit_test(tokens_have_their_form_and_hash),
        cmocka_unit_test(a_blob_lives_while_it_has_users),
        cmocka_unit_test(a_seed_gives_the_same_values),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
