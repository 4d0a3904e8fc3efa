#ifndef SPARKD_ACCESS_SECOND_FACTOR_H
#define SPARKD_ACCESS_SECOND_FACTOR_H

#include "person.h"
#include "refusal.h"
#include "sealed.h"

/*
 * The second thing that whoever signs in by code shows: the 6 digits of an authenticator app, or a
 * recovery code (http specification, section 8.3). Privileged people must have one, everybody may.
 * Counting wrong tries is the session's: session_count_try.
 */
struct second_factor {
    bool in_force;        /* at sign-in it is asked for */
    struct instant since; /* of that */
    int recovery_left;    /* recovery codes not yet used */
};

/* Somebody without one is no error: nothing is in force. */
enum err second_factor_find(struct store *store, struct person_id person,
                            struct second_factor *ret) MUST_USE;

/* A new secret, which is not in force until its first code was typed; the old one stays in force
 * until then. `again`: also where one waits already. */
enum err second_factor_make(struct store *store, const struct sealed_key *key,
                            struct person_id person, bool again, struct arena *arena) MUST_USE;
/* The secret that waits, to be shown. ERR_NOT_FOUND: none. ERR_INVALID: it does not open. */
enum err second_factor_waiting(struct store *store, const struct sealed_key *key,
                               struct person_id person, struct arena *arena,
                               struct str *ret_secret) MUST_USE;
/* The first code of the secret that waits. OK and *ret_right: it is in force from now. OK and not:
 * `why` says so under the field "code". */
enum err second_factor_confirm(struct store *store, const struct sealed_key *key,
                               struct person_id person, struct str typed, struct instant now,
                               struct refusal *why, bool *ret_right) MUST_USE;

/* The 6 digits at sign-in; each step's once. */
enum err second_factor_try(struct store *store, const struct sealed_key *key,
                           struct person_id person, struct str typed, struct instant now,
                           struct refusal *why, bool *ret_right) MUST_USE;
/* A recovery code instead, each once; as above under the field "recovery". */
enum err second_factor_try_recovery(struct store *store, struct person_id person, struct str typed,
                                    struct instant now, struct refusal *why,
                                    bool *ret_right) MUST_USE;

/* Ten new recovery codes, the only time they can be seen; older ones are over. 16 characters of
 * Crockford base32: 80 bits, so that a plain hash keeps them. */
enum { RECOVERY_CODES = 10, RECOVERY_CODE_CHARS = 16 };
struct recovery_codes {
    char codes[RECOVERY_CODES][RECOVERY_CODE_CHARS + 1];
};
enum err second_factor_renew_recovery(struct store *store, struct person_id person,
                                      struct recovery_codes *ret) MUST_USE;

/* Nothing is left of it: turned off by its owner, or reset by an administrator. */
enum err second_factor_end(struct store *store, struct person_id person) MUST_USE;

#endif
