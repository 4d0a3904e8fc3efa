/* DESIGN: the child that owns libesmtp: frames in, one session, a result a message. */
#include "deliver.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "check.h"
#include "smtp.h"

struct child {
    struct smtp_peer peer;
    struct buf arrived;
    size_t used; /* of arrived, by the frame read last */
    struct arena *arena;
};

/* Drops the frame read last and reads the next; false: the mailer is gone or talks nonsense. */
static bool read_frame(struct child *child, enum frame_kind *ret_kind, struct str *ret_fields)
{
    char chunk[16384];
    enum err err = OK;
    struct buf *arrived = &child->arrived;
    if (child->used > 0)
        memmove(arrived->p, arrived->p + child->used, arrived->n - child->used);
    arrived->n -= child->used;
    child->used = 0;
    while (!frame_peek(buf_str(arrived), ret_kind, ret_fields, &child->used, &err)) {
        ssize_t n = err == OK ? read(DELIVER_FD, chunk, sizeof chunk) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || arrived->full)
            return false;
        buf_add(arrived, chunk, (size_t)n);
    }
    return true;
}

static bool next_message(struct smtp_peer *peer, struct frame_message *ret)
{
    struct child *child = CONTAINER_OF(peer, struct child, peer);
    enum frame_kind kind;
    struct str fields;
    if (!read_frame(child, &kind, &fields) || kind != FRAME_MESSAGE ||
        frame_parse_message(arena_str(child->arena, fields), ret) != OK)
        return false;
    return true;
}

static void report(struct smtp_peer *peer, const struct frame_result *result)
{
    struct buf out;
    (void)peer;
    buf_init(&out, FRAME_BYTES_MAX);
    frame_add_result(&out, result);
    for (size_t sent = 0; sent < out.n;) {
        ssize_t n = write(DELIVER_FD, out.p + sent, out.n - sent);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(1); /* nobody hears it: the row is found 'sending' at the next start */
        sent += (size_t)n;
    }
    buf_done(&out);
}

static bool is_listening(struct smtp_peer *peer)
{
    struct pollfd pollfd = {.fd = DELIVER_FD, .events = POLLRDHUP};
    (void)peer;
    return poll(&pollfd, 1, 0) == 0;
}

/* Nothing of the user's may steer libesmtp, and a signal to the group is the mailer's matter. */
static void prepare_process(void)
{
    static const int ignored[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < COUNT_OF(ignored); i++)
        signal(ignored[i], SIG_IGN);
    setenv("HOME", "/nonexistent", 1);
    setenv("LC_ALL", "C", 1);
    unsetenv("XDG_CONFIG_DIR");
    unsetenv("XDG_CONFIG_HOME");
}

int deliver_main(void)
{
    struct child child = {.peer = {next_message, report, is_listening}, .arena = arena_new()};
    struct frame_settings settings;
    enum frame_kind kind;
    struct str fields;
    prepare_process();
    buf_init(&child.arrived, FRAME_BYTES_MAX + 16384);
    bool ok = read_frame(&child, &kind, &fields) && kind == FRAME_SETTINGS &&
              frame_parse_settings(arena_str(child.arena, fields), &settings) == OK;
    if (ok)
        smtp_libesmtp_run(&settings, &child.peer);
    buf_done(&child.arrived);
    arena_free(child.arena);
    return ok ? 0 : 1;
}
