/* DESIGN: changes of one or two lists, weighed by what differs and only then made. */
#include "arrange_change.h"

#include <string.h>

/* ---- editing the copies ---- */

static void open_side(const struct arrange_state *s, struct arrange_side *side, int list)
{
    const struct arrange_list *from = &s->lists[list];
    side->list = list;
    side->count = from->count;
    for (int i = 0; i < from->count; i++) {
        side->talks[i] = from->talks[i];
        side->idle[i] = s->seats[from->talks[i]].idle;
    }
}

void arrange_change_open(const struct arrange_state *s, struct arrange_change *change, int a, int b)
{
    change->side_count = a == b ? 1 : 2;
    open_side(s, &change->sides[0], a);
    if (a != b)
        open_side(s, &change->sides[1], b);
}

void arrange_side_insert(struct arrange_side *side, int place, int talk, int idle)
{
    for (int i = side->count; i > place; i--) {
        side->talks[i] = side->talks[i - 1];
        side->idle[i] = side->idle[i - 1];
    }
    side->talks[place] = talk;
    side->idle[place] = idle;
    side->count++;
}

int arrange_side_remove(struct arrange_side *side, int place)
{
    int talk = side->talks[place];
    side->count--;
    for (int i = place; i < side->count; i++) {
        side->talks[i] = side->talks[i + 1];
        side->idle[i] = side->idle[i + 1];
    }
    return talk;
}

/* ---- weighing ---- */

/* To the left, each after its idle units; pushed right by its arrival, and where a plan was
 * announced kept from moving up in its own list. */
static void lay_out(const struct arrange_state *s, struct arrange_side *side)
{
    int free = s->lists[side->list].start;
    for (int i = 0; i < side->count; i++) {
        int talk = side->talks[i], start = free + side->idle[i];
        if (s->holds) {
            const struct arrange_slot *held = &s->held[talk];
            start = held->room == side->list && held->start_s > free ? held->start_s : free;
            side->idle[i] = start - free;
        }
        if (start < s->arrive[talk])
            start = s->arrive[talk];
        if (start >= s->rows)
            start = s->rows - 1;
        side->starts[i] = start;
        free = start + s->units[talk];
    }
}

/* Of a list: neighbours (S2, S3, H9), pace, dead air, and what does not end in the block (H2). */
static int64_t list_cost(const struct arrange_state *s, int list, const int *talks,
                         const int *starts, int count)
{
    const struct arrange_points *points = &s->instance->points;
    int free = s->lists[list].start, before = s->count, run = 0;
    int64_t cost = 0;
    for (int i = 0; i < count; i++) {
        int talk = talks[i];
        if (starts[i] != free) {
            cost += points->dead_air;
            before = s->count;
        }
        bool same = before < s->count && s->units[before] == s->units[talk];
        run = same ? run + 1 : 1;
        cost += s->adjacent[before * s->stride + talk] + (run >= 3 ? points->pace : 0);
        free = starts[i] + s->units[talk];
        cost += free > s->lists[list].end ? ARRANGE_HARD_ONE : 0;
        before = talk;
    }
    return cost;
}

static int64_t list_cost_now(const struct arrange_state *s, int list)
{
    const struct arrange_list *of = &s->lists[list];
    int starts[ARRANGE_TALKS_MAX];
    for (int i = 0; i < of->count; i++)
        starts[i] = s->seats[of->talks[i]].start;
    return list_cost(s, list, of->talks, starts, of->count);
}

static void find_shifts(const struct arrange_state *s, struct arrange_change *change)
{
    change->shift_count = 0;
    for (int k = 0; k < change->side_count; k++) {
        const struct arrange_side *side = &change->sides[k];
        for (int i = 0; i < side->count; i++) {
            const struct arrange_seat *seat = &s->seats[side->talks[i]];
            if (seat->start != side->starts[i] || seat->list != side->list)
                change->shifts[change->shift_count++] = (struct arrange_shift){
                    side->talks[i], seat->start, side->starts[i], side->list};
        }
    }
}

static int overlap(const struct arrange_state *s, int a, int start_a, int b, int start_b)
{
    return start_a >= 0 && start_b >= 0 && start_a < start_b + s->units[b] &&
           start_b < start_a + s->units[a];
}

