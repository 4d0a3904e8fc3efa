/* DESIGN: base/zip on a command line, for other people's readers: zip_main OUT NAME FILE … */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "tz.h"
#include "zip.h"

/* FILE "-": nothing is in it; "=TEXT": that text is. */
static enum err add(struct zip *zip, const char *name, const char *file)
{
    if (*file == '-' || *file == '=')
        return zip_add_bytes(zip, name, str_of(file + 1));
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    CHECK(fd >= 0);
    enum err err = zip_add_file(zip, name, fd);
    close(fd);
    return err;
}

int main(int argc, char **argv)
{
    struct zip zip;
    uint64_t size = 0;
    CHECK(argc >= 2 && tz_init() == OK);
    int fd = open(argv[1], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0);
    zip_init(&zip, fd, (struct instant){1793611800}); /* 2 November 2026, 9:30 */
    enum err err = OK;
    for (int i = 2; err == OK && i + 1 < argc; i += 2)
        err = add(&zip, argv[i], argv[i + 1]);
    if (err == OK)
        err = zip_end(&zip, &size);
    zip_done(&zip);
    close(fd);
    if (err == OK)
        printf("%llu\n", (unsigned long long)size);
    return err != OK;
}
