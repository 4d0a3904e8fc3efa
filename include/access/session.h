#ifndef SPARKD_ACCESS_SESSION_H
#define SPARKD_ACCESS_SESSION_H

#include "permission.h"
#include "token.h"

/*
 * A browser that is signed in (http specification, section 7): a random token of which only the
 * SHA-256 is kept. Idle 60 minutes for privileged roles, 8 hours for staff; absolute 12 hours and
 * 7 days. A session that was begun without a privileged role never becomes a privileged one: its
 * owner signs in again. The database ends a person's sessions when their roles change.
 */
enum session_way {
    SESSION_BY_CODE,   /* mailed, or shown by `sparkd init` */
    SESSION_BY_CARD,   /* a printed card */
    SESSION_BY_DEVICE, /* a remembered device */
    SESSION_BY_OIDC,   /* the trust's own provider */
    SESSION_BY_PROXY,  /* a header of a trusted proxy */
    SESSION_BY_DEMO,   /* the persona picker */
    SESSION_WAYS
};

/* What must still be shown before the session opens anything. */
enum session_owes {
    SESSION_OWES_NOTHING,
    SESSION_OWES_FACTOR, /* the 6 digits of the app */
    SESSION_OWES_SET_UP, /* to set the app up */
};

struct session {
    int64_t id;
    struct person_id person;
    const char *csrf_key; /* 64 hex digits */
    struct instant created_at, seen_at;
    const char *agent; /* what browser, in its own words */
    enum session_way way;
    enum session_owes owes;
    struct instant fresh_at; /* when they last proved who they are; v 0: never */
};

enum { SESSION_FRESH_S = 600, SESSION_OWES_S = 900, SESSION_TRIES_MAX = 10 };

struct session_new {
    struct person_id person;
    struct str agent;
    enum session_way way;
    enum session_owes owes;
};
/* A new token. Fresh at once, save by a remembered device or a proxy, which prove nothing now. */
enum err session_start(struct store *store, const struct session_new *session, struct instant now,
                       char ret_token[static TOKEN_TEXT_MAX]) MUST_USE;

/* The live session of a cookie's token with its actor. ERR_NOT_FOUND: unknown, ended, timed out,
 * something is owed, or the person has left. seen_at may lie in the past by the time its touches
 * are gathered. */
enum err session_find(struct store *store, struct str token, struct instant now,
                      struct arena *arena, struct session *ret, struct actor *ret_actor) MUST_USE;
/* The same for a session that owes something still: it lives SESSION_OWES_S. */
enum err session_find_owing(struct store *store, struct str token, struct instant now,
                            struct arena *arena, struct session *ret,
                            struct actor *ret_actor) MUST_USE;

/* Did the person prove who they are within the last 10 minutes? (http specification, section 7) */
bool session_is_fresh(const struct session *session, struct instant now);
/* They just did: nothing is owed, a new token and form key, the old token is over (ASVS 7.2.4). */
enum err session_renew(struct store *store, int64_t id, struct instant now,
                       char ret_token[static TOKEN_TEXT_MAX]) MUST_USE;
/* A wrong 6-digit code. The tenth in a row ends the session (http specification, section 10), so
 * that the next try needs a new mailed code: then *ret_ended. */
enum err session_count_try(struct store *store, int64_t id, bool *ret_ended) MUST_USE;

enum err session_touch(struct store *store, int64_t id, struct instant seen_at) MUST_USE;
/* Ends one of that person's sessions; ERR_NOT_FOUND if it is not theirs. */
enum err session_end(struct store *store, struct person_id person, int64_t id) MUST_USE;
/* Ends all of a person's sessions: a second factor was reset, a card was replaced. */
enum err session_end_all(struct store *store, struct person_id person) MUST_USE;
/* The demo's clock was moved: nobody sat idle meanwhile. Moves every session by as many seconds. */
enum err session_shift_all(struct store *store, int64_t seconds) MUST_USE;
/* Those that are signed in, newest first, at most 50. */
enum err session_list(struct store *store, struct person_id person, struct arena *arena,
                      struct session **ret, int *ret_count) MUST_USE;
/* Deletes what has passed every limit. */
enum err session_sweep(struct store *store, struct instant now) MUST_USE;

/* The grants of somebody on that day as an actor. */
enum err actor_load(struct store *store, struct person_id person, struct day today,
                    struct actor *ret) MUST_USE;

#endif
