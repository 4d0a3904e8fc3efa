/* DESIGN: drawing lots: the whole order by shuffles until one holds, or one speaker at a time. */
#include "draw_rules.h"

#include <string.h>

#include "check.h"
#include "draw_number.h"
#include "draw_state.h"

const char *draw_rules_kind_name(enum draw_kind kind)
{
    static const char *const NAMES[DRAW_KINDS] = {
        [DRAW_DRAWN] = "drawn", [DRAW_NO_SHOW] = "no_show", [DRAW_WITHDRAWN] = "withdrawn"};
    return NAMES[kind];
}

/* One lot, by weight: an index into `from`. */
static int take_lot(const struct draw_list *list, struct draw_number *numbers, const int *from,
                    int count)
{
    uint64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += (uint64_t)list->talks[from[i]].weight;
    uint64_t number = draw_number_below(numbers, sum);
    int at = 0;
    while (number >= (uint64_t)list->talks[from[at]].weight)
        number -= (uint64_t)list->talks[from[at++]].weight;
    return at;
}

/* ---- the whole order at once ---- */

/* Lots without replacement, those that are first before the others. How many. */
static int shuffle(const struct draw_list *list, struct draw_number *numbers, int *ret)
{
    int count = 0;
    for (int first = 1; first >= 0; first--) {
        int hat[DRAW_TALKS_MAX], in_hat = 0;
        for (int i = 0; i < list->talk_count; i++) {
            if (list->talks[i].room == DRAW_NONE && list->talks[i].first == (first == 1))
                hat[in_hat++] = i;
        }
        while (in_hat) {
            int at = take_lot(list, numbers, hat, in_hat);
            ret[count++] = hat[at];
            memmove(hat + at, hat + at + 1, sizeof *hat * (size_t)(--in_hat - at));
        }
    }
    return count;
}

/* Would all wait for this one, though another could speak at once? */
static bool waits_needlessly(const struct draw_state *state, const struct draw_start *start)
{
    int pool[DRAW_TALKS_MAX];
    int count = start->waits ? draw_state_pool(state, DRAW_NONE, pool) : 0;
    for (int i = 0; i < count; i++) {
        struct draw_start other = draw_state_start(state, pool[i]);
        if (other.stretch != DRAW_NONE && !other.waits)
            return true;
    }
    return false;
}

/* One behind the other in that order; false where something would not be kept. */
static bool place_all(struct draw_state *state, const int *order, int count)
{
    for (int i = 0; i < count; i++) {
        struct draw_start start = draw_state_start(state, order[i]);
        if (start.stretch == DRAW_NONE || waits_needlessly(state, &start))
            return false;
        draw_state_put(state, order[i], start);
    }
    return true;
}

/* Those of the pool who leave the rest a way to finish; without `look` all who have a start. */
static int list_among(struct draw_state *state, const int *pool, int count, bool look, int *ret)
{
    int among = 0, at_once = 0;
    bool waits[DRAW_TALKS_MAX];
    for (int i = 0; i < count; i++) {
        struct draw_start start = draw_state_start(state, pool[i]);
        if (start.stretch == DRAW_NONE)
            continue;
        struct draw_undo undo = draw_state_put(state, pool[i], start);
        bool leaves_a_way = !look || draw_state_can_finish(state);
        draw_state_undo(state, undo);
        if (!leaves_a_way)
            continue;
        waits[among] = start.waits;
        at_once += !start.waits;
        ret[among++] = pool[i];
    }
    if (at_once == 0)
        return among;
    int kept = 0;
    for (int i = 0; i < among; i++) {
        if (!waits[i])
            ret[kept++] = ret[i];
    }
    return kept;
}

static bool is_one_of(int talk, const int *list, int count)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == talk)
            return true;
    }
    return false;
}

/* At each place the first of the order who may come there and leaves the rest a way to finish. */
static bool repair(struct draw_state *state, const int *order, int count)
{
    for (int i = 0; i < count; i++) {
        int pool[DRAW_TALKS_MAX], among[DRAW_TALKS_MAX], at = 0;
        int pool_count = draw_state_pool(state, DRAW_NONE, pool);
        int among_count = list_among(state, pool, pool_count, true, among);
        while (at < count && !is_one_of(order[at], among, among_count))
            at++;
        if (at == count)
            return false;
        draw_state_put(state, order[at], draw_state_start(state, order[at]));
    }
    return true;
}

