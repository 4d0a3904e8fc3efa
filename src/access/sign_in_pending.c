/* DESIGN: what was sent to a provider waits for its answer; only hashes of what browsers hold. */
#include "sign_in_pending.h"

enum { INSERT, TAKE, SWEEP };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO sign_in_pending (state_sha256, browser_sha256, provider, nonce,"
               " verifier, next_path, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [TAKE] = "DELETE FROM sign_in_pending WHERE state_sha256 = $1 AND browser_sha256 = $2"
             " AND expires_at > $3 RETURNING provider, nonce, verifier, next_path",
    [SWEEP] = "DELETE FROM sign_in_pending WHERE expires_at <= $1",
};

enum err sign_in_pending_insert(struct store *store, struct str state, struct str browser,
                                const struct sign_in_pending *pending, struct instant now)
{
    char state_sha256[SHA256_HEX_MAX], browser_sha256[SHA256_HEX_MAX];
    token_sha256_hex(state, state_sha256);
    token_sha256_hex(browser, browser_sha256);
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_text(state_sha256), p_text(browser_sha256),
                             p_text(pending->provider), p_text(pending->nonce),
                             p_text(pending->verifier), p_text(pending->next_path),
                             p_int(now.v + SIGN_IN_PENDING_S)));
}

enum err sign_in_pending_take(struct store *store, struct str state, struct str browser,
                              struct instant now, struct arena *arena, struct sign_in_pending *ret)
{
    char state_sha256[SHA256_HEX_MAX], browser_sha256[SHA256_HEX_MAX];
    struct rows rows;
    token_sha256_hex(state, state_sha256);
    token_sha256_hex(browser, browser_sha256);
    enum err err =
        store_find(store, SQL[TAKE],
                   PARAMS(p_text(state_sha256), p_text(browser_sha256), p_instant(now)), &rows);
    if (err != OK)
        return err;
    struct sign_in_pending pending = {rows_text(&rows, 0, arena), rows_text(&rows, 1, arena),
                                      rows_text(&rows, 2, arena), rows_text(&rows, 3, arena)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = pending;
    return err;
}

enum err sign_in_pending_sweep(struct store *store, struct instant now)
{
    return store_exec(store, SQL[SWEEP], PARAMS(p_instant(now)));
}
