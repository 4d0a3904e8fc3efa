#ifndef SPARKD_ACCESS_PROVIDER_SESSION_H
#define SPARKD_ACCESS_PROVIDER_SESSION_H

#include "person.h"

/*
 * Sessions that a provider opened and may end (http specification, section 8.1): by a logout
 * token (OpenID Connect Back-Channel Logout 1.0), or by refusing the refresh token that was kept.
 */
struct provider_session_new {
    struct str token; /* of the session, as its cookie has it */
    int64_t identity;
    const char *subject, *provider_sid; /* as the provider has them; sid may be NULL */
    struct str sealed_refresh_token;    /* p NULL: none */
};
enum err provider_session_insert(struct store *store, const struct provider_session_new *session,
                                 struct instant now) MUST_USE;

/* Which sessions a provider says are over: those of its session, or all of its subject. */
struct provider_logout {
    const char *issuer;
    const char *subject, *provider_sid; /* one of them may be NULL */
    struct instant issued_at;           /* later sessions stay: an old token ends nothing new */
};
/* Ends them; audited. *ret_count: how many. */
enum err provider_session_log_out(struct store *store, const struct provider_logout *logout,
                                  struct instant now, int *ret_count) MUST_USE;

#endif
