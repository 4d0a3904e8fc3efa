/* DESIGN: immutable bytes shared by replies, counted. */
#include "blob.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

struct blob {
    char *p;
    size_t n;
    int users;
};

struct blob *blob_take(char *bytes, size_t n)
{
    struct blob *blob = check_malloc(sizeof *blob);
    *blob = (struct blob){bytes, n, 1};
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

struct blob *blob_ref(struct blob *blob)
{
    blob->users++;
    return blob;
}

void blob_unref(struct blob *blob)
{
    if (!blob || --blob->users > 0)
        return;
    free(blob->p);
    free(blob);
}

struct str blob_str(const struct blob *blob)
{
    return (struct str){blob->p, blob->n};
}
