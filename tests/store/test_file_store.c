/* DESIGN: files by their hash: kept once, whole, durable; what is missing or altered is seen. */
#include "file_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static char dir[] = "/tmp/sparkd-files-XXXXXX";
static struct arena *arena;

static const char *path_of(const char *name)
{
    return arena_printf(arena, "%s/files/%s", dir, name);
}

static void overwrite(const char *name, const char *bytes)
{
    int fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, strlen(bytes)), (long)strlen(bytes));
    close(fd);
}

static int entries(void)
{
    int count = 0;
    DIR *folder = opendir(path_of(""));
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    if (folder)
        closedir(folder);
    return count;
}

static void kept_once_and_whole(void **state)
{
    struct str bytes = STR("what I did"), back;
    struct file_hash hash = file_store_hash(bytes);
    struct stat info;
    (void)state;
    assert_string_equal(hash.hex,
                        "6dec4446849d46b5a6f69190b5adf9a26a4c69e85e8d9abe88a58d17674d990d");
    assert_false(file_store_has(dir, hash.hex));
    assert_int_equal(file_store_read(dir, hash.hex, &back), ERR_NOT_FOUND);
    assert_ok(file_store_put(dir, &hash, bytes));
    assert_ok(file_store_put(dir, &hash, bytes));
    assert_int_equal(entries(), 1);
    assert_true(file_store_has(dir, hash.hex));
    assert_ok(file_store_read(dir, hash.hex, &back));
    assert_str(back, "what I did");
    free((void *)(uintptr_t)back.p);
    assert_int_equal(stat(path_of(hash.hex), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_ok(file_store_remove(dir, hash.hex));
    assert_ok(file_store_remove(dir, hash.hex));
    assert_false(file_store_has(dir, hash.hex));
}

static void damage_is_seen(void **state)
{
    struct str bytes = STR("a certificate");
    struct file_hash hash = file_store_hash(bytes);
    (void)state;
    assert_int_equal(file_store_verify(dir, hash.hex), ERR_NOT_FOUND);
    assert_ok(file_store_put(dir, &hash, bytes));
    assert_ok(file_store_verify(dir, hash.hex));
    overwrite(hash.hex, "another text");
    assert_int_equal(file_store_verify(dir, hash.hex), ERR_INVALID);
    assert_ok(file_store_remove(dir, hash.hex));
}

static void a_name_is_a_hash_or_nothing(void **state)
{
    struct str back;
    (void)state;
    assert_false(file_store_has(dir, "../sparkd.db"));
    assert_int_equal(file_store_read(dir, "../../etc/hostname", &back), ERR_NOT_FOUND);
    assert_ok(file_store_remove(dir, ".."));
}

static void the_folder_is_listed_and_tidied(void **state)
{
    const char **names;
    int count = -1;
    struct file_hash one = file_store_hash(STR("1")), two = file_store_hash(STR("2"));
    (void)state;
    assert_ok(file_store_list("/nowhere", 10, arena, &names, &count));
    assert_int_equal(count, 0);
    assert_ok(file_store_tidy("/nowhere"));
    assert_ok(file_store_put(dir, &one, STR("1")));
    assert_ok(file_store_put(dir, &two, STR("2")));
    overwrite(".begun-abcdef", "half a file");
    assert_ok(file_store_list(dir, 10, arena, &names, &count));
    assert_int_equal(count, 2);
    assert_ok(file_store_list(dir, 1, arena, &names, &count));
    assert_int_equal(count, 1);
    assert_int_equal(entries(), 3);
    assert_ok(file_store_tidy(dir));
    assert_int_equal(entries(), 2);
    assert_ok(file_store_remove(dir, one.hex));
    assert_ok(file_store_remove(dir, two.hex));
}

static void no_room_is_an_error(void **state)
{
    struct file_hash hash = file_store_hash(STR("x"));
    (void)state;
    assert_int_equal(file_store_put("/dev/null", &hash, STR("x")), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_once_and_whole),
        cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(a_name_is_a_hash_or_nothing),
        cmocka_unit_test(the_folder_is_listed_and_tidied),
        cmocka_unit_test(no_room_is_an_error),
    };
    support_init();
    arena = arena_new();
    CHECK(mkdtemp(dir) != NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    CHECK(rmdir(path_of("")) == 0 && rmdir(dir) == 0);
    arena_free(arena);
    return failed;
}
