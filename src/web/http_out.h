#ifndef SPARKD_WEB_HTTP_OUT_H
#define SPARKD_WEB_HTTP_OUT_H

#include <sys/uio.h>

#include "blob.h"
#include "str.h"

/*
 * What a socket has not taken yet. Writing is tried at once, without a copy;
 * only what is left over is kept: copied, or by its blob.
 */
struct http_out {
    char *copy; /* sent first */
    size_t copy_at, copy_n, copy_capacity;
    struct str tail; /* then this */
    struct blob *blob;
    char *tail_copy;
};

enum http_sent {
    HTTP_SENT_ALL,
    HTTP_SENT_PART,  /* go on when the socket can be written */
    HTTP_SENT_BROKEN /* the other side is gone */
};

/* The body behind the parts of a head. */
struct http_tail {
    struct str bytes;
    struct blob *blob; /* bytes lie in it, or NULL */
    bool is_static;    /* bytes live as long as the process */
};

enum { HTTP_OUT_PARTS_MAX = 4 };

/* Sends parts (at most HTTP_OUT_PARTS_MAX, borrowed; changed) and tail behind what waits. One tail
 * at a time. Never raises SIGPIPE. */
enum http_sent http_out_send(struct http_out *out, int fd, struct iovec *parts, int count,
                             const struct http_tail *tail);
/* Sends more of what waits. */
enum http_sent http_out_go_on(struct http_out *out, int fd);
size_t http_out_waiting(const struct http_out *out);
/* Forgets what waits and frees it; ready for new. */
void http_out_done(struct http_out *out);

#endif
