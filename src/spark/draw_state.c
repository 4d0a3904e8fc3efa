/* DESIGN: placing talks one behind the other, and looking ahead whether all can still be placed. */
#include "draw_state.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static bool share_people(const struct draw_talk *a, const struct draw_talk *b)
{
    for (int i = 0; i < a->people_count; i++) {
        for (int j = 0; j < b->people_count; j++) {
            if (a->people[i] == b->people[j])
                return true;
        }
    }
    return false;
}

static bool is_tied(const struct draw_list *list, int talk)
{
    for (int i = 0; i < list->talk_count; i++) {
        if (i != talk && share_people(&list->talks[i], &list->talks[talk]))
            return true;
    }
    return false;
}

void draw_state_init(struct draw_state *state, const struct draw_list *list)
{
    *state = (struct draw_state){.list = list};
    CHECK(list->talk_count <= DRAW_TALKS_MAX && list->stretch_count <= DRAW_STRETCHES_MAX);
    for (int i = 0; i < list->stretch_count; i++) {
        state->free_s[i] = list->stretches[i].start_s;
        if (list->stretches[i].end_s > state->last_s)
            state->last_s = list->stretches[i].end_s;
    }
    for (int i = 0; i < list->talk_count; i++) {
        const struct draw_talk *talk = &list->talks[i];
        state->first[i] = talk->first;
        state->tied[i] = is_tied(list, i);
        if (talk->room == DRAW_NONE)
            continue;
        state->place[i] = DRAW_FIXED;
        state->placed[state->placed_count++] = (struct draw_slot){i, talk->room, talk->start_s};
    }
}

/* ---- the next start ---- */

static int end_of(const struct draw_state *state, const struct draw_slot *slot)
{
    return slot->start_s + state->list->talks[slot->talk].duration_s + state->list->changeover_s;
}

static const struct draw_slot *find_placed(const struct draw_state *state, int talk)
{
    for (int i = 0; i < state->placed_count; i++) {
        if (state->placed[i].talk == talk)
            return &state->placed[i];
    }
    return NULL;
}

/* Past every talk that one of its own people gives at that time. */
static int after_own_talks(const struct draw_state *state, int index, int start_s)
{
    const struct draw_talk *talk = &state->list->talks[index];
    int length_s = talk->duration_s + state->list->changeover_s;
    for (int i = 0; state->tied[index] && i < state->placed_count; i++) {
        const struct draw_slot *other = &state->placed[i];
        if (start_s < end_of(state, other) && other->start_s < start_s + length_s &&
            share_people(talk, &state->list->talks[other->talk])) {
            start_s = end_of(state, other);
            i = -1; /* from the beginning: it may have moved into another */
        }
    }
    return start_s;
}

/* When the talks it has to follow are over; DRAW_NONE: one of them is still in the hat. */
static int after_the_first(const struct draw_state *state, int talk)
{
    int start_s = 0;
    for (int i = 0; i < state->list->before_count; i++) {
        const struct draw_pair *rule = &state->list->before[i];
        if (rule->second != talk)
            continue;
        const struct draw_slot *first = find_placed(state, rule->first);
        if (state->place[rule->first] == DRAW_IN_HAT)
            return DRAW_NONE;
        if (first && end_of(state, first) > start_s)
            start_s = end_of(state, first);
    }
    return start_s;
}

/* Not too late for a fixed talk that has to follow, and next to none it must not be next to. */
static bool keeps_order(const struct draw_state *state, const struct draw_slot *slot)
{
    const struct draw_list *list = state->list;
    for (int i = 0; i < list->before_count; i++) {
        const struct draw_slot *second = find_placed(state, list->before[i].second);
        if (list->before[i].first == slot->talk && second && end_of(state, slot) > second->start_s)
            return false;
    }
    for (int i = 0; i < list->not_after_count; i++) {
        const struct draw_pair *rule = &list->not_after[i];
        const struct draw_slot *first = find_placed(state, rule->first);
        const struct draw_slot *second = find_placed(state, rule->second);
        if (rule->second == slot->talk && first && first->room == slot->room &&
            end_of(state, first) == slot->start_s)
            return false;
        if (rule->first == slot->talk && second && second->room == slot->room &&
            end_of(state, slot) == second->start_s)
            return false;
    }
    return true;
}

struct wish {
    int talk;
    int from_s;   /* not before */
    bool ordered; /* the rules of order count */
};

