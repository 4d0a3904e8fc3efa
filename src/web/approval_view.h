#ifndef SPARKD_WEB_APPROVAL_VIEW_H
#define SPARKD_WEB_APPROVAL_VIEW_H

#include "approval_gate.h"
#include "view.h"

/* Requests on pages and in the API. */

/* "Approved", "Waiting" … as a tag. */
json_t *approval_view_tag(enum approval_status status);
/* The trust's word for whose step it is: "line manager". */
const char *approval_view_who(struct ctx *ctx, const char *who);
/* "Ann Bell", "Ann Bell and Ben Cole", "Ann Bell and 3 others", "nobody yet" */
const char *approval_view_names(struct arena *arena, const struct approval_people *people);
/* "20 November 2026" or "20 November 2026 to 22 November 2026" */
const char *approval_view_dates(struct arena *arena, const struct approval_fields *fields);
/* "£120, 3 periods of cover": what it takes, in one line; "" for a working pattern. */
const char *approval_view_takes(struct arena *arena, const struct approval_fields *fields);
/* A card or a row of a list: {id, href, title, person, school, dates, takes, tag, now,
 * mark}, and due while it waits. */
enum err approval_view_row(struct ctx *ctx, const struct approval *approval, json_t **ret) MUST_USE;

/* As the API shows it, with its steps and what was said. */
enum err approval_view_json(struct ctx *ctx, const struct approval *approval,
                            json_t **ret) MUST_USE;

#endif
