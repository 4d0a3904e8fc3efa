/* DESIGN: a school's year in the database, row by row. */
#include "school_year.h"

enum { LIST, FIND, INSERT, UPDATE, DELETE, YEARS };

static const char *const SQL[] = {
    [LIST] = "SELECT id, kind, name, from_on, to_on FROM school_span WHERE school_id = $1"
             " AND from_on BETWEEN $2 AND $3 ORDER BY from_on, to_on DESC, id LIMIT $4",
    [FIND] = "SELECT school_id, from_on FROM school_span WHERE id = $1",
    [INSERT] = "INSERT INTO school_span (school_id, kind, name, from_on, to_on)"
               " VALUES ($1, $2, $3, $4, $5)",
    [UPDATE] = "UPDATE school_span SET kind = $2, name = $3, from_on = $4, to_on = $5"
               " WHERE id = $1",
    [DELETE] = "DELETE FROM school_span WHERE id = $1",
    [YEARS] = "SELECT from_on FROM school_span WHERE school_id = $1 AND kind = 'term'"
              " ORDER BY from_on DESC LIMIT $2",
};

enum err school_year_load(struct store *store, struct school_id school, int year,
                          struct arena *arena, struct school_year *ret)
{
    struct school_year loaded = school_year_new(school, year, arena);
    enum err read = OK;
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_int(school.v), p_day(calendar_year_first(year)),
                           p_day(calendar_year_last(year)), p_int(YEAR_SPANS_MAX + 1)));
    while (rows_next(&rows)) {
        struct school_span *row = &loaded.spans[loaded.count++];
        row->id.v = rows_int(&rows, 0);
        if (span_kind_parse(rows_str(&rows, 1), &row->span.kind) != OK)
            read = ERR_BUG; /* the schema lists the kinds */
        row->span.name = rows_text(&rows, 2, arena);
        row->span.from = rows_day(&rows, 3);
        row->span.to = rows_day(&rows, 4);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        err = loaded.count > YEAR_SPANS_MAX ? ERR_LIMIT : read;
    if (err != OK)
        return err;
    school_year_sort(&loaded);
    *ret = loaded;
    return OK;
}

enum err school_year_find_span(struct store *store, struct span_id id, struct arena *arena,
                               struct school_year *ret, int *ret_index)
{
    struct rows rows;
    struct school_year year;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct school_id school = {rows_int(&rows, 0)};
    int in = calendar_year(rows_day(&rows, 1));
    err = rows_end(&rows);
    if (err == OK)
        err = school_year_load(store, school, in, arena, &year);
    for (int i = 0; err == OK && i < year.count; i++)
        if (year.spans[i].id.v == id.v) {
            *ret = year;
            *ret_index = i;
            return OK;
        }
    return err == OK ? ERR_NOT_FOUND : err;
}

static bool is_row(const struct school_span *have, const struct school_span *want)
{
    return have->id.v == want->id.v && have->span.kind == want->span.kind &&
           have->span.from.v == want->span.from.v && have->span.to.v == want->span.to.v &&
           str_eq_c(str_of(have->span.name), want->span.name);
}

/* The row that a stretch is, by its id, or NULL. */
static const struct school_span *find_id(const struct school_year *year, struct span_id id)
{
    for (int i = 0; id.v && i < year->count; i++)
        if (year->spans[i].id.v == id.v)
            return &year->spans[i];
    return NULL;
}

/* A stretch that is not kept yet but was there takes the row of before. */
static void claim_rows(const struct school_year *have, struct school_year *want)
{
    for (int i = 0; i < have->count; i++) {
        const struct school_span *row = &have->spans[i];
        if (find_id(want, row->id))
            continue;
        for (int k = 0; k < want->count; k++) {
            struct school_span *span = &want->spans[k];
            bool same = !find_id(have, span->id) && span->span.kind == row->span.kind &&
                        span->span.from.v == row->span.from.v && span->span.to.v == row->span.to.v;
            if (same) {
                span->id = row->id;
                break;
            }
        }
    }
}

static enum err put(struct store *store, struct school_id school, const struct school_year *have,
                    const struct school_span *want)
{
    const struct span *s = &want->span;
    const struct school_span *row = find_id(have, want->id);
    if (!row)
        return store_exec(store, SQL[INSERT],
                          PARAMS(p_int(school.v), p_text(span_kind_name(s->kind)), p_text(s->name),
                                 p_day(s->from), p_day(s->to)));
    if (is_row(row, want))
        return OK;
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(want->id.v), p_text(span_kind_name(s->kind)), p_text(s->name),
                             p_day(s->from), p_day(s->to)));
}

enum err school_year_save(struct store *store, const struct school_year *year, struct arena *arena)
{
    struct school_year have, want = school_year_copy(year, arena);
    enum err err = school_year_load(store, year->school, year->year, arena, &have);
    if (err != OK)
        return err;
    claim_rows(&have, &want);
    for (int i = 0; err == OK && i < have.count; i++)
        if (!find_id(&want, have.spans[i].id))
            err = store_exec(store, SQL[DELETE], PARAMS(p_int(have.spans[i].id.v)));
    for (int i = 0; err == OK && i < want.count; i++)
        err = put(store, year->school, &have, &want.spans[i]);
    return err;
}

enum err school_year_list(struct store *store, struct school_id school, int max, int *ret_years,
                          int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(store, SQL[YEARS], PARAMS(p_int(school.v), p_int(8 * max)));
    while (rows_next(&rows)) {
        int year = calendar_year(rows_day(&rows, 0));
        if (count < max && (!count || ret_years[count - 1] != year))
            ret_years[count++] = year;
    }
    *ret_count = count;
    return rows_end(&rows);
}
