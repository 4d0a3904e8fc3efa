#ifndef SPARKD_ACCESS_SIGN_IN_PENDING_H
#define SPARKD_ACCESS_SIGN_IN_PENDING_H

#include "store.h"
#include "token.h"

/*
 * A sign-in that is under way at a provider (http specification, section 8.1): what was sent
 * there waits here for the answer. Ten minutes, used once, and only by the browser that began it.
 */
enum { SIGN_IN_PENDING_S = 600 };

struct sign_in_pending {
    const char *provider; /* its name */
    const char *nonce, *verifier;
    const char *next_path; /* an own path */
};

enum err sign_in_pending_insert(struct store *store, struct str state, struct str browser,
                                const struct sign_in_pending *pending, struct instant now) MUST_USE;
/* Takes it out: the second answer with that state finds nothing. ERR_NOT_FOUND: there is none,
 * another browser began it, or it is too old. */
enum err sign_in_pending_take(struct store *store, struct str state, struct str browser,
                              struct instant now, struct arena *arena,
                              struct sign_in_pending *ret) MUST_USE;
/* Forgets those that are too old. */
enum err sign_in_pending_sweep(struct store *store, struct instant now) MUST_USE;

#endif
