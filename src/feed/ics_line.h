#ifndef SPARKD_FEED_ICS_LINE_H
#define SPARKD_FEED_ICS_LINE_H

#include <string.h>

#include "buf.h"
#include "check.h"
#include "ics.h"

/*
 * One content line before it is folded. Never initialise the bytes: one line
 * serves a whole event, and only n is reset.
 */
#define ICS_LINE_MAX (4 * ICS_DESCRIPTION_CHARS + 4 * ICS_URI_BYTES + 256)

struct ics_line {
    size_t n;
    char p[ICS_LINE_MAX];
};

static inline void ics_line_add(struct ics_line *line, const char *p, size_t n)
{
    CHECK(n <= sizeof line->p - line->n);
    memcpy(line->p + line->n, p, n);
    line->n += n;
}

static inline void ics_line_add_str(struct ics_line *line, struct str s)
{
    if (s.n)
        ics_line_add(line, s.p, s.n);
}

/* raw as TEXT: cleaned, cut, escaped (section 4). Returns the bytes it added. */
size_t ics_line_add_text(struct ics_line *line, struct str raw, size_t chars_max);

/* ;NAME=raw as a parameter value, in quotes where RFC 5545 3.2 wants them; nothing if it is empty.
 */
void ics_line_add_param(struct ics_line *line, struct str name, struct str raw);

/*
 * Writes the line, folded: no physical line above 75 octets before its CRLF,
 * continuations with one space, never inside a UTF-8 character (RFC 5545 3.1).
 * The line is empty after.
 */
void ics_line_end(struct ics_line *line, struct buf *out);

#endif
