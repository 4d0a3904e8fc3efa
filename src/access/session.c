/* DESIGN: browsers that are signed in; only the hash of a token is kept. */
#include "session.h"

#include "check.h"
#include "presence.h"
#include "tz.h"

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400,
    IDLE_PRIVILEGED_S = 60 * MINUTE_S,
    IDLE_STAFF_S = 8 * HOUR_S,
    WHOLE_PRIVILEGED_S = 12 * HOUR_S,
    WHOLE_STAFF_S = 7 * DAY_S,
    AGENT_BYTES_MAX = 255,
};

enum { INSERT, FIND, TOUCH, END, END_ALL, SHIFT, LIST, SWEEP, RENEW, COUNT_TRY, DELETE };
#define COLUMNS                                                                                    \
    "s.id, s.person_id, s.csrf_key, s.created_at, s.seen_at, s.agent, s.way, s.owes, s.fresh_at"
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO session (token_sha256, id, person_id, csrf_key, created_at, seen_at,"
               " agent, way, owes, privileged, fresh_at)"
               " VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10)",
    [FIND] = "SELECT " COLUMNS ", s.privileged FROM session s JOIN person p ON p.id = s.person_id"
             " WHERE s.token_sha256 = $1 AND" PRESENCE_SQL("$2"),
    [TOUCH] = "UPDATE session SET seen_at = max(seen_at, $2) WHERE id = $1",
    [END] = "DELETE FROM session WHERE id = $1 AND person_id = $2",
    [END_ALL] = "DELETE FROM session WHERE person_id = $1",
    [SHIFT] = "UPDATE session SET created_at = created_at + $1, seen_at = seen_at + $1,"
              " fresh_at = fresh_at + CASE WHEN fresh_at > 0 THEN $1 ELSE 0 END",
    [LIST] = "SELECT " COLUMNS " FROM session s WHERE s.person_id = $1 AND s.owes = ''"
             " ORDER BY s.created_at DESC, s.id LIMIT 50",
    [SWEEP] = "DELETE FROM session WHERE created_at < $1 OR seen_at < $2"
              " OR (owes <> '' AND created_at < $3)",
    [RENEW] = "UPDATE session SET token_sha256 = $2, csrf_key = $3, owes = '', fresh_at = $4,"
              " tries = 0, seen_at = $4 WHERE id = $1",
    [COUNT_TRY] = "UPDATE session SET tries = tries + 1 WHERE id = $1 RETURNING tries",
    [DELETE] = "DELETE FROM session WHERE id = $1",
};

static const char *const WAYS[SESSION_WAYS] = {
    [SESSION_BY_CODE] = "code", [SESSION_BY_CARD] = "card",   [SESSION_BY_DEVICE] = "device",
    [SESSION_BY_OIDC] = "oidc", [SESSION_BY_PROXY] = "proxy", [SESSION_BY_DEMO] = "demo",
};
static const char *const OWES[] = {
    [SESSION_OWES_NOTHING] = "",
    [SESSION_OWES_FACTOR] = "factor",
    [SESSION_OWES_SET_UP] = "set-up",
};

static int index_of(struct str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_c(word, words[i]))
            return (int)i;
    CHECK(false); /* the schema knows no other word */
    return 0;
}

/* What a session is known by: its token's hash and the key of its forms. */
struct secrets {
    char token[TOKEN_TEXT_MAX], sha256[SHA256_HEX_MAX], csrf_key[SHA256_HEX_MAX];
};

static struct secrets make_secrets(void)
{
    struct secrets secrets;
    uint8_t key[SHA256_BYTES];
    token_new(secrets.token);
    token_sha256_hex(str_of(secrets.token), secrets.sha256);
    token_random(key, sizeof key);
    token_hex(key, sizeof key, secrets.csrf_key);
    return secrets;
}

static bool is_proof(enum session_way way)
{
    return way != SESSION_BY_DEVICE && way != SESSION_BY_PROXY;
}

