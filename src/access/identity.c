/* DESIGN: which account is whose, and how the first link between them is made. */
#include "identity.h"

#include "audit.h"
#include "tz.h"

enum {
    FIND,
    HAS_ANOTHER,
    INSERT,
    ASK,
    LIST,
    COUNT,
    FIND_REQUEST,
    END_SESSIONS,
    DELETE_OTHER,
    DELETE_REQUEST,
    REFUSE
};
static const char *const SQL[] = {
    [FIND] = "SELECT i.id, i.person_id, p.left_on IS NULL OR p.left_on >= $3 FROM identity i"
             " JOIN person p ON p.id = i.person_id WHERE i.issuer = $1 AND i.subject = $2",
    [HAS_ANOTHER] = "SELECT count(*) FROM identity WHERE person_id = $1 AND issuer = $2",
    [INSERT] = "INSERT INTO identity (issuer, subject, person_id, email, linked_at, linked_by)"
               " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
    /* Who was refused stays refused; who asks again tells the newest address and name. */
    [ASK] = "INSERT INTO identity_request (issuer, subject, person_id, email, name, reason,"
            " asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT (issuer, subject) DO UPDATE SET person_id = excluded.person_id,"
            " email = excluded.email, name = excluded.name, reason = excluded.reason"
            " WHERE identity_request.state = 'waiting'",
    [LIST] = "SELECT r.id, r.issuer, r.email, r.name, r.person_id, p.name, p.email,"
             " r.reason = 'another', r.state = 'refused', r.asked_at FROM identity_request r"
             " JOIN person p ON p.id = r.person_id WHERE p.left_on IS NULL OR p.left_on >= $1"
             " ORDER BY r.state = 'refused', CASE WHEN r.state = 'refused' THEN -r.decided_at"
             " ELSE r.asked_at END, r.id LIMIT 200",
    [COUNT] = "SELECT count(*) FROM identity_request r JOIN person p ON p.id = r.person_id"
              " WHERE r.state = 'waiting' AND (p.left_on IS NULL OR p.left_on >= $1)",
    [FIND_REQUEST] = "SELECT r.issuer, r.subject, r.email, r.person_id FROM identity_request r"
                     " JOIN person p ON p.id = r.person_id WHERE r.id = $1"
                     " AND (p.left_on IS NULL OR p.left_on >= $2)",
    [END_SESSIONS] = "DELETE FROM session WHERE id IN (SELECT s.session_id FROM provider_session s"
                     " JOIN identity i ON i.id = s.identity_id"
                     " WHERE i.person_id = $1 AND i.issuer = $2)",
    [DELETE_OTHER] = "DELETE FROM identity WHERE person_id = $1 AND issuer = $2",
    [DELETE_REQUEST] = "DELETE FROM identity_request WHERE id = $1",
    [REFUSE] = "UPDATE identity_request SET state = 'refused', decided_at = $2, decided_by = $3"
               " WHERE id = $1 AND state = 'waiting' RETURNING person_id",
};

static enum err find(struct store *store, const struct identity_account *account,
                     struct instant now, int64_t *ret_identity, int64_t *ret_person, bool *ret_here)
{
    struct rows rows;
    enum err err = store_find(
        store, SQL[FIND],
        PARAMS(p_text(account->issuer), p_text(account->subject), p_day(tz_day(now))), &rows);
    if (err != OK)
        return err;
    int64_t identity = rows_int(&rows, 0), person = rows_int(&rows, 1), here = rows_int(&rows, 2);
    err = rows_end(&rows);
    if (err != OK)
        return err;
    *ret_identity = identity;
    *ret_person = person;
    *ret_here = here != 0;
    return OK;
}

static enum err link(struct store *store, const struct identity_account *account,
                     struct person_id person, struct person_id by, struct instant now,
                     int64_t *ret_identity)
{
    int64_t id = 0;
    enum err err =
        store_find_int(store, SQL[INSERT],
                       PARAMS(p_text(account->issuer), p_text(account->subject), p_int(person.v),
                              p_text(account->email), p_instant(now), p_id_or_null(by.v)),
                       &id);
    if (err == OK)
        err = by.v ? audit_add(store, now, by, "identity-accepted", person.v, "")
                   : audit_add(store, now, person, "identity-linked", person.v, "");
    if (err == OK)
        *ret_identity = id;
    return err;
}

static enum err ask(struct store *store, const struct identity_account *account,
                    struct person_id person, bool another, struct instant now)
{
    const char *name = account->name ? account->name : "";
    enum err err = store_exec(store, SQL[ASK],
                              PARAMS(p_text(account->issuer), p_text(account->subject),
                                     p_int(person.v), p_text(account->email), p_text(name),
                                     p_text(another ? "another" : "unproved"), p_instant(now)));
    if (err == OK && store_changes(store))
        err = audit_add(store, now, (struct person_id){0}, "identity-asked", person.v, "");
    return err;
}

