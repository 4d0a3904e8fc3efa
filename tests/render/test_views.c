/* DESIGN: every page's template renders from the view of each of its states (tests/data/views). */
#include "template.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "embedded.h"
#include "support.h"

#define VIEWS SPARKD_SOURCE_DIR "/tests/data/views/"

enum { PAGE_LIMIT_BYTES = 256 * 1024, NAME_MAX_BYTES = 256 };

static struct template_set *set;
static glob_t paths;

static int start(void **state)
{
    (void)state;
    struct template_fault fault = {0};
    if (template_compile_embedded(&set, &fault) != OK)
        fail_msg("%s:%d: %s", fault.name, fault.line, fault.what);
    assert_int_equal(glob(VIEWS "*.json", 0, NULL, &paths), 0);
    assert_int_equal(glob(VIEWS "*/*.json", GLOB_APPEND, NULL, &paths), 0);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    globfree(&paths);
    template_free(set);
    return 0;
}

static json_t *load(const char *path)
{
    json_error_t error;
    json_t *view = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!view)
        fail_msg("%s:%d: %s", path, error.line, error.text);
    return view;
}

/* ".../views/events/show.full.json" is a state of "events/show.html". */
static void template_of(const char *path, char ret[static NAME_MAX_BYTES])
{
    const char *name = path + strlen(VIEWS);
    const char *slash = strrchr(name, '/');
    const char *dot = strchr(slash ? slash : name, '.');
    snprintf(ret, NAME_MAX_BYTES, "%.*s.html", (int)(dot - name), name);
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = strstr(text, what); at; at = strstr(at + 1, what))
        count++;
    return count;
}

static void check_page(const char *path, const char *html)
{
    if (count_of(html, "<h1") != 1 || count_of(html, "<main") != 1)
        fail_msg("%s: one h1 and one main are wanted", path);
    if (strstr(html, "#blocked") || strstr(html, "{{"))
        fail_msg("%s: an address was blocked or a tag was left", path);
    if (count_of(html, "<form method=\"post\"") > count_of(html, "name=\"csrf\""))
        fail_msg("%s: a form without its token", path);
}

static void test_each_view_renders(void **state)
{
    (void)state;
    json_t *common = load(VIEWS "_common.json");
    struct buf out;
    buf_init(&out, PAGE_LIMIT_BYTES);
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        char name[NAME_MAX_BYTES];
        if (strcmp(paths.gl_pathv[i], VIEWS "_common.json") == 0)
            continue;
        json_t *view = load(paths.gl_pathv[i]);
        assert_int_equal(json_object_update_missing(view, common), 0);
        template_of(paths.gl_pathv[i], name);
        buf_clear(&out);
        if (template_render(set, name, view, &out) != OK)
            fail_msg("%s does not render", paths.gl_pathv[i]);
        check_page(paths.gl_pathv[i], buf_cstr(&out));
        json_decref(view);
    }
    buf_done(&out);
    json_decref(common);
}

static bool has_view(const char *page)
{
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        char name[NAME_MAX_BYTES];
        template_of(paths.gl_pathv[i], name);
        if (strcmp(name, page) == 0)
            return true;
    }
    return false;
}

static void test_each_page_has_a_view(void **state)
{
    (void)state;
    for (const struct embedded *e = embedded_templates; e->name; e++) {
        struct str name = str_of(e->name);
        if (str_ends(name, STR(".html")) && !str_starts(name, STR("parts/")) &&
            !str_starts(name, STR("mail/")) && !has_view(e->name))
            fail_msg("%s has no view in tests/data/views", e->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_view_renders),
        cmocka_unit_test(test_each_page_has_a_view),
    };
    support_init();
    return cmocka_run_group_tests(tests, start, stop);
}
