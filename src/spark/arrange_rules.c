/* DESIGN: the rules of an instance that a person can see, one by one. */
#include <string.h>

#include "arrange_proof.h"

static const char *const NAMES[RULE_KINDS] = {"given",  "arrival", "leaving", "kit",
                                              "pinned", "own",     "before",  "not_after"};

const char *arrange_rule_name(enum arrange_rule_kind kind)
{
    return NAMES[kind];
}

struct lister {
    const struct arrange_instance *instance;
    const bool *given;
    struct arena *arena;
    struct arrange_rules *ret;
    int room;
};

static void add(struct lister *l, enum arrange_rule_kind kind, int a, int b)
{
    struct arrange_rules *ret = l->ret;
    if (ret->count == l->room)
        ret->items = arena_grow(l->arena, ret->items, sizeof *ret->items, 64, &l->room);
    ret->items[ret->count++] = (struct arrange_rule){kind, {a, b}};
}

static bool is_given(const struct lister *l, int talk)
{
    return !l->given || l->given[talk];
}

static int opens_s(const struct arrange_instance *instance)
{
    int first = instance->length_s;
    for (int i = 0; i < instance->block_count; i++)
        if (instance->blocks[i].start_s < first)
            first = instance->blocks[i].start_s;
    return first;
}

static int closes_s(const struct arrange_instance *instance)
{
    int last = 0;
    for (int i = 0; i < instance->block_count; i++)
        if (instance->blocks[i].end_s > last)
            last = instance->blocks[i].end_s;
    return last;
}

static bool kit_lacks(const struct arrange_instance *instance, uint32_t kit)
{
    for (int i = 0; i < instance->room_count; i++)
        if (kit & ~instance->rooms[i].kit)
            return true;
    return false;
}

static void add_single(struct lister *l, int i)
{
    const struct arrange_instance *instance = l->instance;
    const struct arrange_talk *talk = &instance->talks[i];
    add(l, RULE_GIVEN, i, -1);
    if (talk->arrive_s > opens_s(instance))
        add(l, RULE_ARRIVAL, i, -1);
    if (talk->leave_s < closes_s(instance) - instance->changeover_s)
        add(l, RULE_LEAVING, i, -1);
    if (kit_lacks(instance, talk->kit))
        add(l, RULE_KIT, i, -1);
    if (talk->pin.room >= 0)
        add(l, RULE_PINNED, i, -1);
}

static void add_pairs(struct lister *l, enum arrange_rule_kind kind,
                      const struct arrange_pair *pairs, int count)
{
    for (int i = 0; i < count; i++)
        if (is_given(l, pairs[i].first) && is_given(l, pairs[i].second))
            add(l, kind, pairs[i].first, pairs[i].second);
}

struct arrange_rules arrange_rules_list(const struct arrange_instance *instance, const bool *given,
                                        struct arena *arena)
{
    struct arrange_rules rules = {NULL, 0};
    struct lister l = {instance, given, arena, &rules, 0};
    for (int i = 0; i < instance->talk_count; i++)
        if (is_given(&l, i))
            add_single(&l, i);
    for (int i = 0; i < instance->talk_count; i++)
        for (int k = i + 1; k < instance->talk_count; k++)
            if (is_given(&l, i) && is_given(&l, k) &&
                arrange_share_presenter(&instance->talks[i], &instance->talks[k]))
                add(&l, RULE_OWN, i, k);
    add_pairs(&l, RULE_BEFORE, instance->before, instance->before_count);
    add_pairs(&l, RULE_NOT_AFTER, instance->not_after, instance->not_after_count);
    return rules;
}

/* ---- only some of them ---- */

static void free_all(struct arrange_talk *talk, int length_s)
{
    talk->arrive_s = 0;
    talk->leave_s = length_s;
    talk->kit = 0;
    talk->pin.room = -1;
    talk->presenter_count = 0;
}

static void bind_presenters(struct arrange_talk *talk, const struct arrange_talk *as)
{
    memcpy(talk->presenters, as->presenters, sizeof talk->presenters);
    talk->presenter_count = as->presenter_count;
}

static void bind(struct arrange_talk *talks, const struct arrange_instance *as,
                 const struct arrange_rule *rule)
{
    int a = rule->talks[0], b = rule->talks[1];
    if (rule->kind == RULE_ARRIVAL)
        talks[a].arrive_s = as->talks[a].arrive_s;
    else if (rule->kind == RULE_LEAVING)
        talks[a].leave_s = as->talks[a].leave_s;
    else if (rule->kind == RULE_KIT)
        talks[a].kit = as->talks[a].kit;
    else if (rule->kind == RULE_PINNED)
        talks[a].pin = as->talks[a].pin;
    else if (rule->kind == RULE_OWN) {
        bind_presenters(&talks[a], &as->talks[a]);
        bind_presenters(&talks[b], &as->talks[b]);
    }
}

/* Of the pairs those whose rule is held, in their order. */
static int bind_pairs(const struct arrange_rules *rules, const bool *held,
                      enum arrange_rule_kind kind, struct arena *arena, struct arrange_pair **ret)
{
    int count = 0;
    *ret = ARENA_ARRAY(arena, struct arrange_pair, (size_t)rules->count + 1);
    for (int i = 0; i < rules->count; i++)
        if (held[i] && rules->items[i].kind == kind)
            (*ret)[count++] =
                (struct arrange_pair){rules->items[i].talks[0], rules->items[i].talks[1]};
    return count;
}

struct arrange_instance arrange_rules_apply(const struct arrange_instance *instance,
                                            const struct arrange_rules *rules, const bool *held,
                                            struct arena *arena)
{
    struct arrange_instance own = *instance;
    own.talks = ARENA_ARRAY(arena, struct arrange_talk, (size_t)instance->talk_count + 1);
    if (instance->talk_count)
        memcpy(own.talks, instance->talks, sizeof *own.talks * (size_t)instance->talk_count);
    for (int i = 0; i < own.talk_count; i++)
        free_all(&own.talks[i], own.length_s);
    for (int i = 0; i < rules->count; i++)
        if (held[i])
            bind(own.talks, instance, &rules->items[i]);
    own.before_count = bind_pairs(rules, held, RULE_BEFORE, arena, &own.before);
    own.not_after_count = bind_pairs(rules, held, RULE_NOT_AFTER, arena, &own.not_after);
    return own;
}
