#ifndef SPARKD_BASE_ARENA_H
#define SPARKD_BASE_ARENA_H

#include <stdarg.h>

#include "str.h"

/*
 * Memory with one end: a request's or a job's. Everything handed out lives
 * until arena_free or arena_reset; poisoned under AddressSanitizer after that.
 * Never returns NULL.
 */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* Ends everything handed out, keeps one block for the next user. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

/* A larger array with the first *room items of the old one; *room is doubled, `least` at first. */
void *arena_grow(struct arena *arena, const void *items, size_t item_size, int least, int *room);

/* NUL-ended copies. */
char *arena_strdup(struct arena *arena, const char *cstr);
char *arena_str_c(struct arena *arena, struct str s);
struct str arena_str(struct arena *arena, struct str s);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#endif
