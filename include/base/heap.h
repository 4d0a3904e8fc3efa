#ifndef SPARKD_BASE_HEAP_H
#define SPARKD_BASE_HEAP_H

/*
 * What the C library keeps of memory that was freed. glibc raises its own
 * bounds with every large block that goes, and what lies below them stays with
 * the process: in a thread that worked hard once, for good.
 */

/* Before any thread: says the bounds once, so that they stay. */
void heap_init(void);

/* Gives back what is free, the calling thread's own last stretch too. For the end of large work: it
 * takes a millisecond or so, and what comes next faults its pages in again. */
void heap_trim(void);

#endif
