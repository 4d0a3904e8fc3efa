/* DESIGN: an authenticator app's secret from its making to its end, and the codes for its loss. */
#include "second_factor.h"

#include <string.h>

#include "totp.h"

enum {
    FIND,
    WAITING,
    MAKE,
    CONFIRM,
    SECRET,
    STEP,
    RECOVERY_USE,
    RECOVERY_END,
    RECOVERY_INSERT,
    END
};
static const char *const SQL[] = {
    [FIND] = "SELECT f.since_at, (SELECT count(*) FROM recovery_code r WHERE r.person_id = $1"
             " AND r.used_at IS NULL) FROM second_factor f WHERE f.person_id = $1"
             " AND f.secret IS NOT NULL",
    [WAITING] = "SELECT next_secret FROM second_factor WHERE person_id = $1"
                " AND next_secret IS NOT NULL",
    [MAKE] = "INSERT INTO second_factor (person_id, next_secret) VALUES ($1, $2)"
             " ON CONFLICT (person_id) DO UPDATE SET next_secret = excluded.next_secret",
    [CONFIRM] = "UPDATE second_factor SET secret = next_secret, next_secret = NULL, since_at = $2,"
                " last_step = $3 WHERE person_id = $1",
    [SECRET] = "SELECT secret, last_step FROM second_factor WHERE person_id = $1"
               " AND secret IS NOT NULL",
    [STEP] = "UPDATE second_factor SET last_step = $2 WHERE person_id = $1 AND last_step < $2",
    [RECOVERY_USE] = "UPDATE recovery_code SET used_at = $3 WHERE person_id = $1"
                     " AND code_sha256 = $2 AND used_at IS NULL",
    [RECOVERY_END] = "DELETE FROM recovery_code WHERE person_id = $1",
    [RECOVERY_INSERT] = "INSERT INTO recovery_code (person_id, code_sha256) VALUES ($1, $2)",
    [END] = "DELETE FROM second_factor WHERE person_id = $1",
};

enum err second_factor_find(struct store *store, struct person_id person, struct second_factor *ret)
{
    struct rows rows;
    struct second_factor factor = {.in_force = false};
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(person.v)), &rows);
    if (err == OK) {
        factor = (struct second_factor){
            .in_force = true,
            .since = rows_instant(&rows, 0),
            .recovery_left = (int)rows_int(&rows, 1),
        };
        err = rows_end(&rows);
    } else if (err == ERR_NOT_FOUND) {
        err = OK;
    }
    if (err == OK)
        *ret = factor;
    return err;
}

/* What a sealed secret is bound to: moved to another person's row it does not open. */
static const char *context_of(struct person_id person, struct arena *arena)
{
    return arena_printf(arena, "totp:%lld", (long long)person.v);
}

static enum err is_waiting(struct store *store, struct person_id person, bool *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[WAITING], PARAMS(p_int(person.v)), &rows);
    *ret = err == OK;
    if (err == OK)
        return rows_end(&rows);
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err second_factor_make(struct store *store, const struct sealed_key *key,
                            struct person_id person, bool again, struct arena *arena)
{
    uint8_t secret[TOTP_SECRET_BYTES];
    bool waiting = false;
    enum err err = is_waiting(store, person, &waiting);
    if (err != OK || (waiting && !again))
        return err;
    token_random(secret, sizeof secret);
    struct str sealed = sealed_make(key, context_of(person, arena),
                                    str_make((const char *)secret, sizeof secret), arena);
    return store_exec(store, SQL[MAKE], PARAMS(p_int(person.v), p_blob(sealed.p, sealed.n)));
}

/* A column of sealed bytes, opened. */
static enum err open_first(struct store *store, const struct sealed_key *key, const char *sql,
                           struct person_id person, struct arena *arena, struct str *ret_secret,
                           int64_t *ret_last_step)
{
    struct rows rows;
    enum err err = store_find(store, sql, PARAMS(p_int(person.v)), &rows);
    if (err != OK)
        return err;
    struct str sealed = arena_str(arena, rows_str(&rows, 0));
    if (ret_last_step)
        *ret_last_step = rows_int(&rows, 1);
    err = rows_end(&rows);
    return err == OK ? sealed_open(key, context_of(person, arena), sealed, arena, ret_secret) : err;
}

