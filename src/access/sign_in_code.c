/* DESIGN: sign-in by a typed code; what is stored are hashes, and the answer never tells who
 * exists. */
#include "sign_in_code.h"

#include <string.h>

#include "check.h"
#include "notice.h"
#include "tz.h"

enum { ASKED_AN_HOUR_MAX = 5, HOUR_S = 3600, DAY_S = 86400, INIT_LIFE_S = DAY_S };

enum { INSERT, END_OTHERS, ASKED, FIND, COUNT_TRY, USE, FIND_SHOWN, SWEEP };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO sign_in_code (browser_sha256, person_id, code_sha256, created_at,"
               " expires_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [END_OTHERS] = "UPDATE sign_in_code SET expires_at = min(expires_at, $2)"
                   " WHERE person_id = $1 AND used_at IS NULL",
    [ASKED] = "SELECT count(*) FROM sign_in_code WHERE person_id = $1 AND created_at > $2",
    [FIND] = "SELECT id, coalesce(person_id, 0), code_sha256, expires_at, tries, used_at"
             " FROM sign_in_code WHERE browser_sha256 = $1",
    [COUNT_TRY] = "UPDATE sign_in_code SET tries = tries + 1 WHERE id = $1",
    [USE] = "UPDATE sign_in_code SET used_at = $2 WHERE id = $1",
    [FIND_SHOWN] = "SELECT id, person_id FROM sign_in_code WHERE browser_sha256 = $1"
                   " AND code_sha256 = $2 AND used_at IS NULL AND expires_at > $3",
    [SWEEP] = "DELETE FROM sign_in_code WHERE expires_at < $1",
};

/* A code is hashed with the browser it is bound to, so a stolen table cannot be searched once for
 * all. */
static void hash_code(struct str browser_sha256, const char *code, char ret[static SHA256_HEX_MAX])
{
    char text[SHA256_HEX_MAX + SIGN_IN_CODE_CHARS + 1];
    CHECK(browser_sha256.n == SHA256_HEX_MAX - 1);
    memcpy(text, browser_sha256.p, browser_sha256.n);
    memcpy(text + browser_sha256.n, code, SIGN_IN_CODE_CHARS + 1);
    token_sha256_hex(str_of(text), ret);
}

/* May that person be sent another code? If not they are answered like somebody unknown: a refusal
 * here would tell who exists. The edge's own limit on asking is the same for every address. */
static enum err find_allowed(struct store *store, struct person_id person, struct instant now,
                             bool *ret)
{
    int64_t asked = 0;
    enum err err =
        store_find_int(store, SQL[ASKED], PARAMS(p_int(person.v), p_int(now.v - HOUR_S)), &asked);
    if (err == OK)
        *ret = asked < ASKED_AN_HOUR_MAX;
    return err;
}

static enum err insert_code(struct store *store, struct person_id person,
                            const char *browser_sha256, const char *code, struct instant now,
                            int64_t life_s, int64_t *ret_id)
{
    char code_sha256[SHA256_HEX_MAX];
    hash_code(str_of(browser_sha256), code, code_sha256);
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_text(browser_sha256), p_id_or_null(person.v),
                                 p_text(code_sha256), p_instant(now), p_int(now.v + life_s)),
                          ret_id);
}

static enum err queue_code(struct store *store, const struct person *person, int64_t id,
                           const char *code, struct instant now)
{
    struct notice notice = {
        .kind = NOTICE_CODE,
        .to = person->id,
        .to_name = person->name,
        .to_email = person->email,
        .object_id = id,
        .detail = code,
    };
    return notice_queue(store, now, &notice);
}

enum err sign_in_code_ask(struct store *store, struct str email, struct instant now,
                          struct arena *arena, char ret_browser[static TOKEN_TEXT_MAX])
{
    struct person person = {.id = {0}};
    char browser[TOKEN_TEXT_MAX], browser_sha256[SHA256_HEX_MAX], code[SIGN_IN_CODE_CHARS + 1];
    struct day today = tz_day(now);
    int64_t id = 0;
    enum err err = person_find_by_email(store, email, today, arena, &person);
    bool known = err == OK;
    if (err == ERR_NOT_FOUND)
        err = OK;
    if (err == OK && known)
        err = find_allowed(store, person.id, now, &known);
    if (!known)
        person.id.v = 0;
    if (err == OK && known)
        err = store_exec(store, SQL[END_OTHERS], PARAMS(p_int(person.id.v), p_instant(now)));
    token_new(browser);
    token_sha256_hex(str_of(browser), browser_sha256);
    token_code(code, SIGN_IN_CODE_CHARS);
    if (err == OK)
        err = insert_code(store, person.id, browser_sha256, code, now, SIGN_IN_CODE_LIFE_S, &id);
    if (err == OK && known)
        err = queue_code(store, &person, id, code, now);
    if (err == OK)
        memcpy(ret_browser, browser, sizeof browser);
    return err;
}