enum err draw_rules_whole(const struct draw_list *list, const uint8_t seed[static SHA256_BYTES],
                          struct arena *arena, struct draw_order *ret)
{
    struct draw_number numbers = draw_number_of(seed);
    struct draw_state state;
    struct draw_order result = {.tries = 0};
    int order[DRAW_TALKS_MAX], count;
    bool held;
    do {
        count = shuffle(list, &numbers, order);
        draw_state_init(&state, list);
        held = place_all(&state, order, count);
        result.tries++;
    } while (!held && result.tries < DRAW_TRIES);
    if (!held) {
        draw_state_init(&state, list);
        result.repaired = true;
        if (!repair(&state, order, count))
            return ERR_CONFLICT;
    }
    result.slots = ARENA_ARRAY(arena, struct draw_slot, (size_t)count + 1);
    result.count = count;
    memcpy(result.slots, state.placed + state.placed_count - count,
           sizeof *result.slots * (size_t)count);
    *ret = result;
    return OK;
}

/* ---- one at a time ---- */

struct draw {
    struct arena *arena;
    struct draw_number numbers;
    struct draw_state state;
    struct draw_undo last; /* of the one drawn last; talk DRAW_NONE: nothing to take back */
    int *late_s;           /* of the next draw */
    int aside;             /* went back, and sits out the next draw; DRAW_NONE: nobody does */
    bool went_back[DRAW_TALKS_MAX];
};

struct draw *draw_rules_new(const struct draw_list *list, const uint8_t seed[static SHA256_BYTES],
                            struct arena *arena)
{
    struct draw *draw = ARENA_NEW(arena, struct draw);
    draw->arena = arena;
    draw->numbers = draw_number_of(seed);
    draw->last.talk = DRAW_NONE;
    draw->aside = DRAW_NONE;
    draw_state_init(&draw->state, list);
    return draw;
}

static void send_to_reserves(struct draw *draw, const int *talks, int count)
{
    for (int i = 0; i < count; i++)
        draw->state.place[talks[i]] = DRAW_RESERVE;
}

/* Somebody who just went back sits out, unless then nothing goes: so to the reserves. Who has no
 * start left goes there too. */
int draw_rules_hat(struct draw *draw, int ret[static DRAW_TALKS_MAX])
{
    int pool[DRAW_TALKS_MAX], count;
    for (;;) {
        count = draw_state_pool(&draw->state, draw->aside, pool);
        int among = list_among(&draw->state, pool, count, true, ret);
        if (!among && draw->aside != DRAW_NONE) {
            send_to_reserves(draw, &draw->aside, 1);
            draw->aside = DRAW_NONE;
            continue;
        }
        if (!among)
            among = list_among(&draw->state, pool, count, false, ret);
        if (among || !count)
            return among;
        send_to_reserves(draw, pool, count);
    }
}

void draw_rules_set_late(struct draw *draw, const int *late_s)
{
    int count = draw->state.list->room_count;
    bool late = false;
    for (int i = 0; late_s && i < count; i++)
        late |= late_s[i] != 0;
    draw->late_s = late ? ARENA_ARRAY(draw->arena, int, (size_t)count) : NULL;
    if (late)
        memcpy(draw->late_s, late_s, sizeof *late_s * (size_t)count);
}

/* The shortest talk of the hat that can be given there; DRAW_NONE: none. */
static int shortest_s(const struct draw_state *state, int room)
{
    int least_s = DRAW_NONE;
    for (int i = 0; i < state->list->talk_count; i++) {
        const struct draw_talk *talk = &state->list->talks[i];
        if (state->place[i] == DRAW_IN_HAT && talk->rooms >> room & 1 &&
            (least_s == DRAW_NONE || talk->duration_s < least_s))
            least_s = talk->duration_s;
    }
    return least_s;
}

int draw_rules_free_s(const struct draw *draw, int room)
{
    const struct draw_state *state = &draw->state;
    int length_s = shortest_s(state, room);
    for (int i = 0; length_s != DRAW_NONE && i < state->list->stretch_count; i++) {
        const struct draw_stretch *stretch = &state->list->stretches[i];
        int from_s = state->free_s[i] > state->floor_s ? state->free_s[i] : state->floor_s;
        if (stretch->room == room &&
            from_s + length_s + state->list->changeover_s <= stretch->end_s)
            return from_s;
    }
    return DRAW_NONE;
}

/* The hat as late as it is; if nobody can come so, as though it were not. */
static int late_hat(struct draw *draw, int ret[static DRAW_TALKS_MAX])
{
    int pool[DRAW_TALKS_MAX];
    draw_state_set_late(&draw->state, draw->late_s);
    if (draw->late_s) {
        int count = draw_state_pool(&draw->state, draw->aside, pool);
        int among = list_among(&draw->state, pool, count, true, ret);
        if (!among)
            among = list_among(&draw->state, pool, count, false, ret);
        if (among)
            return among;
        draw_state_set_late(&draw->state, NULL);
    }
    return draw_rules_hat(draw, ret);
}

static void place_drawn(struct draw *draw, int talk, struct draw_start start)
{
    draw->last = draw_state_put(&draw->state, talk, start);
    draw->aside = DRAW_NONE;
    draw->late_s = NULL;
    draw_state_set_late(&draw->state, NULL);
}

