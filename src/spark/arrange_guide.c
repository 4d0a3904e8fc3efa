/* DESIGN: a plan that was there before is found again by what its readers did not choose: two
 * talks many wanted and nobody wanted together ran at once. Plain annealing sees only that such a
 * pair costs nothing, as thousands of unpopular pairs do. */
#include "arrange_guide.h"

#include "arrange_order.h"

enum {
    SCALE = 4,                 /* points in the guided search: rewards are finer than a point */
    REWARD_HALVES = 5,         /* of each clash that chance would have given a pair that has none */
    T_FIRST = 20 * 16 * SCALE, /* sixteenths; hotter than without, for rewards are large */
    T_LAST = 3 * 16 * SCALE,
    SURPRISE_MIN = 3, /* clashes that have to be expected of a pair to wonder that it has none */
    TALKS_MIN = 100,  /* of fewer plain annealing finds as good a plan: measured on 60 and on 150 */
    ZEROS_MIN = 20,
    ZEROS_TIMES = 2, /* as many pairs without a clash as by chance */
};

/* exp(-k) in 65,536ths: how often none is met where k are expected. */
static const int NONE_MET[] = {65536, 24109, 8869, 3263, 1200, 442, 162, 60, 22, 8, 3, 1};

/* How many clashes chance would give two talks: the product of who chose each, by whether they have
 * a theme in common. */
struct chance {
    const struct arrange_state *state;
    int *demand;             /* by talk */
    int64_t met[2], ways[2]; /* by alike or not: what all pairs cost, and the sum of products */
};

static int is_alike(const struct arrange_state *s, int a, int b)
{
    const struct arrange_talk *talks = s->instance->talks;
    int64_t theme = talks[s->index[a]].theme;
    return theme && theme == talks[s->index[b]].theme;
}

static void count_demand(struct chance *c, struct arena *arena)
{
    const struct arrange_instance *instance = c->state->instance;
    int *of_all = ARENA_ARRAY(arena, int, (size_t)instance->talk_count + 1);
    for (int i = 0; i < instance->attendee_count; i++)
        for (int k = 0; k < instance->attendees[i].count; k++)
            of_all[instance->attendees[i].talks[k]]++;
    c->demand = ARENA_ARRAY(arena, int, (size_t)c->state->count + 1);
    for (int i = 0; i < c->state->count; i++)
        c->demand[i] = of_all[c->state->index[i]];
}

static void chance_init(struct chance *c, const struct arrange_state *s, struct arena *arena)
{
    *c = (struct chance){.state = s};
    count_demand(c, arena);
    for (int a = 0; a < s->count; a++)
        for (int b = 0; b < a; b++) {
            int alike = is_alike(s, a, b);
            c->met[alike] += s->pair[a * s->stride + b];
            c->ways[alike] += (int64_t)c->demand[a] * c->demand[b];
        }
}

/* In points, times `times`. */
static int64_t expected(const struct chance *c, int a, int b, int times)
{
    int alike = is_alike(c->state, a, b);
    int64_t ways = (int64_t)c->demand[a] * c->demand[b];
    return ways ? times * c->met[alike] * ways / c->ways[alike] : 0;
}

bool arrange_guide_is_there(const struct arrange_state *s, struct arena *arena)
{
    enum { KNOWN = sizeof NONE_MET / sizeof *NONE_MET };
    int clash = s->instance->points.clash, zeros = 0;
    int64_t by_chance = 0;
    struct chance c;
    if (s->instance->room_count == 1 || s->count < TALKS_MIN || !s->at || clash <= 0)
        return false;
    chance_init(&c, s, arena);
    for (int a = 0; a < s->count; a++)
        for (int b = 0; b < a; b++) {
            int64_t few = expected(&c, a, b, 1) / clash;
            if (few < SURPRISE_MIN)
                continue;
            by_chance += few < KNOWN ? NONE_MET[few] : 0;
            zeros += s->pair[a * s->stride + b] == 0;
        }
    return zeros >= ZEROS_MIN && (int64_t)zeros << 16 >= ZEROS_TIMES * by_chance;
}

static void add_rewards(struct arrange_state *s, struct arena *arena)
{
    struct chance c;
    chance_init(&c, s, arena);
    for (int a = 0; a < s->count; a++)
        for (int b = 0; b < a; b++)
            if (s->pair[a * s->stride + b] == 0) {
                int32_t reward = (int32_t)(expected(&c, a, b, REWARD_HALVES) / 2);
                s->pair[a * s->stride + b] = s->pair[b * s->stride + a] = -reward;
            }
}

static struct arrange_state *guided_state(const struct arrange_search *search,
                                          const struct arrange_options *options,
                                          struct arena *arena)
{
    struct arrange_instance *finer = ARENA_NEW(arena, struct arrange_instance);
    *finer = *search->state->instance;
    for (int i = 0; i < ARRANGE_POINTS_COUNT; i++)
        *arrange_points_at(&finer->points, i) *= SCALE;
    struct arrange_state *s = arrange_state_new(finer, options, arena);
    add_rewards(s, arena);
    return s;
}

/* The plan of one state in another of the same talks. */
static void lay_over(struct arrange_search *search, const struct arrange_state *from)
{
    struct arrange_state *to = search->state;
    arrange_state_clear(to);
    for (int list = 0; list < to->list_count; list++) {
        arrange_change_open(to, search->change, list, list);
        for (int i = 0; i < from->lists[list].count; i++) {
            int talk = from->lists[list].talks[i];
            arrange_side_insert(&search->change->sides[0], i, talk, from->seats[talk].idle);
        }
        arrange_change_weigh(to, search->change);
        arrange_change_apply(to, search->change);
    }
}

void arrange_guide_follow(struct arrange_search *search, const struct arrange_options *options,
                          int64_t moves, struct arena *arena)
{
    struct arrange_search guided = *search;
    arrange_state_return(search->state);
    guided.state = guided_state(search, options, arena);
    guided.enough = INT64_MIN;
    guided.silent = true;
    lay_over(&guided, search->state);
    arrange_state_keep(guided.state);
    arrange_anneal(&guided, moves, T_FIRST, T_LAST);
    arrange_state_return(guided.state);
    lay_over(search, guided.state);
    search->dice = guided.dice;
    search->moves_done = guided.moves_done;
    search->moves_told = guided.moves_told;
    search->cancelled = guided.cancelled;
    if (search->state->cost < search->state->best_cost)
        arrange_state_keep(search->state);
}