/* The first time an account is seen. */
static enum err meet(struct store *store, const struct identity_account *account,
                     const struct person *person, struct instant now, enum identity_outcome *ret,
                     int64_t *ret_identity)
{
    int64_t others = 0;
    enum err err = store_find_int(store, SQL[HAS_ANOTHER],
                                  PARAMS(p_int(person->id.v), p_text(account->issuer)), &others);
    if (err != OK)
        return err;
    if (account->email_verified && !others) {
        *ret = IDENTITY_LINKED;
        return link(store, account, person->id, (struct person_id){0}, now, ret_identity);
    }
    *ret = IDENTITY_WAITS;
    return ask(store, account, person->id, others != 0, now);
}

enum err identity_sign_in(struct store *store, const struct identity_account *account,
                          struct instant now, struct arena *arena, enum identity_outcome *ret,
                          int64_t *ret_identity, struct person_id *ret_person)
{
    enum identity_outcome outcome = IDENTITY_LINKED;
    int64_t identity = 0, person_id = 0;
    bool here = false;
    struct person person = {.id = {0}};
    enum err err = find(store, account, now, &identity, &person_id, &here);
    if (err == OK && !here)
        outcome = IDENTITY_UNKNOWN;
    if (err == ERR_NOT_FOUND) {
        outcome = account->email_verified ? IDENTITY_UNKNOWN : IDENTITY_WAITS;
        err = account->email && person_email_is_valid(str_of(account->email))
                  ? person_find_by_email(store, str_of(account->email), tz_day(now), arena, &person)
                  : ERR_NOT_FOUND;
        person_id = person.id.v;
        if (err == OK)
            err = meet(store, account, &person, now, &outcome, &identity);
        else if (err == ERR_NOT_FOUND)
            err = OK;
    }
    if (err != OK)
        return err;
    *ret = outcome;
    *ret_identity = outcome == IDENTITY_LINKED ? identity : 0;
    ret_person->v = outcome == IDENTITY_LINKED ? person_id : 0;
    return OK;
}

/* ---- what waits for an administrator ---- */

enum err identity_request_list(struct store *store, struct day today, struct arena *arena,
                               struct identity_request **ret, int *ret_count)
{
    struct identity_request *items =
        ARENA_ARRAY(arena, struct identity_request, IDENTITY_REQUESTS_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_day(today)));
    while (rows_next(&rows))
        items[count++] = (struct identity_request){
            .id = rows_int(&rows, 0),
            .issuer = rows_text(&rows, 1, arena),
            .email = rows_text(&rows, 2, arena),
            .account_name = rows_text(&rows, 3, arena),
            .person = {rows_int(&rows, 4)},
            .person_name = rows_text(&rows, 5, arena),
            .person_email = rows_text(&rows, 6, arena),
            .another = rows_int(&rows, 7) != 0,
            .refused = rows_int(&rows, 8) != 0,
            .asked_at = rows_instant(&rows, 9),
        };
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err identity_request_count(struct store *store, struct day today, int *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[COUNT], PARAMS(p_day(today)), &count);
    if (err == OK)
        *ret = (int)count;
    return err;
}

static enum err find_request(struct store *store, int64_t request, struct instant now,
                             struct arena *arena, struct identity_account *ret,
                             struct person_id *ret_person)
{
    struct rows rows;
    enum err err =
        store_find(store, SQL[FIND_REQUEST], PARAMS(p_int(request), p_day(tz_day(now))), &rows);
    if (err != OK)
        return err;
    struct identity_account account = {
        .issuer = rows_text(&rows, 0, arena),
        .subject = rows_text(&rows, 1, arena),
        .email = rows_text(&rows, 2, arena),
    };
    int64_t person = rows_int(&rows, 3);
    err = rows_end(&rows);
    if (err == OK) {
        *ret = account;
        ret_person->v = person;
    }
    return err;
}

static enum err replace(struct store *store, int64_t request,
                        const struct identity_account *account, struct person_id person,
                        struct person_id by, struct instant now)
{
    struct param person_param = p_int(person.v), issuer = p_text(account->issuer);
    int64_t identity;
    enum err err = store_exec(store, SQL[END_SESSIONS], PARAMS(person_param, issuer));
    if (err == OK)
        err = store_exec(store, SQL[DELETE_OTHER], PARAMS(person_param, issuer));
    if (err == OK)
        err = store_exec(store, SQL[DELETE_REQUEST], PARAMS(p_int(request)));
    return err == OK ? link(store, account, person, by, now, &identity) : err;
}

enum err identity_accept(struct store *store, int64_t request, struct person_id by,
                         struct instant now)
{
    struct identity_account account;
    struct person_id person;
    struct arena *arena = arena_new();
    enum err err = find_request(store, request, now, arena, &account, &person);
    if (err == OK)
        err = replace(store, request, &account, person, by, now);
    arena_free(arena);
    return err;
}

enum err identity_refuse(struct store *store, int64_t request, struct person_id by,
                         struct instant now)
{
    int64_t person = 0;
    enum err err = store_find_int(store, SQL[REFUSE],
                                  PARAMS(p_int(request), p_instant(now), p_int(by.v)), &person);
    return err == OK ? audit_add(store, now, by, "identity-refused", person, "") : err;
}
