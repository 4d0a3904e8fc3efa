/* DESIGN: the first plan: who was announced stays, the others one by one where they cost least,
 * the longest and those with the narrowest window first. */
#include <stdlib.h>

#include "arrange_search.h"

struct order {
    int weight, talk;
};

static int by_weight(const void *a, const void *b)
{
    const struct order *p = a, *q = b;
    return p->weight != q->weight ? q->weight - p->weight : p->talk - q->talk;
}

/* ---- what was announced ---- */

/* Can it still be where it was announced, as far as it alone is concerned? */
static bool can_stay(const struct arrange_state *s, int talk)
{
    const struct arrange_slot *held = &s->held[talk];
    return held->room >= 0 && held->start_s >= s->arrive[talk] &&
           held->start_s <= s->latest[talk] &&
           held->start_s + s->units[talk] <= s->lists[held->room].end &&
           s->room[talk * ARRANGE_ROOMS_MAX + s->lists[held->room].room] < ARRANGE_HARD_ONE;
}

/* In order of their starts; who would stand in the way of another that is there does not. */
static void add_announced(const struct arrange_state *s, struct arrange_side *side)
{
    for (int i = 0; i < s->count; i++) {
        int place = side->count, start = s->held[i].start_s;
        if (s->held[i].room != side->list || !can_stay(s, i))
            continue;
        while (place > 0 && s->held[side->talks[place - 1]].start_s > start)
            place--;
        const struct arrange_slot *before = place > 0 ? &s->held[side->talks[place - 1]] : NULL;
        const struct arrange_slot *after =
            place < side->count ? &s->held[side->talks[place]] : NULL;
        if ((!before || before->start_s + s->units[side->talks[place - 1]] <= start) &&
            (!after || start + s->units[i] <= after->start_s))
            arrange_side_insert(side, place, i, 0);
    }
}

static void place_announced(struct arrange_search *search)
{
    struct arrange_state *s = search->state;
    for (int list = 0; list < s->list_count; list++) {
        arrange_change_open(s, search->change, list, list);
        add_announced(s, &search->change->sides[0]);
        arrange_change_weigh(s, search->change);
        arrange_change_apply(s, search->change);
    }
}

/* ---- the others ---- */

static int length_of(const struct arrange_state *s, const struct arrange_list *list)
{
    int units = 0;
    for (int i = 0; i < list->count; i++)
        units += s->units[list->talks[i]];
    return units;
}

static void weigh_insert(struct arrange_search *search, int list, int place, int talk)
{
    arrange_change_open(search->state, search->change, list, list);
    arrange_side_insert(&search->change->sides[0], place, talk, 0);
    arrange_change_weigh(search->state, search->change);
}

struct best_place {
    int list, place;
    int64_t delta;
};

static void try_list(struct arrange_search *search, int list, int talk, struct best_place *best)
{
    for (int place = 0; place <= search->state->lists[list].count; place++) {
        weigh_insert(search, list, place, talk);
        if (search->change->delta < best->delta)
            *best = (struct best_place){list, place, search->change->delta};
    }
}

/* Where it costs least among lists that have room; if none has, the end of the least overfull. */
static struct best_place find_place(struct arrange_search *search, int talk)
{
    const struct arrange_state *s = search->state;
    struct best_place best = {-1, 0, INT64_MAX};
    int least = INT32_MAX, least_list = 0;
    for (int i = 0; i < s->list_count; i++) {
        int over =
            length_of(s, &s->lists[i]) + s->units[talk] - (s->lists[i].end - s->lists[i].start);
        if (over <= 0)
            try_list(search, i, talk, &best);
        if (over < least) {
            least = over;
            least_list = i;
        }
    }
    if (best.list < 0)
        best = (struct best_place){least_list, s->lists[least_list].count, 0};
    return best;
}

void arrange_greedy(struct arrange_search *search)
{
    struct arrange_state *s = search->state;
    struct order orders[ARRANGE_TALKS_MAX];
    if (s->holds)
        place_announced(search);
    for (int i = 0; i < s->count; i++)
        orders[i] = (struct order){s->units[i] * 1000 - (s->latest[i] - s->arrive[i]), i};
    if (s->count > 1)
        qsort(orders, (size_t)s->count, sizeof *orders, by_weight);
    for (int i = 0; i < s->count; i++) {
        if (s->seats[orders[i].talk].list >= 0)
            continue;
        struct best_place best = find_place(search, orders[i].talk);
        weigh_insert(search, best.list, best.place, orders[i].talk);
        arrange_change_apply(s, search->change);
    }
    arrange_state_keep(s);
}
