/* DESIGN: a pack's JSON as a whole: what it says over what it inherits. */
#include "policy_pack_json.h"

#include <string.h>

#include "policy_json_cycle.h"
#include "policy_json_lists.h"
#include "policy_json_talks.h"
#include "policy_json_words.h"

static const struct policy_json_place ROOT = {0};

/* What stands on its own has every part; what a pack says of lists is read after its words. */
static enum err read_words(struct policy_json *r, const json_t *root, struct policy_pack *pack)
{
    static const char *const must[] = {"name", "title", "note", "version", "documents", NULL};
    static const char *const may[] = {"$schema", "inherits", "labels", "appraisal",
                                      "talks",   "cycle",    "lists",  NULL};
    const json_t *labels = json_object_get(root, "labels"),
                 *appraisal = json_object_get(root, "appraisal"),
                 *talks = json_object_get(root, "talks"), *cycle = json_object_get(root, "cycle"),
                 *schema = json_object_get(root, "$schema");
    enum err err = policy_json_object(r, &ROOT, root, must, may);
    if (err == OK && schema && !json_is_string(schema))
        err = policy_json_bad(r, PLACE_KEY(&ROOT, "$schema"), "must be a text in quotation marks");
    if (err == OK)
        err = policy_json_words_head(r, root, pack);
    if (err == OK)
        err = policy_json_words_documents(r, json_object_get(root, "documents"), pack);
    if (err == OK && labels)
        err = policy_json_words_labels(r, labels, pack);
    if (err == OK && appraisal)
        err = policy_json_words_appraisal(r, appraisal, pack);
    if (err == OK && talks)
        err = policy_json_talks_read(r, talks, pack);
    if (err == OK && cycle)
        err = policy_json_cycle_read(r, cycle, pack);
    return err;
}

static enum err read_lists(const struct policy_json *r, const json_t *root,
                           const struct policy_pack *base, struct policy_pack *pack)
{
    const json_t *value = json_object_get(root, "lists");
    struct policy_list *own;
    enum err err = policy_json_lists_read(r, value, &own);
    if (err != OK)
        return err;
    struct policy_list *lists =
        ARENA_ARRAY(r->why->arena, struct policy_list, (size_t)policy_list_kind_count);
    for (int i = 0; i < policy_list_kind_count; i++)
        lists[i] = base ? policy_list_inherit(&own[i], &base->lists[i], r->why->arena) : own[i];
    pack->lists = lists;
    return policy_json_lists_check(r, value, lists);
}

/* Nothing to inherit from: each part must be there. */
static enum err check_complete(const struct policy_json *r, const json_t *root,
                               const struct policy_pack *pack, enum policy_pack_extent extent)
{
    static const char *const parts[] = {"labels", "appraisal", "talks", "cycle", NULL};
    const json_t *labels = json_object_get(root, "labels");
    const json_t *lists = json_object_get(root, "lists");
    for (const char *const *part = parts; *part; part++)
        if (!json_object_get(root, *part))
            return policy_json_bad(r, PLACE_KEY(&ROOT, *part), "is missing; add it");
    for (const char *const *key = policy_pack_label_keys; *key; key++)
        if (!json_object_get(labels, *key))
            return policy_json_bad(r, PLACE_KEY(PLACE_KEY(&ROOT, "labels"), *key),
                                   "is missing; add it");
    if (!pack->talk_length_count || !pack->category_count || !pack->event_minutes)
        return policy_json_bad(r, PLACE_KEY(&ROOT, "talks"),
                               "minutes, categories or event_minutes are missing; add them");
    for (int i = 0; extent == PACK_WHOLE && i < policy_list_kind_count; i++)
        if (!json_object_get(lists, policy_list_kinds[i].key))
            return policy_json_bad(r,
                                   PLACE_KEY(PLACE_KEY(&ROOT, "lists"), policy_list_kinds[i].key),
                                   "is missing; add it");
    return OK;
}

static json_t *parse(const char *file, struct str text, struct refusal *why)
{
    json_error_t fault;
    json_t *root = NULL;
    if (text.n > PACK_BYTES_MAX)
        (void)refuse(why, ERR_INVALID, "bad-policy",
                     "%s:1: pack: is larger than 256 KB; take out what does not belong to it",
                     file);
    else if (!(root = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &fault)))
        (void)refuse(why, ERR_INVALID, "bad-policy",
                     "%s:%d: column %d: not JSON as it should be: %s", file, fault.line,
                     fault.column, fault.text);
    return root;
}

bool policy_pack_json_is_product(struct str text)
{
    json_t *root = json_loadb(text.p ? text.p : "", text.n, 0, NULL);
    const char *name = json_string_value(json_object_get(root, "name"));
    bool is = name && strcmp(name, "product") == 0;
    json_decref(root);
    return is;
}

/* What is inherited is the product's, whoever says it there. */
static struct policy_pack begin(const struct policy_pack *base)
{
    struct policy_pack pack = {0};
    if (!base)
        return pack;
    pack = *base;
    pack.id = 0;
    return pack;
}

enum err policy_pack_json_read(const char *file, struct str text, const struct policy_pack *base,
                               enum policy_pack_extent extent, struct policy_pack *ret,
                               struct refusal *why)
{
    struct policy_json r = {
        .file = file, .text = text, .why = why, .origin = base ? POLICY_TRUST : POLICY_PRODUCT};
    struct policy_pack pack = begin(base);
    json_t *root = parse(file, text, why);
    if (!root)
        return ERR_INVALID;
    enum err err = read_words(&r, root, &pack);
    if (err == OK && !base)
        err = check_complete(&r, root, &pack, extent);
    if (err == OK && extent == PACK_WHOLE)
        err = read_lists(&r, root, base, &pack);
    json_decref(root);
    if (err == OK)
        *ret = pack;
    return err;
}
