/* DESIGN: what schools add to their trust's pack, kept and put together with it. */
#include "policy_school.h"

#include <string.h>

#include "policy_school_json.h"

enum { FIND, INSERT, UPDATE, USED, LIST };

static const char *const SQL[] = {
    [FIND] = "SELECT body, version FROM school_policy WHERE school_id = $1",
    [INSERT] = "INSERT INTO school_policy (school_id, body, changed_at) VALUES ($1, $2, $3)"
               " ON CONFLICT DO NOTHING",
    [UPDATE] = "UPDATE school_policy SET body = $2, changed_at = $3, version = version + 1"
               " WHERE school_id = $1 AND version = $4",
    [LIST] = "SELECT school_id FROM school_policy ORDER BY school_id LIMIT $1",
    [USED] = "SELECT count(*) FROM policy_use WHERE list = $1 AND key = $2",
};

enum err policy_school_check(const char *file, struct str text, const struct policy_pack *pack,
                             struct policy_school *ret, struct refusal *why)
{
    return policy_school_json_read(file, text, pack, true, ret, why);
}

static void apply_date(struct policy_pack *pack, const struct school_date *date)
{
    for (int i = 0; i < pack->item_count; i++)
        if (strcmp(pack->items[i].key, date->key) == 0) {
            pack->items[i].opens = date->opens;
            pack->items[i].due = date->due;
            pack->items[i].dates = "school";
        }
}

struct policy_pack policy_school_apply(const struct policy_pack *pack,
                                       const struct policy_school *school, struct arena *arena)
{
    struct policy_pack effective = *pack;
    for (int i = 0; i < school->date_count; i++)
        apply_date(&effective, &school->dates[i]);
    if (!school->lists)
        return effective;
    struct policy_list *lists =
        ARENA_ARRAY(arena, struct policy_list, (size_t)policy_list_kind_count);
    for (int i = 0; i < policy_list_kind_count; i++) {
        const struct policy_list *own = &school->lists[i];
        lists[i] = own->item_count + own->group_count ? policy_list_add(&pack->lists[i], own, arena)
                                                      : pack->lists[i];
    }
    effective.lists = lists;
    return effective;
}

static enum err find_body(struct store *store, struct school_id school, struct arena *arena,
                          struct str *ret, int *ret_version)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(school.v)), &rows);
    if (err != OK)
        return err;
    *ret = arena_str(arena, rows_str(&rows, 0));
    *ret_version = (int)rows_int(&rows, 1);
    return rows_end(&rows);
}

enum err policy_school_text(struct store *store, struct school_id school, struct arena *arena,
                            struct str *ret)
{
    int version;
    return find_body(store, school, arena, ret, &version);
}

enum err policy_school_find(struct store *store, struct school_id school,
                            const struct policy_pack *pack, struct arena *arena,
                            struct policy_school *ret)
{
    struct refusal why;
    struct str text;
    struct policy_school found;
    int version;
    enum err err = find_body(store, school, arena, &text, &version);
    if (err == ERR_NOT_FOUND) {
        *ret = (struct policy_school){.version = 0};
        return OK;
    }
    if (err != OK)
        return err;
    refusal_init(&why, arena);
    if (policy_school_json_read("school", text, pack, false, &found, &why) != OK)
        return ERR_BUG;
    *ret = found;
    ret->version = version;
    return OK;
}

enum err policy_school_list(struct store *store, struct school_id ret[static SCHOOLS_MAX],
                            int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(SCHOOLS_MAX)));
    while (rows_next(&rows))
        ret[count++].v = rows_int(&rows, 0);
    *ret_count = count;
    return rows_end(&rows);
}

/* Every key the school had and records hold is there still, the school's or by now the trust's. */
static enum err check_used(struct store *store, const char *file, struct str text,
                           const struct policy_list *before, const struct policy_list *after,
                           const struct policy_list *trust, struct refusal *why)
{
    for (int i = 0; i < before->item_count; i++) {
        int64_t used = 0;
        const char *key = before->items[i].key;
        if (policy_list_item(after, key) || policy_list_item(trust, key))
            continue;
        enum err err =
            store_find_int(store, SQL[USED], PARAMS(p_text(before->kind->key), p_text(key)), &used);
        if (err != OK)
            return err;
        if (used)
            return refuse(why, ERR_INVALID, "key-in-use",
                          "%s:%d: lists.%s: \"%s\" is held by records and may not go or be "
                          "renamed; put it back, with \"retired\": true if it is not offered any "
                          "more",
                          file, policy_school_json_line(text, before->kind->key), before->kind->key,
                          key);
    }
    return OK;
}

static enum err store_body(struct store *store, struct school_id school, int version,
                           struct str text, struct instant now, struct refusal *why)
{
    enum err err =
        version
            ? store_exec(store, SQL[UPDATE],
                         PARAMS(p_int(school.v), p_str(text), p_instant(now), p_int(version)))
            : store_exec(store, SQL[INSERT], PARAMS(p_int(school.v), p_str(text), p_instant(now)));
    if (err != OK || store_changes(store) == 1)
        return err;
    return refuse(why, ERR_STALE, "stale",
                  "Somebody has changed this school's additions meanwhile. Look at them again.");
}

enum err policy_school_save(struct store *store, struct school_id school, int version,
                            struct str text, const struct policy_pack *pack, struct instant now,
                            struct policy_school *ret, struct refusal *why)
{
    static const char file[] = "additions";
    struct policy_school before, after;
    enum err err = policy_school_check(file, text, pack, &after, why);
    if (err == OK)
        err = policy_school_find(store, school, pack, why->arena, &before);
    for (int i = 0; err == OK && before.lists && i < policy_list_kind_count; i++)
        err =
            check_used(store, file, text, &before.lists[i], &after.lists[i], &pack->lists[i], why);
    if (err == OK)
        err = store_body(store, school, version, text, now, why);
    if (err != OK)
        return err;
    *ret = after;
    ret->version = version + 1;
    return OK;
}
