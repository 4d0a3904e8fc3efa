/* DESIGN: what no plan can go below: seats that are short anywhere, and in one room the least pace
 * and dead air that lengths alone allow. */
#include "arrange_bound.h"

enum { CELLS_MAX = 1 << 20 };

static int64_t least_room(const struct arrange_state *s, int talk)
{
    int64_t least = INT64_MAX;
    const int changed = s->instance->points.changed_room;
    for (int r = 0; r < s->instance->room_count; r++) {
        int64_t cost = s->room[talk * ARRANGE_ROOMS_MAX + r];
        const struct arrange_slot *was = &s->instance->talks[s->index[talk]].announced;
        if (was->room >= 0 && was->room != r)
            cost -= changed;
        if (cost < least)
            least = cost;
    }
    return least < ARRANGE_HARD_ONE ? least : 0;
}

int64_t arrange_bound_seats(const struct arrange_state *s)
{
    int64_t sum = 0;
    for (int i = 0; i < s->count; i++)
        sum += least_room(s, i);
    return sum;
}

/* ---- one room ---- */

static void order_lists(struct arrange_bound *b)
{
    const struct arrange_state *s = b->state;
    b->list_count = s->list_count;
    for (int i = 0; i < s->list_count; i++) {
        int k = i;
        for (; k > 0 && s->lists[b->lists[k - 1]].start > s->lists[i].start; k--)
            b->lists[k] = b->lists[k - 1];
        b->lists[k] = i;
    }
    b->first[0] = 0;
    for (int i = 0; i < s->list_count; i++) {
        const struct arrange_list *list = &s->lists[b->lists[i]];
        b->first[i + 1] = b->first[i] + list->end - list->start + 1;
    }
}

/* False: more lengths than are told apart. */
static bool weigh_lengths(struct arrange_bound *b)
{
    const struct arrange_state *s = b->state;
    b->left_count = 1;
    for (int i = 0; i < s->length_count; i++) {
        if (i == BOUND_LENGTHS_MAX || b->left_count > CELLS_MAX)
            return false;
        b->weight[i] = b->left_count;
        b->left_count *= s->lengths[i].end - s->lengths[i].first + 1;
    }
    return true;
}

int32_t arrange_bound_step(const struct arrange_bound *b, int ran, int length, int *ret_ran)
{
    const struct arrange_points *points = &b->state->instance->points;
    *ret_ran = 2 * length + (ran / 2 == length);
    if (ran == BOUND_GAP)
        return points->dead_air;
    return ran == 2 * length + 1 ? points->pace : 0;
}

int32_t arrange_bound_least(const struct arrange_bound *b, int place, int left, int ran)
{
    return b->least[(place * b->left_count + left) * BOUND_STATES + ran];
}

/* The list a place is in. */
static int list_of(const struct arrange_bound *b, int place)
{
    int i = 0;
    while (place >= b->first[i + 1])
        i++;
    return i;
}

static int32_t lower(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* From cells of later places, or of the same with fewer left. */
static int32_t cell(const struct arrange_bound *b, int list, int place, int left, int ran)
{
    const struct arrange_state *s = b->state;
    int32_t best = left ? BOUND_NEVER : 0;
    int end = b->first[list + 1] - 1;
    if (list + 1 < b->list_count)
        best = lower(best, arrange_bound_least(b, end + 1, left, BOUND_FRESH));
    if (place < end)
        best = lower(best, arrange_bound_least(b, place + 1, left, BOUND_GAP));
    for (int i = 0; i < s->length_count; i++) {
        int count = s->lengths[i].end - s->lengths[i].first + 1, next;
        bool some = left / b->weight[i] % count > 0;
        if (!some || place + s->lengths[i].units > end)
            continue;
        int32_t step = arrange_bound_step(b, ran, i, &next);
        best = lower(best, step + arrange_bound_least(b, place + s->lengths[i].units,
                                                      left - b->weight[i], next));
    }
    return best;
}

void arrange_bound_fill(struct arrange_bound *b, const struct arrange_state *s, struct arena *arena)
{
    *b = (struct arrange_bound){.state = s};
    if (s->instance->room_count != 1 || s->list_count > ARRANGE_BLOCKS_MAX || !weigh_lengths(b))
        return;
    order_lists(b);
    int places = b->first[b->list_count];
    if ((int64_t)places * b->left_count * BOUND_STATES > CELLS_MAX)
        return;
    b->least = ARENA_ARRAY(arena, int32_t, (size_t)(places * b->left_count) * BOUND_STATES);
    for (int place = places - 1; place >= 0; place--) {
        int list = list_of(b, place);
        for (int left = 0; left < b->left_count; left++)
            for (int ran = 0; ran < BOUND_STATES; ran++)
                b->least[(place * b->left_count + left) * BOUND_STATES + ran] =
                    cell(b, list, place, left, ran);
    }
}

int64_t arrange_bound_whole(const struct arrange_bound *b)
{
    int32_t least = b->least ? arrange_bound_least(b, 0, b->left_count - 1, BOUND_FRESH) : 0;
    return arrange_bound_seats(b->state) + (least < BOUND_NEVER ? least : 0);
}
