/* DESIGN: the policy being edited, beside the one in force. */
#include "policy_draft.h"

enum { FIND, INSERT, UPDATE, DELETE, NEXT };
static const char *const SQL[] = {
    [FIND] = "SELECT base_id, body, version, changed_at, changed_by FROM policy_draft",
    [INSERT] = "INSERT INTO policy_draft (id, base_id, body, changed_at, changed_by)"
               " VALUES (1, $1, $2, $3, $4)",
    [UPDATE] = "UPDATE policy_draft SET body = $2, version = version + 1, changed_at = $3,"
               " changed_by = $4 WHERE version = $1",
    [DELETE] = "DELETE FROM policy_draft WHERE version = $1",
    [NEXT] = "SELECT coalesce(max(version), 0) + 1 FROM policy_pack WHERE name = $1",
};

static enum err find_in_force(struct store *store, struct arena *arena, struct policy_draft *ret)
{
    struct policy_draft draft = {.version = 0};
    enum err err = policy_pack_find_whole(store, 0, arena, &draft.pack);
    if (err == OK)
        err = policy_pack_text(store, draft.pack.id, arena, &draft.text);
    draft.base_id = draft.pack.id;
    if (err == OK)
        *ret = draft;
    return err;
}

static enum err find_draft(struct store *store, struct arena *arena, struct policy_draft *ret)
{
    struct rows rows;
    struct refusal why;
    enum err err = store_find(store, SQL[FIND], PARAMS(), &rows);
    if (err == ERR_NOT_FOUND)
        return find_in_force(store, arena, ret);
    if (err != OK)
        return err;
    struct policy_draft draft = {
        .version = (int)rows_int(&rows, 2),
        .base_id = rows_int(&rows, 0),
        .text = arena_str(arena, rows_str(&rows, 1)),
        .changed_at = rows_instant(&rows, 3),
        .changed_by = {rows_int(&rows, 4)},
    };
    err = rows_end(&rows);
    refusal_init(&why, arena);
    if (err == OK && policy_pack_check("draft", draft.text, &draft.pack, &why) != OK)
        err = ERR_BUG; /* only what was checked is kept */
    if (err == OK)
        *ret = draft;
    return err;
}

enum err policy_draft_find(struct store *store, struct arena *arena, struct policy_draft *ret)
{
    struct policy_draft draft;
    int64_t next = 0;
    enum err err = find_draft(store, arena, &draft);
    if (err == OK)
        err = store_find_int(store, SQL[NEXT], PARAMS(p_text(draft.pack.name)), &next);
    if (err != OK)
        return err;
    *ret = draft;
    ret->next_version = (int)next;
    return OK;
}

enum err policy_draft_save(struct store *store, const struct policy_draft *draft, struct str text,
                           struct person_id by, struct instant now)
{
    enum err err;
    if (draft->version == 0)
        err = store_exec(store, SQL[INSERT],
                         PARAMS(p_int(draft->base_id), p_str(text), p_instant(now), p_int(by.v)));
    else
        err = store_exec(store, SQL[UPDATE],
                         PARAMS(p_int(draft->version), p_str(text), p_instant(now), p_int(by.v)));
    if (err == ERR_CONFLICT || (err == OK && store_changes(store) == 0))
        return ERR_STALE;
    return err;
}

enum err policy_draft_delete(struct store *store, int version)
{
    enum err err = store_exec(store, SQL[DELETE], PARAMS(p_int(version)));
    return err == OK && store_changes(store) == 0 ? ERR_STALE : err;
}
