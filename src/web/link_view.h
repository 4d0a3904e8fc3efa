#ifndef SPARKD_WEB_LINK_VIEW_H
#define SPARKD_WEB_LINK_VIEW_H

#include "oidc.h"
#include "response.h"

/* What the page and the API of accounts that wait have in common. */

/* ERR_DENIED, in words, for whoever is no administrator. */
enum err link_view_gate(struct ctx *ctx) MUST_USE;
/* A provider by its issuer, as people call it. */
const char *link_view_provider(struct ctx *ctx, const char *issuer);

#endif
