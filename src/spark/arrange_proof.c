/* DESIGN: what cannot go together: counted first, then proven, one separate conflict after the
 * other, each cut down until no rule in it can be spared. */
#include "arrange_proof.h"

#include <string.h>

#include "arrange_model.h"
#include "arrange_quick.h"
#include "arrange_ways.h"
#include "check.h"

enum {
    CONFLICTS_MAX = 16,     /* told at once */
    EFFORT_WHOLE = 60000,   /* solver's conflicts, of the whole instance */
    EFFORT_TIMES = 5000,    /* of the same as if there were a room for each */
    EFFORT_PART = 5000,     /* of the rules of one conflict */
    MOVES_FIRST = 1000,     /* of the engine, before anything is asked */
    MOVES_MORE = 20000,     /* before a solver is asked of rooms */
    MOVES_PATIENT = 100000, /* after it */
};

struct prover {
    const struct arrange_instance *instance;
    const struct arrange_proof_options *options;
    struct work work;
    struct arena *arena, *own, *question; /* the last is emptied for every question */
    struct arrange_rules rules;
    bool *held; /* one a rule: not yet set aside */
    struct arrange_proof *ret;
};

/* ---- a conflict cut down ---- */

/* The rules of `part` that are held, as rules of their own. */
static struct arrange_rules take_rules(const struct arrange_rules *rules, const bool *held,
                                       struct arena *arena)
{
    struct arrange_rules part = {ARENA_ARRAY(arena, struct arrange_rule, (size_t)rules->count + 1),
                                 0};
    for (int i = 0; i < rules->count; i++)
        if (held[i])
            part.items[part.count++] = rules->items[i];
    return part;
}

static bool is_alike(const struct arrange_talk *a, const struct arrange_talk *b)
{
    return a->duration_s == b->duration_s && a->arrive_s == b->arrive_s &&
           a->leave_s == b->leave_s && a->kit == b->kit && a->pin.room == b->pin.room &&
           a->pin.start_s == b->pin.start_s;
}

/* In a counted conflict talks that are alike stand for each other: what is needed of one is of the
 * other. -1: none before it. */
static int find_alike(const struct prover *p, const struct arrange_rules *part, const bool *held,
                      int rule)
{
    const struct arrange_talk *talks = p->instance->talks;
    for (int i = 0; i < rule; i++)
        if (held[i] && part->items[i].kind == part->items[rule].kind &&
            is_alike(&talks[part->items[i].talks[0]], &talks[part->items[rule].talks[0]]))
            return i;
    return -1;
}

static void keep_needed(struct arrange_model *model, const struct arrange_rules *part, bool *held)
{
    for (int i = 0; i < part->count; i++)
        held[i] = held[i] && arrange_model_is_needed(model, i);
}

static bool *given_by(const struct prover *p, const struct arrange_rules *rules, const bool *held,
                      struct arena *arena)
{
    bool *given = ARENA_ARRAY(arena, bool, (size_t)p->instance->talk_count + 1);
    for (int i = 0; i < rules->count; i++)
        if (held[i] && rules->items[i].kind == RULE_GIVEN)
            given[rules->items[i].talks[0]] = true;
    return given;
}

/* Without its pins an instance may have coarser units, and a window hold less than it does. */
static bool holds_too_little(const struct prover *p, const struct arrange_instance *bound,
                             const bool *given, struct arena *arena, struct arrange_count *ret)
{
    return arrange_model_unit_s(bound) == arrange_model_unit_s(p->instance) &&
           arrange_count_find(bound, given, arena, ret);
}

/* Every rule of `part` that is held, asked of whoever knows soonest: a yes of the engine, a no by
 * counting, else the solver. */
static enum sat_answer ask_part(struct prover *p, const struct arrange_rules *part, bool *held,
                                struct arrange_model *model)
{
    struct arrange_count count;
    enum sat_answer answer = SAT_NOT_KNOWN;
    arena_reset(p->question);
    struct arrange_instance bound = arrange_rules_apply(p->instance, part, held, p->question);
    const bool *given = given_by(p, part, held, p->question);
    if (!work_take(&p->work, arrange_quick_steps(&bound, 0)))
        return SAT_NOT_KNOWN;
    if (arrange_quick_fits(&bound, given, 0, p->question, NULL))
        return SAT_YES;
    if (holds_too_little(p, &bound, given, p->question, &count))
        return SAT_NO;
    if (model)
        answer = arrange_model_solve(model, held, EFFORT_PART, &p->work);
    if (answer == SAT_NO)
        keep_needed(model, part, held);
    return answer;
}

