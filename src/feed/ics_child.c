/* DESIGN: the server's side of reading a stranger's file: starting the child, feeding it, waiting.
 */
#include "ics_child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

enum { CHUNK = 65536 };

const char *ics_child_program(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    while (n > 0 && path[n - 1] != '/')
        n--;
    return arena_printf(arena, "%.*ssparkd-ics", n > 0 ? (int)n : 0, path);
}

struct child {
    pid_t pid;
    int in, out; /* its standard input and output; -1 when closed */
};

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static int spawn(const char *exe, char *const argv[], int in, int out, pid_t *ret)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    char *const environment[] = {NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    int failed = posix_spawn(ret, exe, &actions, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* Our ends do not block; its ends do. */
static enum err start(const char *exe, char *const argv[], struct child *ret)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) < 0)
        return ERR_IO;
    if (pipe2(out, O_CLOEXEC) < 0) {
        close(in[0]);
        close(in[1]);
        return ERR_IO;
    }
    struct child child = {.pid = -1, .in = in[1], .out = out[0]};
    fcntl(child.in, F_SETFL, O_NONBLOCK);
    fcntl(child.out, F_SETFL, O_NONBLOCK);
    int failed = spawn(exe, argv, in[0], out[1], &child.pid);
    close(in[0]);
    close(out[1]);
    if (failed) {
        close_end(&child.in);
        close_end(&child.out);
        return ERR_IO;
    }
    *ret = child;
    return OK;
}

/* It ended, or it is ended now; what it wrote says how it went. False: it never began, since a
 * library of it is missing (ld.so(8)). */
static bool finish(struct child *child)
{
    enum { LOADER_FAILED = 127 };
    int status = 0;
    close_end(&child->in);
    close_end(&child->out);
    kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return !WIFEXITED(status) || WEXITSTATUS(status) != LOADER_FAILED;
}

static void feed_some(struct child *child, struct str *rest)
{
    ssize_t n = write(child->in, rest->p, rest->n < CHUNK ? rest->n : CHUNK);
    if (n > 0)
        *rest = str_from(*rest, (size_t)n);
    if ((n < 0 && errno != EAGAIN && errno != EINTR) || rest->n == 0)
        close_end(&child->in); /* it wants no more, or has all */
}

static void take_some(struct child *child, struct buf *out)
{
    char chunk[4096];
    ssize_t n = read(child->out, chunk, sizeof chunk);
    if (n > 0)
        buf_add(out, chunk, (size_t)n);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) || out->full)
        close_end(&child->out);
}

static void talk(struct child *child, struct str rest, int wall_ms, struct buf *out)
{
    int64_t until = clock_monotonic_ms() + wall_ms;
    if (rest.n == 0)
        close_end(&child->in);
    while (child->out >= 0) {
        struct pollfd fds[] = {{child->out, POLLIN, 0}, {child->in, POLLOUT, 0}};
        int64_t left = until - clock_monotonic_ms();
        if (left <= 0)
            return;
        if (poll(fds, 2, (int)left) < 0 && errno != EINTR)
            return;
        if (child->in >= 0 && fds[1].revents)
            feed_some(child, &rest);
        if (fds[0].revents)
            take_some(child, out);
    }
}

/* Asks a child; what it said is empty if it said too much. */
static enum err ask(const char *exe, char *const argv[], struct str bytes, int wall_ms,
                    struct buf *out, struct refusal *why)
{
    struct child child;
    bool began = start(exe, argv, &child) == OK;
    if (began) {
        talk(&child, bytes, wall_ms, out);
        began = finish(&child);
    }
    if (!began)
        return refuse(why, ERR_IO, "unavailable",
                      "Calendar files cannot be read at the moment: the program sparkd-ics, which "
                      "belongs beside sparkd, cannot be started. Tell your IT support.");
    if (out->full)
        buf_clear(out);
    return OK;
}

enum err ics_child_read(const char *exe, struct str bytes, int wall_ms, struct arena *arena,
                        struct ics_dates *ret, struct refusal *why)
{
    char *const argv[] = {(char *)exe, NULL};
    struct buf out;
    buf_init(&out, ICS_DATES_ANSWER_BYTES_MAX);
    enum err err = ask(exe, argv, bytes, wall_ms, &out, why);
    if (err == OK)
        err = ics_dates_read(buf_str(&out), arena, ret, why);
    buf_done(&out);
    return err;
}

enum err ics_child_read_busy(const char *exe, struct str bytes, struct instant from,
                             struct instant to, int wall_ms, struct arena *arena,
                             struct own_calendar_reading *ret, struct refusal *why)
{
    char *first = arena_printf(arena, "%lld", (long long)from.v);
    char *last = arena_printf(arena, "%lld", (long long)to.v);
    char *const argv[] = {(char *)exe, first, last, NULL};
    struct buf out;
    buf_init(&out, ICS_BUSY_ANSWER_BYTES_MAX);
    enum err err = ask(exe, argv, bytes, wall_ms, &out, why);
    if (err == OK)
        err = ics_busy_read(buf_str(&out), from, to, arena, ret, why);
    buf_done(&out);
    return err;
}
