/* DESIGN: sessions that a provider opened: what it may say about them later. */
#include "provider_session.h"

#include "audit.h"
#include "token.h"

enum { SKEW_S = 60 };

enum { INSERT, END };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO provider_session (session_id, identity_id, subject, provider_sid,"
               " refresh_token, asked_at) SELECT id, $2, $3, $4, $5, $6 FROM session"
               " WHERE token_sha256 = $1",
    [END] = "DELETE FROM session WHERE created_at <= $4 AND id IN (SELECT s.session_id"
            " FROM provider_session s JOIN identity i ON i.id = s.identity_id WHERE i.issuer = $1"
            " AND ($2 IS NULL OR s.subject = $2) AND ($3 IS NULL OR s.provider_sid = $3))",
};

enum err provider_session_insert(struct store *store, const struct provider_session_new *session,
                                 struct instant now)
{
    char sha256[SHA256_HEX_MAX];
    struct str sealed = session->sealed_refresh_token;
    token_sha256_hex(session->token, sha256);
    enum err err =
        store_exec(store, SQL[INSERT],
                   PARAMS(p_text(sha256), p_int(session->identity), p_text(session->subject),
                          p_text(session->provider_sid),
                          sealed.p ? p_blob(sealed.p, sealed.n) : p_null(), p_instant(now)));
    return err == OK && store_changes(store) != 1 ? ERR_NOT_FOUND : err;
}

enum err provider_session_log_out(struct store *store, const struct provider_logout *logout,
                                  struct instant now, int *ret_count)
{
    int count = 0;
    if (!logout->subject && !logout->provider_sid)
        return ERR_INVALID;
    enum err err =
        store_exec(store, SQL[END],
                   PARAMS(p_text(logout->issuer), p_text(logout->subject),
                          p_text(logout->provider_sid), p_int(logout->issued_at.v + SKEW_S)));
    if (err == OK)
        count = store_changes(store);
    if (err == OK && count)
        err = audit_add(store, now, (struct person_id){0}, "provider-sign-out", 0, "");
    if (err == OK)
        *ret_count = count;
    return err;
}
