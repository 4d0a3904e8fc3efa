/* DESIGN: immutable bytes shared by replies, counted. */
#include "blob.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "check.h"

struct blob {
    char *p;
    size_t n;
    int users;
    bool is_mapped;
};

struct blob *blob_take(char *bytes, size_t n)
{
    struct blob *blob = check_malloc(sizeof *blob);
    *blob = (struct blob){bytes, n, 1, false};
    return blob;
}

struct blob *blob_copy(struct str bytes)
{
    char *p = check_malloc(bytes.n + 1);
    if (bytes.n)
        memcpy(p, bytes.p, bytes.n);
    p[bytes.n] = '\0';
    return blob_take(p, bytes.n);
}

enum err blob_map(int fd, size_t n, struct blob **ret)
{
    void *p = mmap(NULL, n, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        return ERR_IO;
    *ret = blob_take(p, n);
    (*ret)->is_mapped = true;
    return OK;
}

struct blob *blob_ref(struct blob *blob)
{
    blob->users++;
    return blob;
}

void blob_unref(struct blob *blob)
{
    if (!blob || --blob->users > 0)
        return;
    if (blob->is_mapped)
        munmap(blob->p, blob->n);
    else
        free(blob->p);
    free(blob);
}

struct str blob_str(const struct blob *blob)
{
    return (struct str){blob->p, blob->n};
}
