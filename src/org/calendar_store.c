/* DESIGN: a school's stretches and the bank holidays, in the database. */
#include "calendar.h"

enum { SPAN_LIST, HOLIDAY_LIST, SPAN_INSERT };

static const char *const SQL[] = {
    [SPAN_LIST] = "SELECT kind, from_on, to_on FROM school_span WHERE school_id = $1 "
                  "ORDER BY from_on, id LIMIT $2",
    [HOLIDAY_LIST] = "SELECT on_day FROM bank_holiday ORDER BY on_day LIMIT $1",
    [SPAN_INSERT] = "INSERT INTO school_span (school_id, kind, name, from_on, to_on) "
                    "VALUES ($1, $2, $3, $4, $5)",
};

static const char *const kind_names[] = {
    [SPAN_TERM] = "term", [SPAN_INSET] = "inset", [SPAN_CLOSURE] = "closure"};

static enum span_kind kind_of(struct str name)
{
    return str_eq_c(name, "inset")     ? SPAN_INSET
           : str_eq_c(name, "closure") ? SPAN_CLOSURE
                                       : SPAN_TERM;
}

static enum err list_spans(struct store *store, struct school_id school, struct span *spans,
                           int *ret_count)
{
    int count = 0;
    struct rows rows =
        store_query(store, SQL[SPAN_LIST], PARAMS(p_int(school.v), p_int(SPANS_MAX + 1)));
    while (rows_next(&rows)) {
        if (count < SPANS_MAX)
            spans[count] = (struct span){.kind = kind_of(rows_str(&rows, 0)),
                                         .from = rows_day(&rows, 1),
                                         .to = rows_day(&rows, 2)};
        count++;
    }
    enum err err = rows_end(&rows);
    *ret_count = count;
    return err == OK && count > SPANS_MAX ? ERR_LIMIT : err;
}

static enum err list_holidays(struct store *store, struct day *days, int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(store, SQL[HOLIDAY_LIST], PARAMS(p_int(BANK_HOLIDAYS_MAX)));
    while (rows_next(&rows))
        days[count++] = rows_day(&rows, 0);
    *ret_count = count;
    return rows_end(&rows);
}

enum err calendar_load(struct store *store, struct school_id school, struct arena *arena,
                       struct calendar *ret)
{
    struct span *spans = ARENA_ARRAY(arena, struct span, SPANS_MAX);
    struct day *holidays = ARENA_ARRAY(arena, struct day, BANK_HOLIDAYS_MAX);
    int span_count, holiday_count;
    enum err err = list_spans(store, school, spans, &span_count);
    if (err == OK)
        err = list_holidays(store, holidays, &holiday_count);
    if (err == OK)
        *ret = calendar_compute(spans, span_count, holidays, holiday_count, arena);
    return err;
}

enum err calendar_insert_year(struct store *store, struct school_id school,
                              const struct span *spans, int count)
{
    for (int i = 0; i < count; i++) {
        enum err err =
            store_exec(store, SQL[SPAN_INSERT],
                       PARAMS(p_int(school.v), p_text(kind_names[spans[i].kind]),
                              p_text(spans[i].name), p_day(spans[i].from), p_day(spans[i].to)));
        if (err != OK)
            return err;
    }
    return OK;
}
