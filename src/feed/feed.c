/* DESIGN: subscription addresses: made, listed, revoked; their token is kept only as a hash. */
#include "feed.h"

#include <string.h>

#include "audit.h"
#include "check.h"
#include "tz.h"

enum { COUNT, INSERT, FIND, LIST, REVOKE, KEEP_TAG, TOUCH };
#define FEED_COLUMNS                                                                               \
    "f.id, f.person_id, f.scope, coalesce(f.school_id, 0), f.created_at, f.etag, f.changed_at,"    \
    " coalesce(f.fetched_at, 0), f.fetched_by"
static const char *const SQL[] = {
    [COUNT] = "SELECT count(*) FROM feed WHERE person_id = $1 AND revoked_at IS NULL",
    [INSERT] = "INSERT INTO feed (token_sha256, person_id, scope, school_id, created_at)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [FIND] = "SELECT " FEED_COLUMNS " FROM feed f JOIN person p ON p.id = f.person_id"
             " WHERE f.token_sha256 = $1 AND f.revoked_at IS NULL"
             " AND (p.left_on IS NULL OR p.left_on >= $2)",
    [LIST] = "SELECT " FEED_COLUMNS " FROM feed f WHERE f.person_id = $1"
             " AND f.revoked_at IS NULL ORDER BY f.id LIMIT 20",
    [REVOKE] = "UPDATE feed SET revoked_at = $3 WHERE id = $1 AND person_id = $2"
               " AND revoked_at IS NULL",
    [KEEP_TAG] = "UPDATE feed SET etag = $2, changed_at = max(changed_at, $3) WHERE id = $1",
    [TOUCH] = "UPDATE feed SET fetched_at = $2, fetched_by = $3 WHERE id = $1",
};

static const char *const SCOPES[FEED_SCOPES] = {
    [FEED_ME] = "me",
    [FEED_SCHOOL] = "school",
    [FEED_TRUST] = "trust",
    [FEED_SPARK] = "spark",
};

const char *feed_scope_name(enum feed_scope scope)
{
    return SCOPES[scope];
}

enum err feed_scope_parse(struct str s, enum feed_scope *ret)
{
    for (int i = 0; i < FEED_SCOPES; i++)
        if (str_eq_c(s, SCOPES[i])) {
            *ret = (enum feed_scope)i;
            return OK;
        }
    return ERR_INVALID;
}

static struct feed read_feed(const struct rows *rows, struct arena *arena)
{
    struct feed feed = {
        .id = rows_int(rows, 0),
        .person = {rows_int(rows, 1)},
        .school = {rows_int(rows, 3)},
        .created_at = rows_instant(rows, 4),
        .etag = rows_text(rows, 5, arena),
        .changed_at = rows_instant(rows, 6),
        .fetched_at = rows_instant(rows, 7),
        .fetched_by = rows_text(rows, 8, arena),
    };
    CHECK(feed_scope_parse(rows_str(rows, 2), &feed.scope) == OK);
    return feed;
}

static enum err check_count(struct store *store, struct person_id person, struct refusal *why)
{
    int64_t live = 0;
    enum err err = store_find_int(store, SQL[COUNT], PARAMS(p_int(person.v)), &live);
    if (err == OK && live >= FEEDS_A_PERSON_MAX)
        return refuse(why, ERR_CONFLICT, "too-many",
                      "You have %d calendar addresses. End one you no longer use first.",
                      FEEDS_A_PERSON_MAX);
    return err;
}

/* The school of a school's feed: the person's first. */
static enum err find_school(struct store *store, struct person_id person, struct day today,
                            struct refusal *why, struct school_id *ret)
{
    struct person_schools schools;
    enum err err = person_schools(store, person, today, &schools);
    if (err == OK && schools.count == 0)
        return refuse(why, ERR_CONFLICT, "no-school",
                      "You are not at a school of this trust, so there is no school calendar. Use "
                      "the calendar of the whole trust.");
    if (err == OK)
        *ret = schools.ids[0];
    return err;
}

enum err feed_create(struct store *store, struct person_id person, enum feed_scope scope,
                     struct instant now, struct refusal *why, int64_t *ret_id,
                     char ret_token[static TOKEN_TEXT_MAX])
{
    char token[TOKEN_TEXT_MAX], sha256[SHA256_HEX_MAX];
    struct school_id school = {0};
    enum err err = check_count(store, person, why);
    if (err == OK && scope == FEED_SCHOOL)
        err = find_school(store, person, tz_day(now), why, &school);
    if (err != OK)
        return err;
    token_new(token);
    token_sha256_hex(str_of(token), sha256);
    err = store_find_int(store, SQL[INSERT],
                         PARAMS(p_text(sha256), p_int(person.v), p_text(SCOPES[scope]),
                                p_id_or_null(school.v), p_instant(now)),
                         ret_id);
    if (err == OK)
        err = audit_add(store, now, person, "feed-made", *ret_id, SCOPES[scope]);
    if (err == OK)
        memcpy(ret_token, token, sizeof token);
    return err;
}

enum err feed_find_by_token(struct store *store, struct str token, struct day today,
                            struct arena *arena, struct feed *ret)
{
    char sha256[SHA256_HEX_MAX];
    struct rows rows;
    token_sha256_hex(token, sha256);
    enum err err = store_find(store, SQL[FIND], PARAMS(p_text(sha256), p_day(today)), &rows);
    if (err != OK)
        return err;
    struct feed feed = read_feed(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = feed;
    return err;
}

enum err feed_list(struct store *store, struct person_id person, struct arena *arena,
                   struct feed **ret, int *ret_count)
{
    struct feed *items = ARENA_ARRAY(arena, struct feed, FEEDS_A_PERSON_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v)));
    while (rows_next(&rows))
        items[count++] = read_feed(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

enum err feed_revoke(struct store *store, struct person_id person, int64_t id, struct instant now)
{
    enum err err =
        store_exec(store, SQL[REVOKE], PARAMS(p_int(id), p_int(person.v), p_instant(now)));
    if (err == OK && store_changes(store) == 0)
        return ERR_NOT_FOUND;
    return err;
}

enum err feed_keep_tag(struct store *store, int64_t id, const char *etag, struct instant changed_at)
{
    return store_exec(store, SQL[KEEP_TAG], PARAMS(p_int(id), p_text(etag), p_instant(changed_at)));
}

enum err feed_touch(struct store *store, int64_t id, struct instant at, const char *agent)
{
    return store_exec(store, SQL[TOUCH], PARAMS(p_int(id), p_instant(at), p_text(agent)));
}
