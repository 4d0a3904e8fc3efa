#ifndef SPARKD_WEB_PROXY_H
#define SPARKD_WEB_PROXY_H

#include <stdbool.h>

/*
 * Sign-in by a header of a proxy that has signed people in itself (http specification, section
 * 8.4; ASVS 4.1.3). Off unless all of it is set. The header counts only over the Unix socket or
 * from one of the peers, and only beside the shared secret; otherwise it is as if it were not
 * there.
 */
struct proxy_trust {
    const char *user_header, *secret_header, *secret;
    const char *peers; /* addresses separated by spaces; NULL: the Unix socket alone */
};

/* Is what is set enough, or nothing? A sentence that says what is missing, NULL if it is well. */
const char *proxy_trust_fault(const struct proxy_trust *trust);
bool proxy_trust_is_on(const struct proxy_trust *trust);

#endif