/* Two that shift were each weighed against where the other was. */
static int64_t pair_correction(const struct arrange_state *s, const struct arrange_shift *a,
                               const struct arrange_shift *b)
{
    int32_t pair = s->pair[a->talk * s->stride + b->talk];
    if (!pair)
        return 0;
    return (int64_t)pair * (overlap(s, a->talk, a->to, b->talk, b->to) +
                            overlap(s, a->talk, a->from, b->talk, b->from) -
                            overlap(s, a->talk, a->to, b->talk, b->from) -
                            overlap(s, a->talk, a->from, b->talk, b->to));
}

static const struct arrange_shift *shift_of(const struct arrange_change *change, int talk)
{
    for (int i = 0; i < change->shift_count; i++)
        if (change->shifts[i].talk == talk)
            return &change->shifts[i];
    return NULL;
}

/* Each rule between two that shift is counted once, with the first. */
static int64_t relation_delta(const struct arrange_state *s, const struct arrange_change *change,
                              const struct arrange_shift *shift)
{
    int64_t delta = 0;
    for (int i = s->relation_first[shift->talk]; i < s->relation_first[shift->talk + 1]; i++) {
        const struct arrange_relation *relation = &s->relations[i];
        const struct arrange_shift *other = shift_of(change, relation->other);
        int was = s->seats[relation->other].start, is = other ? other->to : was;
        if (other && other < shift)
            continue;
        delta += arrange_state_relation_cost(s, shift->talk, shift->to, relation, is) -
                 arrange_state_relation_cost(s, shift->talk, shift->from, relation, was);
    }
    return delta;
}

static int64_t shift_delta(const struct arrange_state *s, const struct arrange_shift *shift)
{
    const int32_t *room = &s->room[shift->talk * ARRANGE_ROOMS_MAX];
    int64_t delta = (int64_t)arrange_state_cost_at(s, shift->talk, shift->to) +
                    room[s->lists[shift->list].room];
    if (shift->from >= 0)
        delta -= (int64_t)arrange_state_cost_at(s, shift->talk, shift->from) +
                 room[s->lists[s->seats[shift->talk].list].room];
    return delta;
}

static int count_moved(const struct arrange_state *s, const struct arrange_change *change)
{
    int moved = 0;
    for (int i = 0; i < change->shift_count; i++) {
        const struct arrange_shift *shift = &change->shifts[i];
        moved += arrange_state_is_moved(s, shift->talk, shift->list, shift->to) -
                 arrange_state_is_moved(s, shift->talk, s->seats[shift->talk].list, shift->from);
    }
    return moved;
}

void arrange_change_weigh(const struct arrange_state *s, struct arrange_change *change)
{
    int64_t delta = 0;
    for (int k = 0; k < change->side_count; k++) {
        struct arrange_side *side = &change->sides[k];
        lay_out(s, side);
        delta += list_cost(s, side->list, side->talks, side->starts, side->count) -
                 list_cost_now(s, side->list);
    }
    find_shifts(s, change);
    for (int i = 0; i < change->shift_count; i++) {
        const struct arrange_shift *shift = &change->shifts[i];
        delta += shift_delta(s, shift) + relation_delta(s, change, shift);
        for (int k = 0; k < i; k++)
            delta += pair_correction(s, shift, &change->shifts[k]);
    }
    change->delta = delta;
    change->moved = s->holds ? count_moved(s, change) : 0;
}

/* ---- making it so ---- */

static void settle_side(struct arrange_state *s, const struct arrange_side *side)
{
    struct arrange_list *list = &s->lists[side->list];
    int free = list->start, before = s->count;
    list->count = side->count;
    memcpy(list->talks, side->talks, sizeof *side->talks * (size_t)side->count);
    for (int i = 0; i < side->count; i++) {
        int talk = side->talks[i];
        bool gap = side->starts[i] != free;
        s->seats[talk] = (struct arrange_seat){
            .list = side->list,
            .place = i,
            .start = side->starts[i],
            .idle = side->idle[i],
            .before = gap ? s->count : before,
            .after = s->count,
            .pushed = side->starts[i] != free + side->idle[i],
        };
        if (!gap && before < s->count)
            s->seats[before].after = talk;
        before = talk;
        free = side->starts[i] + s->units[talk];
    }
    for (int i = 0; i < side->count; i++)
        arrange_state_look(s, side->talks[i]);
}

void arrange_change_apply(struct arrange_state *s, const struct arrange_change *change)
{
    for (int i = 0; i < change->shift_count; i++) {
        const struct arrange_shift *shift = &change->shifts[i];
        arrange_state_shift(s, shift->talk, shift->from, shift->to);
    }
    for (int k = 0; k < change->side_count; k++)
        settle_side(s, &change->sides[k]);
    s->cost += change->delta;
    s->moved += change->moved;
}
