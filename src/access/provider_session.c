/* DESIGN: sessions that a provider opened: what it may say about them later. */
#include "provider_session.h"

#include "audit.h"
#include "token.h"

enum { SKEW_S = 60 };

enum { INSERT, LOG_OUT, LIST_DUE, RENEW, END };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO provider_session (session_id, identity_id, subject, provider_sid,"
               " refresh_token, asked_at) SELECT id, $2, $3, $4, $5, $6 FROM session"
               " WHERE token_sha256 = $1",
    [LOG_OUT] =
        "DELETE FROM session WHERE created_at <= $4 AND id IN (SELECT s.session_id"
        " FROM provider_session s JOIN identity i ON i.id = s.identity_id WHERE i.issuer = $1"
        " AND ($2 IS NULL OR s.subject = $2) AND ($3 IS NULL OR s.provider_sid = $3))"
        " RETURNING person_id",
    [LIST_DUE] = "SELECT s.session_id, s.identity_id, s.refresh_token FROM provider_session s"
                 " JOIN identity i ON i.id = s.identity_id WHERE i.issuer = $1"
                 " AND s.refresh_token IS NOT NULL AND s.asked_at <= $2"
                 " ORDER BY s.asked_at, s.session_id LIMIT $3",
    [RENEW] = "UPDATE provider_session SET refresh_token = $2, asked_at = $3 WHERE session_id = $1",
    [END] = "DELETE FROM session WHERE id = $1 RETURNING person_id",
};

/* A sealed token opens only for the account it is of. */
static const char *context_of(struct arena *arena, int64_t identity)
{
    return arena_printf(arena, "refresh:%lld", (long long)identity);
}

static struct param seal(const struct sealed_key *key, const char *context, const char *token,
                         struct arena *arena)
{
    if (!token)
        return p_null();
    struct str sealed = sealed_make(key, context, str_of(token), arena);
    return p_blob(sealed.p, sealed.n);
}

enum err provider_session_insert(struct store *store, const struct sealed_key *key,
                                 const struct provider_session_new *session, struct instant now)
{
    char sha256[SHA256_HEX_MAX];
    struct arena *arena = arena_new();
    struct param sealed =
        seal(key, context_of(arena, session->identity), session->refresh_token, arena);
    token_sha256_hex(session->token, sha256);
    enum err err =
        store_exec(store, SQL[INSERT],
                   PARAMS(p_text(sha256), p_int(session->identity), p_text(session->subject),
                          p_text(session->provider_sid), sealed, p_instant(now)));
    arena_free(arena);
    return err == OK && store_changes(store) != 1 ? ERR_NOT_FOUND : err;
}

/* Runs a statement that ends sessions and gives whose they were; each is told in the audit. */
static enum err end_and_tell(struct store *store, const char *sql, const struct param *params,
                             const char *how, struct instant now, int *ret_count)
{
    struct arena *arena = arena_new();
    int64_t *people = NULL;
    int count = 0, room = 0;
    struct rows rows = store_query(store, sql, params);
    while (rows_next(&rows)) {
        if (count == room)
            people = arena_grow(arena, people, sizeof *people, 16, &room);
        people[count++] = rows_int(&rows, 0);
    }
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = audit_add(store, now, (struct person_id){0}, "provider-sign-out", people[i], how);
    arena_free(arena);
    if (err == OK)
        *ret_count = count;
    return err;
}

enum err provider_session_log_out(struct store *store, const struct provider_logout *logout,
                                  struct instant now, int *ret_count)
{
    if (!logout->subject && !logout->provider_sid)
        return ERR_INVALID;
    return end_and_tell(store, SQL[LOG_OUT],
                        PARAMS(p_text(logout->issuer), p_text(logout->subject),
                               p_text(logout->provider_sid), p_int(logout->issued_at.v + SKEW_S)),
                        "logout", now, ret_count);
}

/* ---- asking whether the account is still good ---- */

static struct provider_session_due read_due(const struct rows *rows, const struct sealed_key *key,
                                            struct arena *arena)
{
    struct provider_session_due due = {.session = rows_int(rows, 0),
                                       .context = context_of(arena, rows_int(rows, 1))};
    struct str token;
    if (sealed_open(key, due.context, rows_str(rows, 2), arena, &token) == OK)
        due.refresh_token = arena_str_c(arena, token);
    return due;
}

enum err provider_session_list_due(struct store *store, const struct sealed_key *key,
                                   const char *issuer, struct instant now, int limit,
                                   struct arena *arena, struct provider_session_due **ret,
                                   int *ret_count)
{
    struct provider_session_due *items =
        ARENA_ARRAY(arena, struct provider_session_due, (size_t)limit);
    int count = 0;
    struct rows rows =
        store_query(store, SQL[LIST_DUE],
                    PARAMS(p_text(issuer), p_int(now.v - PROVIDER_SESSION_ASK_S), p_int(limit)));
    while (rows_next(&rows))
        items[count++] = read_due(&rows, key, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err provider_session_renew(struct store *store, const struct sealed_key *key,
                                const struct provider_session_due *due, const char *refresh_token,
                                struct instant now)
{
    struct arena *arena = arena_new();
    enum err err = store_exec(
        store, SQL[RENEW],
        PARAMS(p_int(due->session), seal(key, due->context, refresh_token, arena), p_instant(now)));
    arena_free(arena);
    return err;
}

enum err provider_session_end(struct store *store, int64_t session, struct instant now)
{
    int count;
    return end_and_tell(store, SQL[END], PARAMS(p_int(session)), "refresh", now, &count);
}
