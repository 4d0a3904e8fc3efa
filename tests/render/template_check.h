#ifndef SPARKD_TEST_TEMPLATE_CHECK_H
#define SPARKD_TEST_TEMPLATE_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#include "support.h"
#include "template.h"

/* What the tests of templates say: this renders to that; this is refused there. */
#define LIMIT_BYTES 65536

static inline struct template_set *compile(const struct template_source *sources, size_t count)
{
    struct template_set *set = NULL;
    struct template_fault fault;
    if (template_compile(sources, count, &set, &fault))
        fail_msg("%s:%d: %s", fault.name, fault.line, fault.what);
    return set;
}

static inline json_t *parse(const char *json)
{
    json_t *view = json_loads(json, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    assert_non_null(view);
    return view;
}

/* The first of sources over the view gives exactly want. */
static inline void check_set(const struct template_source *sources, size_t count, const char *json,
                             const char *want)
{
    struct template_set *set = compile(sources, count);
    json_t *view = parse(json);
    struct buf out;
    buf_init(&out, LIMIT_BYTES);
    assert_ok(template_render(set, sources[0].name, view, &out));
    assert_string_equal(buf_cstr(&out), want);
    buf_done(&out);
    json_decref(view);
    template_free(set);
}

static inline void check_text(const char *name, const char *text, const char *json,
                              const char *want)
{
    check_set(&(struct template_source){name, str_of(text)}, 1, json, want);
}

static inline void check_html(const char *text, const char *json, const char *want)
{
    check_text("t.html", text, json, want);
}

/* Compiling is refused at that line, in words that hold `what`. */
static inline void check_fault(const struct template_source *sources, size_t count,
                               const char *name, int line, const char *what)
{
    struct template_set *set = NULL;
    struct template_fault fault = {.line = -1};
    enum err err = template_compile(sources, count, &set, &fault);
    if (err == OK)
        fail_msg("compiled: %.*s", (int)sources[0].text.n, sources[0].text.p);
    assert_int_equal(err, ERR_INVALID);
    assert_null(set);
    assert_string_equal(fault.name, name);
    if (fault.line != line || !strstr(fault.what, what))
        fail_msg("%.*s: want %d: %s, got %d: %s", (int)sources[0].text.n, sources[0].text.p, line,
                 what, fault.line, fault.what);
}

static inline void check_refused(const char *text, int line, const char *what)
{
    check_fault(&(struct template_source){"t.html", str_of(text)}, 1, "t.html", line, what);
}

#endif