/* A shown code has no browser yet: it is found by the hash of itself. */
static void shown_key(const char *code, char ret[static SHA256_HEX_MAX])
{
    char text[16] = "shown:";
    memcpy(text + 6, code, SIGN_IN_CODE_CHARS);
    token_sha256_hex(str_make(text, 6 + SIGN_IN_CODE_CHARS), ret);
}

enum err sign_in_code_make(struct store *store, struct person_id person, struct instant now,
                           char ret_code[static SIGN_IN_CODE_CHARS + 1])
{
    char key[SHA256_HEX_MAX], code[SIGN_IN_CODE_CHARS + 1];
    int64_t id;
    token_code(code, SIGN_IN_CODE_CHARS);
    shown_key(code, key);
    enum err err = insert_code(store, person, key, code, now, INIT_LIFE_S, &id);
    if (err == OK)
        memcpy(ret_code, code, sizeof code);
    return err;
}

static enum err wrong(struct refusal *why, const char *sentence)
{
    refuse_field(why, "code", "%s", sentence);
    return OK;
}

static enum err try_shown(struct store *store, const char *code, struct instant now,
                          struct refusal *why, struct person_id *ret_person)
{
    char key[SHA256_HEX_MAX], code_sha256[SHA256_HEX_MAX];
    struct rows rows;
    shown_key(code, key);
    hash_code(str_of(key), code, code_sha256);
    enum err err = store_find(store, SQL[FIND_SHOWN],
                              PARAMS(p_text(key), p_text(code_sha256), p_instant(now)), &rows);
    if (err == ERR_NOT_FOUND)
        return wrong(why, "This is not the code we sent. Check it, or ask for a new one.");
    if (err != OK)
        return err;
    int64_t id = rows_int(&rows, 0), person = rows_int(&rows, 1);
    err = rows_end(&rows);
    if (err == OK)
        err = store_exec(store, SQL[USE], PARAMS(p_int(id), p_instant(now)));
    if (err == OK)
        ret_person->v = person;
    return err;
}

struct code_row {
    int64_t id, person;
    char code_sha256[SHA256_HEX_MAX];
    struct instant expires_at;
    int64_t tries;
    bool used;
};

static enum err find_code(struct store *store, const char *browser_sha256, struct code_row *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_text(browser_sha256)), &rows);
    if (err != OK)
        return err;
    *ret = (struct code_row){
        .id = rows_int(&rows, 0),
        .person = rows_int(&rows, 1),
        .expires_at = rows_instant(&rows, 3),
        .tries = rows_int(&rows, 4),
        .used = !rows_is_null(&rows, 5),
    };
    struct str sha256 = rows_str(&rows, 2);
    CHECK(sha256.n == SHA256_HEX_MAX - 1);
    memcpy(ret->code_sha256, sha256.p, sha256.n);
    return rows_end(&rows);
}

static enum err judge(struct store *store, const struct code_row *row, const char *browser_sha256,
                      const char *code, struct instant now, struct refusal *why,
                      struct person_id *ret_person)
{
    char code_sha256[SHA256_HEX_MAX];
    if (row->used || row->expires_at.v <= now.v)
        return wrong(why, "This code is no longer good. Ask for a new one.");
    if (row->tries >= SIGN_IN_CODE_TRIES)
        return wrong(why, "This code was tried too often. Ask for a new one.");
    hash_code(str_of(browser_sha256), code, code_sha256);
    bool same = token_equal(str_of(code_sha256), str_of(row->code_sha256));
    if (!same || !row->person) {
        wrong(why, "This is not the code we sent. Check it, or ask for a new one.");
        return store_exec(store, SQL[COUNT_TRY], PARAMS(p_int(row->id)));
    }
    enum err err = store_exec(store, SQL[USE], PARAMS(p_int(row->id), p_instant(now)));
    if (err == OK)
        ret_person->v = row->person;
    return err;
}

enum err sign_in_code_try(struct store *store, struct str browser, struct str typed,
                          struct instant now, struct refusal *why, struct person_id *ret_person)
{
    char code[SIGN_IN_CODE_CHARS + 1], browser_sha256[SHA256_HEX_MAX];
    struct code_row row;
    struct person_id person = {0};
    if (token_code_fold(typed, code, SIGN_IN_CODE_CHARS) != OK) {
        ret_person->v = 0;
        return wrong(why, "Enter the 10 letters and numbers of the code, for example 7KQ4M-X2P9D.");
    }
    token_sha256_hex(browser, browser_sha256);
    enum err err = find_code(store, browser_sha256, &row);
    if (err == ERR_NOT_FOUND)
        err = try_shown(store, code, now, why, &person);
    else if (err == OK)
        err = judge(store, &row, browser_sha256, code, now, why, &person);
    if (err == OK)
        *ret_person = person;
    return err;
}

enum err sign_in_code_sweep(struct store *store, struct instant now)
{
    return store_exec(store, SQL[SWEEP], PARAMS(p_int(now.v - DAY_S)));
}
