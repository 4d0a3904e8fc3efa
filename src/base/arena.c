/* DESIGN: memory with one end, poisoned under AddressSanitizer once it is over. */
#include "arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#endif
#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { BLOCK_BYTES = 4096, ALIGN = 16 };

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGN) char bytes[];
};

struct arena {
    struct block *blocks; /* newest first; the last one is kept on reset */
    size_t used;
};

static struct block *block_new(size_t size, struct block *next)
{
    struct block *block = check_malloc(sizeof *block + size);
    block->next = next;
    block->size = size;
    block->used = 0;
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = check_calloc(1, sizeof *arena);
    arena->blocks = block_new(BLOCK_BYTES - sizeof(struct block) - 64, NULL);
    return arena;
}

static void block_free(struct block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
    free(block);
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    arena_reset(arena);
    block_free(arena->blocks);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    while (arena->blocks->next) {
        struct block *block = arena->blocks;
        arena->blocks = block->next;
        block_free(block);
    }
    arena->blocks->used = 0;
    arena->used = 0;
    ASAN_POISON_MEMORY_REGION(arena->blocks->bytes, arena->blocks->size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t rounded = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    CHECK(rounded >= size);
    struct block *block = arena->blocks;
    if (block->size - block->used < rounded) {
        size_t want = rounded > 2 * BLOCK_BYTES ? rounded : 4 * BLOCK_BYTES;
        arena->blocks = block = block_new(want, block);
    }
    void *p = block->bytes + block->used;
    block->used += rounded;
    arena->used += rounded;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    memset(p, 0, size);
    return p;
}

void *arena_grow(struct arena *arena, const void *items, size_t item_size, int least, int *room)
{
    int count = *room;
    *room = count ? 2 * count : least;
    void *more = arena_alloc(arena, item_size * (size_t)*room);
    if (count)
        memcpy(more, items, item_size * (size_t)count);
    return more;
}

char *arena_strdup(struct arena *arena, const char *cstr)
{
    return arena_str_c(arena, str_of(cstr));
}

char *arena_str_c(struct arena *arena, struct str s)
{
    char *copy = arena_alloc(arena, s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    return copy;
}

struct str arena_str(struct arena *arena, struct str s)
{
    return (struct str){arena_str_c(arena, s), s.n};
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    CHECK(n >= 0);
    char *text = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
