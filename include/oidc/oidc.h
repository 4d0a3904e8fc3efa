#ifndef SPARKD_OIDC_OIDC_H
#define SPARKD_OIDC_OIDC_H

#include "oidc_token.h"

/*
 * Signing in at OpenID providers (OpenID Connect Core 1.0, code flow with PKCE S256, RFC 7636;
 * http specification, section 8.1; practice P6). What asks the network blocks for at most
 * OIDC_WAIT_MS and so runs on the errands threads; documents and keys are kept between calls.
 * Nothing here knows people: a good token becomes an account, and access/identity knows whose.
 */
struct oidc;
struct oidc_provider;

enum oidc_kind {
    OIDC_GENERIC,
    OIDC_ENTRA,  /* accounts of one tenant, subject tid and oid */
    OIDC_GOOGLE, /* accounts of one Workspace domain, hd */
};

enum { OIDC_PROVIDERS_MAX = 4, OIDC_WAIT_MS = 10000 };

/* One provider as it is configured; texts are the caller's and outlive the oidc. */
struct oidc_setting {
    enum oidc_kind kind;
    const char *name;      /* in addresses: a-z 0-9 - */
    const char *label;     /* on the button: "Microsoft" */
    const char *issuer;    /* NULL: that of the kind */
    const char *tenant;    /* Entra: the directory's id */
    const char *domain;    /* Google: the Workspace domain */
    const char *client_id; /* what the provider calls sparkd */
    const char *secret;    /* NULL: a public client, by PKCE alone */
    const char *hosts;     /* more hosts its addresses may lie on, separated by spaces; or NULL */
    const char *acr, *amr; /* asked of each sign-in; NULL: nothing */
    bool offline; /* ask for a refresh token, so that leavers are noticed within the hour */
};

/* NULL, or what is wrong with it and what to do, in a sentence; in the arena or for ever. */
const char *oidc_setting_fault(const struct oidc_setting *setting, struct arena *arena);
/* Its issuer: as configured, or that of its kind. NULL: neither. */
const char *oidc_setting_issuer(const struct oidc_setting *setting, struct arena *arena);

/* Opens libcurl, once, before anything is asked. ERR_IO: it is not installed. */
enum err oidc_fetch_init(void) MUST_USE;
/* Settings without fault. Nothing is fetched yet. */
struct oidc *oidc_new(const struct oidc_setting *settings, int count);
void oidc_free(struct oidc *oidc);
/* Those that are configured, in order; names and labels are for pages. oidc may be NULL. */
int oidc_count(const struct oidc *oidc);
struct oidc_provider *oidc_at(struct oidc *oidc, int i);
/* By name, or by exact issuer; NULL: there is none. */
struct oidc_provider *oidc_find(struct oidc *oidc, struct str name);
struct oidc_provider *oidc_find_issuer(struct oidc *oidc, struct str issuer);
const struct oidc_setting *oidc_provider_setting(const struct oidc_provider *provider);
const char *oidc_provider_issuer(const struct oidc_provider *provider);

/* ---- the way in ---- */

/* What one sign-in sends; state, nonce and verifier are random and used once. */
struct oidc_question {
    const char *redirect_uri, *state, *nonce, *verifier;
};
/* Where to send the browser. ERR_IO: the provider cannot be asked, ERR_INVALID: its document is
 * no good; *ret_why says why. Blocks. */
enum err oidc_authorize(struct oidc_provider *provider, const struct oidc_question *question,
                        struct arena *arena, const char **ret_url, const char **ret_why) MUST_USE;

/* What the browser brought back; iss p NULL: the provider sent none (RFC 9207). */
struct oidc_answer {
    struct str iss, code;
};
struct oidc_tokens {
    struct oidc_claims claims;
    const char *refresh_token; /* NULL: none */
};
/* A code for a token, verified. ERR_IO and ERR_INVALID as above; ERR_DENIED: the provider refused
 * the code or its token is not to be believed. Blocks. */
enum err oidc_exchange(struct oidc_provider *provider, const struct oidc_question *question,
                       const struct oidc_answer *answer, struct instant now, struct arena *arena,
                       struct oidc_tokens *ret, const char **ret_why) MUST_USE;

/* Whose account it is: keyed on issuer and subject, never on the address. */
struct oidc_account {
    const char *issuer, *subject;
    const char *email; /* NULL: it says none */
    bool email_verified;
    const char *name;
};
/* The kind's rules (http specification, section 8.1): the tenant's own, the Workspace domain's own.
 * ERR_DENIED: an account of somebody else. Pure. */
enum err oidc_account_read(const struct oidc_provider *provider, const struct oidc_claims *claims,
                           struct arena *arena, struct oidc_account *ret,
                           const char **ret_why) MUST_USE;

/* ---- the way out ---- */

/* Is the account still good? ERR_DENIED: the provider says no (invalid_grant), ERR_IO: it said
 * nothing that counts. *ret_refresh_token is the one to use next. Blocks. */
enum err oidc_refresh(struct oidc_provider *provider, const char *refresh_token,
                      struct arena *arena, const char **ret_refresh_token,
                      const char **ret_why) MUST_USE;
/* A token with which a provider says that a session is over. Blocks when its keys are not known. */
enum err oidc_logout(struct oidc_provider *provider, struct str token, struct instant now,
                     struct arena *arena, struct oidc_claims *ret, const char **ret_why) MUST_USE;

/* ---- for `sparkd oidc test` ---- */

/* What a provider publishes of itself (OpenID Connect Discovery 1.0, RFC 8414). */
struct oidc_document {
    const char *authorization, *token, *keys; /* addresses */
    bool says_iss;                            /* answers name their issuer (RFC 9207) */
    bool takes_basic;                         /* the secret goes in a header, else in the form */
};
/* Both fetched afresh. Block. */
enum err oidc_discover(struct oidc_provider *provider, struct arena *arena,
                       struct oidc_document *ret, const char **ret_why) MUST_USE;
/* What stands in the address a browser ended on, pasted. ERR_DENIED: the provider's refusal;
 * ERR_INVALID: no such address, or one of another state. */
enum err oidc_answer_parse(struct str address, const char *state, struct arena *arena,
                           struct oidc_answer *ret, const char **ret_why) MUST_USE;
enum err oidc_count_keys(struct oidc_provider *provider, struct arena *arena, int *ret_count,
                         const char **ret_why) MUST_USE;

#endif
