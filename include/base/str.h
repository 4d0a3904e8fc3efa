#ifndef SPARKD_BASE_STR_H
#define SPARKD_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

/* Borrowed bytes: p need not end in NUL. Who lends them says for how long. */
struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* A view of a C string; NULL gives the empty string. */
struct str str_of(const char *cstr);
struct str str_make(const char *p, size_t n);

bool str_eq(struct str a, struct str b);
bool str_eq_c(struct str a, const char *b);
/* ASCII case only; for header names and mail addresses. */
bool str_eq_nocase(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Index of the first c, or -1. */
long str_find(struct str s, char c);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* From `from` to the end (clamped), and the first n (clamped). */
struct str str_from(struct str s, size_t from);
struct str str_first(struct str s, size_t n);
/* Takes the part before the next `c` off *rest; false when *rest was already used up (p NULL). */
bool str_split(struct str *rest, char c, struct str *ret_part);

/* Plain decimal digits only, no sign, no space, at most INT64_MAX. */
enum err str_parse_int(struct str s, int64_t *ret) MUST_USE;

/* Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool str_is_utf8(struct str s);
/* Bytes of the well-formed character at s.p[at] (at < s.n) and its code point; 0 if it is not one
 * (RFC 3629 4). */
size_t str_utf8_next(struct str s, size_t at, uint32_t *ret_code);
/* Code points of well-formed UTF-8. */
size_t str_utf8_count(struct str s);
/* Bytes of the longest prefix with at most `chars` code points. */
size_t str_utf8_prefix(struct str s, size_t chars);
/* True if s holds C0 controls (but tab, LF, CR when `multiline`), DEL, C1 controls or U+2028/9. */
bool str_has_controls(struct str s, bool multiline);
/* True if s holds what is not seen but changes how the rest reads: turns of direction, zero-width
 * and filling characters, tags. The joiners of scripts and emoji (U+200C, U+200D) are none. */
bool str_has_unseen(struct str s);
/* True if s holds a character that leaves a mark: neither a space of any width nor a joiner. */
bool str_has_ink(struct str s);

#endif
