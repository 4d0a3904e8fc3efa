/* DESIGN: a school's year as a file that people keep, and that reads back. */
#include "csv.h"
#include "school_year.h"

void school_year_format(const struct school_year *year, bool for_spreadsheets, struct buf *out)
{
    const char *end = for_spreadsheets ? "\r\n" : "\n";
    if (for_spreadsheets)
        buf_add_c(out, "\xEF\xBB\xBF");
    buf_printf(out, "kind,name,from,to%s", end);
    for (int i = 0; i < year->count; i++) {
        const struct span *span = &year->spans[i].span;
        char from[DAY_TEXT_MAX], to[DAY_TEXT_MAX];
        day_format(span->from, from);
        day_format(span->to, to);
        buf_printf(out, "%s,",
                   span->kind == SPAN_HALF_TERM ? "half-term" : span_kind_name(span->kind));
        csv_cell(out, span->name);
        buf_printf(out, ",%s,%s%s", from, to, end);
    }
}
