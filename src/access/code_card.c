/* DESIGN: printed cards of one-time codes, from their making to the last code. */
#include "code_card.h"

#include <string.h>

#include "presence.h"
#include "session.h"
#include "tz.h"

enum { DAY_S = 86400, WINDOW_S = 900, FORTNIGHT = 14 };

enum { TERM, INSERT, INSERT_CODE, END, CURRENT, FIND, TRY_FIRST, TRY_MORE, USE };
static const char *const SQL[] = {
    [TERM] = "SELECT to_on FROM school_span WHERE school_id = $1 AND kind = 'term' AND to_on >= $2"
             " ORDER BY to_on LIMIT 1",
    [INSERT] = "INSERT INTO code_card (number, person_id, made_by, made_at, expires_at)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [INSERT_CODE] = "INSERT INTO code_card_code (card_id, digest) VALUES ($1, $2)",
    [END] = "UPDATE code_card SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL",
    [CURRENT] = "SELECT id, made_at, expires_at, (SELECT count(*) FROM code_card_code k"
                " WHERE k.card_id = c.id AND k.used_at IS NULL) FROM code_card c"
                " WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2",
    [FIND] = "SELECT c.id, c.person_id, c.tries, c.tried_at FROM code_card c JOIN person p"
             " ON p.id = c.person_id WHERE c.number = $1 AND c.ended_at IS NULL"
             " AND c.expires_at > $3 AND" PRESENCE_SQL("$2"),
    [TRY_FIRST] = "UPDATE code_card SET tries = 1, tried_at = $2 WHERE id = $1",
    [TRY_MORE] = "UPDATE code_card SET tries = tries + 1 WHERE id = $1",
    [USE] = "UPDATE code_card_code SET used_at = $3 WHERE card_id = $1 AND digest = $2"
            " AND used_at IS NULL",
};

/* ---- making ---- */

/* The last day of the term, at most 180 days from today. */
static enum err find_last_day(struct store *store, struct school_id school, struct day today,
                              struct day *ret)
{
    int64_t ends = 0;
    struct day most = day_add(today, CODE_CARD_DAYS_MAX);
    enum err err = store_find_int(store, SQL[TERM],
                                  PARAMS(p_int(school.v), p_day(day_add(today, FORTNIGHT))), &ends);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK && ends < most.v ? (struct day){(int32_t)ends} : most;
    return OK;
}

static void make_number(char ret[static CODE_CARD_NUMBER_CHARS + 1])
{
    for (int i = 0; i < CODE_CARD_NUMBER_CHARS; i++)
        ret[i] = (char)('0' + token_below(10));
    ret[CODE_CARD_NUMBER_CHARS] = '\0';
}

/* A code is hashed with its card, so that equal codes of two cards do not show. */
static void digest(const struct sealed_key *key, const char *number, const char *code,
                   char ret[static SHA256_HEX_MAX])
{
    char context[16] = "card:";
    memcpy(context + 5, number, CODE_CARD_NUMBER_CHARS + 1);
    sealed_digest(key, context, str_of(code), ret);
}

static enum err insert_codes(struct store *store, const struct sealed_key *key, int64_t card,
                             struct code_card_made *made)
{
    char hash[SHA256_HEX_MAX];
    enum err err = OK;
    for (int i = 0; err == OK && i < CODE_CARD_CODES; i++) {
        token_code(made->codes[i], CODE_CARD_CODE_CHARS);
        digest(key, made->number, made->codes[i], hash);
        err = store_exec(store, SQL[INSERT_CODE], PARAMS(p_int(card), p_text(hash)));
    }
    return err;
}

enum err code_card_make(struct store *store, const struct sealed_key *key,
                        const struct person *person, struct person_id by, struct instant now,
                        struct code_card_made *ret)
{
    struct code_card_made made;
    int64_t card = 0;
    make_number(made.number);
    enum err err = find_last_day(store, person->school, tz_day(now), &made.last_day);
    if (err != OK)
        return err;
    made.expires_at = tz_at(day_add(made.last_day, 1), 0, 0);
    err = store_exec(store, SQL[END], PARAMS(p_int(person->id.v), p_instant(now)));
    if (err == OK)
        err = store_find_int(store, SQL[INSERT],
                             PARAMS(p_text(made.number), p_int(person->id.v), p_int(by.v),
                                    p_instant(now), p_instant(made.expires_at)),
                             &card);
    if (err == OK)
        err = insert_codes(store, key, card, &made);
    if (err == OK)
        memcpy(ret, &made, sizeof made);
    return err;
}

