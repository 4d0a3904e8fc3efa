#ifndef SPARKD_OIDC_OIDC_URL_H
#define SPARKD_OIDC_OIDC_URL_H

#include "arena.h"

/*
 * Addresses of a provider: https, or plain http to this machine itself (tests). No user names, no
 * fragments, no white space. Strict on purpose: whatever is odd is refused before libcurl sees it.
 */
struct oidc_url {
    struct str scheme, authority; /* "https", "login.example:8443" */
    bool loopback;                /* 127.0.0.1, [::1] or localhost */
};

/* ERR_INVALID: not an address to ask. The parts borrow from `url`. */
enum err oidc_url_parse(struct str url, struct oidc_url *ret) MUST_USE;

#endif
