#ifndef SPARKD_WEB_FACTOR_VIEW_H
#define SPARKD_WEB_FACTOR_VIEW_H

#include "second_factor.h"
#include "view.h"

/* Views of the second factor's pages; signing in and one's own settings show the same ones. */

/* factor_set_up.html: the secret as QR code and text, and the field for its first code. action:
 * where the form goes. ERR_NOT_FOUND: no secret waits. */
enum err factor_view_set_up(struct ctx *ctx, const char *action, json_t **ret) MUST_USE;
/* recovery_codes.html: ten codes, shown this once; next: where the page leads on to. */
json_t *factor_view_recovery(struct ctx *ctx, const struct recovery_codes *codes, const char *next);

#endif
