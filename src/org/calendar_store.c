/* DESIGN: a school's stretches and the bank holidays, in the database. */
#include "calendar.h"

enum { SPAN_LIST, HOLIDAY_LIST, HOLIDAY_BETWEEN, SPAN_INSERT };

static const char *const SQL[] = {
    [SPAN_LIST] = "SELECT kind, from_on, to_on FROM school_span WHERE school_id = $1 "
                  "ORDER BY from_on, id LIMIT $2",
    [HOLIDAY_LIST] = "SELECT on_day FROM bank_holiday ORDER BY on_day LIMIT $1",
    [HOLIDAY_BETWEEN] = "SELECT on_day, name FROM bank_holiday WHERE on_day BETWEEN $1 AND $2 "
                        "ORDER BY on_day LIMIT $3",
    [SPAN_INSERT] = "INSERT INTO school_span (school_id, kind, name, from_on, to_on) "
                    "VALUES ($1, $2, $3, $4, $5)",
};

static enum err list_spans(struct store *store, struct school_id school, struct span *spans,
                           int *ret_count)
{
    int count = 0;
    enum err read = OK;
    struct rows rows =
        store_query(store, SQL[SPAN_LIST], PARAMS(p_int(school.v), p_int(SPANS_MAX + 1)));
    while (rows_next(&rows)) {
        struct span span = {.from = rows_day(&rows, 1), .to = rows_day(&rows, 2)};
        if (span_kind_parse(rows_str(&rows, 0), &span.kind) != OK)
            read = ERR_BUG; /* the schema lists the kinds */
        if (count < SPANS_MAX)
            spans[count] = span;
        count++;
    }
    enum err err = rows_end(&rows);
    *ret_count = count;
    if (err == OK && count > SPANS_MAX)
        return ERR_LIMIT;
    return err != OK ? err : read;
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

enum err calendar_list_bank_holidays(struct store *store, struct day from, struct day to,
                                     struct arena *arena, struct bank_holiday **ret, int *ret_count)
{
    struct bank_holiday *items = ARENA_ARRAY(arena, struct bank_holiday, BANK_HOLIDAYS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[HOLIDAY_BETWEEN],
                                   PARAMS(p_day(from), p_day(to), p_int(BANK_HOLIDAYS_MAX)));
    while (rows_next(&rows))
        items[count++] = (struct bank_holiday){rows_day(&rows, 0), rows_text(&rows, 1, arena)};
    *ret = items;
    *ret_count = count;
    return rows_end(&rows);
}

/* The stretches of other years, then these. */
static int swap_year(struct span *spans, int count, int year, const struct span *with,
                     int with_count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (calendar_year(spans[i].from) != year)
            spans[kept++] = spans[i];
    for (int i = 0; i < with_count; i++)
        spans[kept++] = with[i];
    return kept;
}

enum err calendar_load_with(struct store *store, struct school_id school, int year,
                            const struct span *with, int with_count, struct arena *arena,
                            struct calendar *ret)
{
    struct span *spans = ARENA_ARRAY(arena, struct span, SPANS_MAX + (size_t)with_count);
    struct day *holidays = ARENA_ARRAY(arena, struct day, BANK_HOLIDAYS_MAX);
    int span_count, holiday_count;
    enum err err = list_spans(store, school, spans, &span_count);
    if (err == OK)
        err = list_holidays(store, holidays, &holiday_count);
    if (err != OK)
        return err;
    span_count = swap_year(spans, span_count, year, with, with_count);
    *ret = calendar_compute(spans, span_count, holidays, holiday_count, arena);
    return OK;
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
                       PARAMS(p_int(school.v), p_text(span_kind_name(spans[i].kind)),
                              p_text(spans[i].name), p_day(spans[i].from), p_day(spans[i].to)));
        if (err != OK)
            return err;
    }
    return OK;
}
