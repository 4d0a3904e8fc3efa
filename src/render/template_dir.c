/* DESIGN: a folder of templates as a set, for editing live and for check-templates. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "template_set.h"

#define FILE_LIMIT_BYTES (1024 * 1024)
#define DEPTH_MAX 16 /* folders in folders: an end to a circle of links */

struct sources {
    struct arena *arena;
    struct template_source *list;
    size_t count, capacity;
    struct template_fault *ret_fault;
};

static enum err fail(struct sources *sources, const char *name, const char *what)
{
    struct template_fault *fault = sources->ret_fault;
    *fault = (struct template_fault){.line = 1};
    snprintf(fault->name, sizeof(fault->name), "%s", name);
    snprintf(fault->what, sizeof(fault->what), "%s", what);
    return ERR_IO;
}

static void add_source(struct sources *sources, const char *name, struct str text)
{
    if (sources->count == sources->capacity) {
        sources->capacity = sources->capacity ? sources->capacity * 2 : 32;
        sources->list = check_realloc(sources->list, sources->capacity * sizeof(sources->list[0]));
    }
    sources->list[sources->count++] = (struct template_source){name, text};
}

/* The whole of fd, at most FILE_LIMIT_BYTES. */
static enum err read_all(int fd, struct buf *out)
{
    char block[16384];
    ssize_t n;
    while ((n = read(fd, block, sizeof(block))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ERR_IO;
        buf_add(out, block, (size_t)n);
        if (out->full)
            return ERR_LIMIT;
    }
    return OK;
}

static enum err read_source(struct sources *sources, int dir, const char *entry, const char *name)
{
    int fd = openat(dir, entry, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(sources, name, strerror(errno));
    struct buf text;
    buf_init(&text, FILE_LIMIT_BYTES);
    enum err err = read_all(fd, &text);
    if (err)
        err = fail(sources, name, err == ERR_LIMIT ? "larger than 1 MiB" : strerror(errno));
    else
        add_source(sources, name, arena_str(sources->arena, buf_str(&text)));
    buf_done(&text);
    close(fd);
    return err;
}

static enum err read_folder(struct sources *sources, int fd, const char *prefix, int depth);

static enum err read_entry(struct sources *sources, int dir, const char *entry, const char *prefix,
                           int depth)
{
    const char *name = arena_printf(sources->arena, "%s%s", prefix, entry);
    struct stat stat;
    if (fstatat(dir, entry, &stat, 0) < 0)
        return errno == ENOENT ? OK : fail(sources, name, strerror(errno));
    if (S_ISDIR(stat.st_mode)) {
        int fd = openat(dir, entry, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
            return fail(sources, name, strerror(errno));
        return read_folder(sources, fd, arena_printf(sources->arena, "%s/", name), depth + 1);
    }
    struct str s = str_of(entry);
    bool ours = str_ends(s, STR(".html")) || str_ends(s, STR(".txt"));
    return ours && S_ISREG(stat.st_mode) ? read_source(sources, dir, entry, name) : OK;
}

/* Takes fd. Names that begin with a dot (editors' own) are passed over. */
static enum err read_folder(struct sources *sources, int fd, const char *prefix, int depth)
{
    DIR *dir = depth <= DEPTH_MAX ? fdopendir(fd) : NULL;
    if (!dir) {
        close(fd);
        return fail(sources, prefix, depth <= DEPTH_MAX ? strerror(errno) : "too many folders");
    }
    enum err err = OK;
    const struct dirent *entry;
    while (!err && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.')
            err = read_entry(sources, dirfd(dir), entry->d_name, prefix, depth);
    }
    closedir(dir);
    return err;
}

static int compare_sources(const void *a, const void *b)
{
    const struct template_source *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static enum err compile_sources(struct sources *sources, struct template_set **ret_set)
{
    if (sources->count > 1)
        qsort(sources->list, sources->count, sizeof(sources->list[0]), compare_sources);
    struct template_set *set;
    enum err err = template_compile(sources->list, sources->count, &set, sources->ret_fault);
    if (err)
        return err;
    set->texts = sources->arena;
    *ret_set = set;
    return OK;
}

enum err template_compile_dir(const char *dir, struct template_set **ret_set,
                              struct template_fault *ret_fault)
{
    struct sources sources = {.arena = arena_new(), .ret_fault = ret_fault};
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err err = fd < 0 ? fail(&sources, dir, strerror(errno)) : read_folder(&sources, fd, "", 1);
    if (!err)
        err = compile_sources(&sources, ret_set);
    free(sources.list);
    if (err)
        arena_free(sources.arena);
    return err;
}
