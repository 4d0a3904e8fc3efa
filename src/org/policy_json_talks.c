/* DESIGN: what a pack says of SPARK talks. */
#include "policy_json_talks.h"

#include <string.h>

static const struct policy_json_place ROOT = {0};
static const char *const CATEGORIES[] = {"good practice", "personal insight",
                                         "practical innovation", NULL};

static const char *const ORDERS[] = {"arranged", "shuffled", "drawn", NULL};

/* {"value": number, "source": …} */
static enum err read_sourced(const struct policy_json *r, const struct policy_json_place *place,
                             const json_t *value, int least, int most, int *ret,
                             const char **ret_source)
{
    static const char *const keys[] = {"value", "source", NULL};
    enum err err = policy_json_object(r, place, value, keys, NULL);
    if (err == OK)
        err = policy_json_source(r, place, value, "source", ret_source);
    return err == OK ? policy_json_number(r, place, value, "value", least, most, ret) : err;
}

static enum err read_lengths(const struct policy_json *r, const struct policy_json_place *place,
                             const json_t *value, struct policy_pack *pack)
{
    enum err err = policy_json_array(r, place, value, 1, PACK_TALK_LENGTHS_MAX);
    pack->talk_length_count = 0;
    for (size_t i = 0; err == OK && i < json_array_size(value); i++) {
        int *to = &pack->talk_minutes[pack->talk_length_count];
        const char **source = &pack->talk_sources[pack->talk_length_count++];
        const struct policy_json_place *here = PLACE_INDEX(place, i);
        err = read_sourced(r, here, json_array_get(value, i), 1, 60, to, source);
        if (err == OK && i > 0 && *to <= to[-1])
            return policy_json_bad(r, here, "lengths must rise, each once");
    }
    return err;
}

/* The policy's words as a label that stands alone: an ASCII letter at its start is raised. */
static const char *capital(const struct policy_json *r, const char *text)
{
    char *label = arena_strdup(r->why->arena, text);
    if (*label >= 'a' && *label <= 'z')
        *label = (char)(*label - 'a' + 'A');
    return label;
}

static enum err read_category(const struct policy_json *r, const struct policy_json_place *place,
                              const json_t *value, struct policy_pack *pack)
{
    static const char *const keys[] = {"key", "label", "source", NULL};
    struct pack_category category;
    enum err err = policy_json_object(r, place, value, keys, NULL);
    if (err == OK)
        err = policy_json_text(r, place, value, "key", POLICY_JSON_LABEL_BYTES_MAX, &category.key);
    if (err == OK && !policy_json_known(CATEGORIES, category.key))
        err = policy_json_bad(
            r, PLACE_KEY(place, "key"),
            "must be \"good practice\", \"personal insight\" or \"practical innovation\"");
    if (err == OK && policy_pack_category(pack, category.key))
        err = policy_json_bad(r, PLACE_KEY(place, "key"), "is there twice; take one out");
    if (err == OK)
        err =
            policy_json_text(r, place, value, "label", POLICY_JSON_LABEL_BYTES_MAX, &category.text);
    if (err == OK)
        err = policy_json_source(r, place, value, "source", &category.source);
    if (err == OK) {
        category.label = capital(r, category.text);
        pack->categories[pack->category_count++] = category;
    }
    return err;
}

static enum err read_categories(const struct policy_json *r, const struct policy_json_place *place,
                                const json_t *value, struct policy_pack *pack)
{
    enum err err = policy_json_array(r, place, value, 1, PACK_CATEGORIES_MAX);
    pack->category_count = 0;
    for (size_t i = 0; err == OK && i < json_array_size(value); i++)
        err = read_category(r, PLACE_INDEX(place, i), json_array_get(value, i), pack);
    return err;
}

static enum err read_order(const struct policy_json *r, const struct policy_json_place *place,
                           const json_t *value, struct policy_pack *pack)
{
    static const char *const keys[] = {"value", "source", NULL};
    enum err err = policy_json_object(r, place, value, keys, NULL);
    if (err == OK)
        err = policy_json_text(r, place, value, "value", POLICY_JSON_LABEL_BYTES_MAX,
                               &pack->talk_order);
    if (err == OK && !policy_json_known(ORDERS, pack->talk_order))
        err = policy_json_bad(r, PLACE_KEY(place, "value"),
                              "must be \"arranged\", \"shuffled\" or \"drawn\"");
    return err == OK ? policy_json_source(r, place, value, "source", &pack->talk_order_source)
                     : err;
}

enum err policy_json_talks_read(const struct policy_json *r, const json_t *value,
                                struct policy_pack *pack)
{
    static const char *const keys[] = {
        "minutes", "categories", "event_minutes", "changeover_s", "fixed_minutes", "order", NULL};
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "talks");
    const struct {
        const char *key;
        int least, most, *to;
        const char **source;
    } numbers[] = {
        {"event_minutes", 10, 600, &pack->event_minutes, &pack->event_minutes_source},
        {"changeover_s", 0, 900, &pack->changeover_s, &pack->changeover_source},
        {"fixed_minutes", 0, 120, &pack->fixed_minutes, &pack->fixed_source},
    };
    enum err err = policy_json_object(r, here, value, NULL, keys);
    if (err == OK && json_object_get(value, "minutes"))
        err = read_lengths(r, PLACE_KEY(here, "minutes"), json_object_get(value, "minutes"), pack);
    if (err == OK && json_object_get(value, "categories"))
        err = read_categories(r, PLACE_KEY(here, "categories"),
                              json_object_get(value, "categories"), pack);
    for (size_t i = 0; err == OK && i < sizeof numbers / sizeof numbers[0]; i++)
        if (json_object_get(value, numbers[i].key))
            err = read_sourced(r, PLACE_KEY(here, numbers[i].key),
                               json_object_get(value, numbers[i].key), numbers[i].least,
                               numbers[i].most, numbers[i].to, numbers[i].source);
    if (err == OK && json_object_get(value, "order"))
        err = read_order(r, PLACE_KEY(here, "order"), json_object_get(value, "order"), pack);
    else if (err == OK && !pack->talk_order) /* kept before packs said so */
        pack->talk_order = "arranged", pack->talk_order_source = "product";
    return err;
}
