#ifndef SPARKD_WEB_HTTP_H
#define SPARKD_WEB_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "blob.h"
#include "err.h"
#include "str.h"

/*
 * A strict HTTP/1.1 server on libevent's events with reads and writes of its
 * own (http specification, sections 1-4): one request at a time a connection,
 * every size and every wait bounded. It knows nothing of routes, sessions or
 * pages: what to do with a request is its owner's. All on the loop's thread.
 */
struct event_base;
struct http;

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };

enum {
    HTTP_HEADERS_MAX = 64,
    HTTP_HEAD_BYTES_MAX = 8192,
    HTTP_BODY_BYTES_MAX = 65536 /* longer bodies are files */
};

struct http_header {
    struct str name, value; /* as sent, without white space around the value */
};

/* Borrowed until the exchange is answered. */
struct http_request {
    enum http_method method;
    struct str target; /* as sent */
    /* Before '?', percent-decoded once; never holds an encoded slash, a control or a dot segment.
     */
    struct str path;
    struct str query; /* after '?', as sent; empty if none */
    struct str host;  /* the one Host header */
    struct http_header headers[HTTP_HEADERS_MAX];
    int header_count;
    int64_t content_length; /* -1 if none was sent */
    struct str body;        /* whole, if it was at most HTTP_BODY_BYTES_MAX */
    /* Else an unlinked temporary file positioned at its start, closed by http; -1 if none. */
    int body_fd;
    char peer[48];       /* the other side's address as text; "unix" on a Unix socket */
    struct arena *arena; /* lives as long as the exchange */
};

/* Value of the first header of that name (any case), p NULL if there is none. */
struct str http_request_header(const struct http_request *request, const char *name);

/*
 * One request and its reply. From on_head until http_reply (or the end of a
 * stream) it stays valid, even if the client has left. Every exchange of which
 * the owner has heard is answered exactly once: when a body is cut short,
 * on_refused asks for the answer nobody reads.
 */
struct http_exchange;

const struct http_request *http_exchange_request(const struct http_exchange *exchange);
/* A place for the owner's own pointer, NULL at first. */
struct http_mark;
void http_exchange_set_mark(struct http_exchange *exchange, struct http_mark *mark);
struct http_mark *http_exchange_mark(const struct http_exchange *exchange);
struct http_mark {
    int unused; /* embedded in the owner's struct, found with CONTAINER_OF */
};

struct http_owner;
enum { HTTP_ANSWERED = -1 };

/* None of these is ever called from inside a function of this header. */
struct http_events {
    /* The head is complete. Returns the most bytes its body may have, or answers at once with
     * http_reply and returns HTTP_ANSWERED (the connection then closes unless there is no body). */
    int64_t (*on_head)(struct http_owner *owner, struct http_exchange *exchange);
    /* The request is complete; answer with http_reply, now or later. */
    void (*on_request)(struct http_owner *owner, struct http_exchange *exchange);
    /* The edge refuses: 400, 408, 413, 417, 431, 501, 503, 505. Answer with http_reply before
     * returning; the request's path may be empty and its headers left out. The connection closes
     * after it. reason: for counting, a short word. */
    void (*on_refused)(struct http_owner *owner, struct http_exchange *exchange, int status,
                       const char *reason);
    /* A stream's client has left or was dropped; the exchange ends when this returns. */
    void (*on_stream_closed)(struct http_owner *owner, struct http_exchange *exchange);
};

/* Embedded in whoever runs the server. */
struct http_owner {
    const struct http_events *events;
};

struct http_options {
    int head_timeout_ms;       /* first byte of a head to its end: 10 s */
    int body_timeout_ms;       /* to the end of the body: 60 s, plus 1 s for each 64 KB that came */
    int idle_timeout_ms;       /* between requests: 30 s */
    int reply_timeout_ms;      /* without progress: 60 s */
    int linger_timeout_ms;     /* after our last byte, for the client's to drain: 2 s */
    int connections_max;       /* 10,000; beyond: closed at once */
    int connections_peer_max;  /* a peer address (IPv6: a /64): 1,000; 0 = no limit (behind a proxy)
                                */
    int streams_max;           /* 2,000; beyond: 503 */
    int files_max;             /* bodies in temporary files at once: 8; beyond: 503 */
    int backlog;               /* 4096 */
    const char *temporary_dir; /* for bodies; NULL: $TMPDIR or /tmp */
};
struct http_options http_options_default(void);

/* base is best made with EVENT_BASE_FLAG_NOLOCK and EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST. */
struct http *http_new(struct event_base *base, struct http_owner *owner,
                      const struct http_options *options);
/* Closes everything at once and tells nobody; every exchange is void from here on. */
void http_free(struct http *http);

/*
 * "ADDR:PORT", "[ADDR6]:PORT" or "unix:PATH"; port 0 picks one; may be called
 * again for more addresses. *ret_port is 0 for a Unix socket (mode 0660, a
 * dead one of that name is replaced). ERR_INVALID: not such an address,
 * ERR_CONFLICT: in use, ERR_IO: the system refuses.
 */
enum err http_listen(struct http *http, const char *address, int *ret_port) MUST_USE;
/* No more connections, idle ones closed; replies under way are finished with Connection: close. */
void http_stop(struct http *http);
/* Open connections; those that send a body, wait for an answer or still take one; streams. */
int http_count(const struct http *http);
int http_busy_count(const struct http *http);
int http_stream_count(const struct http *http);

struct http_reply {
    int status;
    /* Ready lines, each ended by CRLF; all but Date, Content-Length, Connection. Whoever puts a
     * value into a line refuses CR and LF in it: here they can no longer be told from line ends. */
    struct str headers;
    struct str body;   /* copied, unless blob is set or is_static */
    struct blob *blob; /* the body lies in it (the reply becomes a user) */
    bool is_static;    /* the body lives as long as the process */
    bool close;
};

/* Answers; the exchange is over. HEAD and 204/304 get no body bytes; Content-Length is that of body
 * (for HEAD and GET alike), left out on 204 and 304. */
void http_reply(struct http_exchange *exchange, const struct http_reply *reply);

/* Answers 200 with these headers and an endless body (server-sent events). A client that ends its
 * side or goes on speaking has left. HEAD, and a stream too many, is over at once
 * (on_stream_closed). */
void http_stream_start(struct http_exchange *exchange, struct str headers);
/* A client that lets more than 64 KB wait, or takes none of it for the reply's timeout, is dropped
 * (on_stream_closed, later); what is written until then goes nowhere. */
void http_stream_write(struct http_exchange *exchange, struct str bytes);
/* The exchange is over; what was written is still sent. */
void http_stream_end(struct http_exchange *exchange);

#endif
