/* DESIGN: secrets at rest: the key's file, what opens and what does not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sealed.h"
#include "support.h"

static struct arena *arena;
static char dir[64];

static int open_dir(void **state)
{
    (void)state;
    arena = arena_new();
    snprintf(dir, sizeof dir, "/tmp/sparkd-sealed.XXXXXX");
    return mkdtemp(dir) ? 0 : 1;
}

static const char *key_path(void)
{
    return arena_printf(arena, "%s/secret.key", dir);
}

static int close_dir(void **state)
{
    (void)state;
    unlink(key_path());
    arena_free(arena);
    return rmdir(dir); /* fails if something was left beside the key */
}

static void the_key_is_made_once_for_its_owner_alone(void **state)
{
    struct sealed_key first, second;
    struct stat stat_now;
    (void)state;
    umask(0);
    assert_ok(sealed_key_load(dir, &first));
    assert_ok(stat(key_path(), &stat_now));
    assert_int_equal(stat_now.st_mode & 07777, 0600);
    assert_ok(sealed_key_load(dir, &second));
    assert_memory_equal(first.bytes, second.bytes, SEALED_KEY_BYTES);
}

static void write_key(const char *text, mode_t mode)
{
    FILE *file = fopen(key_path(), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_ok(chmod(key_path(), mode));
}

static void a_key_that_is_none_or_that_others_read_is_refused(void **state)
{
    static const char hex[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    struct sealed_key key;
    (void)state;
    write_key(hex, 0600);
    assert_ok(sealed_key_load(dir, &key));
    write_key(hex, 0640);
    assert_int_equal(sealed_key_load(dir, &key), ERR_DENIED);
    write_key("", 0600);
    assert_int_equal(sealed_key_load(dir, &key), ERR_INVALID);
    write_key("0011", 0600);
    assert_int_equal(sealed_key_load(dir, &key), ERR_INVALID);
    write_key(arena_printf(arena, "%sff", hex), 0600);
    assert_int_equal(sealed_key_load(dir, &key), ERR_INVALID);
    assert_int_equal(sealed_key_load("/nowhere/at/all", &key), ERR_IO);
    unlink(key_path());
    assert_ok(symlink("/etc/hostname", key_path()));
    assert_int_equal(sealed_key_load(dir, &key), ERR_IO);
}

static void what_is_sealed_opens_with_its_key_and_context_only(void **state)
{
    struct sealed_key key = {{1}}, other = {{2}};
    struct str plain;
    (void)state;
    struct str sealed = sealed_make(&key, "totp:1", STR("the secret"), arena);
    assert_null(memmem(sealed.p, sealed.n, "secret", 6));
    assert_ok(sealed_open(&key, "totp:1", sealed, arena, &plain));
    assert_str(plain, "the secret");
    assert_int_equal(sealed_open(&other, "totp:1", sealed, arena, &plain), ERR_INVALID);
    assert_int_equal(sealed_open(&key, "totp:2", sealed, arena, &plain), ERR_INVALID);
    assert_int_equal(sealed_open(&key, "totp:1", STR(""), arena, &plain), ERR_INVALID);
    struct str again = sealed_make(&key, "totp:1", STR("the secret"), arena);
    assert_false(str_eq(sealed, again));
}

static void any_changed_byte_is_noticed(void **state)
{
    struct sealed_key key = {{1}};
    struct str plain;
    (void)state;
    struct str sealed = sealed_make(&key, "a", STR("x"), arena);
    for (size_t i = 0; i < sealed.n; i++) {
        char *changed = arena_str_c(arena, sealed);
        changed[i] ^= 1;
        assert_int_equal(sealed_open(&key, "a", str_make(changed, sealed.n), arena, &plain),
                         ERR_INVALID);
        assert_int_equal(sealed_open(&key, "a", str_first(sealed, i), arena, &plain), ERR_INVALID);
    }
}

static void a_digest_depends_on_key_context_and_secret(void **state)
{
    struct sealed_key key = {{1}}, other = {{2}};
    char a[SHA256_HEX_MAX], b[SHA256_HEX_MAX];
    (void)state;
    sealed_digest(&key, "card:1", STR("K7Q2M9X4"), a);
    sealed_digest(&key, "card:1", STR("K7Q2M9X4"), b);
    assert_string_equal(a, b);
    sealed_digest(&other, "card:1", STR("K7Q2M9X4"), b);
    assert_string_not_equal(a, b);
    sealed_digest(&key, "card:2", STR("K7Q2M9X4"), b);
    assert_string_not_equal(a, b);
    sealed_digest(&key, "card:", STR("1K7Q2M9X4"), b);
    assert_string_not_equal(a, b);
}

int main(void)
{
#define IN_DIR(test) cmocka_unit_test_setup_teardown(test, open_dir, close_dir)
    const struct CMUnitTest tests[] = {
        IN_DIR(the_key_is_made_once_for_its_owner_alone),
        IN_DIR(a_key_that_is_none_or_that_others_read_is_refused),
        IN_DIR(what_is_sealed_opens_with_its_key_and_context_only),
        IN_DIR(any_changed_byte_is_noticed),
        IN_DIR(a_digest_depends_on_key_context_and_secret),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
