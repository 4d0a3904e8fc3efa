/* DESIGN: the two small files of dates: bank holidays, and a school's year; strict, with file:line.
 */
#include "calendar.h"

#include "check.h"

enum { CELLS_MAX = 4, NAME_BYTES_MAX = 80 };

static const char HOLIDAY_PUT[] = "INSERT INTO bank_holiday (on_day, name) VALUES ($1, $2) "
                                  "ON CONFLICT (on_day) DO UPDATE SET name = excluded.name";

/* One line at a time, split at commas. */
struct reader {
    const char *file;
    const char *heading;
    struct str rest;
    int line;
    int columns;
    struct str cells[CELLS_MAX];
    struct refusal *why;
};

static enum err bad(const struct reader *r, const char *what)
{
    return refuse(r->why, ERR_INVALID, "bad-file", "%s:%d: %s", r->file, r->line, what);
}

static enum err split(struct reader *r, struct str line)
{
    if (str_find(line, '"') >= 0)
        return bad(r, "quotation marks are not read here; write names without commas or quotes");
    if (!str_is_utf8(line) || str_has_controls(line, false))
        return bad(r, "the line is not plain UTF-8 text; save the file as UTF-8");
    int count = 0;
    struct str cell;
    while (str_split(&line, ',', &cell)) {
        if (count < r->columns)
            r->cells[count] = str_trim(cell);
        count++;
    }
    if (count == r->columns)
        return OK;
    return refuse(r->why, ERR_INVALID, "bad-file", "%s:%d: %d values where the heading has %d (%s)",
                  r->file, r->line, count, r->columns, r->heading);
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

static enum err start(struct reader *r)
{
    struct str line;
    if (str_starts(r->rest, STR("\xEF\xBB\xBF")))
        r->rest = str_from(r->rest, 3);
    if (next_line(r, &line) && str_eq_c(str_trim(line), r->heading))
        return OK;
    return refuse(r->why, ERR_INVALID, "bad-file", "%s:1: the first line must be %s", r->file,
                  r->heading);
}

/* ERR_NOT_FOUND at the end. */
static enum err next_row(struct reader *r)
{
    struct str line;
    return next_line(r, &line) ? split(r, line) : ERR_NOT_FOUND;
}

static enum err read_day(const struct reader *r, struct str cell, struct day *ret)
{
    return day_parse(cell, ret) == OK ? OK : bad(r, "a date must be written YYYY-MM-DD");
}

static enum err read_name(const struct reader *r, struct str cell)
{
    return cell.n && cell.n <= NAME_BYTES_MAX ? OK : bad(r, "the name is empty or too long");
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
    static const char *const names[] = {"term", "inset", "closure"};
    for (int i = 0; i < (int)COUNT_OF(names); i++)
        if (str_eq_c(cell, names[i])) {
            *ret = (enum span_kind)i;
            return OK;
        }
    return bad(r, "the kind must be term, inset or closure");
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
    ret->name = arena_str_c(arena, r->cells[1]);
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
