#ifndef SPARKD_WEB_PEER_H
#define SPARKD_WEB_PEER_H

#include "http.h"

/*
 * Whom limits count against: the other side's address or, behind a proxy, the one that the proxy
 * adds last to X-Forwarded-For (http specification, section 13). What is no address is not
 * believed. An IPv6 client owns its /64, so the rest of the address is left out. In the exchange's
 * arena.
 */
const char *peer_find(const struct http_request *http, bool behind_proxy);

#endif
