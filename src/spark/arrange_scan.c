/* DESIGN: one talk against all others of its length at once: what an exchange would cost by clashes
 * comes from whole rows of the table, and only what could be taken is weighed in full. */
#include "arrange_search.h"

/* What each talk costs where it stands, and what the others' places could at best save it. */
static void refresh(struct arrange_state *s)
{
    for (int i = 0; i < s->count; i++) {
        const struct arrange_seat *seat = &s->seats[i];
        s->starts[i] = seat->start;
        s->now[i] = s->at[seat->start * s->stride + i];
        s->loose[i] = s->room[i * ARRANGE_ROOMS_MAX + s->lists[seat->list].room] +
                      s->adjacent[seat->before * s->stride + i] +
                      s->adjacent[i * s->stride + seat->after];
    }
    s->stale = false;
}

/* Clashes alone, less what could be saved beside them and what chance allows. */
static void weigh_all(struct arrange_state *s, int a, const int32_t *noise)
{
    const struct arrange_length *length = &s->lengths[s->length[a]];
    const int32_t *pair = &s->pair[a * s->stride], *there = &s->at[s->starts[a] * s->stride];
    const int32_t *column = &s->at[a];
    int32_t *restrict over = s->over;
    int at = s->starts[a], units = length->units, least = s->now[a] + s->loose[a];
    for (int b = length->first; b < length->end; b++)
        over[b] = column[s->starts[b] * s->stride];
    for (int b = length->first; b < length->end; b++) {
        int gap = s->starts[b] - at;
        int32_t apart = -(int32_t)((gap >= units) | (gap <= -units));
        over[b] += there[b] - s->now[b] - s->loose[b] - least - (2 * pair[b] & apart) - noise[b];
    }
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
    if (s->stale)
        refresh(s);
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
