#ifndef SPARKD_WEB_HTTP_HEAD_H
#define SPARKD_WEB_HTTP_HEAD_H

#include "http.h"

/*
 * The head of a request: a strict subset of RFC 9112 (http specification,
 * section 4). Pure: bytes in, a request or a refusal out, in one pass over
 * bytes that may arrive in any pieces; names and values are slices of them.
 */
enum http_head_verdict { HTTP_HEAD_MORE, HTTP_HEAD_DONE, HTTP_HEAD_REFUSED };

struct http_head {
    struct http_request *request;
    size_t scanned; /* bytes looked at; once done, the length of the head */
    size_t line;    /* where the line that is being read begins */
    int line_count;
    int host_count;
    bool done;
    bool http_1_0;
    bool close;            /* HTTP/1.0, or Connection: close */
    bool expects_continue; /* Expect: 100-continue */
    bool expects_other;
    bool has_transfer_encoding;
    int status;         /* of a refusal: 400, 413, 417, 431, 501, 505 */
    const char *reason; /* a short word for counting; static */
};

/* Begins; request's peer and arena are the caller's, the rest is emptied. The arena takes a path
 * that has to be decoded. */
void http_head_init(struct http_head *head, struct http_request *request);

/*
 * bytes: all that has come since http_head_init, at the same place each time
 * (n may go beyond the head). DONE: the request is filled, head->scanned is
 * where its body begins. REFUSED: status and reason say why; the request has
 * its method if that was read, its target if that was good, and no headers.
 */
enum http_head_verdict http_head_parse(struct http_head *head, const char *bytes, size_t n);

#endif
