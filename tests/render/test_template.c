/* DESIGN: the template language, the escaper of each place and each refusal with its line. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "embedded.h"
#include "template_check.h"

static void test_values(void **state)
{
    (void)state;
    check_html("{{a}}, {{ b.c }}!", "{\"a\":1,\"b\":{\"c\":\"x\"}}", "1, x!");
    check_html("{{i}} {{r}} {{s}} {{t}} {{f}}",
               "{\"i\":-7,\"r\":0.1,\"s\":2.5e30,\"t\":true,\"f\":false}",
               "-7 0.1 2.5e+30 true false");
    check_html("[{{missing}}{{n}}{{o}}{{l}}]", "{\"n\":null,\"o\":{\"a\":1},\"l\":[1]}", "[]");
    check_html("{{x-y}}{{p/q}}{{a_1}}", "{\"x-y\":1,\"p/q\":2,\"a_1\":3}", "123");
    check_html("{{a}}", "{\"a\":\"{{b}}\",\"b\":\"no\"}", "{{b}}");
    check_html("{{.}}", "\"x\"", "x");
    check_html("", "{}", "");
}

/* The first part of a dotted name decides which level is meant. */
static void test_lookup(void **state)
{
    (void)state;
    check_html("[{{#a}}{{b.c}}{{/a}}]", "{\"a\":{\"b\":{}},\"b\":{\"c\":\"no\"}}", "[]");
    check_html("{{#a}}{{b}}{{c}}{{/a}}", "{\"a\":{\"b\":1},\"b\":2,\"c\":3}", "13");
    check_html("[{{#a}}{{b}}{{/a}}]", "{\"a\":{\"b\":null},\"b\":2}", "[]");
    check_html("[{{a.b.c}}]", "{\"a\":{\"b\":\"text\"}}", "[]");
}

static void test_sections(void **state)
{
    (void)state;
    static const char *const hidden[] = {"null", "false", "0", "0.0", "\"\"", "[]"};
    static const char *const shown[] = {"true", "1", "0.5", "\"0\"", "{}", "[0]"};
    char json[64];
    for (size_t i = 0; i < COUNT_OF(hidden); i++) {
        snprintf(json, sizeof(json), "{\"a\":%s}", hidden[i]);
        check_html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", json, "no");
        snprintf(json, sizeof(json), "{\"a\":%s}", shown[i]);
        check_html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", json, "yes");
    }
    check_html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{}", "no");
    check_html("{{#l}}({{n}}{{o}}){{/l}}", "{\"l\":[{\"n\":1},{\"n\":2}],\"o\":\"!\"}", "(1!)(2!)");
    check_html("{{#l}}{{.}},{{/l}}", "{\"l\":[1,\"b\",null,[2]]}", "1,b,,,");
    check_html("{{#l}}[{{#.}}{{.}}{{/.}}]{{/l}}", "{\"l\":[[1,2],[]]}", "[12][]");
    check_html("{{#o}}{{#t}}{{a}}{{/t}}{{/o}}", "{\"o\":{\"t\":true,\"a\":1}}", "1");
}

/* Section, partial and comment tags alone on a line take their line with them. */
static void test_lines(void **state)
{
    (void)state;
    check_html("a\n{{#t}}\nb\n{{/t}}\nc\n", "{\"t\":true}", "a\nb\nc\n");
    check_html("a\n  {{#t}}  \nb\n\t{{/t}}", "{\"t\":true}", "a\nb\n");
    check_html("a\r\n{{#t}}\r\nb\r\n{{/t}}\r\n", "{\"t\":true}", "a\r\nb\r\n");
    check_html("a\n {{#t}} {{^u}} \nb\n{{/u}}{{/t}}\nc", "{\"t\":true}", "a\nb\nc");
    check_html("{{! one\ntwo }}\na", "{}", "a");
    check_html("a {{! one }}\nb", "{}", "a \nb");
    check_html("a\n {{#t}} x\n{{/t}}\n", "{\"t\":true}", "a\n  x\n");
    check_html("a\n {{t}}\n", "{\"t\":1}", "a\n 1\n");
    check_html("a\n {{#t}} {{t}} {{/t}}\n", "{\"t\":1}", "a\n  1 \n");
    check_html("<p\n  {{#t}}\n  class=\"x\"\n  {{/t}}\n>", "{\"t\":1}", "<p\n  class=\"x\"\n>");
}

static void test_partials(void **state)
{
    (void)state;
    const struct template_source html[] = {
        {"page.html", STR("{{>parts/head}}\n<p>{{#l}}{{>item}}{{/l}}</p>\n  {{> parts/foot }}\n")},
        {"item.html", STR("[{{.}}]")},
        {"parts/head.html", STR("<h1>{{title}}</h1>\n")},
        {"parts/foot.html", STR("<hr>\n{{>item}}\n")},
        {"item.txt", STR("not this one")},
    };
    check_set(html, COUNT_OF(html), "{\"title\":\"A & B\",\"l\":[1,2]}",
              "<h1>A &amp; B</h1>\n<p>[1][2]</p>\n<hr>\n[]");
    const struct template_source text[] = {
        {"mail.txt", STR("{{>item}} {{a}}")},
        {"item.txt", STR("{{a}}")},
        {"item.html", STR("<b>{{a}}</b>")},
    };
    check_set(text, COUNT_OF(text), "{\"a\":\"<&>\"}", "<&> <&>");
}

