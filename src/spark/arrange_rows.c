/* DESIGN: sums over rows of the search's tables, compiled for wide vectors as well as for any
 * processor; which of the two runs is chosen once, and changes no number. */
#include "arrange_rows.h"

/* clang 14 knows clones too, but names them so that no other file finds them. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

WIDE void arrange_rows_add(int32_t *restrict cells, int stride, int count,
                           const int32_t *restrict add, const int32_t *restrict take, int width)
{
    for (int row = 0; row < count; row++, cells += stride)
        for (int k = 0; k < width; k++)
            cells[k] += add[k] - take[k];
}

/* All ones if what begins at `start` and is `units` long meets what begins at `at`, else 0. */
static inline int32_t meets(int32_t start, int32_t units, int32_t at, int32_t length)
{
    int32_t gap = start - at;
    return -((gap < length) & (-gap < units));
}

WIDE void arrange_rows_meet(int32_t *restrict now, const struct arrange_meet *meet,
                            const int32_t *restrict add)
{
    const int32_t *restrict starts = meet->starts, *restrict units = meet->units;
    int32_t length = meet->length, count = meet->count;
    int32_t far = INT32_MAX / 2; /* meets nobody */
    int32_t from = meet->from < 0 ? far : meet->from, to = meet->to < 0 ? far : meet->to;
    for (int k = 0; k < count; k++)
        now[k] += (meets(starts[k], units[k], to, length) & add[k]) -
                  (meets(starts[k], units[k], from, length) & add[k]);
}

WIDE void arrange_rows_weigh(int32_t *restrict over, const struct arrange_weighing *w, int count)
{
    const int32_t *restrict there = w->there, *restrict room = w->room, *restrict now = w->now;
    const int32_t *restrict beside = w->beside, *restrict noise = w->noise;
    const int32_t *restrict pair = w->pair, *restrict starts = w->starts;
    int32_t least = w->least, at = w->at, units = w->units;
    for (int b = 0; b < count; b++) {
        int32_t gap = starts[b] - at, apart = -((gap >= units) | (-gap >= units));
        over[b] +=
            there[b] + room[b] - now[b] - beside[b] - noise[b] - least - 2 * (pair[b] & apart);
    }
}
