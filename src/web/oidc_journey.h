#ifndef SPARKD_WEB_OIDC_JOURNEY_H
#define SPARKD_WEB_OIDC_JOURNEY_H

#include "oidc.h"
#include "response.h"
#include "sign_in_pending.h"

/*
 * A sign-in at a provider on its way through the lanes: what one step found, for the next. Each
 * step lives in the request's arena.
 */
struct oidc_journey {
    struct oidc_provider *provider;
    struct sign_in_pending pending;
    char state[TOKEN_TEXT_MAX], browser[TOKEN_TEXT_MAX];
    const char *location; /* the provider's page */
    struct oidc_answer answer;
    struct oidc_tokens tokens;
    struct oidc_account account;
    struct oidc_claims logout;
};

/* {base_url}/sign-in/oidc/return, as it is registered at the provider. */
const char *oidc_journey_redirect_uri(struct ctx *ctx);
/* The answer of a sign-in that comes to nothing: a page that says why and how else to come in. */
enum err oidc_journey_fail(struct response *response, int status, const char *heading,
                           const char *words) MUST_USE;

#endif
