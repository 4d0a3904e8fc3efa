/* DESIGN: an instance in, the best plan found out: greedy, repair, annealing, in three modes. */
#include "arrange.h"

#include "arrange_bound.h"
#include "arrange_guide.h"
#include "check.h"

enum {
    REPAIR_MOVES = 400000,
    SMALL_MOVES = 200000, /* in one room, before every plan is looked at */
    T_FIRST = 12 * 16,    /* sixteenths of a point */
    T_AGAIN = 4 * 16,     /* from a plan that was announced */
    T_GUIDED = 2 * 16,    /* from a plan that the choices led to */
    T_LAST = 6,
};

static void read_plan(const struct arrange_state *s, struct arrange_plan *ret)
{
    for (int i = 0; i < s->count; i++) {
        const struct arrange_seat *seat = &s->best[i];
        ret->slots[s->index[i]] =
            (struct arrange_slot){s->lists[seat->list].room, seat->start * s->unit_s};
    }
}

/* One room: a short search, then the proof; if that has too much to look at, the long search. */
static bool search_one_room(struct arrange_search *search, const struct arrange_bound *bound)
{
    int64_t left = search->moves_end - search->moves_done;
    arrange_anneal(search, left < SMALL_MOVES ? left : SMALL_MOVES, T_FIRST, T_LAST);
    return search->state->best_cost > search->enough && arrange_prove(search, bound);
}

/* Nine tenths of the moves after a plan that the choices carry, where they do, and the rest from
 * there. */
static void search_rooms(struct arrange_search *search, const struct arrange_options *options,
                         struct arena *arena)
{
    int64_t left = search->moves_end - search->moves_done;
    bool guided = search->moves_end >= SMALL_MOVES && search->state->best_cost < ARRANGE_HARD_ONE &&
                  arrange_guide_is_there(search->state, arena);
    if (guided)
        arrange_guide_follow(search, options, left * 9 / 10, arena);
    arrange_anneal(search, search->moves_end - search->moves_done, guided ? T_GUIDED : T_FIRST,
                   T_LAST);
}

static bool search_fresh(struct arrange_search *search, const struct arrange_options *options,
                         struct arena *arena)
{
    struct arrange_bound bound = {.state = search->state};
    arrange_greedy(search);
    arrange_repair(search, REPAIR_MOVES);
    if (search->moves_end >= SMALL_MOVES)
        arrange_bound_fill(&bound, search->state, arena);
    search->enough = arrange_bound_whole(&bound);
    if (bound.least && search_one_room(search, &bound))
        return true;
    search_rooms(search, options, arena);
    return false;
}

static void search_again(struct arrange_search *search)
{
    arrange_repair(search, REPAIR_MOVES);
    arrange_anneal(search, search->moves_end - search->moves_done, T_AGAIN, T_LAST);
}

/* Fewest moved first: from where they were announced with as few as must, with one more, with two
 * more … until nothing is broken; then the best that moves nobody else. */
static void search_only_what_must(struct arrange_search *search)
{
    const struct arrange_state *s = search->state;
    const int64_t share = search->moves_end / 32 + 1000;
    arrange_greedy(search);
    search->moved_max = s->moved;
    while (s->best_cost >= ARRANGE_HARD_ONE && search->moved_max <= s->count &&
           !arrange_search_ends(search)) {
        arrange_repair(search, share);
        search->moved_max++;
    }
    search->moved_max = s->best_moved;
    if (s->best_moved > 0)
        search_again(search);
}

static void publish_plan(const struct arrange_options *options)
{
    struct arrange_progress *progress = options->progress;
    if (!progress)
        return;
    atomic_store(&progress->moves_done, 0);
    atomic_store(&progress->moves_planned, options->moves);
}

void arrange_run(const struct arrange_instance *instance, const struct arrange_options *options,
                 struct arena *arena, struct arrange_plan *ret)
{
    struct arena *own = arena_new();
    struct arrange_state *state = arrange_state_new(instance, options, own);
    struct arrange_search search = {
        .state = state,
        .change = ARENA_NEW(own, struct arrange_change),
        .dice = {options->seed},
        .progress = options->progress,
        .moves_end = options->moves,
        .moved_max = options->moved_max,
        .enough = arrange_bound_seats(state),
    };
    *ret = (struct arrange_plan){
        .slots = ARENA_ARRAY(arena, struct arrange_slot, (size_t)instance->talk_count + 1),
        .slot_count = instance->talk_count,
        .seed = options->seed,
        .moves_planned = options->moves,
    };
    publish_plan(options);
    for (int i = 0; i < instance->talk_count; i++)
        ret->slots[i].room = -1;
    if (options->mode == ARRANGE_FRESH)
        ret->proven_best = search_fresh(&search, options, own);
    else if (options->mode == ARRANGE_ONLY_WHAT_MUST)
        search_only_what_must(&search);
    else {
        arrange_greedy(&search);
        search_again(&search);
    }
    read_plan(state, ret);
    ret->proven_best = ret->proven_best || state->best_cost <= search.enough;
    ret->moves_done = search.moves_done;
    arena_free(own);
}
