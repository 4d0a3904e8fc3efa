#ifndef SPARKD_WEB_ACTIVITY_SHOW_VIEW_H
#define SPARKD_WEB_ACTIVITY_SHOW_VIEW_H

#include "activity.h"
#include "view.h"

/* The view of activities/show.html for ctx->actor, with what ctx->why refused of a file; the note
 * is in it for its owner alone. flash NULL: nothing was done. */
enum err activity_show_view(struct ctx *ctx, const struct activity *activity, const char *flash,
                            json_t **ret) MUST_USE;

#endif
