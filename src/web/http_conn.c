/* DESIGN: a connection: one request at a time, every wait with an end. */
#include "http_conn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

/* ---- waiting ---- */

void http_conn_set_deadline(struct http_conn *conn, int timeout_ms)
{
    conn->deadline_ms = clock_monotonic_ms() + timeout_ms;
}

static void set_event(struct event *event, bool wanted, bool *is_added)
{
    if (wanted == *is_added)
        return;
    *is_added = wanted;
    CHECK((wanted ? event_add(event, NULL) : event_del(event)) == 0);
}

/* Listens for what the state waits for. While a request is worked on or answered the read event may
 * stay added, since it mostly does not fire; if it does, it goes unread and is taken away. */
static void listen_on(struct http_conn *conn)
{
    static const bool reads[] = {[CONN_IDLE] = true,   [CONN_HEAD] = true,   [CONN_BODY] = true,
                                 [CONN_STREAM] = true, [CONN_LINGER] = true, [CONN_CLOSED] = false};
    if (reads[conn->state])
        set_event(&conn->read_event, true, &conn->reading);
    set_event(&conn->write_event, conn->state != CONN_DROPPED && http_out_waiting(&conn->out) > 0,
              &conn->writing);
}

static bool has_unparsed(const struct http_conn *conn)
{
    return conn->exchange && conn->exchange->head.scanned < conn->exchange->have;
}

void http_conn_settle(struct http_conn *conn)
{
    if (conn->running)
        return;
    if (conn->state == CONN_CLOSED) {
        http_conn_free(conn);
        return;
    }
    listen_on(conn);
    if (conn->state == CONN_DROPPED)
        event_active(&conn->write_event, EV_WRITE, 0);
    else if (conn->state == CONN_HEAD && has_unparsed(conn))
        event_active(&conn->read_event, EV_READ, 0);
}

/* ---- after a reply ---- */

/* The socket has taken all: the next request, or the end. The end waits for the client's, because a
 * close with bytes unread would reset the connection and could take our reply with it. */
static void go_on_after_reply(struct http_conn *conn)
{
    const struct http_options *options = &conn->http->options;
    if (conn->close || conn->http->stopping) {
        if (conn->exchange)
            http_exchange_release(conn->exchange);
        conn->state =
            conn->client_ended || shutdown(conn->fd, SHUT_WR) != 0 ? CONN_CLOSED : CONN_LINGER;
        http_conn_set_deadline(conn, options->linger_timeout_ms);
    } else if (conn->exchange) {
        conn->state = CONN_HEAD;
        http_conn_set_deadline(conn, options->head_timeout_ms);
    } else {
        conn->state = CONN_IDLE;
        http_conn_set_deadline(conn, options->idle_timeout_ms);
    }
}

static void after_handing_over(struct http_conn *conn, enum http_sent sent)
{
    if (sent == HTTP_SENT_BROKEN) {
        conn->broken = true;
        conn->state = CONN_CLOSED;
    } else if (sent == HTTP_SENT_PART) {
        conn->state = CONN_REPLYING;
        http_conn_set_deadline(conn, conn->http->options.reply_timeout_ms);
    } else {
        go_on_after_reply(conn);
    }
}

void http_conn_on_reply(struct http_conn *conn, enum http_sent sent)
{
    struct http_exchange *exchange = conn->exchange;
    if (!conn->close && exchange->used < exchange->have)
        http_exchange_end(exchange);
    else
        http_exchange_release(exchange);
    after_handing_over(conn, sent);
    http_conn_settle(conn);
}

/* ---- streams ---- */

void http_conn_on_stream(struct http_conn *conn, enum http_sent sent)
{
    conn->http->stream_count++;
    conn->state = CONN_STREAM;
    conn->close = true;
    conn->deadline_ms = INT64_MAX;
    if (sent == HTTP_SENT_PART)
        http_conn_set_deadline(conn, conn->http->options.reply_timeout_ms);
    if (sent == HTTP_SENT_BROKEN) {
        conn->broken = true;
        conn->state = CONN_DROPPED;
    }
}

void http_conn_drop(struct http_conn *conn)
{
    conn->state = CONN_DROPPED;
    conn->deadline_ms = INT64_MAX;
}

void http_conn_end_stream(struct http_conn *conn)
{
    conn->http->stream_count--;
    http_exchange_release(conn->exchange);
    after_handing_over(conn, conn->broken                   ? HTTP_SENT_BROKEN
                             : http_out_waiting(&conn->out) ? HTTP_SENT_PART
                                                            : HTTP_SENT_ALL);
}

static void tell_stream_closed(struct http_conn *conn)
{
    struct http_owner *owner = conn->http->owner;
    owner->events->on_stream_closed(owner, conn->exchange);
    if (conn->exchange)
        http_conn_end_stream(conn);
}

/* A client has nothing to say on a stream: it has left, or it speaks out of turn. */
static void read_stream(struct http_conn *conn)
{
    ssize_t n = recv(conn->fd, conn->http->scratch, sizeof conn->http->scratch, 0);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    conn->broken = true;
    http_conn_drop(conn);
}

