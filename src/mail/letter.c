/* DESIGN: a mail's words, once for the text part and once for the HTML part. */
#include "letter.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

enum { COLUMNS = 78, PART_BYTES_MAX = 256 * 1024, NAME_MAX_BYTES = 64 };

/* ---- wrapping ---- */

static size_t indent_of(struct str line)
{
    size_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || (line.p[n] == '*' && n == 0)))
        n++;
    return n;
}

static void wrap_line(struct str line, struct buf *out)
{
    size_t indent = indent_of(line), column = indent;
    struct str rest = str_from(line, indent), word;
    bool first = true;
    buf_add_str(out, str_first(line, indent));
    while (str_split(&rest, ' ', &word)) {
        size_t width = str_utf8_count(word);
        if (!first && column + 1 + width > COLUMNS) {
            buf_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!first) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add_str(out, word);
        column += width;
        first = false;
    }
    buf_add_char(out, '\n');
}

void letter_wrap(struct str text, struct buf *out)
{
    struct str rest = text, line;
    bool gap = false;
    while (str_split(&rest, '\n', &line)) {
        if (str_trim(line).n == 0) {
            gap = out->n > 0;
            continue;
        }
        if (gap)
            buf_add_char(out, '\n');
        gap = false;
        if (str_eq(str_trim(line), STR("--")))
            buf_add_c(out, "-- \n"); /* the signature's mark ends in a space */
        else
            wrap_line(line, out);
    }
}

/* ---- words ---- */

static enum err render(const struct template_set *templates, const char *name, const char *ending,
                       const json_t *view, struct arena *arena, struct str *ret)
{
    char path[NAME_MAX_BYTES];
    struct buf out;
    snprintf(path, sizeof path, "mail/%s%s", name, ending);
    buf_init(&out, PART_BYTES_MAX);
    enum err err = template_render(templates, path, view, &out);
    if (err == OK)
        *ret = arena_str(arena, buf_str(&out));
    buf_done(&out);
    return err == OK ? OK : ERR_BUG;
}

/* The lines of a paragraph become one; values cannot add lines of their own. */
static void add_paragraph(json_t *list, struct buf *paragraph)
{
    struct str text = str_trim(buf_str(paragraph));
    if (text.n > 0)
        CHECK(json_array_append_new(list, json_stringn(text.p, text.n)) == 0);
    buf_clear(paragraph);
}

static json_t *read_paragraphs(struct str text)
{
    json_t *list = json_array();
    struct buf paragraph;
    struct str rest = text, line;
    buf_init(&paragraph, PART_BYTES_MAX);
    while (str_split(&rest, '\n', &line)) {
        if (str_trim(line).n == 0) {
            add_paragraph(list, &paragraph);
            continue;
        }
        if (paragraph.n > 0)
            buf_add_char(&paragraph, ' ');
        buf_add_str(&paragraph, str_trim(line));
    }
    add_paragraph(list, &paragraph);
    buf_done(&paragraph);
    return list;
}

static struct str wrapped(struct str text, struct arena *arena)
{
    struct buf out;
    buf_init(&out, 2 * PART_BYTES_MAX);
    letter_wrap(text, &out);
    struct str kept = arena_str(arena, buf_str(&out));
    buf_done(&out);
    return kept;
}

enum err letter_write(const struct template_set *templates, const char *kind, json_t *view,
                      struct arena *arena, struct letter *ret)
{
    struct str words = {0}, text = {0}, html = {0}, subject;
    enum err err = render(templates, kind, ".txt", view, arena, &words);
    if (err != OK || !str_split(&words, '\n', &subject))
        return ERR_BUG;
    const char *title = arena_str_c(arena, str_trim(subject));
    json_object_set_new(view, "subject", json_string(title));
    json_object_set_new(view, "paragraphs", read_paragraphs(words));
    err = render(templates, "letter", ".txt", view, arena, &text);
    if (err == OK)
        err = render(templates, "letter", ".html", view, arena, &html);
    if (err != OK)
        return err;
    *ret = (struct letter){title, wrapped(text, arena), html};
    return OK;
}
