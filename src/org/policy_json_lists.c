/* DESIGN: a pack's code lists: one reader for all, told by the table of kinds. */
#include "policy_json_lists.h"

#include <string.h>

#include "check.h"

static const struct policy_json_place ROOT = {0};

enum { KEYS_MAX = POLICY_ATTRIBUTES_MAX + 8 };

/* The names of what a kind's items or groups may say, after those all have. */
static void add_names(const char **names, const struct policy_attribute_kind_of *attributes)
{
    int count = 0;
    while (names[count])
        count++;
    for (; attributes->name; attributes++)
        names[count++] = attributes->name;
    names[count] = NULL;
}

/* ---- attributes ---- */

static bool is_choice(const char *of, const char *value)
{
    struct str rest = str_of(of), choice;
    while (str_split(&rest, '|', &choice))
        if (str_eq_c(choice, value))
            return true;
    return false;
}

static bool is_month(const char *text)
{
    int64_t year, month;
    struct str s = str_of(text);
    return s.n == 7 && s.p[4] == '-' && str_parse_int(str_first(s, 4), &year) == OK &&
           str_parse_int(str_from(s, 5), &month) == OK && month >= 1 && month <= 12;
}

static enum err read_items_attribute(const struct policy_json *r,
                                     const struct policy_json_place *place, const json_t *value,
                                     const char **ret)
{
    const char *joined = "";
    enum err err = policy_json_array(r, place, value, 1, 8);
    for (size_t i = 0; err == OK && i < json_array_size(value); i++) {
        const char *key = json_string_value(json_array_get(value, i));
        if (!key || !*key || strchr(key, ' '))
            return policy_json_bad(r, PLACE_INDEX(place, i), "must be a key in quotation marks");
        joined = arena_printf(r->why->arena, "%s%s%.40s", joined, *joined ? " " : "", key);
    }
    *ret = joined;
    return err;
}

static enum err read_text_attribute(const struct policy_json *r,
                                    const struct policy_json_place *above, const json_t *object,
                                    const struct policy_attribute_kind_of *kind, const char **ret)
{
    enum err err = policy_json_text(r, above, object, kind->name, POLICY_JSON_TEXT_BYTES_MAX, ret);
    if (err == OK && kind->kind == ATTRIBUTE_CHOICE && !is_choice(kind->of, *ret))
        err = policy_json_bad(r, PLACE_KEY(above, kind->name), "must be one of: %s", kind->of);
    if (err == OK && kind->kind == ATTRIBUTE_MONTH && !is_month(*ret))
        err = policy_json_bad(r, PLACE_KEY(above, kind->name),
                              "must be a year and a month, like \"2026-04\"");
    if (err == OK && kind->kind == ATTRIBUTE_STAGE &&
        !policy_json_known(policy_pack_cycle_keys, *ret))
        err = policy_json_bad(r, PLACE_KEY(above, kind->name),
                              "the cycle has no such part; it has reflections, initial, goals, "
                              "support, second, refine, implement, final and review");
    return err;
}

static enum err read_attribute(const struct policy_json *r, const struct policy_json_place *above,
                               const json_t *object, const struct policy_attribute_kind_of *kind,
                               const char **ret)
{
    const struct policy_json_place *place = PLACE_KEY(above, kind->name);
    const json_t *value = json_object_get(object, kind->name);
    int number;
    enum err err;
    switch (kind->kind) {
    case ATTRIBUTE_FLAG:
        if (!json_is_boolean(value))
            return policy_json_bad(r, place, "must be true or false");
        *ret = json_is_true(value) ? "true" : "false";
        return OK;
    case ATTRIBUTE_NUMBER:
        err = policy_json_number(r, above, object, kind->name, 0, 1000, &number);
        if (err == OK)
            *ret = arena_printf(r->why->arena, "%d", number);
        return err;
    case ATTRIBUTE_ITEMS:
        return read_items_attribute(r, place, value, ret);
    default:
        return read_text_attribute(r, above, object, kind, ret);
    }
}

static enum err read_attributes(const struct policy_json *r, const struct policy_json_place *place,
                                const json_t *object, const struct policy_attribute_kind_of *kinds,
                                struct policy_attribute *attributes, int *count)
{
    enum err err = OK;
    for (; err == OK && kinds->name; kinds++) {
        if (!json_object_get(object, kinds->name))
            continue;
        CHECK(*count < POLICY_ATTRIBUTES_MAX);
        attributes[*count].name = kinds->name;
        err = read_attribute(r, place, object, kinds, &attributes[*count].value);
        (*count)++;
    }
    return err;
}

/* ---- items and groups ---- */

