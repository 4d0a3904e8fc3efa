/* DESIGN: one talk against all others of its length at once: what an exchange would cost by clashes
 * and rooms comes from whole rows of the tables, and only what could be taken is weighed in full.
 */
#include "arrange_rows.h"
#include "arrange_search.h"

/* What talk `a` would cost where each of [first, end) stands. */
static void gather(const struct arrange_state *s, int a, int first, int end, int32_t *restrict over)
{
    const int32_t *column = &s->at[a], *room = &s->room[a * ARRANGE_ROOMS_MAX];
    const int32_t *starts = s->starts, *rooms = s->rooms;
    int stride = s->stride;
    for (int b = first; b < end; b++)
        over[b] = column[starts[b] * stride] + room[rooms[b]];
}

static void weigh_all(struct arrange_state *s, int a, const int32_t *noise)
{
    const struct arrange_length *length = &s->lengths[s->length[a]];
    int first = length->first;
    struct arrange_weighing w = {
        .there = &s->at[s->starts[a] * s->stride + first],
        .room = &s->by_room[s->rooms[a] * s->stride + first],
        .now = &s->now[first],
        .beside = &s->beside[first],
        .noise = &noise[first],
        .pair = &s->pair[a * s->stride + first],
        .starts = &s->starts[first],
        .least = s->now[a] + s->beside[a],
        .at = s->starts[a],
        .units = length->units,
    };
    gather(s, a, first, length->end, s->over);
    arrange_rows_weigh(&s->over[first], &w, length->end - first);
}

bool arrange_scan(struct arrange_search *search, const int32_t *noise, struct arrange_move *ret)
{
    struct arrange_state *s = search->state;
    uint64_t bits = arrange_dice_next(&search->dice);
    int a = (int)(((bits >> 32) * (uint64_t)s->count) >> 32);
    const struct arrange_length *length = &s->lengths[s->length[a]];
    int count = length->end - length->first;
    int first = (int)(((bits & UINT32_MAX) * (uint64_t)count) >> 32);
    noise += (bits >> 20) % ARRANGE_NOISE_OFFSETS;
    weigh_all(s, a, noise);
    search->moves_done++;
    for (int i = 0; i < count; i++) {
        int b = length->first + (first + i < count ? first + i : first + i - count);
        search->moves_done += i & 1;
        if (s->over[b] > 0 || b == a)
            continue;
        int64_t delta = arrange_exchange_weigh(s, a, b);
        if (delta > noise[b])
            continue;
        *ret = (struct arrange_move){true, a, b, delta,
                                     s->holds ? arrange_exchange_moved(s, a, b) : 0};
        return true;
    }
    return false;
}
