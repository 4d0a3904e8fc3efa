#ifndef SPARKD_WEB_CHROME_H
#define SPARKD_WEB_CHROME_H

#include "request.h"

/*
 * What every page shows around its content: the trust's name, who is signed
 * in, the navigation with the current page marked, the school's leader of
 * professional development in the footer (PR-09), the trust's words for people,
 * the addresses of the stylesheet and script, the csrf token, the demo's clock.
 * Filled on the loop just before rendering.
 */
void chrome_fill(struct ctx *ctx, struct str path, json_t *view);

#endif
