/* DESIGN: what a socket has not taken yet: sent at once where it can be, kept where it cannot. */
#include "http_out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "check.h"

/* Bytes taken; 0 if none can be now, -1 if never again. */
static ssize_t write_parts(int fd, struct iovec *parts, int count)
{
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
    ssize_t n;
    do
        n = sendmsg(fd, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS))
        return 0;
    return n;
}

static void keep_copy(struct http_out *out, const char *p, size_t n)
{
    if (!n)
        return;
    if (out->copy_n + n > out->copy_capacity) {
        size_t waiting = out->copy_n - out->copy_at;
        if (out->copy_at)
            memmove(out->copy, out->copy + out->copy_at, waiting);
        out->copy_at = 0;
        out->copy_n = waiting;
        out->copy_capacity = waiting + n > 2 * waiting ? waiting + n : 2 * waiting;
        out->copy = check_realloc(out->copy, out->copy_capacity);
    }
    memcpy(out->copy + out->copy_n, p, n);
    out->copy_n += n;
}

static void keep_tail(struct http_out *out, const struct http_tail *tail, size_t sent)
{
    out->tail = str_from(tail->bytes, sent);
    if (tail->blob) {
        out->blob = blob_ref(tail->blob);
    } else if (!tail->is_static) {
        out->tail_copy = check_malloc(out->tail.n);
        memcpy(out->tail_copy, out->tail.p, out->tail.n);
        out->tail.p = out->tail_copy;
    }
}

/* Keeps all but the first `sent` bytes. */
static void keep_rest(struct http_out *out, const struct iovec *parts, int count,
                      const struct http_tail *tail, size_t sent)
{
    for (int i = 0; i < count; i++) {
        size_t skip = sent < parts[i].iov_len ? sent : parts[i].iov_len;
        keep_copy(out, (const char *)parts[i].iov_base + skip, parts[i].iov_len - skip);
        sent -= skip;
    }
    if (tail && sent < tail->bytes.n)
        keep_tail(out, tail, sent);
}

enum http_sent http_out_send(struct http_out *out, int fd, struct iovec *parts, int count,
                             const struct http_tail *tail)
{
    struct iovec all[HTTP_OUT_PARTS_MAX + 1];
    size_t total = 0;
    CHECK(count <= HTTP_OUT_PARTS_MAX && !out->tail.n);
    if (http_out_waiting(out)) {
        keep_rest(out, parts, count, tail, 0);
        return http_out_go_on(out, fd);
    }
    for (int i = 0; i < count; i++) {
        all[i] = parts[i];
        total += parts[i].iov_len;
    }
    if (tail && tail->bytes.n) {
        all[count] = (struct iovec){(void *)tail->bytes.p, tail->bytes.n};
        total += tail->bytes.n;
    }
    ssize_t n = write_parts(fd, all, count + (tail && tail->bytes.n));
    if (n < 0)
        return HTTP_SENT_BROKEN;
    if ((size_t)n == total)
        return HTTP_SENT_ALL;
    keep_rest(out, parts, count, tail, (size_t)n);
    return HTTP_SENT_PART;
}

enum http_sent http_out_go_on(struct http_out *out, int fd)
{
    size_t waiting = out->copy_n - out->copy_at;
    struct iovec parts[2];
    int count = 0;
    if (waiting)
        parts[count++] = (struct iovec){out->copy + out->copy_at, waiting};
    if (out->tail.n)
        parts[count++] = (struct iovec){(void *)out->tail.p, out->tail.n};
    ssize_t n = count ? write_parts(fd, parts, count) : 0;
    if (n < 0)
        return HTTP_SENT_BROKEN;
    size_t of_copy = (size_t)n < waiting ? (size_t)n : waiting;
    out->copy_at += of_copy;
    out->tail = str_from(out->tail, (size_t)n - of_copy);
    if (http_out_waiting(out))
        return HTTP_SENT_PART;
    http_out_done(out);
    return HTTP_SENT_ALL;
}

size_t http_out_waiting(const struct http_out *out)
{
    return out->copy_n - out->copy_at + out->tail.n;
}

void http_out_done(struct http_out *out)
{
    free(out->copy);
    free(out->tail_copy);
    blob_unref(out->blob);
    *out = (struct http_out){.copy = NULL};
}