/* The earliest start in one stretch, or DRAW_NONE. */
static int start_in(const struct draw_state *state, int stretch, const struct wish *wish)
{
    const struct draw_stretch *room = &state->list->stretches[stretch];
    const struct draw_talk *talk = &state->list->talks[wish->talk];
    int start_s = state->free_s[stretch];
    if (!(talk->rooms >> room->room & 1))
        return DRAW_NONE;
    if (start_s < state->floor_s)
        start_s = state->floor_s;
    if (start_s < wish->from_s)
        start_s = wish->from_s;
    start_s = after_own_talks(state, wish->talk, start_s);
    const struct draw_slot slot = {wish->talk, room->room, start_s};
    int late_s = talk->leave_s < state->last_s ? state->late_s[room->room] : 0;
    int ends_s = start_s + talk->duration_s + late_s;
    if (end_of(state, &slot) > room->end_s || ends_s > talk->leave_s)
        return DRAW_NONE;
    return wish->ordered && !keeps_order(state, &slot) ? DRAW_NONE : start_s;
}

/* The earliest of all stretches, the first of those in the list's order. */
static struct draw_start earliest(const struct draw_state *state, const struct wish *wish)
{
    struct draw_start best = {.stretch = DRAW_NONE};
    for (int i = 0; i < state->list->stretch_count; i++) {
        int start_s = start_in(state, i, wish);
        if (start_s != DRAW_NONE && (best.stretch == DRAW_NONE || start_s < best.start_s))
            best = (struct draw_start){.stretch = i, .start_s = start_s};
    }
    return best;
}

struct draw_start draw_state_start(const struct draw_state *state, int talk)
{
    int arrive_s = state->list->talks[talk].arrive_s;
    struct wish wish = {.talk = talk, .from_s = after_the_first(state, talk), .ordered = true};
    if (wish.from_s == DRAW_NONE)
        return (struct draw_start){.stretch = DRAW_NONE};
    struct draw_start at_once = earliest(state, &wish);
    if (wish.from_s >= arrive_s)
        return at_once;
    wish.from_s = arrive_s;
    struct draw_start start = earliest(state, &wish);
    start.waits = start.stretch != DRAW_NONE && at_once.stretch != DRAW_NONE &&
                  start.start_s > at_once.start_s;
    return start;
}

/* ---- how late it is ---- */

/* Would wait for a talk that is passed over. */
static bool follows_passed(const struct draw_state *state, int talk)
{
    for (int i = 0; i < state->list->before_count; i++) {
        const struct draw_pair *rule = &state->list->before[i];
        if (rule->second == talk && state->passed[rule->first])
            return true;
    }
    return false;
}

void draw_state_set_late(struct draw_state *state, const int *late_s)
{
    bool more = late_s != NULL;
    memset(state->passed, 0, sizeof state->passed);
    memset(state->late_s, 0, sizeof state->late_s);
    if (late_s)
        memcpy(state->late_s, late_s, sizeof *late_s * (size_t)state->list->room_count);
    while (more) {
        more = false;
        for (int i = 0; i < state->list->talk_count; i++) {
            const struct wish wish = {.talk = i, .from_s = state->list->talks[i].arrive_s};
            if (state->place[i] != DRAW_IN_HAT || state->passed[i] ||
                (earliest(state, &wish).stretch != DRAW_NONE && !follows_passed(state, i)))
                continue;
            state->passed[i] = more = true;
        }
    }
}

/* In the hat of this draw. */
static bool is_in_hat(const struct draw_state *state, int talk)
{
    return state->place[talk] == DRAW_IN_HAT && !state->passed[talk];
}

/* ---- put and taken back ---- */

struct draw_undo draw_state_put(struct draw_state *state, int talk, struct draw_start start)
{
    const struct draw_undo undo = {
        .talk = talk,
        .stretch = start.stretch,
        .free_s = state->free_s[start.stretch],
        .floor_s = state->floor_s,
    };
    struct draw_slot *slot = &state->placed[state->placed_count++];
    *slot = (struct draw_slot){talk, state->list->stretches[start.stretch].room, start.start_s};
    state->free_s[start.stretch] = end_of(state, slot);
    state->floor_s = start.start_s;
    state->place[talk] = DRAW_SPOKEN;
    return undo;
}

void draw_state_undo(struct draw_state *state, struct draw_undo undo)
{
    CHECK(state->placed_count && state->placed[state->placed_count - 1].talk == undo.talk);
    state->placed_count--;
    state->free_s[undo.stretch] = undo.free_s;
    state->floor_s = undo.floor_s;
    state->place[undo.talk] = DRAW_IN_HAT;
}

