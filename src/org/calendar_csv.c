/* DESIGN: the two small files of dates: bank holidays, and a school's year; strict, with file:line.
 */
#include "calendar.h"

#include "check.h"
#include "csv_read.h"

enum { CELLS_MAX = 4 };

static const char HOLIDAY_PUT[] = "INSERT INTO bank_holiday (on_day, name) VALUES ($1, $2) "
                                  "ON CONFLICT (on_day) DO UPDATE SET name = excluded.name";

/* One line at a time, split where the heading is split. */
struct reader {
    const char *file; /* NULL: not named */
    const char *heading;
    struct str rest;
    int line;
    int columns;
    char separator;
    struct str cells[CELLS_MAX];
    struct refusal *why;
};

static enum err bad(const struct reader *r, const char *what)
{
    if (!r->file)
        return refuse(r->why, ERR_INVALID, "bad-file", "Line %d: %s", r->line, what);
    return refuse(r->why, ERR_INVALID, "bad-file", "%s:%d: %s", r->file, r->line, what);
}

/* The inside of a cell in quotes, doubled ones made single, off *rest (which is behind the first
 * quote); false if it never ends. */
static bool take_quoted(struct str *rest, struct arena *arena, struct str *ret)
{
    char *text = arena_alloc(arena, rest->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rest->n; i++) {
        if (rest->p[i] != '"') {
            text[n++] = rest->p[i];
        } else if (i + 1 < rest->n && rest->p[i + 1] == '"') {
            text[n++] = '"';
            i++;
        } else {
            *rest = str_from(*rest, i + 1);
            *ret = str_make(text, n);
            return true;
        }
    }
    return false;
}

/* The next cell off *rest; false when a quote does not end, or not at a cell's end. */
static bool take_cell(const struct reader *r, struct str *rest, struct str *ret)
{
    struct str start = str_trim(*rest);
    if (!start.n || start.p[0] != '"') {
        (void)str_split(rest, r->separator, ret);
        *ret = str_trim(*ret);
        return str_find(*ret, '"') < 0;
    }
    struct str after, between;
    *rest = str_from(*rest, (size_t)(start.p - rest->p) + 1);
    if (!take_quoted(rest, r->why->arena, ret))
        return false;
    *ret = str_trim(*ret);
    after = *rest;
    (void)str_split(&after, r->separator, &between);
    *rest = after;
    return str_trim(between).n == 0;
}

static enum err split(struct reader *r, struct str line)
{
    if (!str_is_utf8(line) || str_has_controls(line, false))
        return bad(r, "the line is not plain UTF-8 text; save the file as UTF-8");
    int count = 0;
    struct str cell;
    while (line.p) {
        if (!take_cell(r, &line, &cell))
            return bad(r, "a quotation mark is not closed, or stands inside a value");
        if (count < r->columns)
            r->cells[count] = cell;
        /* Spreadsheets end lines with empty cells. */
        count += count < r->columns || cell.n;
    }
    if (count == r->columns)
        return OK;
    return bad(r, arena_printf(r->why->arena, "%d values where the heading has %d (%s)", count,
                               r->columns, r->heading));
}

static bool next_line(struct reader *r, struct str *ret)
{
    while (str_split(&r->rest, '\n', ret)) {
        r->line++;
        if (str_ends(*ret, STR("\r")))
            ret->n--;
        if (str_trim(*ret).n)
            return true;
    }
    return false;
}

static bool is_heading(struct reader *r)
{
    struct str wanted = str_of(r->heading), name;
    for (int i = 0; i < r->columns; i++)
        if (!str_split(&wanted, ',', &name) || !str_eq_nocase(r->cells[i], name))
            return false;
    return true;
}

static enum err start(struct reader *r)
{
    struct str line;
    if (str_starts(r->rest, STR("\xEF\xBB\xBF")))
        r->rest = str_from(r->rest, 3);
    bool there = next_line(r, &line);
    r->separator = there && str_find(line, ';') >= 0 ? ';' : ',';
    if (there && split(r, line) == OK && is_heading(r))
        return OK;
    r->line = 1;
    return bad(r, arena_printf(r->why->arena, "the first line must be %s", r->heading));
}

/* ERR_NOT_FOUND at the end. */
static enum err next_row(struct reader *r)
{
    struct str line;
    return next_line(r, &line) ? split(r, line) : ERR_NOT_FOUND;
}

