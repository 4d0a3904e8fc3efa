#ifndef SPARKD_WEB_HTTP_PEER_H
#define SPARKD_WEB_HTTP_PEER_H

#include <sys/socket.h>

#include "str.h"

/*
 * How many connections each address has open (http specification, section 4:
 * deadlines and caps). An IPv6 client is its /64: it may choose the rest.
 */
struct http_peers;
struct http_peer;

enum { HTTP_PEER_TEXT_MAX = 48 };

struct http_peers *http_peers_new(void);
void http_peers_free(struct http_peers *peers);
/* One connection more; NULL if that address has `max` already, or is none of IP's (*ret_refused
 * tells which). */
struct http_peer *http_peers_add(struct http_peers *peers, const struct sockaddr *address, int max,
                                 bool *ret_refused);
/* One less; NULL is ignored. */
void http_peers_remove(struct http_peers *peers, struct http_peer *peer);

/* The address as text, IPv4 in IPv6 as IPv4; "unix" for a Unix socket. */
void http_peer_format(const struct sockaddr *address, char ret[static HTTP_PEER_TEXT_MAX]);

#endif
