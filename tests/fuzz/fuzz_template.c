/* DESIGN: any templates over hostile and harmless values must give the same page but for text. */
#include <string.h>

#include "check.h"
#include "template.h"

/*
 * The input is up to three templates with NULs between: a.html, b.html, c.txt.
 * What compiles is rendered twice, with harmless values and with values that
 * try to leave their place. A second reader of HTML, written after the HTML
 * standard's tokenisation and sharing nothing with the engine, takes both to
 * skeletons: tags, names of attributes, comments, scripts, values of dangerous
 * attributes, addresses that would run code or leave the server. The skeletons
 * must be equal.
 */
#define OUT_LIMIT_BYTES (256 * 1024)

static const char *const names[] = {"a.html", "b.html", "c.txt"};

/* ---- the second reader ---- */

struct reader {
    const char *p, *end;
    struct buf *skeleton;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_one_of(struct str name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_nocase(name, str_of(list[i])))
            return true;
    }
    return false;
}

static void skip_spaces(struct reader *reader)
{
    while (reader->p < reader->end && is_space(*reader->p))
        reader->p++;
}

/* An attribute's value as the browser has it: entities resolved, tabs and line ends dropped. */
static void decode(struct str value, struct buf *out)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (size_t i = 0; i < value.n;) {
        size_t step = 1;
        char c = value.p[i];
        for (size_t k = 0; k < COUNT_OF(entities); k++) {
            if (str_starts(str_from(value, i), str_of(entities[k].entity))) {
                step = strlen(entities[k].entity);
                c = entities[k].c;
            }
        }
        if (c != '\t' && c != '\n' && c != '\r' && (out->n > 0 || (unsigned char)c > ' '))
            buf_add_char(out, lower(c == '\\' ? '/' : c));
        i += step;
    }
}

static void read_address(struct reader *reader, struct str value)
{
    static const char *const bad[] = {"javascript:", "data:", "vbscript:", "//", "blob:"};
    struct buf plain;
    buf_init(&plain, OUT_LIMIT_BYTES);
    decode(value, &plain);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        if (!str_starts(buf_str(&plain), str_of(bad[i])))
            continue;
        buf_printf(reader->skeleton, "!%s", bad[i]);
        if (bad[i][0] != '/') /* it runs: nothing of it may come from a value */
            buf_add_str(reader->skeleton, value);
    }
    buf_done(&plain);
}

static void read_value(struct reader *reader, struct str name, struct str value)
{
    static const char *const addresses[] = {"href", "src",       "action", "formaction",
                                            "cite", "poster",    "data",   "xlink:href",
                                            "ping", "background"};
    static const char *const dangerous[] = {"style",       "srcdoc",     "srcset",
                                            "imagesrcset", "http-equiv", "nonce"};
    if (is_one_of(name, addresses, COUNT_OF(addresses)))
        read_address(reader, value);
    if (is_one_of(name, dangerous, COUNT_OF(dangerous)) ||
        str_eq_nocase(str_first(name, 2), STR("on")))
        buf_add_str(reader->skeleton, value);
}

static struct str take_value(struct reader *reader)
{
    char quote = reader->p < reader->end ? *reader->p : 0;
    const char *from = reader->p;
    if (quote == '"' || quote == '\'') {
        from++;
        const char *stop = memchr(from, quote, (size_t)(reader->end - from));
        reader->p = stop ? stop + 1 : reader->end;
        return str_make(from, (size_t)((stop ? stop : reader->end) - from));
    }
    while (reader->p < reader->end && !is_space(*reader->p) && *reader->p != '>')
        reader->p++;
    return str_make(from, (size_t)(reader->p - from));
}

static void read_attribute(struct reader *reader)
{
    const char *from = reader->p++;
    while (reader->p < reader->end && !is_space(*reader->p) && !strchr("/>=", *reader->p))
        reader->p++;
    struct str name = {from, (size_t)(reader->p - from)};
    buf_add_char(reader->skeleton, ' ');
    buf_add_str(reader->skeleton, name);
    skip_spaces(reader);
    if (reader->p == reader->end || *reader->p != '=')
        return;
    reader->p++;
    skip_spaces(reader);
    read_value(reader, name, take_value(reader));
}

/* Text up to the end tag of name; a script's own is part of the skeleton. */
static void read_inside(struct reader *reader, struct str name)
{
    static const char *const text[] = {"title", "textarea"};
    const char *from = reader->p;
    for (; reader->p < reader->end; reader->p++) {
        struct str rest = {reader->p, (size_t)(reader->end - reader->p)};
        if (!str_starts(rest, STR("</")) || rest.n < name.n + 3 ||
            !str_eq_nocase(str_first(str_from(rest, 2), name.n), name))
            continue;
        char after = rest.p[2 + name.n];
        if (is_space(after) || after == '/' || after == '>')
            break;
    }
    if (!is_one_of(name, text, COUNT_OF(text)))
        buf_add(reader->skeleton, from, (size_t)(reader->p - from));
}