static enum err read_item(const struct policy_json *r, const struct policy_json_place *place,
                          const json_t *value, struct policy_list *list)
{
    static const char *const must[] = {"key", "text", "source", NULL};
    const char *may[KEYS_MAX] = {"group", "retired", NULL};
    struct policy_item item = {.origin = r->origin};
    const json_t *retired = json_object_get(value, "retired");
    add_names(may, list->kind->item_attributes);
    enum err err = policy_json_object(r, place, value, must, may);
    if (err == OK)
        err = policy_json_key(r, place, value, "key", &item.key);
    if (err == OK && policy_list_item(list, item.key))
        err = policy_json_bad(r, PLACE_KEY(place, "key"), "is there twice; take one out");
    if (err == OK)
        err = policy_json_text(r, place, value, "text", POLICY_JSON_TEXT_BYTES_MAX, &item.text);
    if (err == OK && json_object_get(value, "group"))
        err = policy_json_key(r, place, value, "group", &item.group);
    if (err == OK && retired && !json_is_boolean(retired))
        err = policy_json_bad(r, PLACE_KEY(place, "retired"), "must be true or false");
    item.retired = json_is_true(retired);
    if (err == OK)
        err = read_attributes(r, place, value, list->kind->item_attributes, item.attributes,
                              &item.attribute_count);
    if (err == OK)
        err = policy_json_source(r, place, value, "source", &item.source);
    if (err == OK)
        list->items[list->item_count++] = item;
    return err;
}

static enum err read_group(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, struct policy_list *list)
{
    static const char *const must[] = {"key", "text", "source", NULL};
    const char *may[KEYS_MAX] = {NULL};
    struct policy_group group = {.origin = r->origin};
    add_names(may, list->kind->group_attributes);
    enum err err = policy_json_object(r, place, value, must, may);
    if (err == OK)
        err = policy_json_key(r, place, value, "key", &group.key);
    if (err == OK && policy_list_group(list, group.key))
        err = policy_json_bad(r, PLACE_KEY(place, "key"), "is there twice; take one out");
    if (err == OK)
        err = policy_json_text(r, place, value, "text", POLICY_JSON_TEXT_BYTES_MAX, &group.text);
    if (err == OK)
        err = read_attributes(r, place, value, list->kind->group_attributes, group.attributes,
                              &group.attribute_count);
    if (err == OK)
        err = policy_json_source(r, place, value, "source", &group.source);
    if (err == OK)
        list->groups[list->group_count++] = group;
    return err;
}

static enum err read_groups(const struct policy_json *r, const struct policy_json_place *place,
                            const json_t *value, struct policy_list *list)
{
    enum err err = policy_json_array(r, place, value, 1, POLICY_LIST_GROUPS_MAX);
    if (err == OK)
        list->groups = ARENA_ARRAY(r->why->arena, struct policy_group, json_array_size(value));
    for (size_t i = 0; err == OK && i < json_array_size(value); i++)
        err = read_group(r, PLACE_INDEX(place, i), json_array_get(value, i), list);
    return err;
}

static enum err read_items(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, struct policy_list *list)
{
    enum err err = policy_json_array(r, place, value, 0, POLICY_LIST_ITEMS_MAX);
    if (err == OK)
        list->items = ARENA_ARRAY(r->why->arena, struct policy_item, json_array_size(value) + 1);
    for (size_t i = 0; err == OK && i < json_array_size(value); i++)
        err = read_item(r, PLACE_INDEX(place, i), json_array_get(value, i), list);
    return err;
}

static enum err read_stem(const struct policy_json *r, const struct policy_json_place *place,
                          const json_t *value, struct policy_list *list)
{
    static const char *const keys[] = {"text", "source", NULL};
    enum err err = policy_json_object(r, place, value, keys, NULL);
    if (err == OK)
        err = policy_json_text(r, place, value, "text", POLICY_JSON_TEXT_BYTES_MAX, &list->stem);
    if (err == OK)
        err = policy_json_source(r, place, value, "source", &list->stem_source);
    list->stem_origin = r->origin;
    return err;
}

static enum err read_list(const struct policy_json *r, const struct policy_json_place *place,
                          const json_t *value, struct policy_list *list)
{
    static const char *const must[] = {"items", NULL};
    static const char *const may[] = {"stem", "adds", "groups", NULL};
    static const char *const school_may[] = {"groups", NULL};
    enum err err =
        policy_json_object(r, place, value, must, r->origin == POLICY_SCHOOL ? school_may : may);
    const json_t *adds = json_object_get(value, "adds");
    if (err == OK && adds && !json_is_true(adds))
        err = policy_json_bad(r, PLACE_KEY(place, "adds"), "must be true, or left out");
    list->adds = adds != NULL;
    if (err == OK && json_object_get(value, "stem"))
        err = read_stem(r, PLACE_KEY(place, "stem"), json_object_get(value, "stem"), list);
    if (err == OK && json_object_get(value, "groups"))
        err = read_groups(r, PLACE_KEY(place, "groups"), json_object_get(value, "groups"), list);
    if (err == OK)
        err = read_items(r, PLACE_KEY(place, "items"), json_object_get(value, "items"), list);
    return err;
}

