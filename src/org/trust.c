/* DESIGN: the tenant, one row. */
#include "trust.h"

enum { FIND, INSERT };
static const char *const SQL[] = {
    [FIND] = "SELECT name, mailbox FROM trust WHERE id = 1",
    [INSERT] = "INSERT INTO trust (id, name, mailbox, created_at) VALUES (1, $1, $2, $3)",
};

enum err trust_find(struct store *store, struct arena *arena, struct trust *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(), &rows);
    if (err != OK)
        return err;
    struct trust trust = {rows_text(&rows, 0, arena), rows_text(&rows, 1, arena)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = trust;
    return err;
}

enum err trust_insert(struct store *store, const struct trust *trust, struct instant now)
{
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_text(trust->name), p_text(trust->mailbox), p_instant(now)));
}
