#ifndef SPARKD_WEB_YEAR_VIEW_H
#define SPARKD_WEB_YEAR_VIEW_H

#include "view.h"
#include "year_gate.h"

/* A school's year as pages show it; views as tests/data/views/school_calendar/ has them. */

/* "Term", "Half-term", "INSET day", "Closure" */
const char *year_view_kind(enum span_kind kind);
/* "Tuesday 1 September to Friday 18 December 2026", "Tuesday 1 September 2026" */
const char *year_view_range(struct arena *arena, const struct span *span);
/* "This moves 14 deadlines.", "No deadline moves." */
const char *year_view_moves(struct arena *arena, int moves);
/* /schools/3/calendar?year=2026 */
const char *year_view_href(struct arena *arena, const struct year_page *page);

/* Sets terms, days, links and the last change of the page of a year. */
enum err year_view_fill(struct ctx *ctx, const struct year_page *page, json_t *view) MUST_USE;

#endif
