/* DESIGN: a pack back to the JSON it is read from. */
#include <string.h>

#include "check.h"
#include "policy_layout_json.h"
#include "policy_pack_json.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text)
        CHECK(json_object_set_new(object, key, json_string(text)) == 0);
}

static void set_rule(json_t *object, const char *key, struct deadline_rule rule)
{
    char text[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_format(rule, text);
    set_text(object, key, text);
}

static json_t *sourced_text(const char *text, const char *source)
{
    json_t *object = json_object();
    set_text(object, "text", text);
    set_text(object, "source", source);
    return object;
}

static json_t *sourced_number(int value, const char *source)
{
    return json_pack("{s:i, s:s}", "value", value, "source", source);
}

/* Every document a source may name: read back, a pack's sources must lead somewhere. */
static void set_documents(json_t *root, const struct policy_pack *pack)
{
    json_t *documents = json_object();
    for (int i = 0; i < pack->document_count; i++)
        set_text(documents, pack->documents[i].key, pack->documents[i].title);
    json_object_set_new(root, "documents", documents);
}

static json_t *labels_of(const struct policy_pack *pack)
{
    json_t *labels = json_object();
    for (int i = 0; i < pack->label_count; i++)
        json_object_set_new(labels, pack->labels[i].key,
                            sourced_text(pack->labels[i].text, pack->labels[i].source));
    return labels;
}

static json_t *sourced_value(const char *value, const char *source)
{
    return json_pack("{s:s, s:s}", "value", value, "source", source);
}

static json_t *talks_of(const struct policy_pack *pack)
{
    json_t *minutes = json_array(), *categories = json_array();
    for (int i = 0; i < pack->talk_length_count; i++)
        json_array_append_new(minutes,
                              sourced_number(pack->talk_minutes[i], pack->talk_sources[i]));
    for (int i = 0; i < pack->category_count; i++)
        json_array_append_new(
            categories, json_pack("{s:s, s:s, s:s}", "key", pack->categories[i].key, "label",
                                  pack->categories[i].text, "source", pack->categories[i].source));
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "minutes", minutes, "categories", categories,
                     "event_minutes",
                     sourced_number(pack->event_minutes, pack->event_minutes_source),
                     "changeover_s", sourced_number(pack->changeover_s, pack->changeover_source),
                     "fixed_minutes", sourced_number(pack->fixed_minutes, pack->fixed_source),
                     "order", sourced_value(pack->talk_order, pack->talk_order_source));
}

static json_t *cycle_of(const struct policy_pack *pack)
{
    json_t *cycle = json_array();
    for (int i = 0; i < pack->item_count; i++) {
        const struct pack_item *item = &pack->items[i];
        json_t *part = json_object();
        set_text(part, "key", item->key);
        set_text(part, "kind", item->kind);
        set_text(part, "label", item->label);
        set_text(part, "source", item->source);
        set_text(part, "months", item->months);
        set_rule(part, "opens", item->opens);
        set_rule(part, "due", item->due);
        set_text(part, "dates", item->dates);
        set_text(part, "nudges", item->nudges);
        json_array_append_new(cycle, part);
    }
    return cycle;
}

/* ---- lists ---- */

static json_t *keys_of(const char *value)
{
    json_t *keys = json_array();
    struct str rest = str_of(value), key;
    while (str_split(&rest, ' ', &key))
        json_array_append_new(keys, json_stringn(key.p, key.n));
    return keys;
}

static json_t *attribute_value(const struct policy_attribute_kind_of *kind, const char *value)
{
    int64_t number = 0;
    switch (kind->kind) {
    case ATTRIBUTE_FLAG:
        return json_boolean(strcmp(value, "true") == 0);
    case ATTRIBUTE_NUMBER:
        CHECK(str_parse_int(str_of(value), &number) == OK);
        return json_integer(number);
    case ATTRIBUTE_ITEMS:
        return keys_of(value);
    default:
        return json_string(value);
    }
}

static void set_attributes(json_t *object, const struct policy_attribute *attributes, int count,
                           const struct policy_attribute_kind_of *kinds)
{
    for (; kinds->name; kinds++)
        for (int i = 0; i < count; i++)
            if (strcmp(attributes[i].name, kinds->name) == 0)
                json_object_set_new(object, kinds->name,
                                    attribute_value(kinds, attributes[i].value));
}

static json_t *group_of(const struct policy_list *list, const struct policy_group *group)
{
    json_t *object = json_object();
    set_text(object, "key", group->key);
    set_text(object, "text", group->text);
    set_attributes(object, group->attributes, group->attribute_count, list->kind->group_attributes);
    set_text(object, "source", group->source);
    return object;
}

static json_t *item_of(const struct policy_list *list, const struct policy_item *item)
{
    json_t *object = json_object();
    set_text(object, "key", item->key);
    set_text(object, "text", item->text);
    set_text(object, "group", item->group);
    set_attributes(object, item->attributes, item->attribute_count, list->kind->item_attributes);
    if (item->retired)
        json_object_set_new(object, "retired", json_true());
    set_text(object, "source", item->source);
    return object;
}

static json_t *list_of(const struct policy_list *list)
{
    json_t *object = json_object(), *groups = json_array(), *items = json_array();
    if (list->stem)
        json_object_set_new(object, "stem", sourced_text(list->stem, list->stem_source));
    for (int i = 0; i < list->group_count; i++)
        json_array_append_new(groups, group_of(list, &list->groups[i]));
    if (list->group_count)
        json_object_set(object, "groups", groups);
    for (int i = 0; i < list->item_count; i++)
        json_array_append_new(items, item_of(list, &list->items[i]));
    json_object_set_new(object, "items", items);
    json_decref(groups);
    return object;
}

static json_t *lists_of(const struct policy_pack *pack)
{
    json_t *lists = json_object();
    for (int i = 0; i < policy_list_kind_count; i++)
        json_object_set_new(lists, pack->lists[i].kind->key, list_of(&pack->lists[i]));
    return lists;
}

struct str policy_pack_json_write(const struct policy_pack *pack, enum policy_pack_extent extent,
                                  struct arena *arena)
{
    json_t *root = json_object();
    set_text(root, "name", pack->name);
    set_text(root, "title", pack->title);
    set_text(root, "note", pack->note);
    json_object_set_new(root, "version", json_integer(pack->version));
    set_documents(root, pack);
    json_object_set_new(root, "labels", labels_of(pack));
    json_object_set_new(root, "appraisal",
                        json_pack("{s:s, s:s}", "link", appraisal_link_name(pack->appraisal),
                                  "source", pack->appraisal_source));
    json_object_set_new(root, "talks", talks_of(pack));
    json_object_set_new(root, "cycle", cycle_of(pack));
    if (extent == PACK_WHOLE)
        json_object_set_new(root, "lists", lists_of(pack));
    struct str text = policy_layout_json_value(root, arena);
    json_decref(root);
    return text;
}
