#ifndef SPARKD_WEB_HTTP_LISTEN_H
#define SPARKD_WEB_HTTP_LISTEN_H

#include "http_conn.h"

/* Listening sockets of a server. */
struct http_listener;

/* As http_listen. */
enum err http_listen_open(struct http *http, const char *address, int *ret_port) MUST_USE;
/* Accepts again after descriptors had run out. */
void http_listen_resume(struct http *http);
/* Closes all of them; a Unix socket's name goes with it. */
void http_listen_close(struct http *http);

#endif
