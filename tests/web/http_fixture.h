#ifndef SPARKD_TEST_HTTP_FIXTURE_H
#define SPARKD_TEST_HTTP_FIXTURE_H

#include <arpa/inet.h>
#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "buf.h"
#include "http.h"

#include "support.h"

/*
 * A listening server with an owner of a few paths, and raw clients, all on one
 * event loop. Nothing is timed: a test turns the loop until what it waits for
 * has happened, and a guard ends one that waits for ever.
 */
enum { GUARD_S = 120, BIG_BYTES = 16 << 20, HELD_MAX = 8 };

#define OWNERS "X-Owner: yes\r\n"
#define GET_HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

struct site {
    struct http_owner owner;
    struct event_base *base;
    struct event *guard;
    struct http *http;
    int port;
    struct blob *big;
    struct buf executed; /* "GET /hello\n" for each request that ran */
    int head_count, request_count, refusal_count, closed_count;
    int refused_status;
    char refused_reason[32];
    bool inside; /* the owner is calling http: no event may come */
    struct http_exchange *held[HELD_MAX];
    int held_count;
    struct http_exchange *stream;
    char peer[48];
};

struct client {
    struct site *site;
    int fd;
    struct event *event;
    char *in;
    size_t n, capacity;
    bool ended, broken;
    int status; /* of the answer taken last */
    char head[4096];
    char *body;
    size_t body_n;
};

/* ---- the owner ---- */

static inline struct site *site_of(struct http_owner *owner)
{
    struct site *site = CONTAINER_OF(owner, struct site, owner);
    assert_false(site->inside);
    return site;
}

static inline void site_reply(struct site *site, struct http_exchange *exchange,
                              struct http_reply reply)
{
    reply.headers = STR(OWNERS);
    site->inside = true;
    http_reply(exchange, &reply);
    site->inside = false;
}

static inline int64_t site_on_head(struct http_owner *owner, struct http_exchange *exchange)
{
    struct site *site = site_of(owner);
    const struct http_request *request = http_exchange_request(exchange);
    site->head_count++;
    snprintf(site->peer, sizeof site->peer, "%s", request->peer);
    if (str_eq_c(request->path, "/early")) {
        site_reply(site, exchange, (struct http_reply){.status = 403, .body = STR("no")});
        return HTTP_ANSWERED;
    }
    return str_eq_c(request->path, "/ten") ? 10 : 32 << 20;
}

/* The body again, from wherever it is, with a word on where that was. */
static inline void site_echo(struct site *site, struct http_exchange *exchange)
{
    const struct http_request *request = http_exchange_request(exchange);
    struct str body = request->body;
    if (request->body_fd >= 0) {
        char *bytes = ARENA_ARRAY(request->arena, char, (size_t)request->content_length);
        assert_int_equal(read(request->body_fd, bytes, (size_t)request->content_length),
                         request->content_length);
        assert_int_equal(read(request->body_fd, bytes, 1), 0);
        body = str_make(bytes, (size_t)request->content_length);
    }
    const char *text = arena_printf(request->arena, "%s %.*s",
                                    request->body_fd >= 0 ? "file" : "memory", (int)body.n, body.p);
    site_reply(site, exchange, (struct http_reply){.status = 200, .body = str_of(text)});
}

static inline void site_on_request(struct http_owner *owner, struct http_exchange *exchange)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    struct site *site = site_of(owner);
    const struct http_request *request = http_exchange_request(exchange);
    struct str path = request->path;
    site->request_count++;
    buf_printf(&site->executed, "%s %.*s\n", methods[request->method], (int)path.n, path.p);
    if (str_eq_c(path, "/hold"))
        site->held[site->held_count++] = exchange;
    else if (str_eq_c(path, "/echo"))
        site_echo(site, exchange);
    else if (str_eq_c(path, "/big"))
        site_reply(
            site, exchange,
            (struct http_reply){.status = 200, .body = blob_str(site->big), .blob = site->big});
    else if (str_eq_c(path, "/304") || str_eq_c(path, "/204"))
        site_reply(site, exchange,
                   (struct http_reply){.status = path.p[1] == '3' ? 304 : 204, .body = STR("x")});
    else if (str_eq_c(path, "/close"))
        site_reply(site, exchange, (struct http_reply){.status = 200, .close = true});
    else if (str_eq_c(path, "/stream"))
        http_stream_start(site->stream = exchange, STR(OWNERS));
    else
        site_reply(site, exchange,
                   (struct http_reply){.status = 200, .body = STR("hello"), .is_static = true});
}

