#ifndef SPARKD_WEB_HTTP_BODY_H
#define SPARKD_WEB_HTTP_BODY_H

#include "http.h"

/*
 * A body as it arrives: in memory that grows with it up to
 * HTTP_BODY_BYTES_MAX, beyond that in an unlinked temporary file (http
 * specification, section 2).
 */
struct http_body {
    int64_t length; /* as declared */
    int64_t got;
    char *bytes;
    size_t capacity;
    bool is_file;
    int fd;
};

enum http_body_got {
    HTTP_BODY_MORE,
    HTTP_BODY_WHOLE,
    HTTP_BODY_CUT,   /* the client ended its side */
    HTTP_BODY_LOST,  /* the connection is broken */
    HTTP_BODY_FAILED /* the file could not be written */
};

/* ERR_IO if there can be no temporary file in directory. */
enum err http_body_begin(struct http_body *body, int64_t length, const char *directory) MUST_USE;
/* The bytes that came with the head; at most what is missing. */
enum http_body_got http_body_take(struct http_body *body, struct str bytes);
/* One read of what is missing, never beyond it. scratch: HTTP_BODY_BYTES_MAX bytes. */
enum http_body_got http_body_receive(struct http_body *body, int socket, char *scratch);
/* The whole body into request, which borrows it; a file is rewound. */
enum err http_body_lend(struct http_body *body, struct http_request *request) MUST_USE;
void http_body_done(struct http_body *body);

#endif
