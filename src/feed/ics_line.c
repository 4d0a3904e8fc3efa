/* DESIGN: one function writes lines: it folds at 75 octets and ends them with CRLF. */
#include "ics_line.h"

#define FOLD_OCTETS 75
#define PARAM_CHARS 200

size_t ics_line_add_text(struct ics_line *line, struct str raw, size_t chars_max)
{
    CHECK(4 * chars_max <= sizeof line->p - line->n);
    size_t n = ics_clean_text(raw, chars_max, line->p + line->n);
    line->n += n;
    return n;
}

/* A quote cannot be written, ^ begins an escape (RFC 6868) that some readers show as it is. */
static char param_char(char c)
{
    return (char)(c == '"' ? '\'' : c == '^' || c == '\n' ? ' ' : c);
}

void ics_line_add_param(struct ics_line *line, struct str name, struct str raw)
{
    char text[4 * PARAM_CHARS], again[sizeof text];
    size_t n = ics_clean(raw, PARAM_CHARS, text);
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        text[i] = param_char(text[i]);
        quoted = quoted || text[i] == ':' || text[i] == ';' || text[i] == ',';
    }
    /* The new spaces are white space like any other. */
    struct str value = {again, ics_clean((struct str){text, n}, PARAM_CHARS, again)};
    if (value.n == 0)
        return;
    ics_line_add(line, ";", 1);
    ics_line_add_str(line, name);
    ics_line_add(line, quoted ? "=\"" : "=", quoted ? 2 : 1);
    ics_line_add_str(line, value);
    ics_line_add(line, "\"", quoted);
}

/* Bytes of the next physical line: at most limit, ending before a character that does not fit. */
static size_t chunk_length(struct str rest, size_t limit)
{
    if (rest.n <= limit)
        return rest.n;
    size_t n = limit;
    while (n > limit - 4 && ((unsigned char)rest.p[n] & 0xc0) == 0x80)
        n--;
    return n;
}

void ics_line_end(struct ics_line *line, struct buf *out)
{
    struct str rest = {line->p, line->n};
    size_t n = chunk_length(rest, FOLD_OCTETS);
    buf_add(out, rest.p, n);
    while (n < rest.n) {
        rest = str_from(rest, n);
        n = chunk_length(rest, FOLD_OCTETS - 1);
        buf_add(out, "\r\n ", 3);
        buf_add(out, rest.p, n);
    }
    buf_add(out, "\r\n", 2);
    line->n = 0;
}