static void test_partial_refusals(void **state)
{
    (void)state;
    const struct template_source missing[] = {{"a.html", STR("x\n\n{{>parts/none}}")},
                                              {"parts/none.txt", STR("")}};
    check_fault(missing, 2, "a.html", 3, "no partial of this name: \"parts/none\"");
    const struct template_source circle[] = {{"a.html", STR("{{>b}}")},
                                             {"b.html", STR("\n{{>c}}")},
                                             {"c.html", STR("{{#x}}\n\n{{>a}}{{/x}}")}};
    check_fault(circle, 3, "c.html", 3, "comes back to itself: \"a\"");
    const struct template_source self[] = {{"a.txt", STR("{{>a}}")}};
    check_fault(self, 1, "a.txt", 1, "comes back to itself");
    const struct template_source twice[] = {{"a.txt", STR("1")}, {"a.txt", STR("2")}};
    check_fault(twice, 2, "a.txt", 1, "two templates of this name");
    const struct template_source ending[] = {{"a.htm", STR("1")}};
    check_fault(ending, 1, "a.htm", 1, "ends in .html or .txt");
    const struct template_source second[] = {{"a.html", STR("")}, {"b.html", STR("\n<p {{x}}>")}};
    check_fault(second, 2, "b.html", 2, "only literal names \"x\"");
    check_refused("<p title=\"{{>b}}\">", 1, "a partial outside text");
    check_refused("<title>{{>b}}</title>", 1, "a partial outside text");
}

/* "{{#a}}{{#a}}…" with `inner` inside and all ended. */
static void nest(struct buf *out, int depth, const char *inner)
{
    buf_clear(out);
    for (int i = 0; i < depth; i++)
        buf_add_c(out, "{{#a}}");
    buf_add_c(out, inner);
    for (int i = 0; i < depth; i++)
        buf_add_c(out, "{{/a}}");
}

static void test_depth(void **state)
{
    (void)state;
    struct buf page, part;
    buf_init(&page, LIMIT_BYTES);
    buf_init(&part, LIMIT_BYTES);
    nest(&page, 32, "{{a}}");
    check_html(buf_cstr(&page), "{\"a\":5}", "5");
    nest(&page, 33, "{{a}}");
    check_refused(buf_cstr(&page), 1, "more than 32 sections deep");
    nest(&page, 32, "\n{{>part}}");
    nest(&part, 30, "{{.}}");
    struct template_source sources[] = {{"page.html", buf_str(&page)},
                                        {"part.html", buf_str(&part)}};
    check_set(sources, 2, "{\"a\":7}", "7");
    nest(&part, 31, "{{.}}");
    sources[1].text = buf_str(&part);
    check_fault(sources, 2, "page.html", 2, "more than 62 sections deep with this partial");
    buf_done(&page);
    buf_done(&part);
}

static void test_language_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *what;
    } rows[] = {
        {"\n{{a", 2, "not closed with }}"},
        {"{{{a_html}}", 1, "not closed with }}}"},
        {"{{}}", 1, "not a name"},
        {"{{a b}}", 1, "not a name"},
        {"{{a..b}}", 1, "not a name"},
        {"{{.a}}", 1, "not a name"},
        {"{{a.}}", 1, "not a name"},
        {"{{*a}}", 1, "not a name"},
        {"{{# }}{{/}}", 1, "not a name"},
        {"{{>.}}", 1, "not a name"},
        {"{{\xC3\xAB}}", 1, "not a name"},
        {"a\n{{&a}}", 2, "{{&…}} is not in the language"},
        {"{{=<% %>=}}", 1, "delimiters cannot be changed"},
        {"\n\n{{{a}}}", 3, "names that end in _html"},
        {"{{#a}}\n{{#b}}\n{{/b}}", 1, "this section is not ended \"a\""},
        {"{{#a}}\n{{#b}}\n{{/a}}{{/b}}", 3, "another section than the one that is open: \"b\""},
        {"\n{{/a}}", 2, "was not begun \"a\""},
        {"ab\xFFg", 1, "not UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        check_refused(rows[i].text, rows[i].line, rows[i].what);
        struct template_source text = {"t.txt", str_of(rows[i].text)};
        check_fault(&text, 1, "t.txt", rows[i].line, rows[i].what);
    }
    struct template_source nul = {"t.html", STR("a\0b")};
    check_fault(&nul, 1, "t.html", 1, "not UTF-8");
    struct template_source raw = {"t.txt", STR("{{{a_html}}}")};
    check_fault(&raw, 1, "t.txt", 1, "{{{…}}} in a .txt template");
}

