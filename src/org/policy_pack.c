/* DESIGN: policy packs as they were loaded, the one in force, and words looked up in it. */
#include "policy_pack.h"

#include <string.h>

#include "embedded.h"
#include "policy_pack_json.h"

enum { SAME, INSERT, TOUCH, IN_FORCE, FIND, TEXT };

static const char *const SQL[] = {
    [SAME] = "SELECT id, body FROM policy_pack WHERE name = $1 AND version = $2",
    [INSERT] = ("INSERT INTO policy_pack (name, version, body, defaults, brief, loaded_at) "
                "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"),
    [TOUCH] = "UPDATE policy_pack SET loaded_at = $2 WHERE id = $1",
    [IN_FORCE] = ("SELECT id, name, CASE brief WHEN '' THEN body ELSE brief END, brief = '' "
                  "FROM policy_pack ORDER BY loaded_at DESC, id DESC LIMIT 1"),
    [FIND] = ("SELECT id, name, body, defaults FROM policy_pack WHERE id = $1 OR $1 = 0 "
              "ORDER BY loaded_at DESC, id DESC LIMIT 1"),
    [TEXT] = ("SELECT body FROM policy_pack WHERE id = $1 OR $1 = 0 "
              "ORDER BY loaded_at DESC, id DESC LIMIT 1"),
};

static const char PRODUCT[] = "product.json";

/* Over those defaults, or over this binary's if they are empty. */
static enum err read_whole(const char *file, struct str text, struct str defaults,
                           struct policy_pack *ret, struct refusal *why)
{
    struct policy_pack product;
    if (policy_pack_json_is_product(text))
        return policy_pack_json_read(file, text, NULL, PACK_WHOLE, ret, why);
    if (!defaults.n)
        defaults = embedded_find(embedded_policies, PRODUCT);
    enum err err = policy_pack_json_read(PRODUCT, defaults, NULL, PACK_WHOLE, &product, why);
    return err == OK ? policy_pack_json_read(file, text, &product, PACK_WHOLE, ret, why) : err;
}

enum err policy_pack_check(const char *file, struct str text, struct policy_pack *ret,
                           struct refusal *why)
{
    return read_whole(file, text, STR(""), ret, why);
}

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

static enum err insert(struct store *store, const struct policy_pack *pack, struct str text,
                       struct instant now, struct arena *arena, int64_t *ret_id)
{
    struct str brief = policy_pack_json_write(pack, PACK_BRIEF, arena);
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_text(pack->name), p_int(pack->version), p_str(text),
                                 p_str(embedded_find(embedded_policies, PRODUCT)), p_str(brief),
                                 p_instant(now)),
                          ret_id);
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
        err = insert(store, &pack, text, now, why->arena, &id);
    if (err != OK)
        return err;
    *ret = pack;
    ret->id = id;
    return OK;
}

/* What was loaded passed the check; a pack this binary cannot read is a fault of ours. */
static enum err finish(struct rows *rows, enum err read, int64_t id, const struct policy_pack *pack,
                       struct policy_pack *ret)
{
    enum err err = rows_end(rows);
    if (err != OK || read != OK)
        return err != OK ? err : ERR_BUG;
    *ret = *pack;
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
    struct str text = rows_str(&rows, 2);
    /* A pack of before there were briefs is read over the defaults, its lists left aside. */
    enum err read = rows_int(&rows, 3)
                        ? read_whole(name, text, STR(""), &pack, &why)
                        : policy_pack_json_read(name, text, NULL, PACK_BRIEF, &pack, &why);
    return finish(&rows, read, id, &pack, ret);
}

enum err policy_pack_find_whole(struct store *store, int64_t id, struct arena *arena,
                                struct policy_pack *ret)
{
    struct rows rows;
    struct refusal why;
    struct policy_pack pack;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    refusal_init(&why, arena);
    int64_t found = rows_int(&rows, 0);
    const char *name = rows_text(&rows, 1, arena);
    enum err read = read_whole(name, rows_str(&rows, 2), rows_str(&rows, 3), &pack, &why);
    return finish(&rows, read, found, &pack, ret);
}

enum err policy_pack_text(struct store *store, int64_t id, struct arena *arena, struct str *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[TEXT], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    *ret = arena_str(arena, rows_str(&rows, 0));
    return rows_end(&rows);
}

struct str policy_pack_format(const struct policy_pack *pack, struct arena *arena)
{
    return policy_pack_json_write(pack, PACK_WHOLE, arena);
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

const struct pack_item *policy_pack_part(const struct policy_pack *pack, const char *key)
{
    for (int i = 0; i < pack->item_count; i++)
        if (strcmp(pack->items[i].key, key) == 0)
            return &pack->items[i];
    return NULL;
}
