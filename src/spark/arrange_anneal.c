/* DESIGN: repair and annealing: cooled by the number of moves, accepted by integer thresholds, so
 * that the same seed and moves give the same plan on any machine. */
#include "arrange_search.h"

enum {
    PUBLISH_MOVES = 1024,
    THRESHOLDS = 1024, /* deltas above are never accepted */
    REPAIR_SLACK = 40, /* points a move may cost on the way to fewer broken rules */
    SCAN_SHARE = 128,  /* of 256 draws */
};

bool arrange_search_ends(struct arrange_search *search)
{
    const struct arrange_state *s = search->state;
    if (s->count == 0 || search->cancelled || search->moves_done >= search->moves_end ||
        s->best_cost <= search->enough)
        return true;
    if (search->progress && search->moves_done >= search->moves_told + PUBLISH_MOVES) {
        struct arrange_progress *progress = search->progress;
        search->moves_told = search->moves_done;
        atomic_store(&progress->moves_done, search->moves_done);
        if (!search->silent) {
            atomic_store(&progress->hard, (int)(s->best_cost / ARRANGE_HARD_ONE));
            atomic_store(&progress->points, (int)(s->best_cost % ARRANGE_HARD_ONE));
        }
        search->cancelled = atomic_load(&progress->cancel);
    }
    return search->cancelled;
}

static bool allowed(const struct arrange_search *search, const struct arrange_move *move)
{
    return move->moved <= 0 || search->state->moved + move->moved <= search->moved_max;
}

static void keep_better(struct arrange_search *search)
{
    if (search->state->cost < search->state->best_cost)
        arrange_state_keep(search->state);
}

void arrange_repair(struct arrange_search *search, int64_t moves)
{
    struct arrange_state *s = search->state;
    int64_t end = search->moves_done + moves;
    search->idles = true;
    while (s->cost >= ARRANGE_HARD_ONE && search->moves_done < end &&
           !arrange_search_ends(search)) {
        struct arrange_move move;
        search->moves_done++;
        if (!arrange_move_draw(search, false, &move) || !allowed(search, &move))
            continue;
        if (move.delta <= arrange_dice_below(&search->dice, REPAIR_SLACK))
            arrange_move_apply(search, &move);
    }
    keep_better(search);
}

/* ---- how likely a worse plan is taken ---- */

struct thresholds {
    uint32_t at[THRESHOLDS]; /* of 2^32 */
    int32_t noise[ARRANGE_NOISE_OFFSETS + ARRANGE_TALKS_MAX];
};

/* exp(-d/T) by repeated multiplication; T in 65,536ths. exp(-1/T) = (1 - 1/(256 T))^256. */
static void fill_thresholds(struct thresholds *t, uint64_t temperature)
{
    uint64_t one = UINT64_C(1) << 32, step = one - (one << 8) / temperature;
    for (int i = 0; i < 8; i++)
        step = (step * step) >> 32;
    uint64_t p = one - 1;
    for (int d = 0; d < THRESHOLDS; d++) {
        t->at[d] = (uint32_t)p;
        p = (p * step) >> 32;
    }
}

/* How much worse a plan may be to be taken, drawn once a temperature: the largest delta whose
 * threshold is above a random number. */
static int32_t draw_noise(struct arrange_search *search, const struct thresholds *t)
{
    uint32_t chance = (uint32_t)(arrange_dice_next(&search->dice) >> 32);
    int low = 0, high = THRESHOLDS;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(chance < t->at[middle] ? &low : &high) = middle;
    }
    return low;
}

/* Temperatures fall by 1/16 of themselves from step to step. */
static int count_steps(uint64_t first, uint64_t last)
{
    int steps = 1;
    for (; first > last; first -= first / 16)
        steps++;
    return steps;
}

static bool accepts(struct arrange_search *search, const struct thresholds *t, int64_t delta)
{
    if (delta <= 0)
        return true;
    if (delta >= THRESHOLDS)
        return false;
    return (uint32_t)(arrange_dice_next(&search->dice) >> 32) < t->at[delta];
}

/* Exchanges by the row where that can be done, every other way one by one. */
static bool draw(struct arrange_search *search, const struct thresholds *t,
                 struct arrange_move *ret)
{
    const struct arrange_state *s = search->state;
    bool rows = s->at && s->cost < ARRANGE_HARD_ONE && s->count > ARRANGE_FEW_TALKS;
    if (rows && arrange_dice_below(&search->dice, 256) < SCAN_SHARE)
        return arrange_scan(search, t->noise, ret) && allowed(search, ret);
    search->moves_done++;
    return arrange_move_draw(search, rows, ret) && allowed(search, ret) &&
           accepts(search, t, ret->delta);
}

static void anneal_step(struct arrange_search *search, int64_t moves, const struct thresholds *t)
{
    int64_t end = search->moves_done + moves;
    while (search->moves_done < end && !arrange_search_ends(search)) {
        struct arrange_move move;
        if (!draw(search, t, &move))
            continue;
        arrange_move_apply(search, &move);
        keep_better(search);
    }
}

void arrange_anneal(struct arrange_search *search, int64_t moves, int t_first, int t_last)
{
    struct thresholds thresholds;
    uint64_t temperature = (uint64_t)t_first << 12, last = (uint64_t)t_last << 12;
    int steps = count_steps(temperature, last);
    bool few =
        search->state->instance->room_count == 1 || search->state->count <= ARRANGE_FEW_TALKS;
    for (int i = 0; i < steps && !search->cancelled; i++, temperature -= temperature / 16) {
        int64_t share = moves * (i + 1) / steps - moves * i / steps;
        if (share == 0)
            continue;
        fill_thresholds(&thresholds, temperature);
        for (int k = 0; k < ARRANGE_NOISE_OFFSETS + ARRANGE_TALKS_MAX; k++)
            thresholds.noise[k] = draw_noise(search, &thresholds);
        search->idles = few || temperature <= UINT64_C(5) << 15;
        anneal_step(search, share, &thresholds);
    }
}
