/* DESIGN: a server's life: options, listening, the sweep of deadlines, stopping. */
#include "http.h"

#include <stdlib.h>

#include "check.h"
#include "http_conn.h"
#include "http_listen.h"

/* http specification, section 4: deadlines and caps. */
struct http_options http_options_default(void)
{
    return (struct http_options){
        .head_timeout_ms = 10000,
        .body_timeout_ms = 60000,
        .idle_timeout_ms = 30000,
        .reply_timeout_ms = 60000,
        .linger_timeout_ms = 2000,
        .connections_max = 10000,
        .connections_peer_max = 1000,
        .streams_max = 2000,
        .files_max = 8,
        .backlog = 4096,
    };
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* A tenth of the shortest wait: how late a deadline may be noticed. */
static int64_t period_of(const struct http_options *options)
{
    int64_t shortest = smaller(smaller(options->head_timeout_ms, options->body_timeout_ms),
                               smaller(smaller(options->idle_timeout_ms, options->reply_timeout_ms),
                                       options->linger_timeout_ms));
    return smaller(1000, shortest / 10 + 1);
}

void http_sweep_start(struct http *http)
{
    const struct http_conn *first = TAILQ_FIRST(&http->looks);
    int64_t wait_ms = first ? first->look_ms - clock_monotonic_ms() : http->period_ms;
    if (!first && !http->deaf)
        return;
    if (wait_ms < 1)
        wait_ms = 1;
    struct timeval wait = {wait_ms / 1000, wait_ms % 1000 * 1000};
    CHECK(event_add(&http->sweep, &wait) == 0);
}

/* Looks at every connection whose turn it is and puts it at the end of the list: the order is kept
 * without ever searching it, and a request costs no more than a number in its connection. */
static void on_sweep(evutil_socket_t fd, short what, void *arg)
{
    struct http *http = arg;
    struct http_conn *conn;
    int64_t now_ms = clock_monotonic_ms();
    (void)fd;
    (void)what;
    while ((conn = TAILQ_FIRST(&http->looks)) && conn->look_ms <= now_ms) {
        TAILQ_REMOVE(&http->looks, conn, looks);
        conn->look_ms = now_ms + http->period_ms;
        TAILQ_INSERT_TAIL(&http->looks, conn, looks);
        if (conn->deadline_ms <= now_ms)
            http_conn_expire(conn);
    }
    if (http->deaf)
        http_listen_resume(http);
    http_sweep_start(http);
}

struct http *http_new(struct event_base *base, struct http_owner *owner,
                      const struct http_options *options)
{
    struct http *http = check_calloc(1, sizeof *http);
    http->base = base;
    http->owner = owner;
    http->options = *options;
    http->period_ms = period_of(options);
    TAILQ_INIT(&http->looks);
    clock_init_real(&http->clock);
    if (options->connections_peer_max > 0)
        http->peers = http_peers_new();
    CHECK(evtimer_assign(&http->sweep, base, on_sweep, http) == 0);
    return http;
}

void http_free(struct http *http)
{
    if (!http)
        return;
    http_listen_close(http);
    while (!TAILQ_EMPTY(&http->looks))
        http_conn_free(TAILQ_FIRST(&http->looks));
    while (http->spares) {
        struct http_exchange *exchange = http->spares;
        http->spares = exchange->next_spare;
        http_exchange_free(exchange);
    }
    event_del(&http->sweep);
    http_peers_free(http->peers);
    free(http);
}

enum err http_listen(struct http *http, const char *address, int *ret_port)
{
    return http_listen_open(http, address, ret_port);
}

void http_stop(struct http *http)
{
    struct http_conn *conn = TAILQ_FIRST(&http->looks);
    http->stopping = true;
    http_listen_close(http);
    while (conn) {
        struct http_conn *next = TAILQ_NEXT(conn, looks);
        if (conn->state == CONN_IDLE) {
            conn->state = CONN_CLOSED;
            http_conn_settle(conn);
        }
        conn = next;
    }
}

int http_count(const struct http *http)
{
    return http->conn_count;
}

int http_busy_count(const struct http *http)
{
    const struct http_conn *conn;
    int count = 0;
    TAILQ_FOREACH(conn, &http->looks, looks)
    count +=
        conn->state == CONN_BODY || conn->state == CONN_WORKING || conn->state == CONN_REPLYING;
    return count;
}

int http_stream_count(const struct http *http)
{
    return http->stream_count;
}

struct str http_request_header(const struct http_request *request, const char *name)
{
    struct str wanted = str_of(name);
    for (int i = 0; i < request->header_count; i++)
        if (str_eq_nocase(request->headers[i].name, wanted))
            return request->headers[i].value;
    return (struct str){NULL, 0};
}
