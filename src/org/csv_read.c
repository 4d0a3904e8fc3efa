/* DESIGN: rows of a table, one at a time; a row that cannot be read does not stop the next. */
#include "csv_read.h"

#include <string.h>

static const char SEPARATORS[] = ",;\t";

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* ---- the separator ---- */

/* "sep=;" as Excel writes and reads it. */
static bool take_sep_line(struct csv *csv)
{
    struct str text = csv->text;
    bool said = text.n >= 6 && str_eq_nocase(str_first(text, 4), STR("sep=")) &&
                strchr(SEPARATORS, text.p[4]) && is_line_end(text.p[5]);
    if (!said)
        return false;
    csv->separator = text.p[4];
    csv->at = text.p[5] == '\r' && text.n > 6 && text.p[6] == '\n' ? 7 : 6;
    csv->line = 2;
    return true;
}

static void find_separator(struct csv *csv)
{
    int counts[sizeof SEPARATORS] = {0}, best = 0;
    bool quoted = false, begun = false;
    for (size_t i = 0; i < csv->text.n; i++) {
        char c = csv->text.p[i];
        const char *found = c ? strchr(SEPARATORS, c) : NULL;
        quoted ^= c == '"';
        if (!quoted && is_line_end(c) && begun)
            break;
        begun = begun || !is_line_end(c);
        if (!quoted && found)
            counts[found - SEPARATORS]++;
    }
    for (int i = 1; SEPARATORS[i]; i++)
        if (counts[i] > counts[best])
            best = i;
    csv->separator = SEPARATORS[best];
}

void csv_open(struct str text, struct arena *arena, struct csv *ret)
{
    *ret = (struct csv){.arena = arena, .text = text, .line = 1};
    if (!take_sep_line(ret))
        find_separator(ret);
}

/* ---- a row ---- */

struct reading {
    struct csv *csv;
    struct csv_row *row;
    const char *what; /* the first fault of the row */
    int column, line;
};

static void blame(struct reading *r, const char *what)
{
    if (!r->what) {
        r->what = what;
        r->column = r->row->count + 1;
        r->line = r->csv->line;
    }
}

/* Past the line end at `at`, whichever of the three it is. */
static void pass_line_end(struct csv *csv)
{
    bool pair = csv->text.p[csv->at] == '\r' && csv->at + 1 < csv->text.n &&
                csv->text.p[csv->at + 1] == '\n';
    csv->at += pair ? 2 : 1;
    csv->line++;
}

static bool at_end_of_cell(const struct csv *csv)
{
    return csv->at == csv->text.n || csv->text.p[csv->at] == csv->separator ||
           is_line_end(csv->text.p[csv->at]);
}

/* Text without quotation marks around it: as it stands, up to the separator. */
static struct str read_plain(struct csv *csv)
{
    size_t from = csv->at;
    while (!at_end_of_cell(csv))
        csv->at++;
    return str_trim(str_make(csv->text.p + from, csv->at - from));
}

static struct str undouble(struct csv *csv, struct str s)
{
    char *out = arena_alloc(csv->arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        out[n++] = s.p[i];
        i += s.p[i] == '"';
    }
    return str_make(out, n);
}

/* Text in quotation marks, where two stand for one; line ends belong to it. */
static struct str read_quoted(struct reading *r)
{
    struct csv *csv = r->csv;
    size_t from = ++csv->at;
    int begun = csv->line;
    bool doubled = false;
    for (; csv->at < csv->text.n; csv->at++) {
        char c = csv->text.p[csv->at];
        bool twice = c == '"' && csv->at + 1 < csv->text.n && csv->text.p[csv->at + 1] == '"';
        if (c == '"' && !twice)
            break;
        doubled |= twice;
        csv->at += twice;
        bool pair = c == '\r' && csv->at + 1 < csv->text.n && csv->text.p[csv->at + 1] == '\n';
        csv->line += is_line_end(c) && !pair;
    }
    struct str inner = str_make(csv->text.p + from, csv->at - from);
    if (csv->at == csv->text.n) {
        blame(r, "a quotation mark here is never closed, so the rest of the file cannot be read");
        r->line = begun;
        return STR("");
    }
    csv->at++;
    struct str behind = read_plain(csv);
    if (behind.n)
        blame(r, "there is text behind the closing quotation mark");
    return doubled ? undouble(csv, inner) : inner;
}

static struct str read_cell(struct reading *r)
{
    struct csv *csv = r->csv;
    size_t from = csv->at;
    while (csv->at < csv->text.n && csv->text.p[csv->at] == ' ')
        csv->at++;
    if (csv->at < csv->text.n && csv->text.p[csv->at] == '"')
        return read_quoted(r);
    csv->at = from;
    return read_plain(csv);
}

static void add_cell(struct reading *r, struct str cell)
{
    if (cell.n > CSV_CELL_BYTES_MAX)
        blame(r, "the text here is too long");
    else if (str_has_controls(cell, true))
        blame(r, "there is a character here that no text has");
    if (r->row->count == CSV_COLUMNS_MAX) {
        blame(r, "the line has more than 200 columns");
        return;
    }
    r->row->cells[r->row->count++] = cell;
}

static void read_row(struct reading *r)
{
    struct csv *csv = r->csv;
    for (;;) {
        add_cell(r, read_cell(r));
        if (csv->at == csv->text.n)
            return;
        if (csv->text.p[csv->at] != csv->separator) {
            pass_line_end(csv);
            return;
        }
        csv->at++;
    }
}

static bool is_blank(const struct csv_row *row)
{
    for (int i = 0; i < row->count; i++)
        if (row->cells[i].n)
            return false;
    return true;
}

enum err csv_next(struct csv *csv, struct csv_row *ret, struct csv_fault *ret_fault)
{
    while (csv->at < csv->text.n) {
        struct reading r = {.csv = csv, .row = ret};
        ret->line = csv->line;
        ret->count = 0;
        read_row(&r);
        if (r.what) {
            *ret_fault = (struct csv_fault){r.line, r.column, r.what};
            return ERR_INVALID;
        }
        if (!is_blank(ret))
            return OK;
    }
    return ERR_NOT_FOUND;
}

struct str csv_unguard(struct str value)
{
    size_t i = 0;
    while (i < value.n && value.p[i] == '\'')
        i++;
    bool guarded = i > 0 && i < value.n && value.p[i] && strchr("=+-@\t\r", value.p[i]);
    return guarded ? str_from(value, 1) : value;
}
