/* DESIGN: the local search for dates: every event's possible days and hosts once, then moves,
 * exchanges and displacements that get colder by their number; no clock, no address, no floating
 * point. */
#include "date_plan_search.h"

#include <string.h>

#include "arrange_search.h"

enum {
    PUBLISH_MOVES = 1024,
    HOT_POINTS = 24, /* a worse plan by so much may be taken at first */
    EXCHANGE_IN = 4, /* one try in so many */
    GREEDY_TRIES = 1500,
};

/* More than all points together can be. */
static const int64_t UNDATED = INT64_C(1) << 32;

/* What one event may have: any of these days with any of these hosts and starts. */
struct range {
    const int *days, *hosts;
    int day_count, host_count, start_count;
};

struct search {
    const struct date_instance *instance;
    struct range *ranges;
    int *movable; /* events that are wished and not pinned, some slot exists for */
    int movable_count;
    struct date_slot *slots, *best;
    int64_t cost, best_cost;
    struct arrange_dice dice;
};

/* ---- what is possible ---- */

static bool day_is_open(const struct date_instance *instance, const struct date_event *event,
                        int day)
{
    return !date_plan_rules_day(instance, event, day, event->host);
}

static struct range range_of(const struct date_instance *instance, const struct date_event *event,
                             struct arena *arena)
{
    int *days = ARENA_ARRAY(arena, int, (size_t)instance->day_count + 1);
    int *hosts = ARENA_ARRAY(arena, int, (size_t)instance->school_count + 1);
    struct range range = {days, hosts, 0, 0, date_plan_rules_starts(event)};
    for (int d = 0; d < instance->day_count; d++)
        if (day_is_open(instance, event, d))
            days[range.day_count++] = d;
    for (int s = 0; s < instance->school_count; s++)
        if (!date_plan_rules_host(instance, event, s))
            hosts[range.host_count++] = s;
    return range;
}

static int64_t width(const struct range *range)
{
    return (int64_t)range->day_count * range->host_count * range->start_count;
}

/* Few possibilities first; then as they come. */
static void insert_movable(struct search *s, int event)
{
    int at = s->movable_count++;
    for (; at > 0 && width(&s->ranges[s->movable[at - 1]]) > width(&s->ranges[event]); at--)
        s->movable[at] = s->movable[at - 1];
    s->movable[at] = event;
}

static void begin(struct search *s, struct arena *arena)
{
    size_t n = (size_t)s->instance->event_count + 1;
    s->ranges = ARENA_ARRAY(arena, struct range, n);
    s->movable = ARENA_ARRAY(arena, int, n);
    s->slots = ARENA_ARRAY(arena, struct date_slot, n);
    s->best = ARENA_ARRAY(arena, struct date_slot, n);
    for (int i = 0; i < s->instance->event_count; i++) {
        const struct date_event *event = &s->instance->events[i];
        s->slots[i] = event->pinned ? event->was : (struct date_slot){-1, 0, 0};
        if (event->pinned)
            continue;
        s->ranges[i] = range_of(s->instance, event, arena);
        if (width(&s->ranges[i]))
            insert_movable(s, i);
    }
}

/* ---- one slot ---- */

static struct date_slot slot_at(const struct search *s, int event, int day, int host, int start)
{
    const struct range *range = &s->ranges[event];
    return (struct date_slot){
        range->days[day],
        s->instance->events[event].earliest_min + start * DATE_PLAN_START_STEP_MIN,
        range->hosts[host],
    };
}

static int points_at(const struct search *s, int event, struct date_slot at)
{
    return at.day < 0 ? 0 : date_plan_rules_points(s->instance, s->slots, event, at, NULL);
}

/* How many others stand in the way, and one of them. */
static int in_the_way(const struct search *s, int event, struct date_slot at, int *ret_other)
{
    int count = 0;
    for (int i = 0; i < s->instance->event_count && count < 2; i++)
        if (i != event && date_plan_rules_pair(s->instance, event, at, i, s->slots[i])) {
            *ret_other = i;
            count++;
        }
    return count;
}

static struct date_slot draw_slot(struct search *s, int event)
{
    const struct range *r = &s->ranges[event];
    int day = arrange_dice_below(&s->dice, r->day_count);
    int host = arrange_dice_below(&s->dice, r->host_count);
    return slot_at(s, event, day, host, arrange_dice_below(&s->dice, r->start_count));
}

/* The n-th of all it may have; of very many, a random one. */
static struct date_slot slot_to_try(struct search *s, int event, int n)
{
    const struct range *r = &s->ranges[event];
    if (width(r) > GREEDY_TRIES)
        return draw_slot(s, event);
    int start = n % r->start_count, rest = n / r->start_count;
    return slot_at(s, event, rest / r->host_count, rest % r->host_count, start);
}

