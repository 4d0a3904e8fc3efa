#ifndef SPARKD_BASE_CHECK_H
#define SPARKD_BASE_CHECK_H

#include <stdnoreturn.h>

/*
 * CHECK(cond): a programmer's promise, kept in release too. A broken promise
 * ends the process: the data is in the database and the supervisor restarts.
 */
#define CHECK(cond) ((cond) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))

/* What CHECK calls: says which promise broke and where, and ends the process. */
noreturn void check_failed(const char *what, const char *file, int line);

/* malloc and realloc that never return NULL: exhausted memory ends the process. */
void *check_malloc(unsigned long size) __attribute__((malloc));
void *check_calloc(unsigned long count, unsigned long size) __attribute__((malloc));
void *check_realloc(void *old, unsigned long size);
char *check_strdup(const char *text) __attribute__((malloc));

/* The struct of type `type` whose member `member` is at `ptr`. */
#define CONTAINER_OF(ptr, type, member) ((type *)((char *)(ptr) - __builtin_offsetof(type, member)))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
