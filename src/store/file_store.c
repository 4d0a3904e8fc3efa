/* DESIGN: files by the hash of their bytes, whole or not at all. */
#include "file_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

#define FOLDER "files"
#define BEGUN ".begun-" /* what is being written */

struct file_path {
    char text[4096];
};

/* name NULL: the folder itself. */
static enum err path_of(const char *dir, const char *name, struct file_path *ret)
{
    size_t room = sizeof ret->text;
    int n = name ? snprintf(ret->text, room, "%s/" FOLDER "/%s", dir, name)
                 : snprintf(ret->text, room, "%s/" FOLDER, dir);
    return n > 0 && (size_t)n < room ? OK : ERR_IO;
}

static bool is_hash(const char *name)
{
    return strlen(name) == SHA256_HEX_MAX - 1 && strspn(name, "0123456789abcdef") == strlen(name);
}

struct file_hash file_store_hash(struct str bytes)
{
    struct file_hash hash;
    token_sha256_hex(bytes, hash.hex);
    return hash;
}

/* ---- putting ---- */

static enum err sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err err = fd >= 0 && fsync(fd) == 0 ? OK : ERR_IO;
    if (fd >= 0)
        close(fd);
    return err;
}

static enum err make_folder(const char *dir)
{
    struct file_path path;
    enum err err = path_of(dir, NULL, &path);
    if (err != OK)
        return err;
    if (mkdir(path.text, 0700) != 0)
        return errno == EEXIST ? OK : ERR_IO;
    return sync_folder(dir);
}

static enum err write_all(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ERR_IO;
        bytes = str_from(bytes, (size_t)n);
    }
    return fsync(fd) == 0 ? OK : ERR_IO;
}

/* A new file of our own in the folder; its name is in *ret. */
static enum err write_begun(const char *dir, struct str bytes, struct file_path *ret)
{
    enum err err = path_of(dir, BEGUN "XXXXXX", ret);
    int fd = err == OK ? mkostemp(ret->text, O_CLOEXEC) : -1;
    if (err == OK && fd < 0)
        err = ERR_IO;
    if (err != OK)
        return err;
    err = write_all(fd, bytes);
    if (close(fd) != 0 && err == OK)
        err = ERR_IO;
    if (err != OK)
        unlink(ret->text);
    return err;
}

enum err file_store_put(const char *dir, const struct file_hash *hash, struct str bytes)
{
    struct file_path folder, begun, final;
    if (file_store_has(dir, hash->hex))
        return OK;
    enum err err = make_folder(dir);
    if (err == OK)
        err = path_of(dir, NULL, &folder);
    if (err == OK)
        err = path_of(dir, hash->hex, &final);
    if (err == OK)
        err = write_begun(dir, bytes, &begun);
    if (err != OK)
        return err;
    if (rename(begun.text, final.text) != 0) {
        err = ERR_IO;
        unlink(begun.text);
    }
    return err == OK ? sync_folder(folder.text) : err;
}

/* ---- looking ---- */

bool file_store_has(const char *dir, const char *hash)
{
    struct file_path path;
    return is_hash(hash) && path_of(dir, hash, &path) == OK && access(path.text, R_OK) == 0;
}

static enum err read_all(int fd, struct str *ret)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return ERR_IO;
    size_t size = (size_t)info.st_size, n = 0;
    char *bytes = check_malloc(size + 1);
    while (n < size) {
        ssize_t more = read(fd, bytes + n, size - n);
        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0) {
            free(bytes);
            return ERR_IO;
        }
        n += (size_t)more;
    }
    bytes[size] = '\0';
    *ret = str_make(bytes, size);
    return OK;
}

enum err file_store_open(const char *dir, const char *hash, int *ret_fd)
{
    struct file_path path;
    if (!is_hash(hash) || path_of(dir, hash, &path) != OK)
        return ERR_NOT_FOUND;
    int fd = open(path.text, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
    *ret_fd = fd;
    return OK;
}

enum err file_store_read(const char *dir, const char *hash, struct str *ret)
{
    int fd;
    enum err err = file_store_open(dir, hash, &fd);
    if (err != OK)
        return err;
    err = read_all(fd, ret);
    close(fd);
    return err;
}

enum err file_store_scratch(const char *dir, int *ret_fd)
{
    struct file_path path;
    enum err err = make_folder(dir);
    if (err == OK)
        err = path_of(dir, BEGUN "XXXXXX", &path);
    int fd = err == OK ? mkostemp(path.text, O_CLOEXEC) : -1;
    if (err == OK && fd < 0)
        err = ERR_IO;
    if (err == OK && unlink(path.text) != 0) {
        close(fd);
        err = ERR_IO;
    }
    if (err == OK)
        *ret_fd = fd;
    return err;
}

enum err file_store_verify(const char *dir, const char *hash)
{
    struct str bytes;
    enum err err = file_store_read(dir, hash, &bytes);
    if (err != OK)
        return err;
    struct file_hash real = file_store_hash(bytes);
    free((void *)(uintptr_t)bytes.p);
    return strcmp(real.hex, hash) == 0 ? OK : ERR_INVALID;
}

enum err file_store_remove(const char *dir, const char *hash)
{
    struct file_path path;
    if (!is_hash(hash) || path_of(dir, hash, &path) != OK)
        return OK;
    return unlink(path.text) == 0 || errno == ENOENT || errno == ENOTDIR ? OK : ERR_IO;
}

/* ---- the folder ---- */

enum err file_store_list(const char *dir, int max, struct arena *arena, const char ***ret,
                         int *ret_count)
{
    struct file_path path;
    enum err err = path_of(dir, NULL, &path);
    DIR *folder = err == OK ? opendir(path.text) : NULL;
    const char **names = NULL;
    int count = 0, room = 0;
    if (!folder && err == OK && errno != ENOENT)
        err = ERR_IO;
    for (struct dirent *entry; folder && count < max && (entry = readdir(folder));) {
        if (!is_hash(entry->d_name))
            continue;
        if (count == room)
            names = arena_grow(arena, names, sizeof *names, 64, &room);
        names[count++] = arena_strdup(arena, entry->d_name);
    }
    if (folder)
        closedir(folder);
    if (err == OK) {
        *ret = names;
        *ret_count = count;
    }
    return err;
}

enum err file_store_tidy(const char *dir)
{
    struct file_path path;
    enum err err = path_of(dir, NULL, &path);
    DIR *folder = err == OK ? opendir(path.text) : NULL;
    if (!folder)
        return err == OK && errno == ENOENT ? OK : ERR_IO;
    for (struct dirent *entry; err == OK && (entry = readdir(folder));)
        if (strncmp(entry->d_name, BEGUN, sizeof BEGUN - 1) == 0 &&
            unlinkat(dirfd(folder), entry->d_name, 0) != 0)
            err = ERR_IO;
    closedir(folder);
    return err;
}
