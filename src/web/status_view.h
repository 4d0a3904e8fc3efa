#ifndef SPARKD_WEB_STATUS_VIEW_H
#define SPARKD_WEB_STATUS_VIEW_H

#include "request.h"
#include "status.h"

/* Who sees the year by name, who as figures; the same for pages and the API. */

/* The schools whose people the actor sees by name, all if the role is the trust's. *ret_count 0:
 * none. */
enum err status_view_schools(struct ctx *ctx, enum action action, struct school **ret,
                             int *ret_count) MUST_USE;
/* ERR_DENIED, in words, for who sees no names of that school. v 0: of any. */
enum err status_view_gate_names(struct ctx *ctx, struct school_id school) MUST_USE;
/* ERR_DENIED, in words, for who does not even see figures. */
enum err status_view_gate_figures(struct ctx *ctx) MUST_USE;
/* Those the actor may see: of their schools, and of all together only for the whole trust. */
enum err status_view_figures(struct ctx *ctx, struct status_figures *ret) MUST_USE;

/* "Done", "To do", "Late", "Not in the cycle" */
const char *status_view_words(enum standing standing);

#endif