static inline void site_on_refused(struct http_owner *owner, struct http_exchange *exchange,
                                   int status, const char *reason)
{
    struct site *site = site_of(owner);
    site->refusal_count++;
    site->refused_status = status;
    snprintf(site->refused_reason, sizeof site->refused_reason, "%s", reason);
    site_reply(site, exchange, (struct http_reply){.status = status, .body = str_of(reason)});
}

static inline void site_on_stream_closed(struct http_owner *owner, struct http_exchange *exchange)
{
    struct site *site = site_of(owner);
    assert_ptr_equal(exchange, site->stream);
    site->stream = NULL;
    site->closed_count++;
}

static inline void site_answer_held(struct site *site, int which, const char *body)
{
    site_reply(site, site->held[which], (struct http_reply){.status = 200, .body = str_of(body)});
}

/* ---- the site's life ---- */

static inline void site_stuck(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
    print_error("waited %d s for what did not happen\n", GUARD_S);
    abort();
}

static inline struct http_options site_options(void)
{
    struct http_options options = http_options_default();
    /* So that a client that leaves an end open delays nobody. */
    options.linger_timeout_ms = 1000;
    return options;
}

static inline struct blob *site_big_blob(void)
{
    char *bytes = check_malloc(BIG_BYTES);
    for (size_t i = 0; i < BIG_BYTES; i++)
        bytes[i] = (char)('a' + i % 23);
    return blob_take(bytes, BIG_BYTES);
}

static inline struct site *site_new(const struct http_options *options)
{
    static const struct http_events events = {site_on_head, site_on_request, site_on_refused,
                                              site_on_stream_closed};
    struct timeval guard = {GUARD_S, 0};
    struct event_config *config = event_config_new();
    struct site *site = check_calloc(1, sizeof *site);
    event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK | EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
    site->base = event_base_new_with_config(config);
    event_config_free(config);
    site->guard = evtimer_new(site->base, site_stuck, NULL);
    evtimer_add(site->guard, &guard);
    site->owner.events = &events;
    site->big = site_big_blob();
    buf_init(&site->executed, 1 << 20);
    site->http = http_new(site->base, &site->owner, options);
    assert_ok(http_listen(site->http, "127.0.0.1:0", &site->port));
    assert_int_not_equal(site->port, 0);
    return site;
}

static inline void site_free(struct site *site)
{
    http_free(site->http);
    event_free(site->guard);
    event_base_free(site->base);
    blob_unref(site->big);
    buf_done(&site->executed);
    free(site);
}

/* Until something happens. */
static inline void site_turn(struct site *site)
{
    event_base_loop(site->base, EVLOOP_ONCE);
}

/* What can happen without waiting. */
static inline void site_poll(struct site *site)
{
    for (int i = 0; i < 3; i++)
        event_base_loop(site->base, EVLOOP_NONBLOCK);
}

#define UNTIL(site, condition)                                                                     \
    while (!(condition))                                                                           \
    site_turn(site)

/* ---- clients ---- */

static inline void client_on_readable(evutil_socket_t fd, short what, void *arg)
{
    struct client *client = arg;
    (void)what;
    if (client->capacity - client->n < 65536) {
        client->capacity = client->capacity * 2 + 65536;
        client->in = check_realloc(client->in, client->capacity);
    }
    ssize_t n = recv(fd, client->in + client->n, client->capacity - client->n, MSG_DONTWAIT);
    if (n > 0) {
        client->n += (size_t)n;
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        client->ended = true;
        client->broken = n < 0;
        event_del(client->event);
    }
}

static inline int connect_to(const struct site *site)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)site->port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static inline struct client *client_of(struct site *site, int fd)
{
    struct client *client = check_calloc(1, sizeof *client);
    client->site = site;
    client->fd = fd;
    client->event =
        event_new(site->base, client->fd, EV_READ | EV_PERSIST, client_on_readable, client);
    event_add(client->event, NULL);
    return client;
}