enum err draw_rules_next(struct draw *draw, struct draw_step *ret)
{
    int hat[DRAW_TALKS_MAX], *late_s = draw->late_s;
    int count = late_hat(draw, hat);
    if (!count)
        return ERR_NOT_FOUND;
    int talk = hat[take_lot(draw->state.list, &draw->numbers, hat, count)];
    struct draw_start start = draw_state_start(&draw->state, talk);
    place_drawn(draw, talk, start);
    *ret = (struct draw_step){
        .kind = DRAW_DRAWN,
        .talk = talk,
        .room = draw->state.list->stretches[start.stretch].room,
        .start_s = start.start_s,
        .late_s = late_s,
        .among = ARENA_ARRAY(draw->arena, int, (size_t)count),
        .among_count = count,
    };
    memcpy(ret->among, hat, sizeof *hat * (size_t)count);
    return OK;
}

enum err draw_rules_no_show(struct draw *draw, struct draw_step *ret)
{
    int talk = draw->last.talk;
    if (talk == DRAW_NONE)
        return ERR_CONFLICT;
    draw_state_undo(&draw->state, draw->last);
    draw->last.talk = DRAW_NONE;
    draw->state.first[talk] = false;
    *ret = (struct draw_step){.kind = DRAW_NO_SHOW, .talk = talk, .back = !draw->went_back[talk]};
    if (draw->went_back[talk])
        draw->state.place[talk] = DRAW_RESERVE;
    else
        draw->aside = talk;
    draw->went_back[talk] = true;
    return OK;
}

enum err draw_rules_withdraw(struct draw *draw, int talk, struct draw_step *ret)
{
    if (talk < 0 || talk >= draw->state.list->talk_count || draw->state.place[talk] != DRAW_IN_HAT)
        return ERR_CONFLICT;
    draw->state.place[talk] = DRAW_GONE;
    if (draw->aside == talk)
        draw->aside = DRAW_NONE;
    *ret = (struct draw_step){.kind = DRAW_WITHDRAWN, .talk = talk};
    return OK;
}

enum err draw_rules_again(struct draw *draw, const struct draw_step *step, struct draw_step *ret)
{
    if (step->kind == DRAW_DRAWN) {
        draw_rules_set_late(draw, step->late_s);
        return draw_rules_next(draw, ret);
    }
    if (step->kind == DRAW_NO_SHOW)
        return draw_rules_no_show(draw, ret);
    return draw_rules_withdraw(draw, step->talk, ret);
}

/* Who has no start at all once nobody has one is a reserve, as draw_rules_hat has it. */
static void settle_reserves(struct draw *draw)
{
    int pool[DRAW_TALKS_MAX], among[DRAW_TALKS_MAX], count;
    while ((count = draw_state_pool(&draw->state, DRAW_NONE, pool)) > 0 &&
           list_among(&draw->state, pool, count, false, among) == 0)
        send_to_reserves(draw, pool, count);
}

/* Whether somebody could come as late as it was; if so, the state is left as late. */
static bool follow_late(struct draw *draw, const int *late_s)
{
    int pool[DRAW_TALKS_MAX], among[DRAW_TALKS_MAX];
    draw_state_set_late(&draw->state, late_s);
    int count = draw_state_pool(&draw->state, DRAW_NONE, pool);
    if (list_among(&draw->state, pool, count, false, among))
        return true;
    draw_state_set_late(&draw->state, NULL);
    return false;
}

static enum err follow_drawn(struct draw *draw, const struct draw_step *step)
{
    struct draw_state *state = &draw->state;
    if (!step->late_s || !follow_late(draw, step->late_s))
        settle_reserves(draw);
    if (!step->among_count)
        return ERR_INVALID;
    int at = take_lot(state->list, &draw->numbers, step->among, step->among_count);
    struct draw_start start = draw_state_start(state, step->talk);
    if (step->among[at] != step->talk || start.stretch == DRAW_NONE ||
        start.start_s != step->start_s || state->list->stretches[start.stretch].room != step->room)
        return ERR_INVALID;
    place_drawn(draw, step->talk, start);
    return OK;
}

enum err draw_rules_follow(struct draw *draw, const struct draw_step *step)
{
    struct draw_step unused;
    /* Only the search says whether who sat out is in the hat again. */
    if (step->kind == DRAW_DRAWN && draw->aside == DRAW_NONE)
        return follow_drawn(draw, step);
    enum err err = draw_rules_again(draw, step, &unused);
    return err == OK && unused.talk != step->talk ? ERR_INVALID : err;
}

enum draw_place draw_rules_place_of(const struct draw *draw, int talk)
{
    return draw->state.place[talk];
}
