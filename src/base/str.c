/* DESIGN: borrowed bytes and the questions one asks of them. */
#include "str.h"

#include <string.h>

struct str str_of(const char *cstr)
{
    return (struct str){cstr ? cstr : "", cstr ? strlen(cstr) : 0};
}

struct str str_make(const char *p, size_t n)
{
    return (struct str){p, n};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_c(struct str a, const char *b)
{
    return str_eq(a, str_of(b));
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_first(s, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

long str_find(struct str s, char c)
{
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? at - s.p : -1;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_from(s, 1);
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_from(struct str s, size_t from)
{
    if (from > s.n)
        from = s.n;
    return (struct str){s.p + from, s.n - from};
}

struct str str_first(struct str s, size_t n)
{
    return (struct str){s.p, n < s.n ? n : s.n};
}

bool str_split(struct str *rest, char c, struct str *ret_part)
{
    if (!rest->p)
        return false;
    long at = str_find(*rest, c);
    if (at < 0) {
        *ret_part = *rest;
        *rest = (struct str){NULL, 0};
    } else {
        *ret_part = str_first(*rest, (size_t)at);
        *rest = str_from(*rest, (size_t)at + 1);
    }
    return true;
}

enum err str_parse_int(struct str s, int64_t *ret)
{
    if (s.n == 0 || s.n > 19)
        return ERR_INVALID;
    uint64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return ERR_INVALID;
        value = value * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (value > INT64_MAX)
        return ERR_INVALID;
    *ret = (int64_t)value;
    return OK;
}

size_t str_utf8_next(struct str s, size_t at, uint32_t *ret_code)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;
    if (p[0] < 0x80) {
        *ret_code = p[0];
        return 1;
    }
    size_t n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || left < n)
        return 0;
    uint32_t code = p[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (p[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[n] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return 0;
    *ret_code = code;
    return n;
}

bool str_is_utf8(struct str s)
{
    uint32_t code;
    for (size_t at = 0; at < s.n;) {
        size_t n = str_utf8_next(s, at, &code);
        if (n == 0)
            return false;
        at += n;
    }
    return true;
}

size_t str_utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return count;
}

size_t str_utf8_prefix(struct str s, size_t chars)
{
    size_t at = 0;
    for (; at < s.n; at++)
        if (((unsigned char)s.p[at] & 0xc0) != 0x80 && chars-- == 0)
            break;
    return at;
}

bool str_has_controls(struct str s, bool multiline)
{
    uint32_t code = 0;
    for (size_t at = 0; at < s.n;) {
        size_t n = str_utf8_next(s, at, &code);
        at += n ? n : 1;
        if (n == 0)
            continue;
        bool line = code == '\t' || code == '\n' || code == '\r';
        if ((code < 0x20 && !(line && multiline)) || (code >= 0x7f && code < 0xa0) ||
            code == 0x2028 || code == 0x2029)
            return true;
    }
    return false;
}

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t code, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* Unicode 15: Bidi_Control but the marks of a single letter, and Default_Ignorable but the joiners
 * and the selectors of variants. */
bool str_has_unseen(struct str s)
{
    static const struct range unseen[] = {
        {0xad, 0xad},     {0x115f, 0x1160},   {0x17b4, 0x17b5},  {0x180b, 0x180f}, {0x200b, 0x200b},
        {0x202a, 0x202e}, {0x2060, 0x206f},   {0x3164, 0x3164},  {0xfeff, 0xfeff}, {0xffa0, 0xffa0},
        {0xfff0, 0xfffb}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}};
    uint32_t code = 0;
    for (size_t at = 0, n; at < s.n; at += n ? n : 1) {
        n = str_utf8_next(s, at, &code);
        if (n && is_in(code, unseen, sizeof unseen / sizeof unseen[0]))
            return true;
    }
    return false;
}

bool str_has_ink(struct str s)
{
    static const struct range blank[] = {
        {0, 0x20},        {0x7f, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200f}, {0x2028, 0x2029},
        {0x202f, 0x202f}, {0x205f, 0x205f}, {0x2800, 0x2800}, {0x3000, 0x3000}, {0xfe00, 0xfe0f}};
    uint32_t code = 0;
    for (size_t at = 0, n; at < s.n; at += n ? n : 1) {
        n = str_utf8_next(s, at, &code);
        if (n && !is_in(code, blank, sizeof blank / sizeof blank[0]))
            return true;
    }
    return false;
}
