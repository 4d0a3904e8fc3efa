/* DESIGN: ways out of a conflict: an arrival sooner, a leaving later, a room more, a block that
 * ends later; each alone, each as little as will do. */
#include "arrange_ways.h"

#include <string.h>

#include "arrange_model.h"
#include "arrange_quick.h"

enum {
    EFFORT = 3000,
    LATER_MAX_S = 3600,
    RULES_MAX = 24, /* of a conflict whose single windows are tried: of more nobody reads them */
};

struct seeker {
    const struct arrange_instance *instance;
    struct arrange_instance changed; /* with lists of its own */
    struct arrange_rules rules;
    bool *given, *held;
    int unit_s;
    struct work *work;
    struct arena *arena, *question; /* the second is emptied for every question */
};

/* The instance as it is, with room for one room more. */
static void restore(struct seeker *s)
{
    const struct arrange_instance *instance = s->instance;
    struct arrange_talk *talks = s->changed.talks;
    struct arrange_room *rooms = s->changed.rooms;
    struct arrange_block *blocks = s->changed.blocks;
    s->changed = *instance;
    s->changed.talks = talks;
    s->changed.rooms = rooms;
    s->changed.blocks = blocks;
    memcpy(talks, instance->talks, sizeof *talks * (size_t)instance->talk_count);
    memcpy(rooms, instance->rooms, sizeof *rooms * (size_t)instance->room_count);
    memcpy(blocks, instance->blocks, sizeof *blocks * (size_t)instance->block_count);
}

/* Do the conflict's rules go together in what the instance was changed to? A yes is found sooner by
 * the engine, a no sooner by counting, than either by a solver. */
static bool goes(struct seeker *s)
{
    struct arrange_count count;
    struct arrange_instance bound =
        arrange_rules_apply(&s->changed, &s->rules, s->held, s->question);
    bool asked = work_take(s->work, arrange_quick_steps(&bound, 0));
    bool yes = asked && arrange_quick_fits(&bound, s->given, 0, s->question, NULL);
    if (asked && !yes && !arrange_count_find(&bound, s->given, s->question, &count)) {
        struct arrange_model *model =
            arrange_model_new(&s->changed, &s->rules, s->work, s->question);
        yes = model && arrange_model_solve(model, s->held, EFFORT, s->work) == SAT_YES;
        arrange_model_free(model);
    }
    restore(s);
    arena_reset(s->question);
    return yes;
}

/* ---- one arrival or leaving ---- */

static bool goes_with_window(struct seeker *s, int rule, int at_s)
{
    struct arrange_talk *talk = &s->changed.talks[s->rules.items[rule].talks[0]];
    if (s->rules.items[rule].kind == RULE_ARRIVAL)
        talk->arrive_s = at_s;
    else
        talk->leave_s = at_s;
    return goes(s);
}

/* The time nearest to what stands that will do, in steps of a unit: `far` will. */
static int nearest_window(struct seeker *s, int rule, int stands_s, int far_s)
{
    int good = (far_s - stands_s) / s->unit_s, bad = 0;
    while (good - bad > 1 || bad - good > 1) {
        int middle = (good + bad) / 2;
        if (goes_with_window(s, rule, stands_s + middle * s->unit_s))
            good = middle;
        else
            bad = middle;
    }
    return stands_s + good * s->unit_s;
}

static void find_window(struct seeker *s, int rule, struct arrange_conflict *conflict)
{
    const struct arrange_talk *talk = &s->instance->talks[s->rules.items[rule].talks[0]];
    int u = s->unit_s;
    bool arrival = s->rules.items[rule].kind == RULE_ARRIVAL;
    /* On starts: arrivals round up to one, leavings down to the end of a talk that begins on one.
     */
    int stands_s = arrival ? (talk->arrive_s + u - 1) / u * u
                           : (talk->leave_s - talk->duration_s) / u * u + talk->duration_s;
    int far_s = arrival ? 0 : stands_s + (s->instance->length_s - stands_s + u - 1) / u * u;
    if (goes_with_window(s, rule, far_s))
        conflict->ways[conflict->way_count++] =
            (struct arrange_way){rule, nearest_window(s, rule, stands_s, far_s)};
}

