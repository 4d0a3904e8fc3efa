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

static void erase(struct arrange_talk *talk, enum arrange_rule_kind kind, int length_s)
{
    if (kind == RULE_ARRIVAL)
        talk->arrive_s = 0;
    else if (kind == RULE_LEAVING)
        talk->leave_s = length_s;
    else if (kind == RULE_KIT)
        talk->kit = 0;
    else if (kind == RULE_PINNED)
        talk->pin.room = -1;
}

struct arrange_instance arrange_rules_apply(const struct arrange_instance *instance,
                                            const struct arrange_rules *rules, const bool *held,
                                            struct arena *arena)
{
    struct arrange_instance own = *instance;
    own.talks = ARENA_ARRAY(arena, struct arrange_talk, (size_t)instance->talk_count + 1);
    if (instance->talk_count)
        memcpy(own.talks, instance->talks, sizeof *own.talks * (size_t)instance->talk_count);
    for (int i = 0; i < rules->count; i++)
        if (!held[i])
            erase(&own.talks[rules->items[i].talks[0]], rules->items[i].kind, own.length_s);
    return own;
}