static void test_render_errors(void **state)
{
    (void)state;
    const struct template_source source = {"a.html", STR("{{#l}}0123456789{{/l}}")};
    struct template_set *set = compile(&source, 1);
    json_t *view = parse("{\"l\":[1,2,3,4]}");
    struct buf out;
    buf_init(&out, 35);
    assert_int_equal(template_render(set, "b.html", view, &out), ERR_NOT_FOUND);
    assert_int_equal(template_render(set, "a.htm", view, &out), ERR_NOT_FOUND);
    assert_int_equal(template_render(set, "a.html2", view, &out), ERR_NOT_FOUND);
    assert_int_equal(out.n, 0);
    assert_int_equal(template_render(set, "a.html", view, &out), ERR_LIMIT);
    buf_clear(&out);
    assert_ok(template_render(set, "a.html", NULL, &out));
    assert_int_equal(out.n, 0);
    buf_done(&out);
    json_decref(view);
    template_free(set);
    template_free(NULL);
}

/* ---- folders ---- */

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *dir, const char *name)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/%s", dir, name);
    assert_int_equal(remove(path), 0);
}

static void test_folder(void **state)
{
    (void)state;
    char dir[] = "/tmp/sparkd_templates_XXXXXX", parts[64];
    assert_non_null(mkdtemp(dir));
    snprintf(parts, sizeof(parts), "%s/parts", dir);
    assert_int_equal(mkdir(parts, 0700), 0);
    write_file(dir, "a.html", "{{>parts/b}}");
    write_file(dir, "m.txt", "{{x}}");
    write_file(dir, "readme.md", "{{");
    write_file(dir, ".#a.html", "{{");
    write_file(parts, "b.html", "<b>{{x}}</b>");
    struct template_set *set = NULL;
    struct template_fault fault;
    assert_ok(template_compile_dir(dir, &set, &fault));
    json_t *view = parse("{\"x\":\"<\"}");
    struct buf out;
    buf_init(&out, LIMIT_BYTES);
    assert_ok(template_render(set, "a.html", view, &out));
    assert_ok(template_render(set, "m.txt", view, &out));
    assert_string_equal(buf_cstr(&out), "<b>&lt;</b><");
    buf_done(&out);
    json_decref(view);
    template_free(set);

    write_file(parts, "b.html", "\n{{x");
    set = NULL;
    assert_int_equal(template_compile_dir(dir, &set, &fault), ERR_INVALID);
    assert_null(set);
    assert_string_equal(fault.name, "parts/b.html");
    assert_int_equal(fault.line, 2);
    remove_file(parts, "b.html");
    remove_file(dir, "parts");
    static const char *const names[] = {"a.html", "m.txt", "readme.md", ".#a.html"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        remove_file(dir, names[i]);
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(template_compile_dir(dir, &set, &fault), ERR_IO);
    assert_string_equal(fault.name, dir);
}

/* The product's own templates compile. */
static void test_own_templates(void **state)
{
    (void)state;
    struct template_set *set = NULL;
    struct template_fault fault;
    if (template_compile_dir(SPARKD_SOURCE_DIR "/templates", &set, &fault))
        fail_msg("templates/%s:%d: %s", fault.name, fault.line, fault.what);
    template_free(set);
}

/*
 * Everything that is written raw. Such a value may come from the Markdown
 * renderer or from SVG drawn in C, from nowhere else: who adds a name here
 * has looked where it is made (web specification, section 2.1).
 */
static const char *const raw_names[] = {
    "qr_html",
    "phones.qr_html", /* web/qr_svg: numbers and a label of ours */
    NULL,
};

static bool is_raw_name(struct str name)
{
    for (size_t i = 0; raw_names[i]; i++) {
        if (str_eq_c(name, raw_names[i]))
            return true;
    }
    return false;
}

static void test_raw_values_are_listed(void **state)
{
    (void)state;
    for (const struct embedded *file = embedded_templates; file->name; file++) {
        const char *p = file->text.p, *end = file->text.p + file->text.n;
        while ((p = memmem(p, (size_t)(end - p), "{{{", 3)) != NULL) {
            p += 3;
            const char *stop = memmem(p, (size_t)(end - p), "}}}", 3);
            struct str name = str_trim(str_make(p, stop ? (size_t)(stop - p) : 0));
            if (!is_raw_name(name))
                fail_msg("%s: {{{%.*s}}} is not in raw_names", file->name, (int)name.n, name.p);
        }
    }
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),        cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_sections),      cmocka_unit_test(test_lines),
        cmocka_unit_test(test_partials),      cmocka_unit_test(test_partial_refusals),
        cmocka_unit_test(test_depth),         cmocka_unit_test(test_language_refusals),
        cmocka_unit_test(test_render_errors), cmocka_unit_test(test_folder),
        cmocka_unit_test(test_own_templates), cmocka_unit_test(test_raw_values_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
