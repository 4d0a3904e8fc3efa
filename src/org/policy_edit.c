/* DESIGN: an editor's changes to a pack's JSON: only what is changed is written, and as the
 * trust's own. */
#include "policy_edit.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "policy_key.h"

struct policy_edit {
    const struct policy_pack *pack;
    json_t *own;   /* the pack's JSON, changed in place */
    json_t *whole; /* with what it inherits written out, to copy from */
    bool changed;
};

enum err policy_edit_new(struct str text, const struct policy_pack *pack, struct arena *arena,
                         struct policy_edit **ret)
{
    struct str whole = policy_pack_format(pack, arena);
    json_t *own = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    if (!own)
        return ERR_INVALID;
    struct policy_edit *edit = check_calloc(1, sizeof *edit);
    edit->pack = pack;
    edit->own = own;
    edit->whole = json_loadb(whole.p, whole.n, 0, NULL);
    CHECK(edit->whole != NULL);
    *ret = edit;
    return OK;
}

void policy_edit_free(struct policy_edit *edit)
{
    if (!edit)
        return;
    json_decref(edit->own);
    json_decref(edit->whole);
    free(edit);
}

/* The object or list under that key, copied from what is inherited if the pack has none. */
static json_t *section(struct policy_edit *edit, json_t *own, const json_t *whole, const char *key)
{
    json_t *there = json_object_get(own, key);
    if (there)
        return there;
    json_t *copy = json_deep_copy(json_object_get(whole, key));
    CHECK(copy != NULL);
    json_object_set_new(own, key, copy);
    edit->changed = true;
    return copy;
}

/* Sets a text that is another one; true if it is. */
static bool set_text(struct policy_edit *edit, json_t *object, const char *key, const char *text)
{
    const char *there = json_string_value(json_object_get(object, key));
    if (there && strcmp(there, text) == 0)
        return false;
    json_object_set_new(object, key, json_string(text));
    edit->changed = true;
    return true;
}

/* ---- words ---- */

void policy_edit_label(struct policy_edit *edit, const char *key, const char *text)
{
    const char *now = policy_pack_label(edit->pack, key);
    if (!now || strcmp(now, text) == 0)
        return;
    json_t *labels = json_object_get(edit->own, "labels");
    if (!labels) {
        labels = json_object();
        json_object_set_new(edit->own, "labels", labels);
    }
    json_object_set_new(labels, key, json_pack("{s:s, s:s}", "text", text, "source", "trust"));
    edit->changed = true;
}

void policy_edit_appraisal(struct policy_edit *edit, enum appraisal_link link)
{
    if (edit->pack->appraisal == link)
        return;
    json_t *appraisal = json_deep_copy(json_object_get(edit->whole, "appraisal"));
    CHECK(json_is_object(appraisal));
    json_object_set_new(edit->own, "appraisal", appraisal);
    (void)set_text(edit, appraisal, "link", appraisal_link_name(link));
    (void)set_text(edit, appraisal, "source", "trust");
}

/* ---- the year ---- */

static bool is_as_before(const struct pack_item *item, const struct policy_edit_part *part)
{
    char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_format(item->opens, opens);
    deadline_rule_format(item->due, due);
    return strcmp(item->label, part->label) == 0 && strcmp(opens, part->opens) == 0 &&
           strcmp(due, part->due) == 0 && strcmp(item->nudges, part->nudges) == 0;
}

void policy_edit_part(struct policy_edit *edit, const struct policy_edit_part *part)
{
    const struct pack_item *item = policy_pack_part(edit->pack, part->key);
    if (!item || is_as_before(item, part))
        return;
    json_t *cycle = section(edit, edit->own, edit->whole, "cycle");
    json_t *object = policy_key_find(cycle, part->key);
    CHECK(object != NULL);
    if (set_text(edit, object, "label", part->label))
        (void)set_text(edit, object, "source", "trust");
    bool opens = set_text(edit, object, "opens", part->opens);
    bool due = set_text(edit, object, "due", part->due);
    if (opens || due)
        (void)set_text(edit, object, "dates", "trust");
    (void)set_text(edit, object, "nudges", part->nudges);
}

/* ---- lists ---- */

static json_t *items_of(struct policy_edit *edit, const char *list)
{
    json_t *lists = section(edit, edit->own, edit->whole, "lists");
    json_t *whole = json_object_get(edit->whole, "lists");
    json_t *there = json_object_get(lists, list);
    /* Written out whole: items that stood in for the pack's own would be lost beside new ones. */
    json_t *copy = json_deep_copy(json_object_get(whole, list));
    if (!copy)
        copy = there ? json_incref(there) : json_object();
    json_object_set_new(lists, list, copy);
    edit->changed = true;
    json_t *items = json_object_get(copy, "items");
    if (!items) {
        items = json_array();
        json_object_set_new(copy, "items", items);
    }
    json_object_set(whole, list, copy); /* a second change finds the first */
    return items;
}

void policy_edit_item(struct policy_edit *edit, const char *list, const char *key, const char *text,
                      bool retired)
{
    const struct policy_list *now = policy_list_find(edit->pack, list);
    const struct policy_item *item = now ? policy_list_item(now, key) : NULL;
    if (!item || (strcmp(item->text, text) == 0 && item->retired == retired))
        return;
    json_t *object = policy_key_find(items_of(edit, list), key);
    CHECK(object != NULL);
    if (set_text(edit, object, "text", text))
        (void)set_text(edit, object, "source", "trust");
    if (retired)
        json_object_set_new(object, "retired", json_true());
    else
        json_object_del(object, "retired");
}

void policy_edit_item_add(struct policy_edit *edit, const char *list, const char *group,
                          const char *text)
{
    char key[POLICY_KEY_CHARS_MAX + 1];
    json_t *items = items_of(edit, list);
    int n = 1;
    do
        policy_key_make(text, n++, key);
    while (policy_key_find(items, key));
    json_t *item = json_pack("{s:s, s:s, s:s}", "key", key, "text", text, "source", "trust");
    if (group)
        json_object_set_new(item, "group", json_string(group));
    json_array_append_new(items, item);
}

/* ---- the result ---- */

struct str policy_edit_format(struct policy_edit *edit, int version, struct arena *arena,
                              bool *ret_changed)
{
    struct str text;
    json_object_set_new(edit->own, "version", json_integer(version));
    char *flat = json_dumps(edit->own, JSON_COMPACT);
    CHECK(flat != NULL && policy_layout_json(str_of(flat), arena, &text) == OK);
    free(flat);
    *ret_changed = edit->changed;
    return text;
}
