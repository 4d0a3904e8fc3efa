/* DESIGN: which keys of a pack records hold, so that no newer pack drops them. */
#include "policy_use.h"

#include <string.h>

#include "policy_json_place.h"

enum { ADD, LIST };
enum { USES_MAX = 10000 };

static const char *const SQL[] = {
    [ADD] = "INSERT INTO policy_use (list, key) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [LIST] = "SELECT list, key FROM policy_use ORDER BY list, key LIMIT $1",
};

static const char CATEGORIES[] = "talks.categories";

enum err policy_use_add(struct store *store, const char *list, const char *key)
{
    return store_exec(store, SQL[ADD], PARAMS(p_text(list), p_text(key)));
}

static bool has_key(const struct policy_pack *pack, const char *list, const char *key)
{
    if (strcmp(list, CATEGORIES) == 0)
        return policy_pack_category(pack, key) != NULL;
    const struct policy_list *found = policy_list_find(pack, list);
    return found && policy_list_item(found, key);
}

/* Where the key would stand: its list, or what surrounds it. */
static int line_of(struct str text, const char *list)
{
    static const struct policy_json_place root = {0};
    const struct policy_json_place talks = {.up = &root, .key = "talks"};
    const struct policy_json_place categories = {.up = &talks, .key = "categories"};
    const struct policy_json_place lists = {.up = &root, .key = "lists"};
    const struct policy_json_place one = {.up = &lists, .key = list};
    return policy_json_place_line(text, strcmp(list, CATEGORIES) == 0 ? &categories : &one);
}

enum err policy_use_check(struct store *store, const char *file, struct str text,
                          const struct policy_pack *from, const struct policy_pack *to,
                          struct refusal *why)
{
    enum err refused = OK;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(USES_MAX)));
    while (rows_next(&rows)) {
        const char *list = rows_text(&rows, 0, why->arena), *key = rows_text(&rows, 1, why->arena);
        bool talks = strcmp(list, CATEGORIES) == 0;
        if (refused == OK && has_key(from, list, key) && !has_key(to, list, key))
            refused = refuse(why, ERR_INVALID, "key-in-use",
                             "%s:%d: %s%s: \"%s\" is held by records and may not go or be "
                             "renamed; put it back%s",
                             file, line_of(text, list), talks ? "" : "lists.", list, key,
                             talks ? "" : ", with \"retired\": true if it is not offered any more");
    }
    enum err err = rows_end(&rows);
    return err != OK ? err : refused;
}
