/* DESIGN: endless replies; a client that does not listen is dropped. */
#include "check.h"
#include "http_reply.h"

enum { WAITING_BYTES_MAX = 65536 };

void http_stream_start(struct http_exchange *exchange, struct str headers)
{
    struct http_conn *conn = exchange->conn;
    struct http *http = conn->http;
    struct http_reply_head head;
    CHECK(conn->exchange == exchange && conn->state == CONN_WORKING);
    bool too_many = http->stream_count >= http->options.streams_max;
    conn->close = true;
    http_reply_head_begin(&head, conn, too_many ? 503 : 200);
    http_conn_on_stream(conn, http_reply_head_send(&head, conn, headers, NULL));
    if (too_many || http->stopping || exchange->request.method == HTTP_HEAD)
        http_conn_drop(conn);
    http_conn_settle(conn);
}

static void drop_broken(struct http_conn *conn)
{
    conn->broken = true;
    http_conn_drop(conn);
}

void http_stream_write(struct http_exchange *exchange, struct str bytes)
{
    struct http_conn *conn = exchange->conn;
    struct iovec part = {(void *)bytes.p, bytes.n};
    CHECK(conn->exchange == exchange);
    if (conn->state == CONN_DROPPED)
        return;
    CHECK(conn->state == CONN_STREAM);
    size_t waited = http_out_waiting(&conn->out);
    enum http_sent sent = http_out_send(&conn->out, conn->fd, &part, 1, NULL);
    if (sent == HTTP_SENT_BROKEN || http_out_waiting(&conn->out) > WAITING_BYTES_MAX)
        drop_broken(conn);
    else if (sent == HTTP_SENT_PART && !waited)
        http_conn_set_deadline(conn, conn->http->options.reply_timeout_ms);
    else if (sent == HTTP_SENT_ALL)
        conn->deadline_ms = INT64_MAX;
    http_conn_settle(conn);
}

void http_stream_end(struct http_exchange *exchange)
{
    struct http_conn *conn = exchange->conn;
    CHECK(conn->exchange == exchange);
    CHECK(conn->state == CONN_STREAM || conn->state == CONN_DROPPED);
    http_conn_end_stream(conn);
    http_conn_settle(conn);
}
