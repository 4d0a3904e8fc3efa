#ifndef SPARKD_OIDC_OIDC_TOKEN_H
#define SPARKD_OIDC_OIDC_TOKEN_H

#include "arena.h"
#include "instant.h"

/*
 * Judging a signed token of an OpenID provider (OpenID Connect Core 3.1.3.7, http specification,
 * section 8.1). Pure: the keys are given, nothing is fetched. RS256, PS256 and ES256 only, each
 * with a key of its own type that the token names; everything else is refused.
 */
enum { OIDC_TOKEN_BYTES_MAX = 32768, OIDC_SKEW_S = 60 };

struct oidc_expect {
    const char *issuer, *client_id; /* exactly these */
    const char *nonce;              /* what was sent; not looked at in a logout token */
    const char *acr, *amr;          /* what the trust asks of the sign-in; NULL: anything */
    struct instant now;
};

/* What a good token says of somebody; texts in the arena, NULL where it is silent. */
struct oidc_claims {
    const char *subject;          /* sub; NULL only in a logout token */
    const char *session_id;       /* sid */
    const char *email, *username; /* email, preferred_username */
    const char *name;
    const char *tenant_id, *object_id; /* Entra: tid, oid */
    const char *hosted_domain;         /* Google: hd */
    bool email_verified;               /* email_verified */
    bool email_owned;                  /* Entra: xms_edov, the tenant owns the domain */
    struct instant issued_at;
};

/*
 * An ID token. `keys`: the provider's JWKS document. ERR_NOT_FOUND: it names a key that is not
 * among them. ERR_DENIED: it is not to be believed; *ret_why says why, for the log.
 */
enum err oidc_token_verify(struct str token, struct str keys, const struct oidc_expect *expect,
                           struct arena *arena, struct oidc_claims *ret,
                           const char **ret_why) MUST_USE;
/* A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6), of the last ten minutes. */
enum err oidc_logout_verify(struct str token, struct str keys, const struct oidc_expect *expect,
                            struct arena *arena, struct oidc_claims *ret,
                            const char **ret_why) MUST_USE;
/* The issuer that a token says it is from, before anything is believed: only for choosing whose
 * keys to judge it by. ERR_INVALID: it says none. */
enum err oidc_token_issuer(struct str token, struct arena *arena, const char **ret) MUST_USE;

#endif