static void read_tag(struct reader *reader, bool closing)
{
    static const char *const special[] = {"script", "style",     "iframe", "noembed", "noframes",
                                          "xmp",    "plaintext", "title",  "textarea"};
    const char *from = reader->p;
    while (reader->p < reader->end && !is_space(*reader->p) && !strchr("/>", *reader->p))
        reader->p++;
    struct str name = {from, (size_t)(reader->p - from)};
    buf_add_c(reader->skeleton, closing ? "</" : "<");
    buf_add_str(reader->skeleton, name);
    while (reader->p < reader->end && *reader->p != '>') {
        if (is_space(*reader->p) || *reader->p == '/')
            reader->p++;
        else
            read_attribute(reader);
    }
    if (reader->p < reader->end)
        reader->p++;
    buf_add_char(reader->skeleton, '>');
    if (!closing && is_one_of(name, special, COUNT_OF(special)))
        read_inside(reader, name);
}

/* <!…, <?… and </ before anything but a letter. */
static void read_markup(struct reader *reader)
{
    const char *from = reader->p;
    struct str rest = {from, (size_t)(reader->end - from)};
    const char *stop = NULL;
    if (str_starts(rest, STR("<!--"))) {
        stop = memmem(from + 2, rest.n - 2, "-->", 3);
        const char *bang = memmem(from + 4, rest.n - 4, "--!>", 4);
        stop = bang && (!stop || bang < stop) ? bang + 4 : stop ? stop + 3 : NULL;
    } else {
        stop = memchr(from, '>', rest.n);
        stop = stop ? stop + 1 : NULL;
    }
    reader->p = stop ? stop : reader->end;
    buf_add(reader->skeleton, from, (size_t)(reader->p - from));
}

static void read_page(struct str page, struct buf *skeleton)
{
    struct reader reader = {page.p, page.p + page.n, skeleton};
    while ((reader.p = memchr(reader.p, '<', (size_t)(reader.end - reader.p))) != NULL) {
        const char *next = reader.p + 1;
        bool closing = next < reader.end && *next == '/';
        next += closing;
        if (next < reader.end && is_letter(*next)) {
            reader.p = next;
            read_tag(&reader, closing);
        } else if (next < reader.end && (closing || *next == '!' || *next == '?')) {
            read_markup(&reader);
        } else {
            reader.p = next;
        }
    }
}

/* ---- values ---- */

static const char *const hostile[] = {
    "\"><script>alert(1)</script>",
    "' onclick='alert(1)",
    "javascript:alert(1)",
    "/evil.example\" style=x",
    "--><b>",
    "</title></textarea></script><b x=",
    "//evil.example",
    "data:text/html,<b>",
    "script:alert(1)",
    "/\\evil.example",
    " x y=z/>",
    "`{{a}}&<'\"",
};

/* The same shape each time; `from` chooses which hostile text stands where, -1 harmless ones. */
static json_t *make_view(int from)
{
    static const char *const keys[] = {"a", "b", "c", "d", "e", "x"};
    json_t *view = json_object(), *list = json_array();
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const char *text = from < 0 ? "x" : hostile[((size_t)from + i) % COUNT_OF(hostile)];
        json_object_set_new(view, keys[i], json_string(text));
        json_array_append_new(list, json_string(text));
    }
    json_object_set_new(view, "l", list);
    json_object_set_new(view, "n", json_integer(7));
    json_object_set_new(view, "t", json_true());
    json_object_set_new(view, "z", json_array());
    json_object_set_new(view, "x_html", json_string("<b title=\"x\">x</b>"));
    json_t *inner = json_deep_copy(view);
    json_object_set_new(view, "o", inner);
    return view;
}

static bool render_skeleton(const struct template_set *set, const char *name, int from,
                            struct buf *skeleton)
{
    struct buf page;
    buf_init(&page, OUT_LIMIT_BYTES);
    json_t *view = make_view(from);
    bool done = template_render(set, name, view, &page) == OK;
    if (done)
        read_page(buf_str(&page), skeleton);
    json_decref(view);
    buf_done(&page);
    return done;
}

static void compare(const struct template_set *set, const char *name, int from)
{
    struct buf good, bad;
    buf_init(&good, OUT_LIMIT_BYTES);
    buf_init(&bad, OUT_LIMIT_BYTES);
    if (render_skeleton(set, name, -1, &good) && render_skeleton(set, name, from, &bad) &&
        str_ends(str_of(name), STR(".html")))
        CHECK(str_eq(buf_str(&good), buf_str(&bad)));
    buf_done(&good);
    buf_done(&bad);
}

static bool is_ours(const char *name, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct template_source sources[COUNT_OF(names)];
    size_t count = 0;
    struct str rest = {(const char *)data, size}, text;
    while (size > 0 && count < COUNT_OF(names) && str_split(&rest, '\0', &text)) {
        sources[count] = (struct template_source){names[count], text};
        count++;
    }
    struct template_set *set = NULL;
    struct template_fault fault = {.line = 0};
    if (template_compile(sources, count, &set, &fault)) {
        CHECK(fault.line >= 1 && fault.what[0] && is_ours(fault.name, count));
        return 0;
    }
    for (size_t i = 0; i < count; i++)
        compare(set, names[i], (int)(size % COUNT_OF(hostile)));
    template_free(set);
    return 0;
}