/* ---- a request ---- */

static void refuse(struct http_conn *conn, int status, const char *reason)
{
    struct http_owner *owner = conn->http->owner;
    conn->close = true;
    conn->state = CONN_WORKING;
    if (!conn->exchange->head.done)
        conn->exchange->request.header_count = 0;
    owner->events->on_refused(owner, conn->exchange, status, reason);
    CHECK(conn->state != CONN_WORKING);
}

static void hand_to_owner(struct http_conn *conn)
{
    struct http_owner *owner = conn->http->owner;
    conn->exchange->body_unread = false;
    conn->state = CONN_WORKING;
    conn->deadline_ms = INT64_MAX;
    owner->events->on_request(owner, conn->exchange);
}

static void set_body_deadline(struct http_conn *conn)
{
    const struct http_exchange *exchange = conn->exchange;
    conn->deadline_ms = exchange->body_started_ms + conn->http->options.body_timeout_ms +
                        exchange->body.got / 65536 * 1000;
}

static void send_continue(struct http_conn *conn)
{
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
    struct iovec part = {(void *)text, sizeof text - 1};
    if (http_out_send(&conn->out, conn->fd, &part, 1, NULL) == HTTP_SENT_BROKEN)
        conn->broken = true;
}

/* Where a body that is not all here yet is kept; false if it is refused. */
static bool begin_body(struct http_conn *conn)
{
    struct http *http = conn->http;
    struct http_exchange *exchange = conn->exchange;
    int64_t length = exchange->request.content_length;
    if (length > HTTP_BODY_BYTES_MAX && http->file_count >= http->options.files_max) {
        refuse(conn, 503, "files");
        return false;
    }
    if (http_body_begin(&exchange->body, length, http->options.temporary_dir) != OK) {
        refuse(conn, 503, "disk");
        return false;
    }
    http->file_count += exchange->body.is_file;
    return true;
}

static void take_body(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    int64_t length = exchange->request.content_length;
    struct str here = {exchange->bytes + exchange->used, exchange->have - exchange->used};
    if ((int64_t)here.n > length)
        here.n = (size_t)length;
    exchange->used += here.n;
    if ((int64_t)here.n == length) {
        exchange->request.body = here;
        hand_to_owner(conn);
        return;
    }
    if (!begin_body(conn))
        return;
    if (http_body_take(&exchange->body, here) == HTTP_BODY_FAILED) {
        refuse(conn, 503, "disk");
        return;
    }
    conn->state = CONN_BODY;
    exchange->body_started_ms = clock_monotonic_ms();
    set_body_deadline(conn);
    if (exchange->head.expects_continue && here.n == 0)
        send_continue(conn);
}

static void take_request(struct http_conn *conn)
{
    struct http_owner *owner = conn->http->owner;
    struct http_exchange *exchange = conn->exchange;
    int64_t length = exchange->request.content_length;
    exchange->used = exchange->head.scanned;
    exchange->body_unread = length > 0;
    conn->close |= exchange->head.close;
    conn->state = CONN_WORKING;
    conn->deadline_ms = INT64_MAX;
    int64_t limit = owner->events->on_head(owner, exchange);
    CHECK((limit == HTTP_ANSWERED) == (conn->state != CONN_WORKING));
    if (limit == HTTP_ANSWERED)
        return;
    if (length > limit)
        refuse(conn, 413, "too-large");
    else if (length > 0)
        take_body(conn);
    else
        hand_to_owner(conn);
}

/* Every request that is here, one after the other, as long as each is answered at once. */
static void parse(struct http_conn *conn)
{
    while (conn->state == CONN_HEAD && has_unparsed(conn)) {
        struct http_exchange *exchange = conn->exchange;
        enum http_head_verdict verdict =
            http_head_parse(&exchange->head, exchange->bytes, exchange->have);
        if (verdict == HTTP_HEAD_DONE)
            take_request(conn);
        else if (verdict == HTTP_HEAD_REFUSED)
            refuse(conn, exchange->head.status, exchange->head.reason);
    }
}

/* ---- reading ---- */

static void read_nothing(struct http_conn *conn, ssize_t n)
{
    bool later = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    if (!later)
        conn->state = CONN_CLOSED;
    if (!later || conn->state == CONN_IDLE)
        http_exchange_release(conn->exchange);
}

static void read_head(struct http_conn *conn)
{
    if (!conn->exchange)
        conn->exchange = http_exchange_take(conn);
    struct http_exchange *exchange = conn->exchange;
    if (!has_unparsed(conn)) {
        ssize_t n = recv(conn->fd, exchange->bytes + exchange->have,
                         sizeof exchange->bytes - exchange->have, 0);
        if (n <= 0) {
            read_nothing(conn, n);
            return;
        }
        exchange->have += (size_t)n;
        if (conn->state == CONN_IDLE)
            http_conn_set_deadline(conn, conn->http->options.head_timeout_ms);
        conn->state = CONN_HEAD;
    }
    parse(conn);
}

