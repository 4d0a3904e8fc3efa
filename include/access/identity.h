#ifndef SPARKD_ACCESS_IDENTITY_H
#define SPARKD_ACCESS_IDENTITY_H

#include "person.h"

/*
 * Whose account is whose (http specification, section 8.1; practice P6). People are keyed on
 * issuer and subject, never on the address. An account is linked by itself only to somebody the
 * trust has imported, by a verified address, and only if they have no account there yet;
 * everything else waits for an administrator. No account makes a person.
 */
struct identity_account {
    const char *issuer, *subject;
    const char *email; /* NULL: it says none */
    bool email_verified;
    const char *name; /* NULL: it says none */
};

enum identity_outcome {
    IDENTITY_LINKED,  /* it is somebody's: sign them in */
    IDENTITY_UNKNOWN, /* a verified address that nobody here has, or who has it has left */
    IDENTITY_WAITS,   /* not proved: the same answer whether somebody has that address or not */
};

/* An account that its provider vouches for: whose is it? Links it, or asks an administrator, where
 * the rules above say so; both are audited. *ret_identity and *ret_person with LINKED only. */
enum err identity_sign_in(struct store *store, const struct identity_account *account,
                          struct instant now, struct arena *arena, enum identity_outcome *ret,
                          int64_t *ret_identity, struct person_id *ret_person) MUST_USE;

/* ---- what waits for an administrator ---- */

struct identity_request {
    int64_t id;
    const char *issuer, *email, *account_name; /* as the account has them */
    struct person_id person;
    const char *person_name, *person_email;
    bool another; /* the person has another account there, which this one would replace */
    bool refused;
    struct instant asked_at;
};
/* Of people who are still here. Those that wait first, oldest first; then those that were refused,
 * newest first. At most 200. */
enum { IDENTITY_REQUESTS_MAX = 200 };
enum err identity_request_list(struct store *store, struct day today, struct arena *arena,
                               struct identity_request **ret, int *ret_count) MUST_USE;
/* How many wait. */
enum err identity_request_count(struct store *store, struct day today, int *ret) MUST_USE;
/* Links the account to that person, in place of another of the same provider, whose sessions end.
 * ERR_NOT_FOUND: there is no such request, or its person has left. */
enum err identity_accept(struct store *store, int64_t request, struct person_id by,
                         struct instant now) MUST_USE;
/* Keeps it as refused, so that the account cannot ask again; it may still be accepted. */
enum err identity_refuse(struct store *store, int64_t request, struct person_id by,
                         struct instant now) MUST_USE;

#endif
