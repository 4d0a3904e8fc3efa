/* DESIGN: request bodies as they arrive: small ones in memory, others in unlinked files. */
#include "http_body.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

enum { FIRST_BYTES = 4096 };

static const char *default_directory(void)
{
    const char *directory = getenv("TMPDIR");
    return directory && *directory ? directory : "/tmp";
}

/* Not every file system knows O_TMPFILE. */
static int open_file(const char *directory)
{
    char path[4096];
    int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    if (snprintf(path, sizeof path, "%s/sparkd-body-XXXXXX", directory) >= (int)sizeof path)
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

enum err http_body_begin(struct http_body *body, int64_t length, const char *directory)
{
    struct http_body fresh = {.length = length, .fd = -1};
    if (length > HTTP_BODY_BYTES_MAX) {
        fresh.fd = open_file(directory ? directory : default_directory());
        if (fresh.fd < 0)
            return ERR_IO;
        fresh.is_file = true;
    }
    *body = fresh;
    return OK;
}

static enum http_body_got verdict(const struct http_body *body)
{
    return body->got == body->length ? HTTP_BODY_WHOLE : HTTP_BODY_MORE;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t written = write(fd, p, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        p += written;
        n -= (size_t)written;
    }
    return true;
}

/* Doubles up to the declared length, so that a length alone costs no memory. */
static void make_room(struct http_body *body, size_t n)
{
    size_t need = (size_t)body->got + n;
    if (need <= body->capacity)
        return;
    size_t capacity = body->capacity ? body->capacity : FIRST_BYTES;
    while (capacity < need)
        capacity *= 2;
    if (capacity > (size_t)body->length)
        capacity = (size_t)body->length;
    body->bytes = check_realloc(body->bytes, capacity);
    body->capacity = capacity;
}

enum http_body_got http_body_take(struct http_body *body, struct str bytes)
{
    CHECK((int64_t)bytes.n <= body->length - body->got);
    if (body->is_file) {
        if (!write_all(body->fd, bytes.p, bytes.n))
            return HTTP_BODY_FAILED;
    } else if (bytes.n) {
        make_room(body, bytes.n);
        memcpy(body->bytes + body->got, bytes.p, bytes.n);
    }
    body->got += (int64_t)bytes.n;
    return verdict(body);
}

/* Where the next read goes, and how much of it may come. */
static char *room(struct http_body *body, char *scratch, size_t *ret_n)
{
    int64_t missing = body->length - body->got;
    if (body->is_file) {
        *ret_n = missing < HTTP_BODY_BYTES_MAX ? (size_t)missing : HTTP_BODY_BYTES_MAX;
        return scratch;
    }
    make_room(body, 1);
    *ret_n = body->capacity - (size_t)body->got;
    return body->bytes + body->got;
}

enum http_body_got http_body_receive(struct http_body *body, int socket, char *scratch)
{
    size_t most = 0;
    char *to = room(body, scratch, &most);
    ssize_t n = recv(socket, to, most, 0);
    if (n < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? HTTP_BODY_MORE
                                                                         : HTTP_BODY_LOST;
    if (n == 0)
        return HTTP_BODY_CUT;
    if (body->is_file && !write_all(body->fd, to, (size_t)n))
        return HTTP_BODY_FAILED;
    body->got += n;
    return verdict(body);
}

enum err http_body_lend(struct http_body *body, struct http_request *request)
{
    if (body->is_file) {
        if (lseek(body->fd, 0, SEEK_SET) < 0)
            return ERR_IO;
        request->body_fd = body->fd;
    } else if (body->bytes) {
        request->body = (struct str){body->bytes, (size_t)body->got};
    }
    return OK;
}

void http_body_done(struct http_body *body)
{
    free(body->bytes);
    if (body->is_file)
        close(body->fd);
    *body = (struct http_body){.fd = -1};
}
