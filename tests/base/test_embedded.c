/* DESIGN: the tables of embedded texts hold the files themselves, sorted, each found by its name.
 */
#include "embedded.h"

#include <stdio.h>
#include <stdlib.h>

#include "support.h"

static const struct embedded *const groups[] = {embedded_templates, embedded_migrations,
                                                embedded_policies, embedded_data};

static void test_sorted(void **state)
{
    (void)state;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (const struct embedded *e = groups[g]; e->name && e[1].name; e++)
            assert_true(strcmp(e->name, e[1].name) < 0);
}

static void test_found_by_name(void **state)
{
    (void)state;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (const struct embedded *e = groups[g]; e->name; e++) {
            assert_ptr_equal(embedded_find(groups[g], e->name).p, e->text.p);
            assert_int_equal(e->text.p[e->text.n], '\0');
        }
    assert_null(embedded_find(embedded_templates, "none.html").p);
    assert_null(embedded_find(embedded_templates, "").p);
}

static void assert_same_as_file(const struct embedded *e)
{
    char path[512];
    snprintf(path, sizeof path, SPARKD_SOURCE_DIR "/templates/%s", e->name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(e->text.n + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, e->text.n + 1, file), e->text.n);
    assert_memory_equal(bytes, e->text.p, e->text.n);
    free(bytes);
    fclose(file);
}

static void test_templates_are_the_files(void **state)
{
    (void)state;
    int count = 0;
    for (const struct embedded *e = embedded_templates; e->name; e++, count++) {
        assert_true(str_ends(str_of(e->name), STR(".html")) ||
                    str_ends(str_of(e->name), STR(".txt")));
        assert_same_as_file(e);
    }
    assert_true(count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorted),
        cmocka_unit_test(test_found_by_name),
        cmocka_unit_test(test_templates_are_the_files),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
