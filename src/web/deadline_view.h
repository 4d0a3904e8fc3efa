#ifndef SPARKD_WEB_DEADLINE_VIEW_H
#define SPARKD_WEB_DEADLINE_VIEW_H

#include "deadline.h"
#include "request.h"

/* One deadline as the home page and "My year" show it: label, date in words, tag, its one button.
 */
json_t *deadline_view(struct ctx *ctx, const struct deadline_list *list,
                      const struct deadline *deadline);

/* `mentees` = {href, text} of a page whose reader is somebody's mentor. */
enum err deadline_view_mentees(struct ctx *ctx, json_t *view) MUST_USE;

#endif