/* 1/9/2026: the day first, as in England. */
static enum err parse_slashed(struct str cell, struct day *ret)
{
    int64_t numbers[3];
    struct str part;
    for (int i = 0; i < 3; i++)
        if (!str_split(&cell, '/', &part) || part.n > 4 || str_parse_int(part, &numbers[i]) != OK)
            return ERR_INVALID;
    if (cell.p || !civil_is_valid((int)numbers[2], (int)numbers[1], (int)numbers[0]))
        return ERR_INVALID;
    *ret = day_of((int)numbers[2], (int)numbers[1], (int)numbers[0]);
    return OK;
}

static enum err read_day(const struct reader *r, struct str cell, struct day *ret)
{
    if (day_parse(cell, ret) == OK || parse_slashed(cell, ret) == OK)
        return OK;
    return bad(r, "a date must be written YYYY-MM-DD or DD/MM/YYYY");
}

static enum err read_name(const struct reader *r, struct str cell)
{
    return cell.n && cell.n <= SPAN_NAME_BYTES_MAX ? OK : bad(r, "the name is empty or too long");
}

/* ---- bank holidays ---- */

struct holiday {
    struct day on;
    struct str name;
};

static enum err read_holiday(const struct reader *r, const struct holiday *before,
                             struct holiday *ret)
{
    enum err err = read_day(r, r->cells[0], &ret->on);
    if (err == OK)
        err = read_name(r, r->cells[1]);
    if (err != OK)
        return err;
    if (before && before->on.v >= ret->on.v)
        return bad(r, "dates must rise from line to line, each once");
    ret->name = r->cells[1];
    return OK;
}

enum err calendar_load_bank_holidays(struct store *store, const char *file, struct str csv,
                                     struct refusal *why)
{
    struct holiday *holidays = ARENA_ARRAY(why->arena, struct holiday, BANK_HOLIDAYS_MAX);
    struct reader r = {.file = file, .heading = "date,name", .rest = csv, .columns = 2, .why = why};
    int count = 0;
    enum err err = start(&r);
    while (err == OK && (err = next_row(&r)) == OK) {
        if (count == BANK_HOLIDAYS_MAX)
            return bad(&r, "too many lines");
        err = read_holiday(&r, count ? &holidays[count - 1] : NULL, &holidays[count]);
        count++;
    }
    if (err != ERR_NOT_FOUND)
        return err;
    err = OK;
    for (int i = 0; i < count && err == OK; i++)
        err =
            store_exec(store, HOLIDAY_PUT, PARAMS(p_day(holidays[i].on), p_str(holidays[i].name)));
    return err;
}

/* ---- a year ---- */

static enum err read_kind(const struct reader *r, struct str cell, enum span_kind *ret)
{
    return span_kind_parse(cell, ret) == OK
               ? OK
               : bad(r, "the kind must be term, half-term, inset or closure");
}

static enum err read_span(const struct reader *r, struct arena *arena, struct span *ret)
{
    enum err err = read_kind(r, r->cells[0], &ret->kind);
    if (err == OK)
        err = read_name(r, r->cells[1]);
    if (err == OK)
        err = read_day(r, r->cells[2], &ret->from);
    if (err == OK)
        err = read_day(r, r->cells[3], &ret->to);
    if (err != OK)
        return err;
    if (ret->to.v < ret->from.v || ret->to.v - ret->from.v > 366)
        return bad(r, "the last day must not come before the first, nor a year after it");
    ret->name = arena_str_c(arena, csv_unguard(r->cells[1]));
    return OK;
}

enum err calendar_parse_year(const char *file, struct str csv, struct arena *arena,
                             struct span **ret, int *ret_count, struct refusal *why)
{
    struct span *spans = ARENA_ARRAY(arena, struct span, SPANS_MAX);
    struct reader r = {
        .file = file, .heading = "kind,name,from,to", .rest = csv, .columns = 4, .why = why};
    int count = 0;
    enum err err = start(&r);
    while (err == OK && (err = next_row(&r)) == OK) {
        if (count == SPANS_MAX)
            return bad(&r, "too many lines");
        err = read_span(&r, arena, &spans[count++]);
    }
    if (err != ERR_NOT_FOUND)
        return err;
    *ret = spans;
    *ret_count = count;
    return OK;
}