enum err session_start(struct store *store, const struct session_new *session, struct instant now,
                       char ret_token[static TOKEN_TEXT_MAX])
{
    struct secrets secrets = make_secrets();
    struct actor actor;
    int64_t id;
    token_random(&id, sizeof id);
    id &= (INT64_C(1) << 53) - 1; /* fits a JSON number */
    struct str agent = str_first(session->agent, AGENT_BYTES_MAX);
    if (!str_is_utf8(agent) || str_has_controls(agent, false))
        agent = STR("");
    enum err err = actor_load(store, session->person, tz_day(now), &actor);
    if (err == OK)
        err = store_exec(store, SQL[INSERT],
                         PARAMS(p_text(secrets.sha256), p_int(id), p_int(session->person.v),
                                p_text(secrets.csrf_key), p_instant(now), p_str(agent),
                                p_text(WAYS[session->way]), p_text(OWES[session->owes]),
                                p_int(actor_is_privileged(&actor)),
                                p_int(is_proof(session->way) ? now.v : 0)));
    if (err == OK)
        __builtin_memcpy(ret_token, secrets.token, sizeof secrets.token);
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
        .way = (enum session_way)index_of(rows_str(rows, 6), WAYS, COUNT_OF(WAYS)),
        .owes = (enum session_owes)index_of(rows_str(rows, 7), OWES, COUNT_OF(OWES)),
        .fresh_at = rows_instant(rows, 8),
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

/* Something owed is shown soon or not at all. */
static bool is_live_for(const struct session *session, const struct actor *actor,
                        bool begun_privileged, struct instant now)
{
    bool privileged = actor_is_privileged(actor);
    if (privileged && !begun_privileged)
        return false;
    if (session->owes != SESSION_OWES_NOTHING && now.v - session->created_at.v > SESSION_OWES_S)
        return false;
    return is_live(session, privileged, now);
}

static enum err find_one(struct store *store, struct str token, bool owing, struct instant now,
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
    bool begun_privileged = rows_int(&rows, 9) != 0;
    err = rows_end(&rows);
    if (err == OK)
        err = actor_load(store, session.person, today, &actor);
    if (err == OK && (!is_live_for(&session, &actor, begun_privileged, now) ||
                      (session.owes != SESSION_OWES_NOTHING) != owing))
        err = ERR_NOT_FOUND;
    if (err != OK)
        return err;
    *ret = session;
    *ret_actor = actor;
    return OK;
}

enum err session_find(struct store *store, struct str token, struct instant now,
                      struct arena *arena, struct session *ret, struct actor *ret_actor)
{
    return find_one(store, token, false, now, arena, ret, ret_actor);
}

enum err session_find_owing(struct store *store, struct str token, struct instant now,
                            struct arena *arena, struct session *ret, struct actor *ret_actor)
{
    return find_one(store, token, true, now, arena, ret, ret_actor);
}

bool session_is_fresh(const struct session *session, struct instant now)
{
    return session->fresh_at.v > 0 && now.v - session->fresh_at.v <= SESSION_FRESH_S;
}

enum err session_renew(struct store *store, int64_t id, struct instant now,
                       char ret_token[static TOKEN_TEXT_MAX])
{
    struct secrets secrets = make_secrets();
    enum err err = store_exec(
        store, SQL[RENEW],
        PARAMS(p_int(id), p_text(secrets.sha256), p_text(secrets.csrf_key), p_instant(now)));
    if (err == OK && store_changes(store) == 0)
        err = ERR_NOT_FOUND;
    if (err == OK)
        __builtin_memcpy(ret_token, secrets.token, sizeof secrets.token);
    return err;
}

enum err session_count_try(struct store *store, int64_t id, bool *ret_ended)
{
    int64_t tries = 0;
    enum err err = store_find_int(store, SQL[COUNT_TRY], PARAMS(p_int(id)), &tries);
    bool ended = tries >= SESSION_TRIES_MAX;
    if (err == OK && ended)
        err = store_exec(store, SQL[DELETE], PARAMS(p_int(id)));
    if (err == OK)
        *ret_ended = ended;
    return err;
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

enum err session_end_all(struct store *store, struct person_id person)
{
    return store_exec(store, SQL[END_ALL], PARAMS(p_int(person.v)));
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
                      PARAMS(p_int(now.v - WHOLE_STAFF_S), p_int(now.v - IDLE_STAFF_S),
                             p_int(now.v - SESSION_OWES_S)));
}
