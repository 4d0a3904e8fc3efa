/* DESIGN: a school's additions as its page changes them. */
#include "policy_school_edit.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "policy_key.h"
#include "policy_layout_json.h"

struct policy_school_edit {
    const struct policy_pack *pack;
    json_t *own;
};

/* What stands under that key, made if it is not there. */
static json_t *within(json_t *object, const char *key, json_t *(*make)(void))
{
    json_t *there = json_object_get(object, key);
    if (!there) {
        there = make();
        json_object_set_new(object, key, there);
    }
    return there;
}

static json_t *list_of(struct policy_school_edit *edit, const char *key)
{
    json_t *list = within(within(edit->own, "lists", json_object), key, json_object);
    (void)within(list, "items", json_array);
    return list;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* ---- what the trust's pack has changed since ---- */

static void drop_taken_items(json_t *items, const struct policy_list *trust)
{
    for (size_t i = json_array_size(items); i-- > 0;)
        if (policy_list_item(trust, text_of(json_array_get(items, i), "key")))
            json_array_remove(items, i);
}

static void drop_taken_groups(json_t *list, const struct policy_list *trust)
{
    json_t *groups = json_object_get(list, "groups");
    for (size_t i = json_array_size(groups); i-- > 0;)
        if (policy_list_group(trust, text_of(json_array_get(groups, i), "key")))
            json_array_remove(groups, i);
    if (groups && !json_array_size(groups))
        json_object_del(list, "groups"); /* an empty list of groups is no good form */
}

static void free_lost_items(json_t *list, const struct policy_list *trust)
{
    size_t i;
    json_t *item, *groups = json_object_get(list, "groups");
    json_array_foreach(json_object_get(list, "items"), i, item)
    {
        const char *group = text_of(item, "group");
        if (*group && !trust->kind->by_stage && !policy_list_group(trust, group) &&
            !policy_key_find(groups, group))
            json_object_del(item, "group");
    }
}

static void settle(struct policy_school_edit *edit)
{
    const char *key;
    json_t *list;
    json_object_foreach(json_object_get(edit->own, "lists"), key, list)
    {
        const struct policy_list *trust = policy_list_find(edit->pack, key);
        if (!trust)
            continue;
        drop_taken_items(json_object_get(list, "items"), trust);
        drop_taken_groups(list, trust);
        free_lost_items(list, trust);
    }
}

enum err policy_school_edit_new(struct str text, const struct policy_pack *pack,
                                struct policy_school_edit **ret)
{
    json_t *own = text.p ? json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL) : json_object();
    if (!json_is_object(own)) {
        json_decref(own);
        return ERR_INVALID;
    }
    struct policy_school_edit *edit = check_calloc(1, sizeof *edit);
    edit->pack = pack;
    edit->own = own;
    settle(edit);
    *ret = edit;
    return OK;
}

void policy_school_edit_free(struct policy_school_edit *edit)
{
    if (!edit)
        return;
    json_decref(edit->own);
    free(edit);
}

/* ---- lists ---- */

void policy_school_edit_item_add(struct policy_school_edit *edit, const char *list,
                                 const char *group, const char *text)
{
    char key[POLICY_KEY_CHARS_MAX + 1];
    const struct policy_list *trust = policy_list_find(edit->pack, list);
    json_t *items = json_object_get(list_of(edit, list), "items");
    int n = 1;
    CHECK(trust != NULL);
    do
        policy_key_make(text, n++, key);
    while (policy_list_item(trust, key) || policy_key_find(items, key));
    json_t *item = json_pack("{s:s, s:s, s:s}", "key", key, "text", text, "source", "school");
    if (group)
        json_object_set_new(item, "group", json_string(group));
    json_array_append_new(items, item);
}

const char *policy_school_edit_group_add(struct policy_school_edit *edit, const char *list,
                                         const char *text)
{
    char key[POLICY_KEY_CHARS_MAX + 1];
    const struct policy_list *trust = policy_list_find(edit->pack, list);
    json_t *groups = within(list_of(edit, list), "groups", json_array);
    int n = 1;
    CHECK(trust != NULL);
    do
        policy_key_make(text, n++, key);
    while (policy_list_group(trust, key) || policy_key_find(groups, key));
    json_t *group = json_pack("{s:s, s:s, s:s}", "key", key, "text", text, "source", "school");
    json_array_append_new(groups, group);
    return text_of(group, "key");
}

bool policy_school_edit_retire(struct policy_school_edit *edit, const char *list, const char *key,
                               bool retired)
{
    json_t *lists = json_object_get(edit->own, "lists");
    json_t *items = json_object_get(json_object_get(lists, list), "items");
    json_t *item = policy_key_find(items, key);
    if (!item)
        return false;
    if (retired)
        json_object_set_new(item, "retired", json_true());
    else
        json_object_del(item, "retired");
    return true;
}

/* ---- dates ---- */

void policy_school_edit_dates(struct policy_school_edit *edit, const char *part, const char *opens,
                              const char *due)
{
    json_object_set_new(
        within(edit->own, "dates", json_object), part,
        json_pack("{s:s, s:s, s:s}", "opens", opens, "due", due, "source", "school"));
}

void policy_school_edit_dates_remove(struct policy_school_edit *edit, const char *part)
{
    json_object_del(json_object_get(edit->own, "dates"), part);
}

/* ---- the result ---- */

struct str policy_school_edit_format(struct policy_school_edit *edit, struct arena *arena)
{
    return policy_layout_json_value(edit->own, arena);
}
