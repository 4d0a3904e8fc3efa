/* DESIGN: writing lists as CSV that no spreadsheet takes for a program. */
#include "csv.h"

#include <string.h>

/* Also behind apostrophes: what is guarded already gets one more, so that taking one away gives
 * every text back. */
static bool is_formula(const char *cell)
{
    const char *first = cell + strspn(cell, "'");
    return *first && strchr("=+-@\t\r", *first);
}

static bool needs_quotes(const char *cell)
{
    size_t n = strlen(cell);
    return strpbrk(cell, ",;\"\r\n\t") || (n && (cell[0] == ' ' || cell[n - 1] == ' '));
}

void csv_cell(struct buf *out, const char *cell)
{
    bool quoted = needs_quotes(cell);
    if (quoted)
        buf_add_char(out, '"');
    if (is_formula(cell))
        buf_add_char(out, '\'');
    for (const char *p = cell; *p; p++) {
        if (*p == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *p);
    }
    if (quoted)
        buf_add_char(out, '"');
}

void csv_row(struct buf *out, const char *const *cells, int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        csv_cell(out, cells[i] ? cells[i] : "");
    }
    buf_add_c(out, "\r\n");
}

void csv_begin(struct buf *out, const char *const *names, int count)
{
    buf_add_c(out, "\xef\xbb\xbf");
    csv_row(out, names, count);
}