enum err second_factor_waiting(struct store *store, const struct sealed_key *key,
                               struct person_id person, struct arena *arena, struct str *ret_secret)
{
    return open_first(store, key, SQL[WAITING], person, arena, ret_secret, NULL);
}

static enum err wrong(struct refusal *why, bool *ret_right)
{
    refuse_field(why, "code",
                 "These are not the 6 digits your app shows now. Wait for the next ones and type "
                 "them. If it happens again, check that your phone's clock is right.");
    *ret_right = false;
    return OK;
}

enum err second_factor_confirm(struct store *store, const struct sealed_key *key,
                               struct person_id person, struct str typed, struct instant now,
                               struct refusal *why, bool *ret_right)
{
    struct str secret;
    enum err err = second_factor_waiting(store, key, person, why->arena, &secret);
    if (err != OK)
        return err;
    int64_t step = totp_match(secret, typed, now, 0);
    if (!step)
        return wrong(why, ret_right);
    err = store_exec(store, SQL[CONFIRM], PARAMS(p_int(person.v), p_instant(now), p_int(step)));
    if (err == OK)
        *ret_right = true;
    return err;
}

enum err second_factor_try(struct store *store, const struct sealed_key *key,
                           struct person_id person, struct str typed, struct instant now,
                           struct refusal *why, bool *ret_right)
{
    struct str secret;
    int64_t last_step = 0;
    enum err err = open_first(store, key, SQL[SECRET], person, why->arena, &secret, &last_step);
    if (err == ERR_INVALID) {
        refuse_field(why, "code",
                     "Your app's codes cannot be checked at the moment. Use a recovery code, or "
                     "ask an administrator to reset your second factor.");
        *ret_right = false;
        return OK;
    }
    if (err != OK)
        return err;
    int64_t step = totp_match(secret, typed, now, last_step);
    if (!step)
        return wrong(why, ret_right);
    err = store_exec(store, SQL[STEP], PARAMS(p_int(person.v), p_int(step)));
    if (err == OK)
        *ret_right = store_changes(store) == 1;
    return err;
}

static void hash_recovery(const char *code, char ret[static SHA256_HEX_MAX])
{
    token_sha256_hex(str_of(code), ret);
}

enum err second_factor_try_recovery(struct store *store, struct person_id person, struct str typed,
                                    struct instant now, struct refusal *why, bool *ret_right)
{
    char code[RECOVERY_CODE_CHARS + 1], sha256[SHA256_HEX_MAX];
    bool right = false;
    enum err err = OK;
    if (token_code_fold(typed, code, RECOVERY_CODE_CHARS) == OK) {
        hash_recovery(code, sha256);
        err = store_exec(store, SQL[RECOVERY_USE],
                         PARAMS(p_int(person.v), p_text(sha256), p_instant(now)));
        right = err == OK && store_changes(store) == 1;
    }
    if (err != OK)
        return err;
    if (!right)
        refuse_field(why, "recovery",
                     "This is not one of your recovery codes, or it was used before. Each has 16 "
                     "letters and numbers and works once.");
    *ret_right = right;
    return OK;
}

enum err second_factor_renew_recovery(struct store *store, struct person_id person,
                                      struct recovery_codes *ret)
{
    struct recovery_codes fresh;
    char sha256[SHA256_HEX_MAX];
    enum err err = store_exec(store, SQL[RECOVERY_END], PARAMS(p_int(person.v)));
    for (int i = 0; err == OK && i < RECOVERY_CODES; i++) {
        token_code(fresh.codes[i], RECOVERY_CODE_CHARS);
        hash_recovery(fresh.codes[i], sha256);
        err = store_exec(store, SQL[RECOVERY_INSERT], PARAMS(p_int(person.v), p_text(sha256)));
    }
    if (err == OK)
        memcpy(ret, &fresh, sizeof fresh);
    return err;
}

enum err second_factor_end(struct store *store, struct person_id person)
{
    enum err err = store_exec(store, SQL[RECOVERY_END], PARAMS(p_int(person.v)));
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(person.v))) : err;
}
