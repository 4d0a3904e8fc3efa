#ifndef SPARKD_WEB_PROVIDER_WATCH_H
#define SPARKD_WEB_PROVIDER_WATCH_H

#include "lane.h"
#include "oidc.h"
#include "sealed.h"

/*
 * Asks providers, for sessions with a refresh token, whether the account is still good; who is
 * refused is signed out (http specification, section 8.1: within the hour). One run at a time:
 * asked on the errands threads, written by the writer. On the loop.
 */
struct provider_watch;

struct provider_watch_options {
    struct oidc *oidc; /* NULL: nothing is ever asked */
    const struct sealed_key *key;
    struct lane *writer, *errands;
};
struct provider_watch *provider_watch_new(const struct provider_watch_options *options);
/* Once the lanes are gone. */
void provider_watch_free(struct provider_watch *watch);
/* Begins a run, unless one is under way or no provider gives refresh tokens. */
void provider_watch_run(struct provider_watch *watch, struct instant now);
/* No new runs. */
void provider_watch_stop(struct provider_watch *watch);

#endif