int draw_state_pool(const struct draw_state *state, int aside, int ret[static DRAW_TALKS_MAX])
{
    int count = 0;
    bool first = false;
    for (int i = 0; i < state->list->talk_count; i++)
        first |= i != aside && is_in_hat(state, i) && state->first[i];
    for (int i = 0; i < state->list->talk_count; i++) {
        if (i != aside && is_in_hat(state, i) && state->first[i] == first)
            ret[count++] = i;
    }
    return count;
}

/* ---- looking ahead ---- */

struct look {
    struct draw_state *state;
    int placings;
};

struct branch {
    const struct draw_talk *talk;
    int index;
    struct draw_start start;
};

/* The earliest start, who leaves first, the longest, the lowest id. */
static int by_urgency(const void *left, const void *right)
{
    const struct branch *a = left, *b = right;
    if (a->start.start_s != b->start.start_s)
        return a->start.start_s < b->start.start_s ? -1 : 1;
    if (a->talk->leave_s != b->talk->leave_s)
        return a->talk->leave_s < b->talk->leave_s ? -1 : 1;
    if (a->talk->duration_s != b->talk->duration_s)
        return a->talk->duration_s > b->talk->duration_s ? -1 : 1;
    return a->index - b->index;
}

/* No start by the clock alone, and none will come: time only goes on. */
static bool is_lost(const struct draw_state *state)
{
    for (int i = 0; i < state->list->talk_count; i++) {
        const struct wish wish = {.talk = i, .from_s = state->list->talks[i].arrive_s};
        if (is_in_hat(state, i) && earliest(state, &wish).stretch == DRAW_NONE)
            return true;
    }
    return false;
}

static bool is_in_a_rule(const struct draw_list *list, int talk)
{
    for (int i = 0; i < list->before_count; i++) {
        if (list->before[i].first == talk || list->before[i].second == talk)
            return true;
    }
    for (int i = 0; i < list->not_after_count; i++) {
        if (list->not_after[i].first == talk || list->not_after[i].second == talk)
            return true;
    }
    return false;
}

/* Nothing ties it to another talk. */
static bool is_free(const struct draw_state *state, int talk)
{
    return !state->tied[talk] && !is_in_a_rule(state->list, talk);
}

static bool are_alike(const struct draw_state *state, const struct branch *a,
                      const struct branch *b)
{
    return a->talk->duration_s == b->talk->duration_s && a->talk->arrive_s == b->talk->arrive_s &&
           a->talk->leave_s == b->talk->leave_s && a->talk->rooms == b->talk->rooms &&
           is_free(state, a->index) && is_free(state, b->index);
}

static int list_branches(const struct draw_state *state, struct branch *ret)
{
    int pool[DRAW_TALKS_MAX];
    int pool_count = draw_state_pool(state, DRAW_NONE, pool), count = 0;
    for (int i = 0; i < pool_count; i++) {
        struct draw_start start = draw_state_start(state, pool[i]);
        if (start.stretch != DRAW_NONE)
            ret[count++] = (struct branch){&state->list->talks[pool[i]], pool[i], start};
    }
    qsort(ret, (size_t)count, sizeof *ret, by_urgency);
    return count;
}

static bool was_tried(const struct draw_state *state, const struct branch *branches, int at)
{
    for (int i = 0; i < at; i++) {
        if (are_alike(state, &branches[i], &branches[at]))
            return true;
    }
    return false;
}

static bool is_hat_empty(const struct draw_state *state)
{
    int pool[DRAW_TALKS_MAX];
    return draw_state_pool(state, DRAW_NONE, pool) == 0;
}

/* Each in turn, and what follows from it; the depth is the number of talks in the hat. */
static bool finish(struct look *look)
{
    struct draw_state *state = look->state;
    if (is_hat_empty(state))
        return true;
    if (is_lost(state))
        return false;
    struct branch *branches = check_malloc(sizeof *branches * DRAW_TALKS_MAX);
    int count = list_branches(state, branches);
    bool done = false;
    for (int i = 0; !done && i < count; i++) {
        if (was_tried(state, branches, i))
            continue;
        if (look->placings == DRAW_PLACINGS_MAX)
            break;
        look->placings++;
        struct draw_undo undo = draw_state_put(state, branches[i].index, branches[i].start);
        done = finish(look);
        draw_state_undo(state, undo);
    }
    free(branches);
    return done;
}

bool draw_state_can_finish(struct draw_state *state)
{
    struct look look = {.state = state};
    return finish(&look);
}