static inline struct client *client_new(struct site *site)
{
    return client_of(site, connect_to(site));
}

static inline void client_free(struct client *client)
{
    event_free(client->event);
    if (client->fd >= 0)
        close(client->fd);
    free(client->in);
    free(client->body);
    free(client);
}

/* Does not listen any more; what comes waits in its socket. */
static inline void client_turn_deaf(struct client *client)
{
    event_del(client->event);
}

static inline void client_listen(struct client *client)
{
    event_add(client->event, NULL);
}

/* Leaves without a farewell: what it has not read makes this a reset. */
static inline void client_vanish(struct client *client)
{
    struct linger linger = {1, 0};
    event_del(client->event);
    setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    close(client->fd);
    client->fd = -1;
}

/* Sends in pieces of `step` bytes and lets the server take each; stops if nobody listens. */
static inline void client_say(struct client *client, struct str text, size_t step)
{
    for (size_t at = 0; at < text.n;) {
        size_t most = text.n - at < step ? text.n - at : step;
        ssize_t n = send(client->fd, text.p + at, most, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno != EAGAIN)
            return;
        at += n > 0 ? (size_t)n : 0;
        event_base_loop(client->site->base, EVLOOP_NONBLOCK);
    }
}

static inline void client_say_c(struct client *client, const char *text)
{
    client_say(client, str_of(text), strlen(text));
}

/* The value of a header of the answer taken last, or NULL. */
static inline const char *client_header(struct client *client, const char *name)
{
    static char value[256];
    const char *at = client->head;
    size_t n = strlen(name);
    while ((at = strstr(at, "\r\n"))) {
        at += 2;
        if (strncasecmp(at, name, n) == 0 && at[n] == ':') {
            snprintf(value, sizeof value, "%.*s", (int)strcspn(at + n + 2, "\r"), at + n + 2);
            return value;
        }
    }
    return NULL;
}

static inline const char *client_head_end(struct client *client)
{
    return client->n ? memmem(client->in, client->n, "\r\n\r\n", 4) : NULL;
}

static inline void client_drop(struct client *client, size_t n)
{
    memmove(client->in, client->in + n, client->n - n);
    client->n -= n;
}

/* The next head; 0 if the connection ended before one was whole. */
static inline int client_take_head(struct client *client)
{
    const char *end;
    UNTIL(client->site, client->ended || client_head_end(client));
    end = client_head_end(client);
    client->status = 0;
    if (!end)
        return 0;
    size_t n = (size_t)(end - client->in) + 4;
    assert_true(n < sizeof client->head);
    memcpy(client->head, client->in, n);
    client->head[n] = '\0';
    client_drop(client, n);
    assert_int_equal(sscanf(client->head, "HTTP/1.1 %d ", &client->status), 1);
    return client->status;
}

/* The next whole answer; `method` tells whether it has a body. */
static inline int client_take(struct client *client, const char *method)
{
    int status = client_take_head(client);
    const char *length = status ? client_header(client, "Content-Length") : NULL;
    size_t n = length && strcmp(method, "HEAD") != 0 ? strtoul(length, NULL, 10) : 0;
    UNTIL(client->site, client->ended || client->n >= n);
    assert_true(client->n >= n);
    free(client->body);
    client->body = check_malloc(n + 1);
    if (n)
        memcpy(client->body, client->in, n);
    client->body[n] = '\0';
    client->body_n = n;
    if (n)
        client_drop(client, n);
    return status;
}

/* The server has ended its side and said no more than what was taken. */
static inline void client_expect_end(struct client *client)
{
    UNTIL(client->site, client->ended);
    assert_int_equal(client->n, 0);
}

/* ---- the four ways a case is tried ---- */

struct way {
    bool kept; /* a good request went before on the same connection */
    size_t step;
};

static const struct way ways[] = {{false, SIZE_MAX}, {false, 1}, {true, SIZE_MAX}, {true, 1}};

static inline struct client *client_by(struct site *site, const struct way *way)
{
    struct client *client = client_new(site);
    if (way->kept) {
        client_say(client, STR(GET_HELLO), way->step);
        assert_int_equal(client_take(client, "GET"), 200);
    }
    buf_clear(&site->executed);
    site->head_count = site->request_count = site->refusal_count = 0;
    return client;
}

#endif