static const char *const *list_keys(struct arena *arena)
{
    const char **keys = ARENA_ARRAY(arena, const char *, (size_t)policy_list_kind_count + 1);
    for (int i = 0; i < policy_list_kind_count; i++)
        keys[i] = policy_list_kinds[i].key;
    return keys;
}

enum err policy_json_lists_read(const struct policy_json *r, const json_t *value,
                                struct policy_list **ret)
{
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "lists");
    struct policy_list *lists =
        ARENA_ARRAY(r->why->arena, struct policy_list, (size_t)policy_list_kind_count);
    enum err err = OK;
    if (value)
        err = policy_json_object(r, here, value, NULL, list_keys(r->why->arena));
    for (int i = 0; err == OK && i < policy_list_kind_count; i++) {
        const char *key = policy_list_kinds[i].key;
        const json_t *list = json_object_get(value, key);
        lists[i].kind = &policy_list_kinds[i];
        if (list)
            err = read_list(r, PLACE_KEY(here, key), list, &lists[i]);
    }
    if (err == OK)
        *ret = lists;
    return err;
}

/* ---- references ---- */

static const struct policy_list *list_of(const struct policy_list *lists, const char *key)
{
    const struct policy_list_kind *kind = policy_list_kind_find(key);
    CHECK(kind != NULL);
    return &lists[kind - policy_list_kinds];
}

static enum err check_reference(const struct policy_json *r, const struct policy_json_place *above,
                                const struct policy_attribute_kind_of *kind, const char *value,
                                const struct policy_list *lists)
{
    struct str rest = str_of(value), key;
    if (kind->kind != ATTRIBUTE_ITEM && kind->kind != ATTRIBUTE_ITEMS)
        return OK;
    while (str_split(&rest, ' ', &key)) {
        const char *name = arena_str_c(r->why->arena, key);
        if (!policy_list_item(list_of(lists, kind->of), name))
            return policy_json_bad(r, PLACE_KEY(above, kind->name), "\"%s\" is no key of %s", name,
                                   kind->of);
    }
    return OK;
}

static enum err check_attributes(const struct policy_json *r, const struct policy_json_place *place,
                                 const json_t *object, const struct policy_attribute *attributes,
                                 int count, const struct policy_attribute_kind_of *kinds,
                                 const struct policy_list *lists)
{
    enum err err = OK;
    for (; err == OK && kinds->name; kinds++)
        for (int i = 0; err == OK && i < count; i++)
            if (strcmp(attributes[i].name, kinds->name) == 0 &&
                json_object_get(object, kinds->name))
                err = check_reference(r, place, kinds, attributes[i].value, lists);
    return err;
}

static enum err check_item(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, const struct policy_list *list,
                           const struct policy_list *lists)
{
    const char *key = json_string_value(json_object_get(value, "key"));
    const char *group = json_string_value(json_object_get(value, "group"));
    const struct policy_item *item = policy_list_item(list, key);
    CHECK(item != NULL);
    if (group && list->kind->by_stage && !policy_json_known(policy_pack_cycle_keys, group))
        return policy_json_bad(r, PLACE_KEY(place, "group"), "the cycle has no part of that key");
    if (group && !list->kind->by_stage && !policy_list_group(list, group))
        return policy_json_bad(r, PLACE_KEY(place, "group"), "the list has no group of that key");
    return check_attributes(r, place, value, item->attributes, item->attribute_count,
                            list->kind->item_attributes, lists);
}

static enum err check_list(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, const struct policy_list *list,
                           const struct policy_list *lists)
{
    const json_t *groups = json_object_get(value, "groups");
    const json_t *items = json_object_get(value, "items");
    enum err err = OK;
    for (size_t i = 0; err == OK && i < json_array_size(items); i++)
        err = check_item(r, PLACE_INDEX(PLACE_KEY(place, "items"), i), json_array_get(items, i),
                         list, lists);
    for (size_t i = 0; err == OK && i < json_array_size(groups); i++) {
        const json_t *one = json_array_get(groups, i);
        const struct policy_group *group =
            policy_list_group(list, json_string_value(json_object_get(one, "key")));
        CHECK(group != NULL);
        err =
            check_attributes(r, PLACE_INDEX(PLACE_KEY(place, "groups"), i), one, group->attributes,
                             group->attribute_count, list->kind->group_attributes, lists);
    }
    return err;
}

enum err policy_json_lists_check(const struct policy_json *r, const json_t *value,
                                 const struct policy_list *lists)
{
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "lists");
    enum err err = OK;
    for (int i = 0; err == OK && i < policy_list_kind_count; i++) {
        const char *key = policy_list_kinds[i].key;
        const json_t *list = json_object_get(value, key);
        if (list)
            err = check_list(r, PLACE_KEY(here, key), list, &lists[i], lists);
    }
    return err;
}
