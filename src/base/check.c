/* DESIGN: broken promises and exhausted memory end the process, in release too. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

noreturn void check_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "sparkd: broken promise: %s at %s:%d\n", what, file, line);
    abort();
}

void *check_malloc(unsigned long size)
{
    void *p = malloc(size ? size : 1);
    CHECK(p != NULL);
    return p;
}

void *check_calloc(unsigned long count, unsigned long size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    CHECK(p != NULL);
    return p;
}

void *check_realloc(void *old, unsigned long size)
{
    void *p = realloc(old, size ? size : 1);
    CHECK(p != NULL);
    return p;
}

char *check_strdup(const char *text)
{
    char *copy = strdup(text);
    CHECK(copy != NULL);
    return copy;
}
