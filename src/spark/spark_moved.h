#ifndef SPARKD_SPARK_SPARK_MOVED_H
#define SPARKD_SPARK_SPARK_MOVED_H

#include "talk_scene.h"

/*
 * Who has no place at an evening and is told when its time or place changes:
 * who waits for one, and whose talk waits or is not decided on. One mail a
 * person, plain, and none to whoever hears of it by the same act already.
 */
struct spark_moved {
    struct event before;
    int64_t mark; /* notices so far */
};
/* Before anything of it changes. */
enum err spark_moved_begin(struct store *store, const struct event *before,
                           struct spark_moved *ret) MUST_USE;
/* Once all that follows is done: whoever moved up by it waits no more. */
enum err spark_moved_tell(struct store *store, struct instant now, const struct spark_moved *moved,
                          struct arena *arena) MUST_USE;

#endif
