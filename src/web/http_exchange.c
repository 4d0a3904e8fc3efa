/* DESIGN: exchanges, kept and used again, so that a request costs no allocation. */
#include "http_conn.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { SPARES_MAX = 256 };

static void begin(struct http_exchange *exchange)
{
    exchange->mark = NULL;
    exchange->body_unread = false;
    exchange->used = 0;
    http_head_init(&exchange->head, &exchange->request);
}

struct http_exchange *http_exchange_take(struct http_conn *conn)
{
    struct http *http = conn->http;
    struct http_exchange *exchange = http->spares;
    if (exchange) {
        http->spares = exchange->next_spare;
        http->spare_count--;
    } else {
        exchange = check_malloc(sizeof *exchange);
        exchange->request.arena = arena_new();
        exchange->body = (struct http_body){.fd = -1};
    }
    exchange->conn = conn;
    exchange->have = 0;
    memcpy(exchange->request.peer, conn->peer_text, sizeof exchange->request.peer);
    begin(exchange);
    return exchange;
}

static void end_body(struct http_exchange *exchange)
{
    exchange->conn->http->file_count -= exchange->body.is_file;
    http_body_done(&exchange->body);
}

void http_exchange_end(struct http_exchange *exchange)
{
    end_body(exchange);
    arena_reset(exchange->request.arena);
    if (exchange->used && exchange->used < exchange->have)
        memmove(exchange->bytes, exchange->bytes + exchange->used, exchange->have - exchange->used);
    exchange->have -= exchange->used;
    begin(exchange);
}

void http_exchange_release(struct http_exchange *exchange)
{
    struct http *http = exchange->conn->http;
    end_body(exchange);
    arena_reset(exchange->request.arena);
    exchange->conn->exchange = NULL;
    if (http->spare_count == SPARES_MAX) {
        http_exchange_free(exchange);
        return;
    }
    exchange->next_spare = http->spares;
    http->spares = exchange;
    http->spare_count++;
}

void http_exchange_free(struct http_exchange *exchange)
{
    arena_free(exchange->request.arena);
    free(exchange);
}

const struct http_request *http_exchange_request(const struct http_exchange *exchange)
{
    return &exchange->request;
}

void http_exchange_set_mark(struct http_exchange *exchange, struct http_mark *mark)
{
    exchange->mark = mark;
}

struct http_mark *http_exchange_mark(const struct http_exchange *exchange)
{
    return exchange->mark;
}
