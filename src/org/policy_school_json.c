/* DESIGN: a school's additions, read with the pack's own readers. */
#include "policy_school_json.h"

#include "policy_json_cycle.h"
#include "policy_json_lists.h"

static const struct policy_json_place ROOT = {0};

static enum err read_dates(const struct policy_json *r, const json_t *value,
                           struct policy_school *school)
{
    static const char *const must[] = {"opens", "due", "source", NULL};
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "dates");
    const char *source;
    enum err err = policy_json_object(r, here, value, NULL, policy_pack_cycle_keys);
    for (const char *const *key = policy_pack_cycle_keys; err == OK && *key; key++) {
        const struct policy_json_place *place = PLACE_KEY(here, *key);
        const json_t *dates = json_object_get(value, *key);
        struct school_date date = {.key = *key};
        if (!dates)
            continue;
        err = policy_json_object(r, place, dates, must, NULL);
        if (err == OK)
            err = policy_json_cycle_dates(r, place, dates, &date.opens, &date.due);
        if (err == OK)
            err = policy_json_source(r, place, dates, "source", &source);
        if (err == OK)
            school->dates[school->date_count++] = date;
    }
    return err;
}

/* A school adds; it does not speak for the trust. */
static enum err check_keys(const struct policy_json *r, const struct policy_list *own,
                           const struct policy_list *trust)
{
    const struct policy_json_place *list = PLACE_KEY(PLACE_KEY(&ROOT, "lists"), own->kind->key);
    for (int i = 0; i < own->item_count; i++)
        if (policy_list_item(trust, own->items[i].key))
            return policy_json_bad(
                r, PLACE_KEY(PLACE_INDEX(PLACE_KEY(list, "items"), (size_t)i), "key"),
                "\"%s\" is the trust's; choose another key", own->items[i].key);
    for (int i = 0; i < own->group_count; i++)
        if (policy_list_group(trust, own->groups[i].key))
            return policy_json_bad(
                r, PLACE_KEY(PLACE_INDEX(PLACE_KEY(list, "groups"), (size_t)i), "key"),
                "\"%s\" is the trust's; its items name it without saying it again",
                own->groups[i].key);
    return OK;
}

static enum err read_lists(const struct policy_json *r, const json_t *value,
                           const struct policy_pack *pack, bool strict,
                           struct policy_school *school)
{
    struct policy_list *own;
    enum err err = policy_json_lists_read(r, value, &own);
    if (err != OK)
        return err;
    struct policy_list *lists =
        ARENA_ARRAY(r->why->arena, struct policy_list, (size_t)policy_list_kind_count);
    for (int i = 0; err == OK && i < policy_list_kind_count; i++) {
        if (strict)
            err = check_keys(r, &own[i], &pack->lists[i]);
        lists[i] = policy_list_add(&pack->lists[i], &own[i], r->why->arena);
    }
    school->lists = own;
    return err == OK && strict ? policy_json_lists_check(r, value, lists) : err;
}

enum err policy_school_json_read(const char *file, struct str text, const struct policy_pack *pack,
                                 bool strict, struct policy_school *ret, struct refusal *why)
{
    static const char *const may[] = {"lists", "dates", NULL};
    struct policy_json r = {.file = file, .text = text, .why = why, .origin = POLICY_SCHOOL};
    struct policy_school school = {.version = 0};
    json_error_t fault;
    json_t *root = text.n <= PACK_BYTES_MAX
                       ? json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &fault)
                       : NULL;
    if (!root)
        return text.n > PACK_BYTES_MAX
                   ? refuse(why, ERR_INVALID, "bad-policy", "%s:1: is larger than 256 KB", file)
                   : refuse(why, ERR_INVALID, "bad-policy",
                            "%s:%d: column %d: not JSON as it should be: %s", file, fault.line,
                            fault.column, fault.text);
    enum err err = policy_json_object(&r, &ROOT, root, NULL, may);
    if (err == OK && pack)
        err = read_lists(&r, json_object_get(root, "lists"), pack, strict, &school);
    if (err == OK && json_object_get(root, "dates"))
        err = read_dates(&r, json_object_get(root, "dates"), &school);
    json_decref(root);
    if (err == OK)
        *ret = school;
    return err;
}

int policy_school_json_line(struct str text, const char *list)
{
    return policy_json_place_line(text, PLACE_KEY(PLACE_KEY(&ROOT, "lists"), list));
}
