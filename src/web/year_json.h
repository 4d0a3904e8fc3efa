#ifndef SPARKD_WEB_YEAR_JSON_H
#define SPARKD_WEB_YEAR_JSON_H

#include "response.h"
#include "span_suggest.h"
#include "year_gate.h"

/* A school's year as the API shows it (conf/data/openapi.json: SchoolCalendar, CalendarChange,
 * ReadDates). All return new values. */

/* `year` beside what `page` tells of the school; stretches that are not kept yet have id null. */
json_t *year_json(struct ctx *ctx, const struct year_page *page, const struct school_year *year);
json_t *year_json_rows(const struct suggestions *rows, const char *note);

/* What a call asks to become of a year. */
struct year_wish {
    struct year_page *page;
    struct school_year year;
    const char *words; /* for the audit */
    int focus;         /* as school_year_check takes it */
    bool dry_run;
};
/* Does it or, in a dry run, only says what would move; answers with CalendarChange. */
enum err year_json_answer(struct ctx *ctx, const struct year_wish *wish,
                          struct response *response) MUST_USE;

#endif
