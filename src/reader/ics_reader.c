/* DESIGN: a process that can only read and write, between a stranger's file and the server. */
#include "ics_reader.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ics_busy_write.h"
#include "ics_dates_write.h"
#include "tz.h"

enum { CHUNK = 65536 };

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

_Noreturn void ics_reader_main(int argc, char **argv)
{
    struct instant from = {0}, to = {0};
    struct buf in, out;
    bool busy = argc == 3 && str_parse_int(str_of(argv[1]), &from.v) == OK &&
                str_parse_int(str_of(argv[2]), &to.v) == OK;
    signal(SIGPIPE, SIG_IGN);
    /* The zones are read while files can still be opened. */
    if (tz_init() != OK || !give_up_powers() || (argc != 1 && !busy))
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
