/* DESIGN: the policy's kinds of activity: how each comes into a year, and what follows from it. */
#include "activity_type.h"

#include <string.h>

static const char LIST[] = "activities", AWARD[] = "award";

static const char *const MODES[] = {"bookable", "self-recorded", "conversation"};

const char *activity_mode_name(enum activity_mode mode)
{
    return MODES[mode];
}

/* A kind that says nothing of how it comes about is one to write down. */
static enum activity_mode mode_of(const struct policy_item *item)
{
    const char *mode = policy_item_attribute(item, "mode");
    for (int i = 0; mode && i <= ACTIVITY_CONVERSATION; i++)
        if (strcmp(mode, MODES[i]) == 0)
            return (enum activity_mode)i;
    return ACTIVITY_SELF_RECORDED;
}

static bool says(const struct policy_item *item, const char *name, const char *value)
{
    const char *said = policy_item_attribute(item, name);
    return said && strcmp(said, value) == 0;
}

static struct activity_type type_of(const struct policy_item *item)
{
    const char *detail = policy_item_attribute(item, "detail");
    const char *kind = policy_item_attribute(item, "type");
    return (struct activity_type){
        .key = item->key,
        .text = item->text,
        .detail = detail ? detail : "",
        .source = item->source,
        .group = item->group ? item->group : "",
        .kind = kind ? kind : item->key,
        .mode = mode_of(item),
        .counts = says(item, "hours", "true"),
        .evaluated = says(item, "evaluation", "immediate"),
        .retired = item->retired,
        .origin = item->origin,
    };
}

bool activity_type_find(const struct policy_pack *pack, const char *key, struct activity_type *ret)
{
    const struct policy_list *list = policy_list_find(pack, LIST);
    const struct policy_item *item = list ? policy_list_item(list, key) : NULL;
    if (item)
        *ret = type_of(item);
    return item != NULL;
}

struct activity_type_list activity_type_list(const struct policy_pack *pack, struct arena *arena)
{
    const struct policy_list *list = policy_list_find(pack, LIST);
    struct activity_type_list types = {.list = list};
    if (!list)
        return types;
    types.items = ARENA_ARRAY(arena, struct activity_type, (size_t)list->item_count + 1);
    for (int i = 0; i < list->item_count; i++)
        if (!list->items[i].retired)
            types.items[types.count++] = type_of(&list->items[i]);
    return types;
}

bool activity_type_is_recorded(const struct activity_type *type)
{
    return type->mode != ACTIVITY_CONVERSATION && !type->retired;
}

bool activity_type_is_award(const struct activity_type *type)
{
    return strcmp(type->kind, AWARD) == 0;
}
