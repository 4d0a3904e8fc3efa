/* DESIGN: finds the tags of a template and the lines that vanish with them. */
#include <string.h>

#include "check.h"
#include "template_set.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("_.-/", c));
}

/* Dots part a name; "." alone is the innermost value. */
static bool is_name(struct str name, enum tag_kind kind)
{
    if (str_eq_c(name, "."))
        return kind != TAG_PARTIAL && kind != TAG_RAW;
    char before = '.';
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!is_name_char(c) || (c == '.' && before == '.'))
            return false;
        before = c;
    }
    return before != '.';
}

static struct template_tag *add_tag(struct template_tags *tags)
{
    if (tags->count == tags->capacity) {
        tags->capacity = tags->capacity ? tags->capacity * 2 : 64;
        tags->list = check_realloc(tags->list, tags->capacity * sizeof(tags->list[0]));
    }
    return &tags->list[tags->count++];
}

static enum err fail(struct template_error *ret_error, const char *at, const char *what,
                     struct str name)
{
    *ret_error = (struct template_error){at, what, str_first(name, 60)};
    return ERR_INVALID;
}

/* The sign after {{ and the kind it stands for. */
static enum tag_kind take_sign(struct str *inside)
{
    static const struct {
        char sign;
        enum tag_kind kind;
    } signs[] = {
        {'#', TAG_SECTION}, {'^', TAG_INVERSE}, {'/', TAG_END},
        {'>', TAG_PARTIAL}, {'!', TAG_COMMENT},
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (inside->n > 0 && inside->p[0] == signs[i].sign) {
            *inside = str_trim(str_from(*inside, 1));
            return signs[i].kind;
        }
    }
    return TAG_VALUE;
}

static enum err check_tag(const struct template_tag *tag, struct template_error *ret_error)
{
    if (tag->kind == TAG_COMMENT)
        return OK;
    if (tag->kind == TAG_VALUE && tag->name.n > 0 && tag->name.p[0] == '&')
        return fail(ret_error, tag->start, "{{&…}} is not in the language: write {{name}}",
                    tag->name);
    if (tag->kind == TAG_VALUE && tag->name.n > 0 && tag->name.p[0] == '=')
        return fail(ret_error, tag->start, "delimiters cannot be changed", tag->name);
    if (!is_name(tag->name, tag->kind))
        return fail(ret_error, tag->start,
                    "not a name: letters, digits, _ - / and single dots between parts", tag->name);
    if (tag->kind == TAG_RAW && !str_ends(tag->name, STR("_html")))
        return fail(ret_error, tag->start, "{{{…}}} is for names that end in _html: write {{name}}",
                    tag->name);
    return OK;
}

/* Reads the tag at p ("{{"). */
static enum err read_tag(const char *p, const char *end, struct template_tag *tag,
                         struct template_error *ret_error)
{
    bool raw = end - p >= 3 && p[2] == '{';
    const char *from = p + (raw ? 3 : 2), *closing = raw ? "}}}" : "}}";
    size_t closing_n = strlen(closing);
    const char *stop = memmem(from, (size_t)(end - from), closing, closing_n);
    if (!stop)
        return fail(ret_error, p,
                    raw ? "this tag is not closed with }}}" : "this tag is not closed with }}",
                    (struct str){0});
    struct str inside = str_trim(str_make(from, (size_t)(stop - from)));
    enum tag_kind kind = raw ? TAG_RAW : take_sign(&inside);
    *tag = (struct template_tag){.kind = kind, .name = inside, .start = p, .end = stop + closing_n};
    tag->cut_start = tag->start;
    tag->cut_end = tag->end;
    return check_tag(tag, ret_error);
}

/* The text between two tags is blank and on one line. */
static bool same_line(const char *from, const char *to)
{
    return !memchr(from, '\n', (size_t)(to - from));
}

/* Back over blanks; the line's or the text's start, or NULL. */
static const char *line_start(const char *text, const char *p)
{
    while (p > text && is_blank(p[-1]))
        p--;
    return p == text || p[-1] == '\n' ? p : NULL;
}

/* On over blanks; past the line's end, or the text's end, or NULL. */
static const char *line_end(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    if (p == end)
        return p;
    return *p == '\n' ? p + 1 : NULL;
}

static bool is_silent(const struct template_tag *first, const struct template_tag *last)
{
    for (const struct template_tag *tag = first; tag <= last; tag++) {
        if (tag->kind == TAG_VALUE || tag->kind == TAG_RAW)
            return false;
        if (tag < last && line_end(tag->end, tag[1].start) != tag[1].start)
            return false;
    }
    return true;
}

/* Tags first to last share a line: if nothing else does, the line goes with them. */
static void cut_line(struct str text, struct template_tag *first, struct template_tag *last)
{
    const char *from = line_start(text.p, first->start);
    const char *to = line_end(last->end, text.p + text.n);
    if (!from || !to || !is_silent(first, last))
        return;
    first->cut_start = from;
    for (struct template_tag *tag = first; tag < last; tag++)
        tag->cut_end = tag[1].start;
    last->cut_end = to;
}

static void cut_lines(struct str text, struct template_tags *tags)
{
    size_t first = 0;
    for (size_t i = 0; i < tags->count; i++) {
        bool more = i + 1 < tags->count && same_line(tags->list[i].end, tags->list[i + 1].start);
        if (more)
            continue;
        cut_line(text, &tags->list[first], &tags->list[i]);
        first = i + 1;
    }
}

enum err template_lex(struct str text, struct template_tags *tags, struct template_error *ret_error)
{
    const char *p = text.p, *end = text.p + text.n;
    while (text.n > 0 && (p = memmem(p, (size_t)(end - p), "{{", 2)) != NULL) {
        struct template_tag tag;
        enum err err = read_tag(p, end, &tag, ret_error);
        if (err)
            return err;
        *add_tag(tags) = tag;
        p = tag.end;
    }
    cut_lines(text, tags);
    return OK;
}
