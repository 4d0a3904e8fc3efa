/* DESIGN: keys for programs. */
#include "api_token.h"

#include <string.h>

#include "tz.h"

enum { INSERT, FIND, TOUCH, END_ALL };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO api_token (token_sha256, person_id, scope, created_at, expires_at)"
               " VALUES ($1, $2, $3, $4, $5)",
    [FIND] = "SELECT t.id, t.person_id, t.scope = 'read' FROM api_token t"
             " JOIN person p ON p.id = t.person_id WHERE t.token_sha256 = $1"
             " AND t.revoked_at IS NULL AND t.expires_at > $2"
             " AND (p.left_on IS NULL OR p.left_on >= $3)",
    [TOUCH] = "UPDATE api_token SET used_at = $2 WHERE id = $1",
    [END_ALL] = "UPDATE api_token SET revoked_at = $2 WHERE person_id = $1"
                " AND revoked_at IS NULL",
};

enum err api_token_create(struct store *store, const struct api_token_new *token,
                          char ret_token[static TOKEN_TEXT_MAX])
{
    char text[TOKEN_TEXT_MAX], sha256[SHA256_HEX_MAX];
    token_new(text);
    token_sha256_hex(str_of(text), sha256);
    enum err err = store_exec(
        store, SQL[INSERT],
        PARAMS(p_text(sha256), p_int(token->person.v), p_text(token->write ? "write" : "read"),
               p_instant(token->from), p_int(token->from.v + token->days * INT64_C(86400))));
    if (err == OK)
        memcpy(ret_token, text, sizeof text);
    return err;
}

enum err api_token_find(struct store *store, struct str token, struct instant now, int64_t *ret_id,
                        struct actor *ret_actor)
{
    char sha256[SHA256_HEX_MAX];
    struct rows rows;
    struct actor actor;
    struct day today = tz_day(now);
    token_sha256_hex(token, sha256);
    enum err err =
        store_find(store, SQL[FIND], PARAMS(p_text(sha256), p_instant(now), p_day(today)), &rows);
    if (err != OK)
        return err;
    int64_t id = rows_int(&rows, 0);
    struct person_id person = {rows_int(&rows, 1)};
    bool read_only = rows_int(&rows, 2) != 0;
    err = rows_end(&rows);
    if (err == OK)
        err = actor_load(store, person, today, &actor);
    if (err != OK)
        return err;
    actor.read_only = read_only;
    *ret_id = id;
    *ret_actor = actor;
    return OK;
}

enum err api_token_touch(struct store *store, int64_t id, struct instant used_at)
{
    return store_exec(store, SQL[TOUCH], PARAMS(p_int(id), p_instant(used_at)));
}

enum err api_token_end_all(struct store *store, struct person_id person, struct instant now)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v), p_instant(now)));
}
