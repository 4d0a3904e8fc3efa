/* DESIGN: an append-only record whose rows are chained by hash. */
#include "audit.h"

#include "buf.h"
#include "token.h"

enum { LAST, INSERT, ALL };
static const char *const SQL[] = {
    [LAST] = "SELECT id, sha256 FROM audit ORDER BY id DESC LIMIT 1",
    [INSERT] = "INSERT INTO audit (id, at, actor_id, action, object_id, detail, sha256)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [ALL] = "SELECT id, at, coalesce(actor_id, 0), action, object_id, detail, sha256 FROM audit"
            " ORDER BY id LIMIT 10000000",
};

struct entry {
    int64_t id, at, actor, object;
    const char *action, *detail;
};

/* Lengths before texts, so that no two different entries read the same. */
static void chain(const char *before, const struct entry *e, char ret[static SHA256_HEX_MAX])
{
    struct buf buf;
    buf_init(&buf, 65536);
    buf_printf(&buf, "%s|%lld|%lld|%lld|%zu:%s|%lld|%zu:%s", before, (long long)e->id,
               (long long)e->at, (long long)e->actor, str_of(e->action).n, e->action,
               (long long)e->object, str_of(e->detail).n, e->detail);
    token_sha256_hex(buf_str(&buf), ret);
    buf_done(&buf);
}

enum err audit_add(struct store *store, struct instant now, struct person_id actor,
                   const char *action, int64_t object_id, const char *detail)
{
    struct entry e = {1, now.v, actor.v, object_id, action, detail ? detail : ""};
    char before[SHA256_HEX_MAX] = "", sha256[SHA256_HEX_MAX];
    struct rows rows;
    enum err err = store_find(store, SQL[LAST], PARAMS(), &rows);
    if (err == OK) {
        e.id = rows_int(&rows, 0) + 1;
        struct str last = rows_str(&rows, 1);
        if (last.n == SHA256_HEX_MAX - 1)
            __builtin_memcpy(before, last.p, last.n);
        err = rows_end(&rows);
    } else if (err == ERR_NOT_FOUND) {
        err = OK;
    }
    if (err != OK)
        return err;
    chain(before, &e, sha256);
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_int(e.id), p_int(e.at), p_id_or_null(e.actor), p_text(e.action),
                             p_int(e.object), p_text(e.detail), p_text(sha256)));
}

enum err audit_check(struct store *store, struct arena *arena, int64_t *ret_id)
{
    char before[SHA256_HEX_MAX] = "", sha256[SHA256_HEX_MAX];
    struct rows rows = store_query(store, SQL[ALL], PARAMS());
    while (rows_next(&rows)) {
        struct entry e = {rows_int(&rows, 0),         rows_int(&rows, 1),
                          rows_int(&rows, 2),         rows_int(&rows, 4),
                          rows_text(&rows, 3, arena), rows_text(&rows, 5, arena)};
        chain(before, &e, sha256);
        if (!str_eq_c(rows_str(&rows, 6), sha256)) {
            *ret_id = e.id;
            enum err err = rows_end(&rows);
            return err == OK ? ERR_INVALID : err;
        }
        __builtin_memcpy(before, sha256, sizeof before);
    }
    return rows_end(&rows);
}
