#ifndef SPARKD_WEB_HTTP_CONN_H
#define SPARKD_WEB_HTTP_CONN_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>

#include "clock.h"
#include "http.h"
#include "http_body.h"
#include "http_head.h"
#include "http_out.h"
#include "http_peer.h"

/*
 * What the files of web/http share: a server, its connections, and the
 * exchange a connection has while a request is on it. An idle connection has
 * none, so it is small.
 */
enum http_state {
    CONN_IDLE,     /* between requests, no exchange */
    CONN_HEAD,     /* a head has begun */
    CONN_BODY,     /* on_head has allowed a body */
    CONN_WORKING,  /* the owner has it; not read */
    CONN_REPLYING, /* the socket has not taken all yet; not read */
    CONN_STREAM,   /* an endless reply; reading only to see the client leave */
    CONN_DROPPED,  /* a stream that is over, but the owner does not know yet */
    CONN_LINGER,   /* our side is shut; reading away what still comes */
    CONN_CLOSED    /* to be freed as soon as nobody stands on it */
};

struct http_exchange {
    struct http_conn *conn;
    struct http_exchange *next_spare;
    struct http_mark *mark;
    struct http_request request;
    struct http_head head;
    struct http_body body;
    int64_t body_started_ms;
    bool body_unread; /* a body is declared and not all of it here */
    size_t used;      /* of bytes, by this request */
    size_t have;
    char bytes[HTTP_HEAD_BYTES_MAX];
};

struct http_conn {
    struct http *http;
    TAILQ_ENTRY(http_conn) looks;
    int64_t look_ms;     /* when the sweep looks at the deadline next */
    int64_t deadline_ms; /* INT64_MAX: none */
    struct event read_event, write_event;
    struct http_exchange *exchange;
    struct http_out out;
    struct http_peer *peer;
    int fd;
    enum http_state state;
    bool reading, writing; /* which events are added */
    bool running;          /* one of our callbacks stands on it and will settle it */
    bool close;            /* no further request */
    bool client_ended;     /* it sends no more */
    bool broken;           /* nothing can be sent to it */
    char peer_text[HTTP_PEER_TEXT_MAX];
};

TAILQ_HEAD(http_looks, http_conn);

struct http_listener;

struct http {
    struct event_base *base;
    struct http_owner *owner;
    struct http_options options;
    struct http_listener *listeners;
    struct http_looks looks; /* every connection, ordered by look_ms */
    struct event sweep;
    int64_t period_ms; /* between two looks at one connection */
    struct http_peers *peers;
    struct http_exchange *spares;
    int spare_count, conn_count, stream_count, file_count;
    bool stopping;
    bool deaf; /* out of descriptors: accepting waits for the sweep */
    struct clock clock;
    int64_t date_s;
    char date[48]; /* "Date: …\r\n" of that second */
    char scratch[HTTP_BODY_BYTES_MAX];
};

/* Sees to it that the sweep comes when the first connection is to be looked at. */
void http_sweep_start(struct http *http);

/* Takes the descriptor and the peer. */
void http_conn_new(struct http *http, int fd, const char *peer_text, struct http_peer *peer);
/* Closes at once. */
void http_conn_free(struct http_conn *conn);
/* Its deadline has passed. May free it. */
void http_conn_expire(struct http_conn *conn);
/* Called by the owner's side: the reply was handed to the socket as `sent` says; ends the
 * exchange. */
void http_conn_on_reply(struct http_conn *conn, enum http_sent sent);
/* The head of a stream was. */
void http_conn_on_stream(struct http_conn *conn, enum http_sent sent);
/* The stream has no client any more; the owner is told from the loop. */
void http_conn_drop(struct http_conn *conn);
/* The stream's exchange is over; what waits is still sent. */
void http_conn_end_stream(struct http_conn *conn);
/* After anything the owner's side did. May free it. */
void http_conn_settle(struct http_conn *conn);
void http_conn_set_deadline(struct http_conn *conn, int timeout_ms);

/* An empty exchange of the connection: a spare or a new one. */
struct http_exchange *http_exchange_take(struct http_conn *conn);
/* The request is over: what the owner was lent is gone; bytes behind it move to the front. */
void http_exchange_end(struct http_exchange *exchange);
void http_exchange_release(struct http_exchange *exchange);
void http_exchange_free(struct http_exchange *exchange);

#endif