static void read_body(struct http_conn *conn)
{
    struct http_exchange *exchange = conn->exchange;
    switch (http_body_receive(&exchange->body, conn->fd, conn->http->scratch)) {
    case HTTP_BODY_MORE:
        set_body_deadline(conn);
        break;
    case HTTP_BODY_WHOLE:
        if (http_body_lend(&exchange->body, &exchange->request) == OK)
            hand_to_owner(conn);
        else
            refuse(conn, 503, "disk");
        break;
    case HTTP_BODY_CUT:
        conn->client_ended = true;
        refuse(conn, 400, "body-cut");
        break;
    case HTTP_BODY_LOST:
        conn->broken = true;
        refuse(conn, 400, "body-cut");
        break;
    case HTTP_BODY_FAILED:
        refuse(conn, 503, "disk");
        break;
    }
}

static void read_away(struct http_conn *conn)
{
    ssize_t n = recv(conn->fd, conn->http->scratch, sizeof conn->http->scratch, 0);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        conn->state = CONN_CLOSED;
}

/* ---- events ---- */

static void leave(struct http_conn *conn)
{
    parse(conn);
    if (conn->state == CONN_DROPPED)
        tell_stream_closed(conn);
    conn->running = false;
    if (conn->state == CONN_CLOSED)
        http_conn_free(conn);
    else
        listen_on(conn);
}

static void on_readable(evutil_socket_t fd, short what, void *arg)
{
    struct http_conn *conn = arg;
    (void)fd;
    (void)what;
    conn->running = true;
    if (conn->state == CONN_IDLE || conn->state == CONN_HEAD)
        read_head(conn);
    else if (conn->state == CONN_BODY)
        read_body(conn);
    else if (conn->state == CONN_STREAM)
        read_stream(conn);
    else if (conn->state == CONN_LINGER)
        read_away(conn);
    else
        set_event(&conn->read_event, false, &conn->reading);
    leave(conn);
}

static void on_broken(struct http_conn *conn)
{
    conn->broken = true;
    http_out_done(&conn->out);
    if (conn->state == CONN_STREAM)
        http_conn_drop(conn);
    else if (conn->state == CONN_REPLYING)
        conn->state = CONN_CLOSED;
}

static void write_more(struct http_conn *conn)
{
    size_t waiting = http_out_waiting(&conn->out);
    bool counts = conn->state == CONN_REPLYING || conn->state == CONN_STREAM;
    enum http_sent sent = http_out_go_on(&conn->out, conn->fd);
    if (sent == HTTP_SENT_BROKEN)
        on_broken(conn);
    else if (sent == HTTP_SENT_ALL && conn->state == CONN_REPLYING)
        go_on_after_reply(conn);
    else if (sent == HTTP_SENT_ALL && conn->state == CONN_STREAM)
        conn->deadline_ms = INT64_MAX;
    else if (counts && http_out_waiting(&conn->out) < waiting)
        http_conn_set_deadline(conn, conn->http->options.reply_timeout_ms);
}

static void on_writable(evutil_socket_t fd, short what, void *arg)
{
    struct http_conn *conn = arg;
    (void)fd;
    (void)what;
    conn->running = true;
    if (conn->state != CONN_DROPPED)
        write_more(conn);
    leave(conn);
}

void http_conn_expire(struct http_conn *conn)
{
    conn->running = true;
    if (conn->state == CONN_HEAD) {
        refuse(conn, 408, "head-timeout");
    } else if (conn->state == CONN_BODY) {
        refuse(conn, 408, "body-timeout");
    } else if (conn->state == CONN_STREAM) {
        conn->broken = true;
        http_conn_drop(conn);
    } else {
        conn->state = CONN_CLOSED;
    }
    leave(conn);
}

/* ---- life ---- */

void http_conn_new(struct http *http, int fd, const char *peer_text, struct http_peer *peer)
{
    struct http_conn *conn = check_calloc(1, sizeof *conn);
    conn->http = http;
    conn->fd = fd;
    conn->peer = peer;
    conn->state = CONN_IDLE;
    memcpy(conn->peer_text, peer_text, sizeof conn->peer_text);
    CHECK(event_assign(&conn->read_event, http->base, fd, EV_READ | EV_PERSIST, on_readable,
                       conn) == 0);
    CHECK(event_assign(&conn->write_event, http->base, fd, EV_WRITE | EV_PERSIST, on_writable,
                       conn) == 0);
    http_conn_set_deadline(conn, http->options.idle_timeout_ms);
    conn->look_ms = clock_monotonic_ms() + http->period_ms;
    TAILQ_INSERT_TAIL(&http->looks, conn, looks);
    http->conn_count++;
    listen_on(conn);
}

void http_conn_free(struct http_conn *conn)
{
    struct http *http = conn->http;
    event_del(&conn->read_event);
    event_del(&conn->write_event);
    if (conn->exchange)
        http_exchange_release(conn->exchange);
    http_out_done(&conn->out);
    http_peers_remove(http->peers, conn->peer);
    TAILQ_REMOVE(&http->looks, conn, looks);
    http->conn_count--;
    close(conn->fd);
    free(conn);
}
