/* DESIGN: the deliverer's process: started, fed, listened to, and ended if it hangs. */
#include "mailer_part.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "deliver.h"

extern char **environ;

void child_init(struct child *child, const struct mailer_options *options,
                struct child_events *events)
{
    *child = (struct child){.options = options, .events = events, .pid = -1};
}

bool child_is_running(const struct child *child)
{
    return child->stream != NULL;
}

/* ---- its end ---- */

static void reap(struct child *child)
{
    kill(child->pid, SIGKILL); /* its socket is closed or it hangs: either way it is over */
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    child->pid = -1;
    bufferevent_free(child->stream);
    child->stream = NULL;
    event_free(child->wait_timer);
    child->wait_timer = NULL;
    child->takes_more = false;
}

static void end(struct child *child)
{
    reap(child);
    child->events->gone(child->events);
}

void child_done(struct child *child)
{
    if (child_is_running(child))
        reap(child);
}

static void on_wait_over(evutil_socket_t fd, short what, void *arg)
{
    struct child *child = arg;
    (void)fd;
    (void)what;
    end(child);
}

/* Room for every answer of a session's start and one mail, unless set. */
static int wait_ms(const struct mailer_options *options)
{
    if (options->child_wait_ms > 0)
        return options->child_wait_ms;
    return 8 * options->timeout_ms + options->answer_timeout_ms;
}

static void start_wait(struct child *child)
{
    int ms = wait_ms(child->options);
    struct timeval after = {ms / 1000, ms % 1000 * 1000};
    event_add(child->wait_timer, &after);
}

/* ---- what it says ---- */

static bool is_sound(const struct child *child, const struct frame_result *result)
{
    if (result->id != child->message_id || child->takes_more)
        return false;
    return result->outcome == OUTCOME_SENT || result->outcome == OUTCOME_DEFERRED ||
           result->outcome == OUTCOME_REFUSED || result->outcome == OUTCOME_RELAY;
}

static void on_readable(struct bufferevent *stream, void *arg)
{
    struct child *child = arg;
    struct evbuffer *input = bufferevent_get_input(stream);
    size_t n = evbuffer_get_length(input), used = 0;
    struct str arrived = {(const char *)evbuffer_pullup(input, -1), n}, fields;
    struct frame_result result;
    enum frame_kind kind;
    enum err err;
    bool whole = frame_peek(arrived, &kind, &fields, &used, &err);
    if (!whole && err == OK)
        return;
    if (!whole || kind != FRAME_RESULT || frame_parse_result(fields, &result) != OK ||
        !is_sound(child, &result)) {
        end(child);
        return;
    }
    child->takes_more = result.more != 0;
    if (child->takes_more)
        event_del(child->wait_timer);
    else
        start_wait(child);
    child->events->result(child->events, &result);
    if (child->stream == stream)
        evbuffer_drain(input, used);
}

static void on_closed(struct bufferevent *stream, short what, void *arg)
{
    struct child *child = arg;
    (void)stream;
    if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
        end(child);
}

/* ---- its start ---- */

static enum err spawn(const char *exe, int fd, pid_t *ret)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    char *const argv[] = {(char *)exe, (char *)"deliver", NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, DELIVER_FD);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    int failed = posix_spawn(ret, exe, &actions, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed ? ERR_IO : OK;
}

static void send_settings(struct child *child, const char *from)
{
    const struct mailer_options *o = child->options;
    struct buf out;
    struct frame_settings settings = {
        .host = str_of(o->host),
        .port = str_of(o->port),
        .user = str_of(o->user),
        .password = str_of(o->password),
        .ca_file = str_of(o->ca_file),
        .from = str_of(from),
        .tls = o->starttls ? FRAME_TLS_REQUIRED : FRAME_TLS_OFF,
        .timeout_ms = o->timeout_ms,
        .answer_timeout_ms = o->answer_timeout_ms,
        .messages_max = o->messages_a_session,
    };
    buf_init(&out, FRAME_BYTES_MAX);
    frame_add_settings(&out, &settings);
    bufferevent_write(child->stream, out.p, out.n);
    buf_done(&out);
}

static void watch(struct child *child, int fd)
{
    evutil_make_socket_nonblocking(fd);
    child->stream = bufferevent_socket_new(child->options->base, fd, BEV_OPT_CLOSE_ON_FREE);
    child->wait_timer = evtimer_new(child->options->base, on_wait_over, child);
    CHECK(child->stream && child->wait_timer);
    bufferevent_setcb(child->stream, on_readable, NULL, on_closed, child);
    bufferevent_enable(child->stream, EV_READ | EV_WRITE);
}

enum err child_start(struct child *child, const char *from)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return ERR_IO;
    enum err err = spawn(child->options->exe, pair[1], &child->pid);
    close(pair[1]);
    if (err != OK) {
        close(pair[0]);
        return err;
    }
    watch(child, pair[0]);
    child->takes_more = true;
    send_settings(child, from);
    return OK;
}

void child_send(struct child *child, const struct frame_message *message)
{
    struct buf out;
    buf_init(&out, FRAME_BYTES_MAX);
    frame_add_message(&out, message);
    bufferevent_write(child->stream, out.p, out.n);
    buf_done(&out);
    child->takes_more = false;
    child->message_id = message->id;
    start_wait(child);
}

void child_leave(struct child *child)
{
    struct buf out;
    buf_init(&out, FRAME_BYTES_MAX);
    frame_add_leave(&out);
    bufferevent_write(child->stream, out.p, out.n);
    buf_done(&out);
    child->takes_more = false;
    start_wait(child);
}
