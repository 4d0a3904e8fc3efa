/* DESIGN: listening sockets, and whom they let in. */
#include "http_listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "check.h"

/* At most this many at a time, so that those who are in get their turn. */
enum { ACCEPTS_MAX = 64 };

struct http_listener {
    struct http_listener *next;
    struct http *http;
    struct event event;
    int fd;
    char path[sizeof((struct sockaddr_un *)NULL)->sun_path]; /* of a Unix socket, else empty */
};

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un un;
    struct sockaddr_storage storage;
};

/* ---- addresses ---- */

static enum err parse_unix(struct str path, union address *ret, socklen_t *ret_n)
{
    if (path.n == 0 || path.n >= sizeof ret->un.sun_path)
        return ERR_INVALID;
    *ret = (union address){.un.sun_family = AF_UNIX};
    memcpy(ret->un.sun_path, path.p, path.n);
    *ret_n = sizeof ret->un;
    return OK;
}

static enum err parse_ip(struct str text, union address *ret, socklen_t *ret_n)
{
    char host[64];
    int64_t port = 0;
    size_t colon = text.n;
    while (colon > 0 && text.p[colon - 1] != ':')
        colon--;
    if (colon < 2 || str_parse_int(str_from(text, colon), &port) != OK || port > 65535)
        return ERR_INVALID;
    struct str name = str_first(text, colon - 1);
    bool bracketed = name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']';
    if (bracketed)
        name = str_first(str_from(name, 1), name.n - 2);
    if (name.n >= sizeof host)
        return ERR_INVALID;
    snprintf(host, sizeof host, "%.*s", (int)name.n, name.p);
    *ret = (union address){.any.sa_family = AF_UNSPEC};
    if (bracketed && inet_pton(AF_INET6, host, &ret->v6.sin6_addr) == 1) {
        ret->v6.sin6_family = AF_INET6;
        ret->v6.sin6_port = htons((uint16_t)port);
        *ret_n = sizeof ret->v6;
        return OK;
    }
    if (!bracketed && inet_pton(AF_INET, host, &ret->v4.sin_addr) == 1) {
        ret->v4.sin_family = AF_INET;
        ret->v4.sin_port = htons((uint16_t)port);
        *ret_n = sizeof ret->v4;
        return OK;
    }
    return ERR_INVALID;
}

static enum err parse_address(const char *text, union address *ret, socklen_t *ret_n)
{
    struct str s = str_of(text);
    if (str_starts(s, STR("unix:")))
        return parse_unix(str_from(s, 5), ret, ret_n);
    return parse_ip(s, ret, ret_n);
}

/* ---- opening ---- */

static enum err err_of_errno(void)
{
    return errno == EADDRINUSE ? ERR_CONFLICT : ERR_IO;
}

/* Takes the name of a socket behind which nobody listens any more, and of nothing else. */
static void unlink_dead(const union address *address, socklen_t n)
{
    struct stat st;
    if (lstat(address->un.sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
        return;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    if (connect(fd, &address->any, n) != 0 && errno == ECONNREFUSED)
        unlink(address->un.sun_path);
    close(fd);
}

/* Options are inherited by what is accepted. */
static bool set_options(int fd, int family)
{
    int on = 1;
    return family == AF_UNIX || (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                                 setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
}

static enum err open_socket(const union address *address, socklen_t n, int backlog, int *ret_fd)
{
    int family = address->any.sa_family;
    enum err err = OK;
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return ERR_IO;
    if (family == AF_UNIX)
        unlink_dead(address, n);
    if (!set_options(fd, family) || bind(fd, &address->any, n) != 0 ||
        (family == AF_UNIX && chmod(address->un.sun_path, 0660) != 0) || listen(fd, backlog) != 0)
        err = err_of_errno();
    if (err != OK)
        close(fd);
    else
        *ret_fd = fd;
    return err;
}

static enum err find_port(int fd, int *ret_port)
{
    union address bound;
    socklen_t n = sizeof bound;
    if (getsockname(fd, &bound.any, &n) != 0)
        return ERR_IO;
    *ret_port = bound.any.sa_family == AF_INET    ? ntohs(bound.v4.sin_port)
                : bound.any.sa_family == AF_INET6 ? ntohs(bound.v6.sin6_port)
                                                  : 0;
    return OK;
}

/* ---- accepting ---- */

static void let_in(struct http *http, int fd, const struct sockaddr *address)
{
    char text[HTTP_PEER_TEXT_MAX];
    struct http_peer *peer = NULL;
    bool refused = http->conn_count >= http->options.connections_max;
    if (!refused && http->peers)
        peer = http_peers_add(http->peers, address, http->options.connections_peer_max, &refused);
    if (refused) {
        close(fd);
        return;
    }
    http_peer_format(address, text);
    http_conn_new(http, fd, text, peer);
    if (!evtimer_pending(&http->sweep, NULL))
        http_sweep_start(http);
}

/* Out of descriptors or memory: the queue keeps them until the sweep. */
static void turn_deaf(struct http *http)
{
    http->deaf = true;
    for (struct http_listener *l = http->listeners; l; l = l->next)
        event_del(&l->event);
    http_sweep_start(http);
}

static void on_connection(evutil_socket_t fd, short what, void *arg)
{
    struct http_listener *listener = arg;
    (void)what;
    for (int i = 0; i < ACCEPTS_MAX; i++) {
        union address address = {.any.sa_family = AF_UNIX};
        socklen_t n = sizeof address;
        int accepted = accept4(fd, &address.any, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (accepted >= 0)
            let_in(listener->http, accepted, &address.any);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            turn_deaf(listener->http);
        if (accepted < 0 && errno != ECONNABORTED && errno != EINTR)
            return;
    }
}

void http_listen_resume(struct http *http)
{
    http->deaf = false;
    for (struct http_listener *l = http->listeners; l; l = l->next)
        CHECK(event_add(&l->event, NULL) == 0);
}

enum err http_listen_open(struct http *http, const char *address, int *ret_port)
{
    union address parsed;
    socklen_t n = 0;
    int fd = -1, port = 0;
    enum err err = parse_address(address, &parsed, &n);
    if (err == OK)
        err = open_socket(&parsed, n, http->options.backlog, &fd);
    if (err != OK)
        return err;
    if (find_port(fd, &port) != OK) {
        close(fd);
        return ERR_IO;
    }
    struct http_listener *listener = check_calloc(1, sizeof *listener);
    listener->http = http;
    listener->fd = fd;
    if (parsed.any.sa_family == AF_UNIX)
        memcpy(listener->path, parsed.un.sun_path, sizeof listener->path);
    CHECK(event_assign(&listener->event, http->base, fd, EV_READ | EV_PERSIST, on_connection,
                       listener) == 0);
    CHECK(event_add(&listener->event, NULL) == 0);
    listener->next = http->listeners;
    http->listeners = listener;
    *ret_port = port;
    return OK;
}

void http_listen_close(struct http *http)
{
    while (http->listeners) {
        struct http_listener *listener = http->listeners;
        http->listeners = listener->next;
        event_del(&listener->event);
        close(listener->fd);
        if (listener->path[0])
            unlink(listener->path);
        free(listener);
    }
}
