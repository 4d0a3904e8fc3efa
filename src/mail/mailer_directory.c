/* DESIGN: the demo's outbox: each mail a file that any mail program opens. */
#include "mailer_part.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum err directory_make(const char *directory)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/outbox", directory) >= (int)sizeof path)
        return ERR_IO;
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK : ERR_IO;
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

enum err directory_write(const char *directory, struct instant now, int64_t id, struct str bytes)
{
    char stamp[INSTANT_TEXT_MAX], path[PATH_MAX], part[PATH_MAX + 8];
    instant_format_basic(now, stamp);
    if (snprintf(path, sizeof path, "%s/outbox/%s-%08lld.eml", directory, stamp, (long long)id) >=
        (int)sizeof path)
        return ERR_IO;
    snprintf(part, sizeof part, "%s.part", path);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return ERR_IO;
    bool ok = write_all(fd, bytes);
    ok = close(fd) == 0 && ok && rename(part, path) == 0;
    if (!ok)
        unlink(part);
    return ok ? OK : ERR_IO;
}
