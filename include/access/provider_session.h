#ifndef SPARKD_ACCESS_PROVIDER_SESSION_H
#define SPARKD_ACCESS_PROVIDER_SESSION_H

#include "person.h"
#include "sealed.h"

/*
 * Sessions that a provider opened and may end (http specification, section 8.1): by a logout
 * token (OpenID Connect Back-Channel Logout 1.0), or by refusing the refresh token that was kept.
 */
struct provider_session_new {
    struct str token; /* of the session, as its cookie has it */
    int64_t identity;
    const char *subject, *provider_sid; /* as the provider has them; sid may be NULL */
    const char *refresh_token;          /* NULL: none; kept sealed under the key */
};
enum err provider_session_insert(struct store *store, const struct sealed_key *key,
                                 const struct provider_session_new *session,
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

/* ---- asking whether the account is still good ---- */

/* A little less than an hour, so that a leaver is out within it. */
enum { PROVIDER_SESSION_ASK_S = 3000 };

struct provider_session_due {
    int64_t session;
    const char *refresh_token; /* NULL: it no longer opens, the key is another */
    const char *context;       /* for renewing it */
};
/* Sessions of that provider with a refresh token that was last asked about too long ago, the
 * longest first, at most `limit`. */
enum err provider_session_list_due(struct store *store, const struct sealed_key *key,
                                   const char *issuer, struct instant now, int limit,
                                   struct arena *arena, struct provider_session_due **ret,
                                   int *ret_count) MUST_USE;
/* The provider said yes, and what to ask with next. */
enum err provider_session_renew(struct store *store, const struct sealed_key *key,
                                const struct provider_session_due *due, const char *refresh_token,
                                struct instant now) MUST_USE;
/* It said no: the session ends; audited. Nothing if it has ended meanwhile. */
enum err provider_session_end(struct store *store, int64_t session, struct instant now) MUST_USE;

#endif
