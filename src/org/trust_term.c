/* DESIGN: the trust's terms, united of its schools'. */
#include "trust_term.h"

#include "check.h"

enum { SPANS_READ_MAX = 2000 };

enum { TERMS };
static const char *const SQL[] = {
    [TERMS] = "SELECT name, from_on, to_on FROM school_span WHERE kind = 'term'"
              " AND from_on >= $1 AND from_on <= $2 ORDER BY from_on, to_on, id LIMIT $3",
};

int trust_term_unite(const struct span *spans, int count,
                     struct trust_term ret[static TRUST_TERMS_MAX])
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (n > 0 && spans[i].from.v <= ret[n - 1].to.v) {
            if (spans[i].to.v > ret[n - 1].to.v)
                ret[n - 1].to = spans[i].to;
        } else if (n < TRUST_TERMS_MAX) {
            ret[n++] = (struct trust_term){spans[i].name, spans[i].from, spans[i].to};
        }
    }
    return n;
}

static int usual(int year, struct trust_term ret[static TRUST_TERMS_MAX])
{
    ret[0] = (struct trust_term){"Autumn term", day_of(year, 9, 1), day_of(year, 12, 31)};
    ret[1] = (struct trust_term){"Spring term", day_of(year + 1, 1, 1), day_of(year + 1, 3, 31)};
    ret[2] = (struct trust_term){"Summer term", day_of(year + 1, 4, 1), day_of(year + 1, 7, 31)};
    return 3;
}

enum err trust_term_list(struct store *store, int year, struct arena *arena,
                         struct trust_term ret[static TRUST_TERMS_MAX], int *ret_count)
{
    struct span *spans = ARENA_ARRAY(arena, struct span, SPANS_READ_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[TERMS],
                                   PARAMS(p_day(calendar_year_first(year)),
                                          p_day(calendar_year_last(year)), p_int(SPANS_READ_MAX)));
    while (count < SPANS_READ_MAX && rows_next(&rows))
        spans[count++] = (struct span){SPAN_TERM, rows_text(&rows, 0, arena), rows_day(&rows, 1),
                                       rows_day(&rows, 2)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret_count = count ? trust_term_unite(spans, count, ret) : usual(year, ret);
    return err;
}
