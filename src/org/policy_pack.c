/* DESIGN: the policy pack in force, and words looked up in it. */
#include "policy_pack.h"

#include <string.h>

enum { SAME, INSERT, TOUCH, IN_FORCE };

static const char *const SQL[] = {
    [SAME] = "SELECT id, body FROM policy_pack WHERE name = $1 AND version = $2",
    [INSERT] = ("INSERT INTO policy_pack (name, version, body, loaded_at) VALUES ($1, $2, $3, $4) "
                "RETURNING id"),
    [TOUCH] = "UPDATE policy_pack SET loaded_at = $2 WHERE id = $1",
    [IN_FORCE] = "SELECT id, name, body FROM policy_pack ORDER BY loaded_at DESC, id DESC LIMIT 1",
};

/* 0 if there is no row of that name and version. */
static enum err find_same(struct store *store, const struct policy_pack *pack, struct str text,
                          int64_t *ret_id, bool *ret_equal)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[SAME], PARAMS(p_text(pack->name), p_int(pack->version)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret_id = 0;
        return OK;
    }
    if (err != OK)
        return err;
    *ret_id = rows_int(&rows, 0);
    *ret_equal = str_eq(rows_str(&rows, 1), text);
    return rows_end(&rows);
}

enum err policy_pack_load(struct store *store, const char *file, struct str text,
                          struct instant now, struct policy_pack *ret, struct refusal *why)
{
    struct policy_pack pack;
    int64_t id = 0;
    bool equal = false;
    enum err err = policy_pack_check(file, text, &pack, why);
    if (err == OK)
        err = find_same(store, &pack, text, &id, &equal);
    if (err != OK)
        return err;
    if (id && !equal)
        return refuse(why, ERR_CONFLICT, "same-version",
                      "%s: version: version %d of %s is loaded already with another text; raise "
                      "the version and load it again",
                      file, pack.version, pack.name);
    if (id)
        err = store_exec(store, SQL[TOUCH], PARAMS(p_int(id), p_instant(now)));
    else
        err = store_find_int(
            store, SQL[INSERT],
            PARAMS(p_text(pack.name), p_int(pack.version), p_str(text), p_instant(now)), &id);
    if (err != OK)
        return err;
    *ret = pack;
    ret->id = id;
    return OK;
}

enum err policy_pack_find(struct store *store, struct arena *arena, struct policy_pack *ret)
{
    struct rows rows;
    struct refusal why;
    struct policy_pack pack;
    enum err err = store_find(store, SQL[IN_FORCE], PARAMS(), &rows);
    if (err != OK)
        return err;
    refusal_init(&why, arena);
    int64_t id = rows_int(&rows, 0);
    const char *name = rows_text(&rows, 1, arena);
    /* What was loaded passed the check; a pack this binary cannot read is a fault of ours. */
    enum err read = policy_pack_check(name, rows_str(&rows, 2), &pack, &why);
    err = rows_end(&rows);
    if (err != OK || read != OK)
        return err != OK ? err : ERR_BUG;
    *ret = pack;
    ret->id = id;
    return OK;
}

const char *policy_pack_label(const struct policy_pack *pack, const char *key)
{
    for (int i = 0; i < pack->label_count; i++)
        if (strcmp(pack->labels[i].key, key) == 0)
            return pack->labels[i].text;
    return NULL;
}

const char *policy_pack_category(const struct policy_pack *pack, const char *key)
{
    for (int i = 0; i < pack->category_count; i++)
        if (strcmp(pack->categories[i].key, key) == 0)
            return pack->categories[i].label;
    return NULL;
}

bool policy_pack_has_talk_length(const struct policy_pack *pack, int minutes)
{
    for (int i = 0; i < pack->talk_length_count; i++)
        if (pack->talk_minutes[i] == minutes)
            return true;
    return false;
}
