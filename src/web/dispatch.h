#ifndef SPARKD_WEB_DISPATCH_H
#define SPARKD_WEB_DISPATCH_H

#include "reply.h"
#include "server.h"

/*
 * A request's way: route, limits, session, permission to enter, body, CSRF,
 * its handler on its lane, and the reply, rendered on the loop after the
 * commit (http specification, section 1).
 */
struct sse;
struct feed_cache;
struct touches;
struct provider_watch;
struct compute_desk;

struct server {
    struct http_owner owner;
    struct server_options options;
    struct http *http;
    struct store *store; /* the loop's, read only */
    struct limiter *limiter;
    struct sse *sse;
    struct feed_cache *feeds;
    struct touches *touches;
    struct provider_watch *watch;
    struct compute_desk *desk;
    struct template_set *live_templates; /* from --templates, compiled for this turn */
    struct site site;
    char base_url[256];
    char hosts[SERVER_HOSTS_MAX][256];
    int host_count;
    char trust_name[256];
    uint64_t request_count;
    bool stopping;
    unsigned ticks;
};

/* The http server's events. */
int64_t dispatch_on_head(struct http_owner *owner, struct http_exchange *exchange);
void dispatch_on_request(struct http_owner *owner, struct http_exchange *exchange);
void dispatch_on_refused(struct http_owner *owner, struct http_exchange *exchange, int status,
                         const char *reason);
void dispatch_on_stream_closed(struct http_owner *owner, struct http_exchange *exchange);

#endif
