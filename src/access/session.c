/* DESIGN: browsers that are signed in; only the hash of a token is kept. */
#include "session.h"

#include "check.h"
#include "tz.h"

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400,
    IDLE_PRIVILEGED_S = 60 * MINUTE_S,
    IDLE_STAFF_S = 8 * HOUR_S,
    WHOLE_PRIVILEGED_S = 12 * HOUR_S,
    WHOLE_STAFF_S = 7 * DAY_S,
    AGENT_BYTES_MAX = 120,
};

enum { INSERT, FIND, TOUCH, END, SHIFT, LIST, SWEEP };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO session (token_sha256, id, person_id, csrf_key, created_at, seen_at,"
               " agent) VALUES ($1, $2, $3, $4, $5, $5, $6)",
    [FIND] = "SELECT s.id, s.person_id, s.csrf_key, s.created_at, s.seen_at, s.agent"
             " FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_sha256 = $1"
             " AND (p.left_on IS NULL OR p.left_on >= $2)",
    [TOUCH] = "UPDATE session SET seen_at = max(seen_at, $2) WHERE id = $1",
    [END] = "DELETE FROM session WHERE id = $1 AND person_id = $2",
    [SHIFT] = "UPDATE session SET created_at = created_at + $1, seen_at = seen_at + $1",
    [LIST] = "SELECT id, person_id, csrf_key, created_at, seen_at, agent FROM session"
             " WHERE person_id = $1 ORDER BY created_at DESC, id LIMIT 50",
    [SWEEP] = "DELETE FROM session WHERE created_at < $1 OR seen_at < $2",
};

enum err session_start(struct store *store, struct person_id person, struct str agent,
                       struct instant now, char ret_token[static TOKEN_TEXT_MAX])
{
    char token[TOKEN_TEXT_MAX], sha256[SHA256_HEX_MAX], csrf_key[SHA256_HEX_MAX];
    uint8_t key[SHA256_BYTES];
    int64_t id;
    token_new(token);
    token_sha256_hex(str_of(token), sha256);
    token_random(key, sizeof key);
    token_hex(key, sizeof key, csrf_key);
    token_random(&id, sizeof id);
    id &= (INT64_C(1) << 53) - 1; /* fits a JSON number */
    struct str seen = str_first(agent, AGENT_BYTES_MAX);
    if (!str_is_utf8(seen) || str_has_controls(seen, false))
        seen = STR("");
    enum err err = store_exec(store, SQL[INSERT],
                              PARAMS(p_text(sha256), p_int(id), p_int(person.v), p_text(csrf_key),
                                     p_instant(now), p_str(seen)));
    if (err == OK)
        __builtin_memcpy(ret_token, token, sizeof token);
    return err;
}

static struct session read_session(const struct rows *rows, struct arena *arena)
{
    return (struct session){
        .id = rows_int(rows, 0),
        .person = {rows_int(rows, 1)},
        .csrf_key = rows_text(rows, 2, arena),
        .created_at = rows_instant(rows, 3),
        .seen_at = rows_instant(rows, 4),
        .agent = rows_text(rows, 5, arena),
    };
}

static bool is_live(const struct session *session, bool privileged, struct instant now)
{
    int64_t idle_s = privileged ? IDLE_PRIVILEGED_S : IDLE_STAFF_S;
    int64_t whole_s = privileged ? WHOLE_PRIVILEGED_S : WHOLE_STAFF_S;
    return now.v - session->seen_at.v <= idle_s && now.v - session->created_at.v <= whole_s;
}

enum err actor_load(struct store *store, struct person_id person, struct day today,
                    struct actor *ret)
{
    struct actor actor = {.person = person};
    enum err err = grant_list(store, person, today, &actor.grants);
    if (err == OK)
        *ret = actor;
    return err;
}

enum err session_find(struct store *store, struct str token, struct instant now,
                      struct arena *arena, struct session *ret, struct actor *ret_actor)
{
    char sha256[SHA256_HEX_MAX];
    struct rows rows;
    struct actor actor;
    struct day today = tz_day(now);
    token_sha256_hex(token, sha256);
    enum err err = store_find(store, SQL[FIND], PARAMS(p_text(sha256), p_day(today)), &rows);
    if (err != OK)
        return err;
    struct session session = read_session(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        err = actor_load(store, session.person, today, &actor);
    if (err == OK && !is_live(&session, actor_is_privileged(&actor), now))
        err = ERR_NOT_FOUND;
    if (err != OK)
        return err;
    *ret = session;
    *ret_actor = actor;
    return OK;
}

enum err session_touch(struct store *store, int64_t id, struct instant seen_at)
{
    return store_exec(store, SQL[TOUCH], PARAMS(p_int(id), p_instant(seen_at)));
}

enum err session_end(struct store *store, struct person_id person, int64_t id)
{
    enum err err = store_exec(store, SQL[END], PARAMS(p_int(id), p_int(person.v)));
    if (err == OK && store_changes(store) == 0)
        return ERR_NOT_FOUND;
    return err;
}

enum err session_shift_all(struct store *store, int64_t seconds)
{
    return store_exec(store, SQL[SHIFT], PARAMS(p_int(seconds)));
}

enum err session_list(struct store *store, struct person_id person, struct arena *arena,
                      struct session **ret, int *ret_count)
{
    struct session *items = ARENA_ARRAY(arena, struct session, 50);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v)));
    while (rows_next(&rows))
        items[count++] = read_session(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err session_sweep(struct store *store, struct instant now)
{
    return store_exec(store, SQL[SWEEP],
                      PARAMS(p_int(now.v - WHOLE_STAFF_S), p_int(now.v - IDLE_STAFF_S)));
}
