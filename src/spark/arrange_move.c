/* DESIGN: the moves a search draws from (programme specification, 3.2), each weighed but not made.
 */
#include "arrange_search.h"

uint64_t arrange_dice_next(struct arrange_dice *dice)
{
    uint64_t z = (dice->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int arrange_dice_below(struct arrange_dice *dice, int limit)
{
    return (int)(((arrange_dice_next(dice) >> 32) * (uint64_t)limit) >> 32);
}

static int below(struct arrange_search *search, int limit)
{
    return arrange_dice_below(&search->dice, limit);
}

/* Is a list longer than its block? Then a plan that breaks nothing cannot take it. */
static bool overfull(const struct arrange_state *s, const struct arrange_side *side)
{
    int units = 0;
    for (int i = 0; i < side->count; i++)
        units += s->units[side->talks[i]] + side->idle[i];
    return units > s->lists[side->list].end - s->lists[side->list].start;
}

static bool weigh(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_change *change = search->change;
    if (search->state->cost < ARRANGE_HARD_ONE && !search->state->holds)
        for (int k = 0; k < change->side_count; k++)
            if (overfull(search->state, &change->sides[k]))
                return false;
    arrange_change_weigh(search->state, search->change);
    *ret = (struct arrange_move){.delta = search->change->delta, .moved = search->change->moved};
    return search->change->shift_count > 0;
}

/* ---- exchange of two ---- */

static bool draw_exchange(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    uint64_t bits = arrange_dice_next(&search->dice);
    int a = (int)(((bits >> 32) * (uint64_t)s->count) >> 32);
    const struct arrange_length *length = &s->lengths[s->length[a]];
    int others = length->end - length->first - 1;
    if (others == 0)
        return false;
    int b = length->first + (int)(((bits & UINT32_MAX) * (uint64_t)others) >> 32);
    b += b >= a;
    int64_t delta = arrange_exchange_weigh(s, a, b);
    if (delta == ARRANGE_EXCHANGE_NEVER)
        return false;
    *ret = (struct arrange_move){true, a, b, delta, s->holds ? arrange_exchange_moved(s, a, b) : 0};
    return true;
}

static void swap_ints(int *a, int *b)
{
    int was = *a;
    *a = *b;
    *b = was;
}

/* Any two, of any lengths; idle units stay with the place. */
static bool draw_swap(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    int a = below(search, s->count), b = below(search, s->count);
    if (a == b)
        return false;
    const struct arrange_seat *p = &s->seats[a], *q = &s->seats[b];
    struct arrange_change *change = search->change;
    arrange_change_open(s, change, p->list, q->list);
    swap_ints(&change->sides[0].talks[p->place],
              &change->sides[change->side_count - 1].talks[q->place]);
    return weigh(search, ret);
}

/* A talk and the next of another length change places: nobody else moves. */
static bool draw_turn(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    int a = below(search, s->count), b = s->seats[a].after;
    if (b == s->count || s->units[a] == s->units[b])
        return false;
    const struct arrange_seat *p = &s->seats[a];
    struct arrange_change *change = search->change;
    arrange_change_open(s, change, p->list, p->list);
    swap_ints(&change->sides[0].talks[p->place], &change->sides[0].talks[p->place + 1]);
    return weigh(search, ret);
}

/* ---- segments ---- */

static void move_segment(struct arrange_side *from, int first, int count, struct arrange_side *to,
                         int place)
{
    int talks[ARRANGE_TALKS_MAX];
    for (int i = 0; i < count; i++)
        talks[i] = arrange_side_remove(from, first);
    for (int i = 0; i < count; i++)
        arrange_side_insert(to, place + i, talks[i], 0);
}

/* One to three talks to somewhere else in their list (1 of 3) or in any. */
static bool draw_relocate(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    const struct arrange_seat *seat = &s->seats[below(search, s->count)];
    int list = below(search, 3) == 0 ? seat->list : below(search, s->list_count);
    int count = 1 + below(search, 3);
    struct arrange_change *change = search->change;
    arrange_change_open(s, change, seat->list, list);
    struct arrange_side *from = &change->sides[0], *to = &change->sides[change->side_count - 1];
    if (count > from->count - seat->place)
        count = from->count - seat->place;
    int rest = from == to ? from->count - count : to->count;
    move_segment(from, seat->place, count, to, below(search, rest + 1));
    return weigh(search, ret);
}

static bool reverse_stretch(struct arrange_search *search, int list, struct arrange_move *ret)
{
    struct arrange_side *side = &search->change->sides[0];
    arrange_change_open(search->state, search->change, list, list);
    if (side->count < 3)
        return false;
    int first = below(search, side->count), last = below(search, side->count);
    if (first > last)
        swap_ints(&first, &last);
    for (; first < last; first++, last--)
        swap_ints(&side->talks[first], &side->talks[last]);
    return weigh(search, ret);
}

static int units_of(const struct arrange_state *s, const struct arrange_side *side, int first,
                    int count)
{
    int units = 0;
    for (int i = first; i < first + count; i++)
        units += s->units[side->talks[i]];
    return units;
}

/* Talks from `first` on that are `units` long together; 0 if none are exactly. */
static int fitting(const struct arrange_state *s, const struct arrange_side *side, int first,
                   int units)
{
    int sum = 0;
    for (int i = first; i < side->count && sum < units; i++) {
        sum += s->units[side->talks[i]];
        if (sum == units)
            return i - first + 1;
    }
    return 0;
}

/* A segment of one list against one of another, of equal length (of any, 1 in 8); in one list the
 * stretch is turned round. */
static bool draw_segments(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    int a = below(search, s->count), b = below(search, s->count);
    const struct arrange_seat *p = &s->seats[a], *q = &s->seats[b];
    struct arrange_change *change = search->change;
    if (p->list == q->list)
        return reverse_stretch(search, p->list, ret);
    arrange_change_open(s, change, p->list, q->list);
    struct arrange_side *x = &change->sides[0], *y = &change->sides[1];
    int count = 1 + below(search, 4);
    if (count > x->count - p->place)
        count = x->count - p->place;
    int other = fitting(s, y, q->place, units_of(s, x, p->place, count));
    if (other == 0) {
        if (below(search, 8))
            return false;
        other = 1;
    }
    if (count == 1 && other == 1 && s->units[a] == s->units[b])
        return false;
    move_segment(x, p->place, count, y, q->place + other);
    move_segment(y, q->place, other, x, p->place);
    return weigh(search, ret);
}

/* ---- whole lists, idle units ---- */

static bool draw_lists(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    int a = below(search, s->list_count), b;
    if (below(search, 4)) {
        int rooms = s->instance->room_count;
        b = a / rooms * rooms + below(search, rooms);
    } else {
        b = below(search, s->list_count);
    }
    if (a == b)
        return false;
    struct arrange_change *change = search->change;
    arrange_change_open(s, change, a, b);
    struct arrange_side *x = &change->sides[0], *y = &change->sides[1];
    swap_ints(&x->list, &y->list);
    return weigh(search, ret);
}

static bool draw_idle(struct arrange_search *search, struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    const struct arrange_seat *seat = &s->seats[below(search, s->count)];
    int idle = seat->idle + (below(search, 2) ? 1 : -1);
    if (idle < 0 || idle > 3)
        return false;
    arrange_change_open(s, search->change, seat->list, seat->list);
    search->change->sides[0].idle[seat->place] = idle;
    return weigh(search, ret);
}

typedef bool (*drawer)(struct arrange_search *search, struct arrange_move *ret);

/* Of 64 draws that are no exchange; with few talks idle units matter more. */
static const struct {
    drawer draw;
    int many, few;
} DRAWERS[] = {
    {draw_turn, 24, 12},     {draw_swap, 14, 12}, {draw_relocate, 12, 12},
    {draw_segments, 10, 10}, {draw_lists, 2, 4},  {draw_idle, 2, 14},
};

static bool draw_rare(struct arrange_search *search, struct arrange_move *ret)
{
    int at = below(search, 64), i = 0;
    for (;; i++) {
        at -= search->state->count <= ARRANGE_FEW_TALKS ? DRAWERS[i].few : DRAWERS[i].many;
        if (at < 0)
            return (search->idles || DRAWERS[i].draw != draw_idle) && DRAWERS[i].draw(search, ret);
    }
}

bool arrange_move_draw(struct arrange_search *search, bool rare, struct arrange_move *ret)
{
    if (!rare && below(search, 4))
        return draw_exchange(search, ret);
    return draw_rare(search, ret);
}

void arrange_move_apply(struct arrange_search *search, const struct arrange_move *move)
{
    if (move->exchange)
        arrange_exchange_apply(search->state, move->a, move->b, move->delta);
    else
        arrange_change_apply(search->state, search->change);
}
