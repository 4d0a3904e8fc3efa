/* DESIGN: how much of a span of time somebody's stays cover, nothing of it twice. */
#include <stdlib.h>

#include "attendance_file.h"

static int by_from(const void *a, const void *b)
{
    const struct attendance_stay *x = a, *y = b;
    return (x->from.v > y->from.v) - (x->from.v < y->from.v);
}

/* Those that lie in the span, cut to it, by their beginning. */
static int cut(const struct attendance_person *person, struct instant from, struct instant to,
               struct attendance_stay *ret)
{
    int count = 0;
    for (int i = 0; i < person->stay_count; i++) {
        struct attendance_stay stay = person->stays[i];
        if (!stay.from.v || stay.from.v < from.v)
            stay.from = from;
        if (!stay.to.v || stay.to.v > to.v)
            stay.to = to;
        if (stay.from.v < stay.to.v)
            ret[count++] = stay;
    }
    qsort(ret, (size_t)count, sizeof *ret, by_from);
    return count;
}

struct attendance_had attendance_file_had(const struct attendance_person *person,
                                          struct instant from, struct instant to,
                                          struct arena *arena)
{
    struct attendance_stay *stays =
        ARENA_ARRAY(arena, struct attendance_stay, (size_t)person->stay_count + 1);
    struct attendance_had had = {.seconds = 0};
    int count = cut(person, from, to, stays);
    int64_t covered = 0, until = from.v;
    for (int i = 0; i < count; i++) {
        int64_t begin = stays[i].from.v > until ? stays[i].from.v : until;
        if (stays[i].to.v > begin) {
            covered += stays[i].to.v - begin;
            until = stays[i].to.v;
        }
    }
    if (!count)
        return had;
    had.seconds = (int)covered;
    if (person->total_s >= 0 && person->total_s < had.seconds)
        had.seconds = person->total_s;
    had.came = stays[0].from;
    had.went = (struct instant){until};
    return had;
}
