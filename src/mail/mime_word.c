/* DESIGN: names and subjects in mail headers: plain, quoted or encoded words. */
#include "mime_word.h"

#include <sodium.h>
#include <string.h>

enum {
    WORD_OVERHEAD = 12, /* =?UTF-8?B?…?= */
    WORD_MAX = 75,      /* RFC 2047, section 2 */
    LINE_MAX_ENCODED = 76,
    LINE_PLAIN = 78,
    NAME_QUOTED_MAX = 60,
};

bool mime_text_is_safe(const char *text)
{
    struct str s = str_of(text);
    return str_is_utf8(s) && !str_has_controls(s, false) && !memchr(s.p, '\t', s.n) &&
           !memchr(s.p, '\r', s.n) && !memchr(s.p, '\n', s.n);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] > 126)
            return false;
    return true;
}

static bool has_encoded_mark(struct str s)
{
    return memmem(s.p, s.n, "=?", 2) != NULL;
}

/* White space that folding could change, or a word that could not be folded. */
static bool has_odd_spaces(struct str s)
{
    struct str rest = s, word;
    while (str_split(&rest, ' ', &word))
        if (word.n == 0 || word.n > NAME_QUOTED_MAX)
            return true;
    return false;
}

static size_t add_fold(struct buf *out)
{
    buf_add_c(out, "\r\n ");
    return 1;
}

/* The most whole characters of s whose base64 fits into `room` octets. */
static size_t chunk_bytes(struct str s, size_t room)
{
    size_t most = room / 4 * 3;
    if (most >= s.n)
        return s.n;
    while (most > 0 && ((unsigned char)s.p[most] & 0xC0) == 0x80)
        most--;
    return most;
}

static size_t add_word(struct buf *out, struct str chunk)
{
    char base64[WORD_MAX + 1];
    sodium_bin2base64(base64, sizeof base64, (const unsigned char *)chunk.p, chunk.n,
                      sodium_base64_VARIANT_ORIGINAL);
    buf_printf(out, "=?UTF-8?B?%s?=", base64);
    return strlen(base64) + WORD_OVERHEAD;
}

static size_t add_encoded(struct buf *out, struct str s, size_t column)
{
    bool first = true;
    while (s.n > 0) {
        size_t line = LINE_MAX_ENCODED - column < WORD_MAX ? LINE_MAX_ENCODED - column : WORD_MAX;
        size_t n = line > WORD_OVERHEAD ? chunk_bytes(s, line - WORD_OVERHEAD) : 0;
        if (n == 0 || !first) {
            column = add_fold(out);
            n = chunk_bytes(s, WORD_MAX - WORD_OVERHEAD);
        }
        column += add_word(out, str_first(s, n));
        s = str_from(s, n);
        first = false;
    }
    return column;
}

static size_t add_plain(struct buf *out, struct str s, size_t column)
{
    struct str rest = s, word;
    bool first = true;
    while (str_split(&rest, ' ', &word)) {
        if (!first && column + 1 + word.n > LINE_PLAIN)
            column = add_fold(out);
        else if (!first)
            column++, buf_add_char(out, ' ');
        buf_add_str(out, word);
        column += word.n;
        first = false;
    }
    return column;
}

size_t mime_add_text(struct buf *out, struct str text, size_t column)
{
    if (is_ascii(text) && !has_encoded_mark(text) && !has_odd_spaces(text))
        return add_plain(out, text, column);
    return add_encoded(out, text, column);
}

static size_t add_quoted(struct buf *out, struct str name)
{
    size_t before = out->n;
    buf_add_char(out, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"' || name.p[i] == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, name.p[i]);
    }
    buf_add_char(out, '"');
    return out->n - before;
}

size_t mime_add_address(struct buf *out, const struct mime_address *address, size_t column)
{
    struct str name = str_of(address->name), email = str_of(address->email);
    if (name.n == 0) {
        buf_add_str(out, email);
        return column + email.n;
    }
    bool plain = is_ascii(name) && !has_encoded_mark(name) && name.n <= NAME_QUOTED_MAX;
    column = plain ? column + add_quoted(out, name) : add_encoded(out, name, column);
    if (column + email.n + 3 > LINE_MAX_ENCODED)
        column = add_fold(out);
    else
        column++, buf_add_char(out, ' ');
    buf_printf(out, "<%s>", address->email);
    return column + email.n + 2;
}
