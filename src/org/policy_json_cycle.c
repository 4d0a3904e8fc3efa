/* DESIGN: a pack's stages and conversations with their date rules. */
#include "policy_json_cycle.h"

#include <string.h>

static const struct policy_json_place ROOT = {0};

/* What a cycle of the product has (requirements L18); what each is called is the pack's. */
const char *const policy_pack_cycle_keys[] = {
    "reflections", "initial",   "goals", "support", "second",
    "refine",      "implement", "final", "review",  NULL,
};
static const char *const CONVERSATIONS[] = {"initial", "second", "final", NULL};

static const char *kind_of(const char *key)
{
    return policy_json_known(CONVERSATIONS, key) ? "conversation" : "stage";
}

static enum err read_key(const struct policy_json *r, const struct policy_json_place *place,
                         const json_t *value, const struct policy_pack *pack,
                         struct pack_item *item)
{
    enum err err =
        policy_json_text(r, place, value, "key", POLICY_JSON_LABEL_BYTES_MAX, &item->key);
    if (err == OK)
        err = policy_json_text(r, place, value, "kind", POLICY_JSON_LABEL_BYTES_MAX, &item->kind);
    if (err != OK)
        return err;
    if (!policy_json_known(policy_pack_cycle_keys, item->key))
        return policy_json_bad(r, PLACE_KEY(place, "key"),
                               "must be reflections, initial, goals, support, second, refine, "
                               "implement, final or review");
    if (policy_pack_part(pack, item->key))
        return policy_json_bad(r, PLACE_KEY(place, "key"), "is there twice; take one out");
    if (strcmp(kind_of(item->key), item->kind) != 0)
        return policy_json_bad(r, PLACE_KEY(place, "kind"), "must be \"%s\"", kind_of(item->key));
    return OK;
}

/* With every weekday a school day, it must open before it is due. */
static bool opens_before_due(const struct policy_json *r, struct deadline_rule opens,
                             struct deadline_rule due)
{
    enum { ANY_YEAR = 2026 };
    struct span year = {SPAN_TERM, "", calendar_year_first(ANY_YEAR), calendar_year_last(ANY_YEAR)};
    struct calendar weekdays = calendar_compute(&year, 1, NULL, 0, r->why->arena);
    return deadline_rule_resolve(opens, ANY_YEAR, weekdays).v <=
           deadline_rule_resolve(due, ANY_YEAR, weekdays).v;
}

enum err policy_json_cycle_dates(const struct policy_json *r, const struct policy_json_place *place,
                                 const json_t *value, struct deadline_rule *ret_opens,
                                 struct deadline_rule *ret_due)
{
    enum err err = policy_json_rule(r, place, value, "opens", ret_opens);
    if (err == OK)
        err = policy_json_rule(r, place, value, "due", ret_due);
    if (err == OK && !opens_before_due(r, *ret_opens, *ret_due))
        err = policy_json_bad(r, PLACE_KEY(place, "due"), "lies before opens; mend one of them");
    return err;
}

static enum err read_words(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, struct pack_item *item)
{
    static const char *const nudges[] = {"ladder", "opening", "none", NULL};
    enum err err =
        policy_json_text(r, place, value, "label", POLICY_JSON_LABEL_BYTES_MAX, &item->label);
    if (err == OK && json_object_get(value, "months"))
        err =
            policy_json_text(r, place, value, "months", POLICY_JSON_LABEL_BYTES_MAX, &item->months);
    if (err == OK)
        err = policy_json_source(r, place, value, "source", &item->source);
    if (err == OK)
        err = policy_json_source(r, place, value, "dates", &item->dates);
    if (err == OK)
        err =
            policy_json_text(r, place, value, "nudges", POLICY_JSON_LABEL_BYTES_MAX, &item->nudges);
    if (err == OK && !policy_json_known(nudges, item->nudges))
        err = policy_json_bad(r, PLACE_KEY(place, "nudges"), "must be ladder, opening or none");
    return err;
}

static enum err read_part(const struct policy_json *r, const struct policy_json_place *place,
                          const json_t *value, struct policy_pack *pack)
{
    static const char *const must[] = {"key",    "kind",  "label",  "opens", "due",
                                       "source", "dates", "nudges", NULL};
    static const char *const may[] = {"months", NULL};
    struct pack_item item = {.origin = r->origin};
    enum err err = policy_json_object(r, place, value, must, may);
    if (err == OK)
        err = read_key(r, place, value, pack, &item);
    if (err == OK)
        err = policy_json_cycle_dates(r, place, value, &item.opens, &item.due);
    if (err == OK)
        err = read_words(r, place, value, &item);
    if (err == OK)
        pack->items[pack->item_count++] = item;
    return err;
}

enum err policy_json_cycle_read(const struct policy_json *r, const json_t *value,
                                struct policy_pack *pack)
{
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "cycle");
    enum err err = policy_json_array(r, here, value, 1, PACK_ITEMS_MAX);
    pack->item_count = 0;
    for (size_t i = 0; err == OK && i < json_array_size(value); i++)
        err = read_part(r, PLACE_INDEX(here, i), json_array_get(value, i), pack);
    for (const char *const *key = policy_pack_cycle_keys; err == OK && *key; key++)
        if (!policy_pack_part(pack, *key))
            err = policy_json_bad(
                r, here, "the %s \"%s\" is missing; add it with label, opens, due and nudges",
                kind_of(*key), *key);
    return err;
}
