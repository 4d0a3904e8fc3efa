#ifndef SPARKD_BASE_BUF_H
#define SPARKD_BASE_BUF_H

#include <stdarg.h>

#include "str.h"

/*
 * Bytes that grow to a stated maximum. Writing past it sets `full` and drops
 * the rest, so a writer checks once, at the end.
 */
struct buf {
    char *p;
    size_t n;
    size_t capacity;
    size_t limit_bytes;
    bool full;
};

void buf_init(struct buf *buf, size_t limit_bytes);
void buf_done(struct buf *buf);
/* Empties it, keeps the memory. */
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, const void *bytes, size_t n);
void buf_add_str(struct buf *buf, struct str s);
void buf_add_c(struct buf *buf, const char *cstr);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* s as a JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void buf_add_json(struct buf *buf, struct str s);

/* Borrowed until the next write. */
struct str buf_str(const struct buf *buf);
/* Ends it with a NUL that is not counted; borrowed until the next write. */
const char *buf_cstr(struct buf *buf);
/* Moves the bytes out (NUL-ended; the caller frees); the buffer is empty after. */
char *buf_take(struct buf *buf, size_t *ret_n);

#endif
