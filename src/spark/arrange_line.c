/* DESIGN: who gets a slot: by precedence, as many at a time as go quickly; a no is counted or
 * proven, and says which of the talk's own rules stood in the way. */
#include "arrange_line.h"

#include <string.h>

#include "arrange_model.h"
#include "arrange_precedence.h"
#include "arrange_quick.h"

enum {
    EFFORT_YES = 20000,   /* solver's conflicts for one talk */
    EFFORT_WHY = 5000,    /* for one of its rules */
    PATIENT_MOVES = 60000 /* of the engine where the solver does not know */
};

static const char *const NAMES[] = {"no",    "full",   "window",   "kit",      "own",
                                    "order", "pinned", "together", "not_found"};

const char *arrange_wait_name(enum arrange_wait wait)
{
    return NAMES[wait];
}

struct liner {
    const struct arrange_instance *instance;
    const bool *settled;
    struct work work;
    struct arena *arena, *own, *question; /* the last is emptied for every question */
    struct arrange_rules rules;           /* of all talks */
    bool *held;                           /* by rule */
    struct arrange_precedence turns;
    struct arrange_model *model;
    bool tried_model;
    struct arrange_line *ret;
};

/* ---- whose turn it is ---- */

static bool is_settled(const struct liner *l, int talk)
{
    return l->settled && l->settled[talk];
}

static void mark_schools(struct liner *l)
{
    memset(l->turns.has, 0, sizeof *l->turns.has * (size_t)l->instance->talk_count);
    for (int i = 0; i < l->instance->talk_count; i++)
        if (l->ret->given[i])
            arrange_precedence_give(&l->turns, i);
}

/* ---- does it fit? ---- */

static void hold_given(const struct liner *l, const bool *given)
{
    for (int i = 0; i < l->rules.count; i++) {
        const int *talks = l->rules.items[i].talks;
        l->held[i] = given[talks[0]] && (talks[1] < 0 || given[talks[1]]);
    }
}

static enum sat_answer ask_model(struct liner *l, int effort)
{
    if (!l->tried_model)
        l->model = arrange_model_new(l->instance, &l->rules, &l->work, l->own);
    l->tried_model = true;
    return l->model ? arrange_model_solve(l->model, l->held, effort, &l->work) : SAT_NOT_KNOWN;
}

static bool find_quickly(struct liner *l, const bool *given, int64_t moves)
{
    arena_reset(l->question);
    return arrange_quick_fits(l->instance, given, moves, l->question, l->ret->slots);
}

/* Greedy first, then counting, then the proof, and patience where there is none. */
static enum sat_answer ask(struct liner *l, const bool *given, struct arrange_count *count)
{
    if (find_quickly(l, given, 0))
        return SAT_YES;
    arena_reset(l->question);
    if (arrange_count_find(l->instance, given, l->question, count))
        return SAT_NO;
    if (find_quickly(l, given, PATIENT_MOVES))
        return SAT_YES;
    hold_given(l, given);
    enum sat_answer answer = ask_model(l, EFFORT_YES);
    if (answer == SAT_YES)
        arrange_model_slots(l->model, l->held, l->ret->slots);
    return answer;
}

/* ---- why not ---- */

static const struct {
    enum arrange_rule_kind rule;
    enum arrange_wait wait;
} REASONS[] = {
    {RULE_LEAVING, WAIT_WINDOW}, {RULE_ARRIVAL, WAIT_WINDOW}, {RULE_KIT, WAIT_KIT},
    {RULE_OWN, WAIT_OWN},        {RULE_BEFORE, WAIT_ORDER},   {RULE_NOT_AFTER, WAIT_ORDER},
    {RULE_PINNED, WAIT_PINNED},
};

/* The rules of `kind` of one talk are held, or not. Returns how many there are. */
static int hold_kind(struct liner *l, int talk, enum arrange_rule_kind kind, bool held)
{
    int count = 0;
    for (int i = 0; i < l->rules.count; i++) {
        const struct arrange_rule *rule = &l->rules.items[i];
        if (rule->kind != kind || (rule->talks[0] != talk && rule->talks[1] != talk))
            continue;
        int other = rule->talks[0] == talk ? rule->talks[1] : rule->talks[0];
        if (other >= 0 && !l->ret->given[other])
            continue;
        l->held[i] = held;
        count++;
    }
    return count;
}

/* Would the talk fit without what is not held now? */
static bool fits_as_held(struct liner *l, const bool *given)
{
    struct arrange_count count;
    arena_reset(l->question);
    struct arrange_instance bound =
        arrange_rules_apply(l->instance, &l->rules, l->held, l->question);
    if (arrange_count_find(&bound, given, l->question, &count))
        return false;
    return ask_model(l, EFFORT_WHY) == SAT_YES;
}

/* The one kind of its rules without which it would have fitted; with none of them even: full. */
static void find_reason(struct liner *l, const bool *given, struct arrange_turn *turn)
{
    int kinds = 0;
    hold_given(l, given);
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++) {
        if (!hold_kind(l, turn->talk, REASONS[i].rule, false))
            continue;
        kinds++;
        bool fits = fits_as_held(l, given);
        hold_kind(l, turn->talk, REASONS[i].rule, true);
        if (fits) {
            turn->wait = REASONS[i].wait;
            turn->rule = REASONS[i].rule;
            return;
        }
    }
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
        hold_kind(l, turn->talk, REASONS[i].rule, false);
    turn->wait = kinds > 1 && fits_as_held(l, given) ? WAIT_TOGETHER : WAIT_FULL;
}

