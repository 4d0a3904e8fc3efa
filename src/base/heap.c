/* DESIGN: the only room that speaks to the C library about its heap. */
#include "heap.h"

#include <malloc.h>
#include <stdlib.h>

/* KEPT: what a busy thread frees and takes again within a few requests should not go each time. */
enum { KEPT = 1 << 20, MAPPED_FROM = 2 << 20 };

void heap_init(void)
{
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
    /* Under a sanitizer nobody else uses glibc's heap: its first use, which is not made for two
     * threads at once, would else be heap_trim's. */
    malloc_trim(0);
}

void heap_trim(void)
{
    /* malloc_trim leaves the last stretch of a thread's arena; freeing as much as is kept does not.
     * Volatile: a compiler may leave out a block that nobody uses. */
    void *volatile block = malloc(KEPT);
    free(block);
    malloc_trim(0);
}
