#ifndef SPARKD_OIDC_OIDC_FETCH_H
#define SPARKD_OIDC_OIDC_FETCH_H

#include "arena.h"

/*
 * One HTTP exchange with a provider by libcurl (http specification, section 8.1): certificates
 * checked, no redirect followed, no cookies, at most 256 KB, and an end in time. Blocks: on the
 * errands threads only.
 */
enum { OIDC_ANSWER_BYTES_MAX = 256 * 1024 };

struct oidc_call {
    const char *url;             /* that oidc_url_parse took */
    const char *form;            /* NULL: GET; else POST of this urlencoded form */
    const char *user, *password; /* basic authentication; NULL: none */
    int64_t deadline_ms;         /* monotonic */
};

/* ERR_IO: no answer, *ret_why says in a sentence why. Redirects are an answer of their status. */
enum err oidc_fetch(const struct oidc_call *call, struct arena *arena, int *ret_status,
                    struct str *ret_body, const char **ret_why) MUST_USE;

#endif
