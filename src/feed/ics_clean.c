/* DESIGN: every string is cleaned by one function before it is written. */
#include <string.h>

#include "check.h"
#include "ics.h"

#define SPACES_MAX 32 /* well below a folded line's 74 octets */
#define EMAIL_BYTES 254

/* What is made of one character. */
enum fate { KEEP, DROP, LINE_END, SPACE };

static enum fate fate_of(uint32_t code)
{
    if (code == '\t' || code == ' ')
        return SPACE;
    if (code == '\n' || code == 0x2028 || code == 0x2029)
        return LINE_END;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f))
        return DROP;
    bool override = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return override ? DROP : KEEP;
}

/* Where the cleaned text grows. kept is its length up to the last character that is no white space.
 */
struct cleaner {
    char *p;
    size_t n, kept;
    size_t chars, chars_max;
    size_t spaces;
    bool escape;
};

static void put_kept(struct cleaner *c, const char *p, size_t n)
{
    memcpy(c->p + c->n, p, n);
    c->n += n;
    c->kept = c->n;
    c->chars++;
    c->spaces = 0;
}

static void put_white(struct cleaner *c, bool line_end)
{
    if (c->n == 0 || (!line_end && c->spaces == SPACES_MAX))
        return;
    if (line_end && c->escape)
        c->p[c->n++] = '\\';
    c->p[c->n++] = (char)(!line_end ? ' ' : c->escape ? 'n' : '\n');
    c->chars++;
    c->spaces = line_end ? 0 : c->spaces + 1;
}

/* A character that is not plain ASCII; returns the bytes of raw that it took. */
static size_t put_special(struct cleaner *c, struct str raw, size_t at)
{
    uint32_t code = 0;
    if (raw.p[at] == '\r') {
        put_white(c, true);
        return at + 1 < raw.n && raw.p[at + 1] == '\n' ? 2 : 1;
    }
    size_t n = str_utf8_next(raw, at, &code);
    if (n == 0) {
        put_kept(c, "\xef\xbf\xbd", 3);
        return 1;
    }
    switch (fate_of(code)) {
    case KEEP:
        put_kept(c, raw.p + at, n);
        break;
    case DROP:
        break;
    case LINE_END:
    case SPACE:
        put_white(c, fate_of(code) == LINE_END);
        break;
    }
    return n;
}

/* Printable ASCII that TEXT does not escape: all but space, comma, semicolon and backslash. */
static const bool plain[256] = {
    ['!' ... '+'] = true,
    ['-' ... ':'] = true,
    ['<' ... '['] = true,
    [']' ... '~'] = true,
};

static bool is_plain(char c)
{
    return plain[(unsigned char)c];
}

/* Bytes of raw from `at` that stay as they are, at most those that c has room for. */
static size_t plain_run(const struct cleaner *c, struct str raw, size_t at)
{
    size_t left = c->chars_max - c->chars, n = 0;
    if (left > raw.n - at)
        left = raw.n - at;
    /* A single space between words belongs to the run. */
    while (n < left && (is_plain(raw.p[at + n]) || (raw.p[at + n] == ' ' && n > 0 && n + 1 < left &&
                                                    is_plain(raw.p[at + n + 1]))))
        n++;
    return n;
}

static size_t clean(struct cleaner c, struct str raw)
{
    for (size_t at = 0; at < raw.n && c.chars < c.chars_max;) {
        size_t n = plain_run(&c, raw, at);
        if (n > 0) {
            put_kept(&c, raw.p + at, n);
            c.chars += n - 1;
            at += n;
        } else if (raw.p[at] == '\\' || raw.p[at] == ';' || raw.p[at] == ',') {
            char pair[2] = {'\\', raw.p[at++]};
            put_kept(&c, c.escape ? pair : pair + 1, c.escape ? 2 : 1);
        } else {
            at += put_special(&c, raw, at);
        }
    }
    return c.kept;
}

size_t ics_clean(struct str raw, size_t chars_max, char *ret)
{
    return clean((struct cleaner){.p = ret, .chars_max = chars_max}, raw);
}

size_t ics_clean_text(struct str raw, size_t chars_max, char *ret)
{
    return clean((struct cleaner){.p = ret, .chars_max = chars_max, .escape = true}, raw);
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ics_uri_check(struct str uri)
{
    size_t scheme = str_starts(uri, STR("https://"))  ? strlen("https://")
                    : str_starts(uri, STR("http://")) ? strlen("http://")
                                                      : 0;
    if (scheme == 0 || uri.n == scheme || uri.n > ICS_URI_BYTES || !is_alnum(uri.p[scheme]))
        return false;
    for (size_t i = 0; i < uri.n; i++)
        if (uri.p[i] < '!' || uri.p[i] > '~')
            return false;
    return true;
}

/* Dot-separated, each part of letters, digits and `others`. */
static bool dotted_check(struct str s, const char *others)
{
    struct str part;
    if (s.n == 0)
        return false;
    while (str_split(&s, '.', &part)) {
        if (part.n == 0)
            return false;
        for (size_t i = 0; i < part.n; i++)
            if (!is_alnum(part.p[i]) && (part.p[i] == '\0' || !strchr(others, part.p[i])))
                return false;
    }
    return true;
}

bool ics_email_check(struct str email)
{
    long at = str_find(email, '@');
    if (email.n > EMAIL_BYTES || at < 0)
        return false;
    /* RFC 5322's atext without what mailto: would have to encode: % ? # */
    return dotted_check(str_first(email, (size_t)at), "!$&'*+-/=^_`{|}~") &&
           dotted_check(str_from(email, (size_t)at + 1), "-");
}
