/* DESIGN: browsers that are remembered for a while; only the hashes of their tokens are kept. */
#include "device.h"

#include <string.h>

#include "presence.h"
#include "tz.h"

enum { AGENT_BYTES_MAX = 255 };

enum { INSERT, FIND, FIND_BEFORE, ROTATE, LIST, END, END_ALL, FORGET, TRIM, SWEEP };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO device (person_id, token_sha256, agent, made_at, used_at, expires_at)"
               " VALUES ($1, $2, $3, $4, $4, $5)",
    [FIND] = "SELECT d.id, d.person_id, d.expires_at FROM device d JOIN person p"
             " ON p.id = d.person_id WHERE d.token_sha256 = $1 AND d.expires_at > $3"
             " AND" PRESENCE_SQL("$2"),
    [FIND_BEFORE] = "DELETE FROM device WHERE before_sha256 = $1 RETURNING person_id",
    [ROTATE] = "UPDATE device SET before_sha256 = token_sha256, token_sha256 = $2, used_at = $3"
               " WHERE id = $1",
    [LIST] = "SELECT id, agent, made_at, used_at, expires_at FROM device WHERE person_id = $1"
             " AND expires_at > $2 ORDER BY used_at DESC, id DESC LIMIT 20",
    [END] = "DELETE FROM device WHERE id = $1 AND person_id = $2",
    [END_ALL] = "DELETE FROM device WHERE person_id = $1",
    [FORGET] = "DELETE FROM device WHERE token_sha256 = $1",
    [TRIM] = "DELETE FROM device WHERE person_id = $1 AND id NOT IN (SELECT id FROM device"
             " WHERE person_id = $1 ORDER BY used_at DESC, id DESC LIMIT 19)",
    [SWEEP] = "DELETE FROM device WHERE expires_at <= $1",
};

static enum err is_privileged(struct store *store, struct person_id person, struct instant now,
                              bool *ret)
{
    struct actor actor;
    enum err err = actor_load(store, person, tz_day(now), &actor);
    if (err == OK)
        *ret = actor_is_privileged(&actor);
    return err;
}

enum err device_remember(struct store *store, struct person_id person, struct str agent,
                         struct instant now, char ret_token[static TOKEN_TEXT_MAX])
{
    char token[TOKEN_TEXT_MAX], sha256[SHA256_HEX_MAX];
    bool privileged = true;
    struct str seen = str_first(agent, AGENT_BYTES_MAX);
    if (!str_is_utf8(seen) || str_has_controls(seen, false))
        seen = STR("");
    enum err err = is_privileged(store, person, now, &privileged);
    if (err == OK && privileged)
        return ERR_DENIED;
    token_new(token);
    token_sha256_hex(str_of(token), sha256);
    if (err == OK)
        err = store_exec(store, SQL[TRIM], PARAMS(p_int(person.v)));
    if (err == OK)
        err = store_exec(store, SQL[INSERT],
                         PARAMS(p_int(person.v), p_text(sha256), p_str(seen), p_instant(now),
                                p_int(now.v + DEVICE_LIFE_S)));
    if (err == OK)
        memcpy(ret_token, token, sizeof token);
    return err;
}

struct found {
    int64_t id;
    struct person_id person;
    struct instant expires_at;
};

static enum err find(struct store *store, const char *sha256, struct instant now, struct found *ret)
{
    struct rows rows;
    bool privileged = true;
    enum err err = store_find(store, SQL[FIND],
                              PARAMS(p_text(sha256), p_day(tz_day(now)), p_instant(now)), &rows);
    if (err != OK)
        return err;
    struct found found = {rows_int(&rows, 0), {rows_int(&rows, 1)}, rows_instant(&rows, 2)};
    err = rows_end(&rows);
    if (err == OK)
        err = is_privileged(store, found.person, now, &privileged);
    if (err == OK && privileged)
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = found;
    return err;
}

enum err device_find(struct store *store, struct str token, struct instant now, struct arena *arena,
                     struct person *ret)
{
    char sha256[SHA256_HEX_MAX];
    struct found found;
    token_sha256_hex(token, sha256);
    enum err err = find(store, sha256, now, &found);
    return err == OK ? person_find(store, found.person, arena, ret) : err;
}

static enum err end_copied(struct store *store, const char *sha256, struct person_id *ret_person)
{
    int64_t person = 0;
    enum err err = store_find_int(store, SQL[FIND_BEFORE], PARAMS(p_text(sha256)), &person);
    if (err == OK)
        ret_person->v = -person;
    return err;
}

enum err device_use(struct store *store, struct str token, struct instant now,
                    char ret_token[static TOKEN_TEXT_MAX], int *ret_left_s,
                    struct person_id *ret_person)
{
    char sha256[SHA256_HEX_MAX], fresh[TOKEN_TEXT_MAX], fresh_sha256[SHA256_HEX_MAX];
    struct found found;
    token_sha256_hex(token, sha256);
    enum err err = find(store, sha256, now, &found);
    if (err == ERR_NOT_FOUND)
        return end_copied(store, sha256, ret_person);
    token_new(fresh);
    token_sha256_hex(str_of(fresh), fresh_sha256);
    if (err == OK)
        err = store_exec(store, SQL[ROTATE],
                         PARAMS(p_int(found.id), p_text(fresh_sha256), p_instant(now)));
    if (err != OK)
        return err;
    memcpy(ret_token, fresh, sizeof fresh);
    *ret_left_s = (int)(found.expires_at.v - now.v);
    *ret_person = found.person;
    return OK;
}

enum err device_list(struct store *store, struct person_id person, struct instant now,
                     struct arena *arena, struct device **ret, int *ret_count)
{
    struct device *items = ARENA_ARRAY(arena, struct device, DEVICES_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v), p_instant(now)));
    while (rows_next(&rows))
        items[count++] = (struct device){
            .id = rows_int(&rows, 0),
            .agent = rows_text(&rows, 1, arena),
            .made_at = rows_instant(&rows, 2),
            .used_at = rows_instant(&rows, 3),
            .expires_at = rows_instant(&rows, 4),
        };
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err device_end(struct store *store, struct person_id person, int64_t id)
{
    enum err err = store_exec(store, SQL[END], PARAMS(p_int(id), p_int(person.v)));
    return err == OK && store_changes(store) == 0 ? ERR_NOT_FOUND : err;
}

enum err device_end_all(struct store *store, struct person_id person)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v)));
}

enum err device_forget(struct store *store, struct str token)
{
    char sha256[SHA256_HEX_MAX];
    token_sha256_hex(token, sha256);
    return store_exec(store, SQL[FORGET], PARAMS(p_text(sha256)));
}

enum err device_sweep(struct store *store, struct instant now)
{
    return store_exec(store, SQL[SWEEP], PARAMS(p_instant(now)));
}
