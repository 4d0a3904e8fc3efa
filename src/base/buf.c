/* DESIGN: bytes that grow to a stated maximum; a writer checks `full` once, at the end. */
#include "buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

void buf_init(struct buf *buf, size_t limit_bytes)
{
    *buf = (struct buf){.limit_bytes = limit_bytes};
}

void buf_done(struct buf *buf)
{
    free(buf->p);
    buf->p = NULL;
    buf->n = buf->capacity = 0;
}

void buf_clear(struct buf *buf)
{
    buf->n = 0;
    buf->full = false;
}

/* Room for n more bytes and a NUL; false (and full) beyond the limit. */
static bool reserve(struct buf *buf, size_t n)
{
    if (n > buf->limit_bytes || buf->n > buf->limit_bytes - n) {
        buf->full = true;
        return false;
    }
    size_t need = buf->n + n + 1;
    if (need > buf->capacity) {
        size_t capacity = buf->capacity ? buf->capacity : 256;
        while (capacity < need)
            capacity *= 2;
        buf->p = check_realloc(buf->p, capacity);
        buf->capacity = capacity;
    }
    return true;
}

void buf_add(struct buf *buf, const void *bytes, size_t n)
{
    if (n == 0 || !reserve(buf, n))
        return;
    memcpy(buf->p + buf->n, bytes, n);
    buf->n += n;
}

void buf_add_str(struct buf *buf, struct str s)
{
    buf_add(buf, s.p, s.n);
}

void buf_add_c(struct buf *buf, const char *cstr)
{
    buf_add(buf, cstr, strlen(cstr));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    CHECK(n >= 0);
    if (reserve(buf, (size_t)n)) {
        vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(buf, format, args);
    va_end(args);
}

static void add_json_char(struct buf *buf, char c)
{
    if (c == '"' || c == '\\') {
        buf_add_char(buf, '\\');
        buf_add_char(buf, c);
    } else if ((unsigned char)c < 0x20 || c == 0x7f) {
        buf_printf(buf, "\\u%04x", (unsigned)(unsigned char)c);
    } else {
        buf_add_char(buf, c);
    }
}

void buf_add_json(struct buf *buf, struct str s)
{
    bool clean = str_is_utf8(s);
    buf_add_char(buf, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (!clean && (unsigned char)s.p[i] >= 0x80)
            buf_add_c(buf, "\\ufffd");
        else
            add_json_char(buf, s.p[i]);
    }
    buf_add_char(buf, '"');
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->p ? buf->p : "", buf->n};
}

const char *buf_cstr(struct buf *buf)
{
    if (!buf->p)
        return "";
    buf->p[buf->n] = '\0';
    return buf->p;
}

char *buf_take(struct buf *buf, size_t *ret_n)
{
    if (!buf->p)
        buf->p = check_calloc(1, 1);
    buf->p[buf->n] = '\0';
    char *p = buf->p;
    if (ret_n)
        *ret_n = buf->n;
    size_t limit_bytes = buf->limit_bytes;
    buf_init(buf, limit_bytes);
    return p;
}