/* Drops one rule after the other while the rest still cannot go together. False: the effort did
 * not suffice to know of each. */
static bool cut_down(struct prover *p, const struct arrange_rules *part, bool counted, bool *held)
{
    bool known = true;
    struct arrange_model *model = arrange_model_new(p->instance, part, &p->work, p->own);
    for (int i = 0; i < part->count; i++) {
        if (!held[i] || (counted && find_alike(p, part, held, i) >= 0))
            continue;
        held[i] = false;
        enum sat_answer answer = ask_part(p, part, held, model);
        held[i] = answer != SAT_NO;
        known = known && answer != SAT_NOT_KNOWN;
    }
    arrange_model_free(model);
    return known;
}

static bool *all_of(int count, struct arena *arena)
{
    bool *held = ARENA_ARRAY(arena, bool, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        held[i] = true;
    return held;
}

/* Those of its rules that are left are put aside, so that the next conflict is another. */
static void set_aside(struct prover *p, const struct arrange_conflict *conflict)
{
    for (int i = 0; i < p->rules.count; i++)
        for (int k = 0; k < conflict->rule_count; k++)
            if (memcmp(&p->rules.items[i], &conflict->rules[k], sizeof *conflict->rules) == 0)
                p->held[i] = false;
}

static void add_conflict(struct prover *p, struct arrange_rules part,
                         const struct arrange_count *count)
{
    bool *held = all_of(part.count, p->own);
    bool minimal = cut_down(p, &part, count != NULL, held);
    struct arrange_rules left = take_rules(&part, held, p->arena);
    struct arrange_conflict *conflict = &p->ret->conflicts[p->ret->conflict_count++];
    *conflict = (struct arrange_conflict){
        .rules = left.items,
        .rule_count = left.count,
        .counted = count != NULL,
        .minimal = minimal,
        .block = -1,
    };
    if (count)
        conflict->count = *count;
    set_aside(p, conflict);
    if (p->options->ways)
        arrange_ways_find(p->instance, &p->work, p->arena, conflict);
}

/* ---- counting ---- */

static bool is_bound_by(const struct arrange_count *count, enum arrange_rule_kind kind)
{
    return kind == RULE_GIVEN || kind == RULE_LEAVING ||
           (kind == RULE_ARRIVAL && count->from_s > 0) || (kind == RULE_KIT && count->kit);
}

/* As many of the counted talks as are just too many. */
static void spare(const struct prover *p, struct arrange_count *count)
{
    int over = count->wanted - count->places;
    for (int i = p->instance->talk_count - 1; i >= 0; i--) {
        int weight =
            count->duration_s ? 1 : p->instance->talks[i].duration_s + p->instance->changeover_s;
        if (!count->talks[i] || weight >= over)
            continue;
        count->talks[i] = false;
        over -= weight;
    }
}

static struct arrange_rules rules_of_count(const struct prover *p,
                                           const struct arrange_count *count)
{
    struct arrange_count few = *count;
    size_t talks = (size_t)p->instance->talk_count;
    few.talks = ARENA_ARRAY(p->own, bool, talks + 1);
    memcpy(few.talks, count->talks, talks * sizeof *few.talks);
    spare(p, &few);
    bool *held = ARENA_ARRAY(p->own, bool, (size_t)p->rules.count + 1);
    for (int i = 0; i < p->rules.count; i++)
        held[i] = p->held[i] && few.talks[p->rules.items[i].talks[0]] &&
                  is_bound_by(&few, p->rules.items[i].kind);
    return take_rules(&p->rules, held, p->own);
}

static bool find_counted(struct prover *p)
{
    struct arrange_count count;
    arena_reset(p->question);
    struct arrange_instance bound =
        arrange_rules_apply(p->instance, &p->rules, p->held, p->question);
    const bool *given = given_by(p, &p->rules, p->held, p->question);
    if (!holds_too_little(p, &bound, given, p->arena, &count))
        return false;
    add_conflict(p, rules_of_count(p, &count), &count);
    return true;
}

/* ---- proving ---- */

/* Rules of talks that are bound by more than having a slot: few, so a question about them alone is
 * quick, and most conflicts are among them. */
static void hold_bound(const struct prover *p, bool *held)
{
    bool *bound = ARENA_ARRAY(p->own, bool, (size_t)p->instance->talk_count + 1);
    for (int i = 0; i < p->rules.count; i++)
        for (int k = 0; k < 2 && p->held[i] && p->rules.items[i].kind != RULE_GIVEN; k++)
            if (p->rules.items[i].talks[k] >= 0)
                bound[p->rules.items[i].talks[k]] = true;
    for (int i = 0; i < p->rules.count; i++)
        held[i] = p->held[i] && bound[p->rules.items[i].talks[0]];
}

typedef struct arrange_model *(*model_maker)(const struct arrange_instance *instance,
                                             const struct arrange_rules *rules, struct work *work,
                                             struct arena *arena);

/* Asks whether the rules that are held go together; a no becomes a conflict. */
static enum sat_answer find_among(struct prover *p, const bool *held, model_maker make, int effort)
{
    struct arrange_rules part = take_rules(&p->rules, held, p->own);
    struct arrange_model *model = make(p->instance, &part, &p->work, p->own);
    bool *needed = all_of(part.count, p->own);
    if (!model)
        return SAT_NOT_KNOWN;
    enum sat_answer answer = arrange_model_solve(model, needed, effort, &p->work);
    if (answer == SAT_NO)
        keep_needed(model, &part, needed);
    if (answer == SAT_YES && make == arrange_model_new)
        arrange_model_slots(model, needed, p->ret->slots);
    arrange_model_free(model);
    if (answer == SAT_NO)
        add_conflict(p, take_rules(&part, needed, p->own), NULL);
    return answer;
}

/* A plan that keeps all rules that are held, found by the engine. */
static bool find_plan(struct prover *p, int64_t moves)
{
    arena_reset(p->question);
    struct arrange_instance bound =
        arrange_rules_apply(p->instance, &p->rules, p->held, p->question);
    const bool *given = given_by(p, &p->rules, p->held, p->question);
    return work_take(&p->work, arrange_quick_steps(&bound, moves)) &&
           arrange_quick_fits(&bound, given, moves, p->question, p->ret->slots);
}

/* A conflict names every talk it is about as given, so who is in none is given still. Most are of
 * times alone; where there is a plan the engine finds it sooner than a solver does. */
static enum sat_answer find_next(struct prover *p)
{
    bool *bound = ARENA_ARRAY(p->own, bool, (size_t)p->rules.count + 1);
    hold_bound(p, bound);
    if (find_plan(p, MOVES_FIRST))
        return SAT_YES;
    if (find_counted(p) || find_among(p, bound, arrange_model_new_times, EFFORT_TIMES) == SAT_NO)
        return SAT_NO;
    if (find_plan(p, MOVES_MORE))
        return SAT_YES;
    if (find_among(p, bound, arrange_model_new, EFFORT_WHOLE) == SAT_NO)
        return SAT_NO;
    if (find_plan(p, MOVES_PATIENT))
        return SAT_YES;
    return find_among(p, p->held, arrange_model_new, EFFORT_WHOLE);
}

static void find_conflicts(struct prover *p)
{
    enum sat_answer answer = SAT_NO;
    while (answer == SAT_NO && p->ret->conflict_count < CONFLICTS_MAX)
        answer = find_next(p);
    p->ret->all = answer == SAT_YES;
    p->ret->cut_short = p->work.refused;
    p->ret->verdict = p->ret->conflict_count ? VERDICT_IMPOSSIBLE
                      : p->ret->all          ? VERDICT_FITS
                                             : VERDICT_NOT_KNOWN;
}

void arrange_proof_find(const struct arrange_instance *instance,
                        const struct arrange_proof_options *options, struct arena *arena,
                        struct arrange_proof *ret)
{
    struct prover p = {
        .instance = instance,
        .options = options,
        .work = {.left = options->work ? options->work : WORK_WITHOUT_END,
                 .cancel = options->cancel},
        .arena = arena,
        .own = arena_new(),
        .question = arena_new(),
        .ret = ret,
    };
    *ret = (struct arrange_proof){
        .verdict = VERDICT_FITS,
        .conflicts = ARENA_ARRAY(arena, struct arrange_conflict, CONFLICTS_MAX),
        .slots = ARENA_ARRAY(arena, struct arrange_slot, (size_t)instance->talk_count + 1),
        .all = true,
    };
    p.rules = arrange_rules_list(instance, options->given, p.own);
    p.held = all_of(p.rules.count, p.own);
    find_conflicts(&p);
    arena_free(p.question);
    arena_free(p.own);
}