/* ---- the pass ---- */

static void add_turn(struct liner *l, int talk)
{
    l->ret->turns[l->ret->turn_count++] = (struct arrange_turn){.talk = talk};
}

/* Talks from here on, in order of precedence if each is accepted. A school that has one once has
 * one always, so that is the order in which they are asked one by one. */
static int look_ahead(struct liner *l, bool *had, int most, int *ret)
{
    int count = 0;
    for (int talk; count < most && (talk = arrange_precedence_next(&l->turns, had)) >= 0; count++) {
        ret[count] = talk;
        had[talk] = true;
        l->ret->given[talk] = true;
        arrange_precedence_give(&l->turns, talk);
    }
    return count;
}

static void take_back(struct liner *l, bool *had, const int *talks, int count)
{
    for (int i = 0; i < count; i++) {
        had[talks[i]] = false;
        l->ret->given[talks[i]] = false;
    }
    mark_schools(l);
}

static void refuse_turn(struct liner *l, enum sat_answer answer)
{
    struct arrange_turn *turn = &l->ret->turns[l->ret->turn_count - 1];
    turn->wait = WAIT_NOT_FOUND;
    if (answer == SAT_NO)
        find_reason(l, l->ret->given, turn);
    l->ret->given[turn->talk] = false;
    mark_schools(l);
}

static enum sat_answer ask_of(struct liner *l, const int *talks, int count)
{
    struct arrange_count window;
    if (count == 1)
        return is_settled(l, talks[0]) ? SAT_YES : ask(l, l->ret->given, &window);
    return find_quickly(l, l->ret->given, 0) ? SAT_YES : SAT_NOT_KNOWN;
}

/* Every part of what fits fits: so many are asked for at once, and half of them if that is a no. */
static void decide_all(struct liner *l, bool *had)
{
    int talks[ARRANGE_TALKS_MAX], most = ARRANGE_TALKS_MAX, count;
    while ((count = look_ahead(l, had, most, talks)) > 0) {
        enum sat_answer answer = ask_of(l, talks, count);
        if (answer != SAT_YES && count > 1) {
            take_back(l, had, talks, count);
            most = count / 2;
            continue;
        }
        for (int i = 0; i < count; i++)
            add_turn(l, talks[i]);
        if (answer != SAT_YES)
            refuse_turn(l, answer);
        else if (most < ARRANGE_TALKS_MAX)
            most *= 2;
    }
}

/* The short form is offered to who waits (section 4, step 3). */
static void find_short(struct liner *l)
{
    const struct arrange_instance *instance = l->instance;
    struct arrange_instance other = *instance;
    int shortest_s = instance->length_s;
    for (int i = 0; i < instance->talk_count; i++)
        if (instance->talks[i].duration_s < shortest_s)
            shortest_s = instance->talks[i].duration_s;
    other.talks = ARENA_ARRAY(l->own, struct arrange_talk, (size_t)instance->talk_count + 1);
    memcpy(other.talks, instance->talks, sizeof *other.talks * (size_t)instance->talk_count);
    for (int i = 0; i < l->ret->turn_count; i++) {
        struct arrange_turn *turn = &l->ret->turns[i];
        struct arrange_talk *talk = &other.talks[turn->talk];
        if (turn->wait == WAIT_NOT || talk->duration_s == shortest_s)
            continue;
        arena_reset(l->question);
        talk->duration_s = shortest_s;
        l->ret->given[turn->talk] = true;
        turn->short_fits = arrange_quick_fits(&other, l->ret->given, 0, l->question, NULL);
        l->ret->given[turn->talk] = false;
        *talk = instance->talks[turn->talk];
    }
}

/* Where those stand that were accepted: the last plan may hold one that was not. */
static void read_slots(struct liner *l)
{
    struct arrange_count window;
    for (int i = 0; i < l->instance->talk_count; i++)
        l->ret->slots[i] = (struct arrange_slot){-1, 0};
    (void)ask(l, l->ret->given, &window);
}

void arrange_line_decide(const struct arrange_instance *instance, const bool *settled,
                         atomic_bool *cancel, struct arena *arena, struct arrange_line *ret)
{
    size_t talks = (size_t)instance->talk_count + 1;
    struct liner l = {
        .instance = instance,
        .settled = settled,
        .work = {.left = WORK_WITHOUT_END, .cancel = cancel},
        .arena = arena,
        .own = arena_new(),
        .question = arena_new(),
        .ret = ret,
    };
    *ret = (struct arrange_line){
        .turns = ARENA_ARRAY(arena, struct arrange_turn, talks),
        .given = ARENA_ARRAY(arena, bool, talks),
        .slots = ARENA_ARRAY(arena, struct arrange_slot, talks),
    };
    l.rules = arrange_rules_list(instance, NULL, l.own);
    l.held = ARENA_ARRAY(l.own, bool, (size_t)l.rules.count + 1);
    l.turns = (struct arrange_precedence){instance->talks, instance->talk_count, settled,
                                          ARENA_ARRAY(l.own, bool, talks)};
    bool *had = ARENA_ARRAY(l.own, bool, talks);
    decide_all(&l, had);
    find_short(&l);
    read_slots(&l);
    arrange_model_free(l.model);
    arena_free(l.question);
    arena_free(l.own);
}
