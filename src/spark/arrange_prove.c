/* DESIGN: one room, every plan that could still be better: depth first, cut by the bound of kinds
 * and by what was reached as cheaply before. */
#include <string.h>

#include "arrange_bound.h"

enum {
    TALKS_MAX = 32,
    SEEN = 1 << 16,
    NODES_MAX = 2500000,
};

/* Reached with what cost. */
struct seen {
    uint64_t where;
    uint32_t given;
    int32_t cost;
};

struct node {
    uint32_t given; /* talks that stand */
    int list, place, left;
    int last; /* directly before, `count` if none */
    int ran;  /* as in the bound */
    int32_t cost;
};

struct proof {
    struct arrange_search *search;
    const struct arrange_bound *bound;
    const struct arrange_state *state;
    struct seen *seen;
    uint32_t needs[TALKS_MAX]; /* who comes before it */
    int starts[TALKS_MAX], lists[TALKS_MAX];
    int best_starts[TALKS_MAX], best_lists[TALKS_MAX];
    int32_t best; /* below this and it is news */
    bool found;
    int nodes;
};

static bool gives_up(struct proof *p)
{
    struct arrange_progress *progress = p->search->progress;
    if (++p->nodes % 1024 == 0 && progress && atomic_load(&progress->cancel))
        p->search->cancelled = true;
    return p->nodes > NODES_MAX || p->search->cancelled;
}

/* Was the same reached as cheaply? If not it is now. */
static bool was_seen(struct proof *p, const struct node *node)
{
    uint64_t where =
        ((uint64_t)node->place << 16 | (uint64_t)node->last << 8) + (uint64_t)node->ran;
    uint64_t hash = (where << 32 ^ node->given) * UINT64_C(0x9E3779B97F4A7C15);
    struct seen *seen = &p->seen[hash >> 48];
    where |= UINT64_C(1) << 63;
    if (seen->where == where && seen->given == node->given && seen->cost <= node->cost)
        return true;
    *seen = (struct seen){where, node->given, node->cost};
    return false;
}

static int start_at(const struct proof *p, const struct node *node)
{
    return p->state->lists[p->bound->lists[node->list]].start + node->place -
           p->bound->first[node->list];
}

/* One of those who do not stand yet would come too late, wherever it stood. */
static bool too_late(const struct proof *p, const struct node *node)
{
    int start = start_at(p, node);
    for (int i = 0; i < p->state->count; i++)
        if (!(node->given & UINT32_C(1) << i) && p->state->latest[i] < start)
            return true;
    return false;
}

static void look(struct proof *p, const struct node *node);

static void place(struct proof *p, const struct node *node, int talk)
{
    const struct arrange_state *s = p->state;
    int start = start_at(p, node);
    if (start < s->arrive[talk] || start > s->latest[talk] || (p->needs[talk] & ~node->given) != 0)
        return;
    int64_t own = arrange_state_own_cost(s, talk, start) +
                  (int64_t)s->adjacent[node->last * s->stride + talk];
    if (own >= ARRANGE_HARD_ONE)
        return;
    struct node next = *node;
    next.cost +=
        (int32_t)own + arrange_bound_step(p->bound, node->ran, p->bound->kind_of[talk], &next.ran);
    next.given |= UINT32_C(1) << talk;
    next.place += s->units[talk];
    next.left -= p->bound->kinds[p->bound->kind_of[talk]].weight;
    next.last = talk;
    p->starts[talk] = start;
    p->lists[talk] = p->bound->lists[node->list];
    look(p, &next);
}

static void place_each(struct proof *p, const struct node *node)
{
    const struct arrange_state *s = p->state;
    int end = p->bound->first[node->list + 1] - 1;
    for (int i = 0; i < s->count; i++)
        if (!(node->given & UINT32_C(1) << i) && node->place + s->units[i] <= end)
            place(p, node, i);
}

static void wait_a_unit(struct proof *p, const struct node *node)
{
    struct node next = *node;
    if (node->place + 1 >= p->bound->first[node->list + 1])
        return;
    next.place++;
    next.last = p->state->count;
    next.ran = BOUND_GAP;
    look(p, &next);
}

static void next_block(struct proof *p, const struct node *node)
{
    struct node next = *node;
    if (node->list + 1 >= p->bound->list_count)
        return;
    next.list++;
    next.place = p->bound->first[next.list];
    next.last = p->state->count;
    next.ran = BOUND_FRESH;
    look(p, &next);
}

static void look(struct proof *p, const struct node *node)
{
    if (node->cost + arrange_bound_least(p->bound, node->place, node->left, node->ran) >= p->best ||
        gives_up(p))
        return;
    if (node->left == 0) {
        p->best = node->cost;
        p->found = true;
        memcpy(p->best_starts, p->starts, sizeof p->starts);
        memcpy(p->best_lists, p->lists, sizeof p->lists);
        return;
    }
    if (too_late(p, node) || was_seen(p, node))
        return;
    place_each(p, node);
    next_block(p, node);
    wait_a_unit(p, node);
}

/* Rules between two: who comes before; presenters of two talks are no trouble in one room. */
static void find_needs(struct proof *p)
{
    const struct arrange_state *s = p->state;
    for (int i = 0; i < s->count; i++)
        for (int k = s->relation_first[i]; k < s->relation_first[i + 1]; k++)
            if (s->relations[k].tie == TIE_AFTER)
                p->needs[i] |= UINT32_C(1) << s->relations[k].other;
}

/* ---- making it the plan ---- */

static void add_in_order(const struct proof *p, struct arrange_side *side)
{
    int free = p->state->lists[side->list].start;
    side->count = 0;
    for (int i = 0; i < p->state->count; i++) {
        int at = 0;
        if (p->best_lists[i] != side->list)
            continue;
        while (at < side->count && p->best_starts[side->talks[at]] < p->best_starts[i])
            at++;
        arrange_side_insert(side, at, i, 0);
    }
    for (int i = 0; i < side->count; i++) {
        side->idle[i] = p->best_starts[side->talks[i]] - free;
        free = p->best_starts[side->talks[i]] + p->state->units[side->talks[i]];
    }
}

/* All lists are emptied first, so that nobody stands twice on the way. */
static void adopt(struct proof *p)
{
    struct arrange_state *s = p->search->state;
    struct arrange_change *change = p->search->change;
    arrange_state_clear(s);
    for (int i = 0; i < s->list_count; i++) {
        arrange_change_open(s, change, i, i);
        add_in_order(p, &change->sides[0]);
        arrange_change_weigh(s, change);
        arrange_change_apply(s, change);
    }
    arrange_state_keep(s);
}

bool arrange_prove(struct arrange_search *search, const struct arrange_bound *bound)
{
    const struct arrange_state *s = search->state;
    struct arena *arena = arena_new();
    int64_t seats = arrange_bound_seats(s);
    struct proof proof = {
        .search = search,
        .bound = bound,
        .state = s,
        .seen = ARENA_ARRAY(arena, struct seen, SEEN),
        .best = s->best_cost < ARRANGE_HARD_ONE ? (int32_t)(s->best_cost - seats) : BOUND_NEVER,
    };
    if (!bound->least || s->count > TALKS_MAX || s->count == 0) {
        arena_free(arena);
        return false;
    }
    find_needs(&proof);
    look(&proof,
         &(struct node){.left = bound->left_count - 1, .last = s->count, .ran = BOUND_FRESH});
    if (proof.found)
        adopt(&proof);
    arena_free(arena);
    return !gives_up(&proof) && s->best_cost < ARRANGE_HARD_ONE;
}
