/* DESIGN: the edge alone, with an owner that answers a cached feed: what performance goals G1 and
 * G2 leave for everything above it. bench_edge ADDRESS PLAIN_BYTES GZIP_BYTES; prints its port. */
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "http.h"
#include "token.h"

/* As long as those of a real feed. */
#define HEADERS                                                                                    \
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src "   \
    "'self'; connect-src 'self'; font-src 'none'; form-action 'self'; frame-ancestors 'none'; "    \
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri "       \
    "/csp-report\r\n"                                                                              \
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"                           \
    "X-Content-Type-Options: nosniff\r\n"                                                          \
    "X-Frame-Options: DENY\r\n"                                                                    \
    "Referrer-Policy: same-origin\r\n"                                                             \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                  \
    "Cross-Origin-Resource-Policy: same-origin\r\n"                                                \
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n"         \
    "Content-Type: text/calendar; charset=utf-8\r\n"                                               \
    "Cache-Control: private, no-cache\r\n"                                                         \
    "ETag: \"4f1c\"\r\n"                                                                           \
    "Last-Modified: Mon, 02 Nov 2026 09:00:00 GMT\r\n"

struct edge {
    struct http_owner owner;
    struct blob *plain, *packed; /* only their lengths matter */
};

static int64_t on_head(struct http_owner *owner, struct http_exchange *exchange)
{
    (void)owner;
    (void)exchange;
    return 65536;
}

static void on_request(struct http_owner *owner, struct http_exchange *exchange)
{
    struct edge *edge = CONTAINER_OF(owner, struct edge, owner);
    const struct http_request *request = http_exchange_request(exchange);
    bool same = str_eq_c(http_request_header(request, "if-none-match"), "\"4f1c\"");
    struct http_reply reply = {.status = same ? 304 : 200, .headers = STR(HEADERS)};
    if (!same) {
        struct str encodings = http_request_header(request, "accept-encoding");
        reply.blob = str_eq_c(encodings, "gzip") ? edge->packed : edge->plain;
        reply.body = blob_str(reply.blob);
    }
    http_reply(exchange, &reply);
}

static void on_refused(struct http_owner *owner, struct http_exchange *exchange, int status,
                       const char *reason)
{
    (void)owner;
    http_reply(exchange, &(struct http_reply){.status = status, .body = str_of(reason)});
}

static void on_stream_closed(struct http_owner *owner, struct http_exchange *exchange)
{
    (void)owner;
    (void)exchange;
}

static struct blob *make_feed(size_t n)
{
    char *bytes = check_malloc(n + 1);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i % 64 == 63 ? '\n' : 'a' + i % 26);
    bytes[n] = '\0';
    return blob_take(bytes, n);
}

static struct event_base *make_base(void)
{
    struct event_config *config = event_config_new();
    CHECK(config);
    event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK | EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
    struct event_base *base = event_base_new_with_config(config);
    CHECK(base);
    event_config_free(config);
    return base;
}

int main(int argc, char **argv)
{
    static const struct http_events events = {on_head, on_request, on_refused, on_stream_closed};
    struct edge edge = {.owner.events = &events};
    struct http_options options = http_options_default();
    int port = 0;
    if (argc != 4) {
        fprintf(stderr, "usage: bench_edge ADDRESS PLAIN_BYTES GZIP_BYTES\n");
        return 2;
    }
    token_init();
    options.connections_peer_max = 0;
    edge.plain = make_feed(strtoul(argv[2], NULL, 10));
    edge.packed = make_feed(strtoul(argv[3], NULL, 10));
    struct event_base *base = make_base();
    struct http *http = http_new(base, &edge.owner, &options);
    if (http_listen(http, argv[1], &port) != OK) {
        fprintf(stderr, "bench_edge: cannot listen on %s\n", argv[1]);
        return 1;
    }
    printf("%d\n", port);
    fflush(stdout);
    event_base_dispatch(base);
    return 0;
}
