#ifndef SPARKD_WEB_HTTP_REPLY_H
#define SPARKD_WEB_HTTP_REPLY_H

#include "http_conn.h"

/*
 * The head of a reply, made on the stack: status line, Date, Connection; what
 * else fits is copied behind it, so that most heads are one piece.
 */
struct http_reply_head {
    size_t n;
    char bytes[2048];
};

/* Status line, Date, and Connection: close if the connection closes. */
void http_reply_head_begin(struct http_reply_head *head, struct http_conn *conn, int status);
/* Ends it with the owner's headers and sends it with the body, if any. */
enum http_sent http_reply_head_send(struct http_reply_head *head, struct http_conn *conn,
                                    struct str headers, const struct http_tail *tail);

#endif