enum err code_card_check(struct store *store, const struct person *person, struct instant now,
                         struct refusal *why)
{
    struct actor actor;
    struct day today = tz_day(now);
    if (person->email && person->email[0])
        return refuse(why, ERR_CONFLICT, "has-mailbox",
                      "%s has a work email and signs in with a code sent there. A card is for "
                      "people without one.",
                      person->name);
    enum err err = presence_check(store, person->id, today);
    if (err == ERR_DENIED)
        return refuse(why, ERR_CONFLICT, "has-left", "%s does not work here any more.",
                      person->name);
    if (err == OK)
        err = actor_load(store, person->id, today, &actor);
    if (err == OK && actor_is_privileged(&actor))
        return refuse(why, ERR_CONFLICT, "privileged",
                      "%s can see other people's records, so a card is not safe enough. They need "
                      "a work email.",
                      person->name);
    return err;
}

/* ---- the card somebody has ---- */

enum err code_card_find(struct store *store, struct person_id person, struct instant now,
                        struct code_card *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[CURRENT], PARAMS(p_int(person.v), p_instant(now)), &rows);
    if (err != OK)
        return err;
    struct code_card card = {rows_int(&rows, 0), rows_instant(&rows, 1), rows_instant(&rows, 2),
                             (int)rows_int(&rows, 3)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = card;
    return err;
}

enum err code_card_end(struct store *store, struct person_id person, struct instant now)
{
    enum err err = store_exec(store, SQL[END], PARAMS(p_int(person.v), p_instant(now)));
    return err == OK && store_changes(store) == 0 ? ERR_NOT_FOUND : err;
}

/* ---- signing in ---- */

static enum err wrong(struct refusal *why)
{
    refuse_field(why, "code",
                 "This card and code do not go together. Check both and use a code that is not "
                 "crossed out. After five wrong tries a card rests for 15 minutes. If it still "
                 "does not work, ask whoever gave you the card for a new one.");
    return OK;
}

/* Counts the try; false if this card has been tried too often within the 15 minutes. */
static enum err count_try(struct store *store, int64_t card, int64_t tries, int64_t tried_at,
                          struct instant now, bool *ret_allowed)
{
    bool again = now.v - tried_at < WINDOW_S;
    *ret_allowed = !again || tries < CODE_CARD_TRIES;
    if (!*ret_allowed)
        return OK;
    return again ? store_exec(store, SQL[TRY_MORE], PARAMS(p_int(card)))
                 : store_exec(store, SQL[TRY_FIRST], PARAMS(p_int(card), p_instant(now)));
}

struct found {
    int64_t card, person, tries, tried_at;
};

static enum err find(struct store *store, const char *number, struct instant now, struct found *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND],
                              PARAMS(p_text(number), p_day(tz_day(now)), p_instant(now)), &rows);
    if (err != OK)
        return err;
    *ret = (struct found){rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2),
                          rows_int(&rows, 3)};
    return rows_end(&rows);
}

static bool fold_number(struct str typed, char ret[static CODE_CARD_NUMBER_CHARS + 1])
{
    int n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        if (c == ' ' || c == '-')
            continue;
        if (c < '0' || c > '9' || n == CODE_CARD_NUMBER_CHARS)
            return false;
        ret[n++] = c;
    }
    ret[n] = '\0';
    return n == CODE_CARD_NUMBER_CHARS;
}

enum err code_card_try(struct store *store, const struct sealed_key *key, struct str number,
                       struct str typed, struct instant now, struct refusal *why,
                       struct person_id *ret_person)
{
    char digits[CODE_CARD_NUMBER_CHARS + 1], code[CODE_CARD_CODE_CHARS + 1], hash[SHA256_HEX_MAX];
    struct found found;
    bool allowed = false;
    ret_person->v = 0;
    if (!fold_number(number, digits) || token_code_fold(typed, code, CODE_CARD_CODE_CHARS) != OK)
        return wrong(why);
    enum err err = find(store, digits, now, &found);
    if (err == ERR_NOT_FOUND)
        return wrong(why);
    if (err == OK)
        err = count_try(store, found.card, found.tries, found.tried_at, now, &allowed);
    if (err != OK || !allowed)
        return err == OK ? wrong(why) : err;
    digest(key, digits, code, hash);
    err = store_exec(store, SQL[USE], PARAMS(p_int(found.card), p_text(hash), p_instant(now)));
    if (err != OK)
        return err;
    if (store_changes(store) == 0)
        return wrong(why);
    ret_person->v = found.person;
    return OK;
}
