/* DESIGN: a process that can only read and write, between a stranger's file and the server. */
#include "ics_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

enum { CHUNK = 65536 };

/* ---- the child ---- */

/* AddressSanitizer reserves terabytes of addresses: its builds are judged by the other limits. */
#if defined(__SANITIZE_ADDRESS__)
enum { LIMITS_ADDRESSES = false };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { LIMITS_ADDRESSES = false };
#else
enum { LIMITS_ADDRESSES = true };
#endif
#else
enum { LIMITS_ADDRESSES = true };
#endif

static bool set_limit(int what, rlim_t most)
{
    return setrlimit((__rlimit_resource_t)what, &(struct rlimit){most, most}) == 0;
}

/* With no descriptor to be had beyond 0, 1 and 2 nothing can be opened and nobody called. */
static bool give_up_powers(void)
{
    enum { MEMORY = 256 << 20, CPU_S = 2, FDS = 3 };
    return set_limit(RLIMIT_NOFILE, FDS) && set_limit(RLIMIT_CPU, CPU_S) &&
           set_limit(RLIMIT_FSIZE, 0) && set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NPROC, 0) &&
           (!LIMITS_ADDRESSES || set_limit(RLIMIT_AS, MEMORY)) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/* All of it, or, with in->full, more than is taken. */
static bool read_all(struct buf *in)
{
    static char chunk[CHUNK];
    ssize_t n;
    while (!in->full && (n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            buf_add(in, chunk, (size_t)n);
    }
    return true;
}

static bool write_all(struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(STDOUT_FILENO, bytes.p, bytes.n);
        if (n < 0 && errno != EINTR)
            return false;
        bytes = str_from(bytes, n > 0 ? (size_t)n : 0);
    }
    return true;
}

static void answer_dates(struct buf *in, struct buf *out)
{
    if (in->full)
        ics_dates_write_fault("large", out);
    else
        ics_dates_write(buf_str(in), out);
}

static void answer_busy(struct buf *in, struct instant from, struct instant to, struct buf *out)
{
    if (in->full)
        ics_busy_write_fault("large", out);
    else
        ics_busy_write(buf_str(in), from, to, out);
}

_Noreturn void ics_child_main(int argc, char **argv)
{
    struct instant from = {0}, to = {0};
    struct buf in, out;
    bool busy = argc == 3 && str_parse_int(str_of(argv[1]), &from.v) == OK &&
                str_parse_int(str_of(argv[2]), &to.v) == OK;
    if (!give_up_powers() || (argc != 1 && !busy))
        _exit(1);
    buf_init(&in, busy ? ICS_BUSY_BYTES_MAX : ICS_DATES_BYTES_MAX);
    buf_init(&out, busy ? ICS_BUSY_ANSWER_BYTES_MAX : ICS_DATES_ANSWER_BYTES_MAX);
    if (!read_all(&in))
        _exit(1);
    if (busy)
        answer_busy(&in, from, to, &out);
    else
        answer_dates(&in, &out);
    /* No clean-up: what is left goes with the process. */
    _exit(!out.full && write_all(buf_str(&out)) ? 0 : 1);
}

/* ---- the server's side ---- */

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

/* It ended, or it is ended now; what it wrote says how it went. */
static void finish(struct child *child)
{
    close_end(&child->in);
    close_end(&child->out);
    kill(child->pid, SIGKILL);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
        ;
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
                    struct buf *out)
{
    struct child child;
    enum err err = start(exe, argv, &child);
    if (err != OK)
        return err;
    talk(&child, bytes, wall_ms, out);
    finish(&child);
    if (out->full)
        buf_clear(out);
    return OK;
}

enum err ics_child_read(const char *exe, struct str bytes, int wall_ms, struct arena *arena,
                        struct ics_dates *ret, struct refusal *why)
{
    char *const argv[] = {(char *)exe, (char *)"read-ics", NULL};
    struct buf out;
    buf_init(&out, ICS_DATES_ANSWER_BYTES_MAX);
    enum err err = ask(exe, argv, bytes, wall_ms, &out);
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
    char *const argv[] = {(char *)exe, (char *)"read-ics", first, last, NULL};
    struct buf out;
    buf_init(&out, ICS_BUSY_ANSWER_BYTES_MAX);
    enum err err = ask(exe, argv, bytes, wall_ms, &out);
    if (err == OK)
        err = ics_busy_read(buf_str(&out), from, to, arena, ret, why);
    buf_done(&out);
    return err;
}
