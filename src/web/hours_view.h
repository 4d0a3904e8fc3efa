#ifndef SPARKD_WEB_HOURS_VIEW_H
#define SPARKD_WEB_HOURS_VIEW_H

#include "ledger.h"
#include "view.h"

/* Hours in words, and what pages show of a ledger. */

/* "6", "6.5" or "6:20" hours as minutes; ERR_INVALID above `max` too. */
enum err hours_view_parse(struct str text, int max, int *ret) MUST_USE;
/* As it would be typed: "6", "6:30". */
const char *hours_view_typed(struct arena *arena, int minutes);

/* The sentence at the moment of requiring (practice P3): "This would ask Priya Shah for 31 hours 30
 * minutes of 30 hours of INSET."; NULL where it asks for no more than there is. */
const char *hours_view_ask(struct arena *arena, const char *name, const struct hours_ask *ask);

/* "18 hours 30 minutes", or "None". */
const char *hours_view_time(struct arena *arena, int minutes);

/* "teaching" as "Teaching", "leadership" as "Leadership pay range" … */
const char *hours_view_group(enum hours_group group);

/* Everything of hours/show.html that the ledger says; `mine`: of whoever looks, `agrees`: they may
 * take back what was agreed. */
void hours_view_ledger(struct ctx *ctx, const struct ledger *ledger, bool mine, bool agrees,
                       json_t *view);
/* `years` of the page at `path`: those around now in which a ledger is kept, and `chosen`. */
enum err hours_view_years(struct ctx *ctx, const char *path, int chosen, json_t *view) MUST_USE;
/* Is a ledger kept in the year it is? Decides whether anything links to it. */
enum err hours_view_is_kept(struct ctx *ctx, bool *ret) MUST_USE;

/* The page that says there is none, kindly. Takes the view of view_new. */
enum err hours_view_none(struct ctx *ctx, int year, struct response *response) MUST_USE;

#endif