/* ---- a room, a block ---- */

static bool goes_with_room(struct seeker *s)
{
    struct arrange_room *more = &s->changed.rooms[s->changed.room_count];
    if (s->changed.room_count == ARRANGE_ROOMS_MAX)
        return false;
    *more = (struct arrange_room){.id = INT64_MAX, .kit = UINT32_MAX};
    s->changed.room_count++;
    return goes(s);
}

static bool goes_with_block(struct seeker *s, int block, int end_s)
{
    s->changed.blocks[block].end_s = end_s;
    if (end_s > s->changed.length_s)
        s->changed.length_s = end_s;
    return goes(s);
}

/* How far a block can be drawn out: to the next one, else an hour. */
static int room_after_s(const struct arrange_instance *instance, int block)
{
    int room_s = LATER_MAX_S, end_s = instance->blocks[block].end_s;
    for (int i = 0; i < instance->block_count; i++)
        if (instance->blocks[i].start_s >= end_s && instance->blocks[i].start_s - end_s < room_s)
            room_s = instance->blocks[i].start_s - end_s;
    return room_s;
}

static bool find_later(struct seeker *s, int block, struct arrange_conflict *conflict)
{
    int end_s = s->instance->blocks[block].end_s, bad = 0;
    int good = room_after_s(s->instance, block) / s->unit_s;
    if (good == 0 || !goes_with_block(s, block, end_s + good * s->unit_s))
        return false;
    while (good - bad > 1) {
        int middle = (good + bad) / 2;
        if (goes_with_block(s, block, end_s + middle * s->unit_s))
            good = middle;
        else
            bad = middle;
    }
    conflict->block = block;
    conflict->block_s = end_s + good * s->unit_s;
    return true;
}

/* ---- all of them ---- */

static void init(struct seeker *s, const struct arrange_conflict *conflict)
{
    const struct arrange_instance *instance = s->instance;
    s->rules = (struct arrange_rules){conflict->rules, conflict->rule_count};
    s->given = ARENA_ARRAY(s->arena, bool, (size_t)instance->talk_count + 1);
    s->held = ARENA_ARRAY(s->arena, bool, (size_t)conflict->rule_count + 1);
    for (int i = 0; i < conflict->rule_count; i++) {
        s->held[i] = true;
        if (conflict->rules[i].kind == RULE_GIVEN)
            s->given[conflict->rules[i].talks[0]] = true;
    }
    s->changed.talks = ARENA_ARRAY(s->arena, struct arrange_talk, (size_t)instance->talk_count + 1);
    s->changed.rooms = ARENA_ARRAY(s->arena, struct arrange_room, (size_t)instance->room_count + 1);
    s->changed.blocks =
        ARENA_ARRAY(s->arena, struct arrange_block, (size_t)instance->block_count + 1);
    restore(s);
}

void arrange_ways_find(const struct arrange_instance *instance, struct work *work,
                       struct arena *arena, struct arrange_conflict *conflict)
{
    struct seeker s = {
        .instance = instance,
        .unit_s = arrange_model_unit_s(instance),
        .work = work,
        .arena = arena_new(),
        .question = arena_new(),
    };
    init(&s, conflict);
    conflict->ways = ARENA_ARRAY(arena, struct arrange_way, (size_t)conflict->rule_count + 1);
    for (int i = 0; i < conflict->rule_count && conflict->rule_count <= RULES_MAX; i++)
        if (conflict->rules[i].kind == RULE_ARRIVAL || conflict->rules[i].kind == RULE_LEAVING)
            find_window(&s, i, conflict);
    conflict->room_more = goes_with_room(&s);
    for (int i = instance->block_count - 1; i >= 0; i--)
        if (find_later(&s, i, conflict))
            break;
    arena_free(s.question);
    arena_free(s.arena);
}
