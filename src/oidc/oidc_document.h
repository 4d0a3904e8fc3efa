#ifndef SPARKD_OIDC_OIDC_DOCUMENT_H
#define SPARKD_OIDC_OIDC_DOCUMENT_H

#include "oidc.h"

/* The discovery document's text. Pure. ERR_INVALID: it is not that of the issuer, or names
 * addresses that are not asked: sparkd goes to the issuer's host and to the hosts that are
 * configured, nowhere else. `hosts`: more hosts, separated by spaces; may be NULL. */
enum err oidc_document_parse(struct str text, const char *issuer, const char *hosts,
                             struct arena *arena, struct oidc_document *ret,
                             const char **ret_why) MUST_USE;

#endif
