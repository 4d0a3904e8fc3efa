#ifndef SPARKD_OIDC_OIDC_PROVIDER_H
#define SPARKD_OIDC_OIDC_PROVIDER_H

#include <pthread.h>

#include "oidc.h"

/*
 * A provider with what is known of it. The errands threads meet here, and only for as long as a
 * text is copied: nothing is asked under the lock, so two may ask the same at once.
 */
struct oidc_cached {
    char *text; /* NULL: not fetched yet */
    int64_t at_ms;
};

struct oidc_provider {
    struct oidc_setting setting;
    char issuer[256], hosts[512];
    pthread_mutex_t lock;
    struct oidc_cached document, keys;
    int64_t
        asked_again_ms; /* when keys were last fetched for a name that was not there; 0: never */
};

struct oidc {
    struct oidc_provider providers[OIDC_PROVIDERS_MAX];
    int count;
};

/* The discovery document, from memory for a day. */
enum err oidc_provider_document(struct oidc_provider *provider, int64_t deadline_ms,
                                struct arena *arena, struct oidc_document *ret,
                                const char **ret_why) MUST_USE;

enum oidc_keys_want {
    OIDC_KEYS_KEPT,  /* from memory for a day */
    OIDC_KEYS_NEWER, /* a key was not among them: fetched again, at most once a minute */
    OIDC_KEYS_FRESH, /* whatever is in memory */
};
/* The JWKS document's text. ERR_LIMIT: asked for newer ones within the minute. */
enum err oidc_provider_keys(struct oidc_provider *provider, enum oidc_keys_want want,
                            int64_t deadline_ms, struct arena *arena, struct str *ret,
                            const char **ret_why) MUST_USE;
/* Forgets the document, so that it is fetched again. */
void oidc_provider_forget(struct oidc_provider *provider);

#endif