static void place_cheapest(struct search *s, int event)
{
    int64_t all = width(&s->ranges[event]);
    int tries = all > GREEDY_TRIES ? GREEDY_TRIES : (int)all, least = 0, other;
    struct date_slot best = {-1, 0, 0};
    for (int n = 0; n < tries; n++) {
        struct date_slot at = slot_to_try(s, event, n);
        if (in_the_way(s, event, at, &other))
            continue;
        int points = points_at(s, event, at);
        if (best.day < 0 || points < least) {
            best = at;
            least = points;
        }
    }
    s->slots[event] = best;
    s->cost += best.day < 0 ? UNDATED : least;
}

/* ---- moves ---- */

static int64_t cost_of(const struct search *s, int event)
{
    return s->slots[event].day < 0 ? UNDATED : points_at(s, event, s->slots[event]);
}

/* A worse plan by up to `heat` is taken with a chance that falls with how much worse it is. */
static bool accepts(struct search *s, int64_t delta, int heat)
{
    return delta <= 0 || (delta <= heat && delta <= arrange_dice_below(&s->dice, heat + 1));
}

/* One event elsewhere; one without a date may take the place of another that then has none. */
static void try_move(struct search *s, int event, int heat)
{
    struct date_slot old = s->slots[event], at = draw_slot(s, event), others = {-1, 0, 0};
    int other = -1, count = in_the_way(s, event, at, &other);
    if (count > 1 || (count && (old.day >= 0 || s->instance->events[other].pinned)))
        return;
    int64_t before = cost_of(s, event);
    if (count) {
        others = s->slots[other];
        before += cost_of(s, other);
        s->slots[other].day = -1;
    }
    int64_t after = points_at(s, event, at) + (count ? UNDATED : 0);
    if (accepts(s, after - before, heat)) {
        s->slots[event] = at;
        s->cost += after - before;
    } else if (count) {
        s->slots[other] = others;
    }
}

static bool has_slot(const struct search *s, int event, struct date_slot at)
{
    const struct date_event *e = &s->instance->events[event];
    int other;
    return !date_plan_rules_day(s->instance, e, at.day, at.host) &&
           !date_plan_rules_host(s->instance, e, at.host) && !in_the_way(s, event, at, &other);
}

/* Two events exchange day and host; each keeps its hour. */
static void try_exchange(struct search *s, int a, int b, int heat)
{
    struct date_slot old_a = s->slots[a], old_b = s->slots[b];
    struct date_slot new_a = {old_b.day, old_a.start_min, old_b.host};
    struct date_slot new_b = {old_a.day, old_b.start_min, old_a.host};
    if (a == b || old_a.day < 0 || old_b.day < 0)
        return;
    int64_t before = cost_of(s, a), after = 0;
    s->slots[a].day = -1;
    before += cost_of(s, b);
    s->slots[b].day = -1;
    bool fits = has_slot(s, a, new_a);
    if (fits) {
        after = points_at(s, a, new_a);
        s->slots[a] = new_a;
        fits = has_slot(s, b, new_b);
    }
    if (fits)
        after += points_at(s, b, new_b);
    if (fits && accepts(s, after - before, heat)) {
        s->slots[b] = new_b;
        s->cost += after - before;
        return;
    }
    s->slots[a] = old_a;
    s->slots[b] = old_b;
}

static void keep_better(struct search *s)
{
    if (s->cost >= s->best_cost)
        return;
    s->best_cost = s->cost;
    memcpy(s->best, s->slots, (size_t)s->instance->event_count * sizeof *s->best);
}

static bool is_cancelled(const struct search *s, const struct date_search_options *options,
                         int64_t move)
{
    struct arrange_progress *progress = options->progress;
    if (!progress || move % PUBLISH_MOVES)
        return false;
    atomic_store(&progress->moves_done, move);
    atomic_store(&progress->moves_planned, options->moves);
    atomic_store(&progress->hard, (int)(s->best_cost / UNDATED));
    atomic_store(&progress->points, (int)(s->best_cost % UNDATED));
    return atomic_load(&progress->cancel);
}

struct date_slot *date_plan_search_run(const struct date_instance *instance,
                                       const struct date_search_options *options,
                                       struct arena *arena)
{
    struct search s = {
        .instance = instance, .best_cost = INT64_MAX, .dice = {.state = options->seed}};
    begin(&s, arena);
    for (int i = 0; i < s.movable_count; i++)
        place_cheapest(&s, s.movable[i]);
    keep_better(&s);
    int64_t k = 0;
    for (; s.movable_count && k < options->moves; k++) {
        if (is_cancelled(&s, options, k))
            break;
        int heat = (int)(HOT_POINTS * (options->moves - k) / options->moves);
        int a = s.movable[arrange_dice_below(&s.dice, s.movable_count)];
        if (arrange_dice_below(&s.dice, EXCHANGE_IN) == 0)
            try_exchange(&s, a, s.movable[arrange_dice_below(&s.dice, s.movable_count)], heat);
        else
            try_move(&s, a, heat);
        keep_better(&s);
    }
    if (options->progress)
        atomic_store(&options->progress->moves_done, k);
    memcpy(s.slots, s.best, (size_t)instance->event_count * sizeof *s.best);
    return s.slots;
}
