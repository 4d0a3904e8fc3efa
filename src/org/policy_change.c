/* DESIGN: what one pack says otherwise than another: pure. */
#include "policy_change.h"

#include <string.h>

struct changes {
    struct policy_change_list list;
    struct arena *arena;
    int room;
};

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void add(struct changes *changes, const char *what, const char *from, const char *to)
{
    struct policy_change_list *list = &changes->list;
    if (same(from, to))
        return;
    if (list->count == changes->room)
        list->items =
            arena_grow(changes->arena, list->items, sizeof *list->items, 32, &changes->room);
    list->items[list->count++] = (struct policy_change){.what = what, .from = from, .to = to};
}

#define WHAT(changes, ...) arena_printf((changes)->arena, __VA_ARGS__)

static const char *number(struct changes *changes, int value)
{
    return WHAT(changes, "%d", value);
}

static void compare_labels(struct changes *changes, const struct policy_pack *from,
                           const struct policy_pack *to)
{
    for (const char *const *key = policy_pack_label_keys; *key; key++)
        add(changes, WHAT(changes, "labels.%s", *key), policy_pack_label(from, *key),
            policy_pack_label(to, *key));
    add(changes, "appraisal.link", appraisal_link_name(from->appraisal),
        appraisal_link_name(to->appraisal));
}

/* "2, 7" */
static const char *lengths(struct changes *changes, const struct policy_pack *pack)
{
    const char *text = "";
    for (int i = 0; i < pack->talk_length_count; i++)
        text = WHAT(changes, "%s%s%d", text, i ? ", " : "", pack->talk_minutes[i]);
    return text;
}

static const char *category_text(const struct policy_pack *pack, const char *key)
{
    for (int i = 0; i < pack->category_count; i++)
        if (same(pack->categories[i].key, key))
            return pack->categories[i].text;
    return NULL;
}

static void compare_talks(struct changes *changes, const struct policy_pack *from,
                          const struct policy_pack *to)
{
    add(changes, "talks.minutes", lengths(changes, from), lengths(changes, to));
    for (int i = 0; i < from->category_count; i++) {
        const char *key = from->categories[i].key;
        add(changes, WHAT(changes, "talks.categories.%s", key), from->categories[i].text,
            category_text(to, key));
    }
    for (int i = 0; i < to->category_count; i++)
        if (!policy_pack_category(from, to->categories[i].key))
            add(changes, WHAT(changes, "talks.categories.%s", to->categories[i].key), NULL,
                to->categories[i].text);
    add(changes, "talks.event_minutes", number(changes, from->event_minutes),
        number(changes, to->event_minutes));
    add(changes, "talks.changeover_s", number(changes, from->changeover_s),
        number(changes, to->changeover_s));
    add(changes, "talks.fixed_minutes", number(changes, from->fixed_minutes),
        number(changes, to->fixed_minutes));
    add(changes, "talks.order", from->talk_order, to->talk_order);
}

static const char *rule_text(struct changes *changes, struct deadline_rule rule)
{
    char text[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_format(rule, text);
    return arena_strdup(changes->arena, text);
}

static void compare_cycle(struct changes *changes, const struct policy_pack *from,
                          const struct policy_pack *to)
{
    for (int i = 0; i < from->item_count; i++) {
        const struct pack_item *was = &from->items[i], *is = policy_pack_part(to, was->key);
        if (!is)
            continue; /* no pack lacks a part */
        add(changes, WHAT(changes, "cycle.%s.label", was->key), was->label, is->label);
        add(changes, WHAT(changes, "cycle.%s.months", was->key), was->months, is->months);
        add(changes, WHAT(changes, "cycle.%s.opens", was->key), rule_text(changes, was->opens),
            rule_text(changes, is->opens));
        add(changes, WHAT(changes, "cycle.%s.due", was->key), rule_text(changes, was->due),
            rule_text(changes, is->due));
        add(changes, WHAT(changes, "cycle.%s.nudges", was->key), was->nudges, is->nudges);
    }
}

/* ---- lists ---- */

static void compare_attributes(struct changes *changes, const char *path,
                               const struct policy_item *was, const struct policy_item *is)
{
    for (int i = 0; i < was->attribute_count; i++)
        add(changes, WHAT(changes, "%s.%s", path, was->attributes[i].name),
            was->attributes[i].value, policy_item_attribute(is, was->attributes[i].name));
    for (int i = 0; i < is->attribute_count; i++)
        if (!policy_item_attribute(was, is->attributes[i].name))
            add(changes, WHAT(changes, "%s.%s", path, is->attributes[i].name), NULL,
                is->attributes[i].value);
}

static void compare_item(struct changes *changes, const char *path, const struct policy_item *was,
                         const struct policy_item *is)
{
    add(changes, path, was->text, is->text);
    add(changes, WHAT(changes, "%s.group", path), was->group, is->group);
    add(changes, WHAT(changes, "%s.retired", path), was->retired ? "true" : NULL,
        is->retired ? "true" : NULL);
    compare_attributes(changes, path, was, is);
}

static void compare_groups(struct changes *changes, const struct policy_list *from,
                           const struct policy_list *to)
{
    for (int i = 0; i < from->group_count; i++) {
        const struct policy_group *was = &from->groups[i], *is = policy_list_group(to, was->key);
        const char *path = WHAT(changes, "lists.%s.groups.%s", from->kind->key, was->key);
        add(changes, path, was->text, is ? is->text : NULL);
        for (int k = 0; is && k < was->attribute_count; k++)
            add(changes, WHAT(changes, "%s.%s", path, was->attributes[k].name),
                was->attributes[k].value, policy_group_attribute(is, was->attributes[k].name));
    }
    for (int i = 0; i < to->group_count; i++)
        if (!policy_list_group(from, to->groups[i].key))
            add(changes, WHAT(changes, "lists.%s.groups.%s", to->kind->key, to->groups[i].key),
                NULL, to->groups[i].text);
}

static void compare_list(struct changes *changes, const struct policy_list *from,
                         const struct policy_list *to)
{
    const char *key = from->kind->key;
    add(changes, WHAT(changes, "lists.%s.stem", key), from->stem, to->stem);
    compare_groups(changes, from, to);
    for (int i = 0; i < from->item_count; i++) {
        const struct policy_item *was = &from->items[i], *is = policy_list_item(to, was->key);
        const char *path = WHAT(changes, "lists.%s.%s", key, was->key);
        if (is)
            compare_item(changes, path, was, is);
        else
            add(changes, path, was->text, NULL);
    }
    for (int i = 0; i < to->item_count; i++)
        if (!policy_list_item(from, to->items[i].key))
            add(changes, WHAT(changes, "lists.%s.%s", key, to->items[i].key), NULL,
                to->items[i].text);
}

struct policy_change_list policy_change_compute(const struct policy_pack *from,
                                                const struct policy_pack *to, struct arena *arena)
{
    struct changes changes = {.arena = arena};
    compare_labels(&changes, from, to);
    compare_talks(&changes, from, to);
    compare_cycle(&changes, from, to);
    for (int i = 0; i < policy_list_kind_count; i++)
        compare_list(&changes, &from->lists[i], &to->lists[i]);
    return changes.list;
}
