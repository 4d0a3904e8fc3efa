#ifndef SPARKD_ACCESS_SESSION_H
#define SPARKD_ACCESS_SESSION_H

#include "permission.h"
#include "token.h"

/*
 * A browser that is signed in (http specification, section 7): a random token
 * of which only the SHA-256 is kept. Idle 60 minutes for privileged roles,
 * 8 hours for staff; absolute 12 hours and 7 days.
 */
struct session {
    int64_t id;
    struct person_id person;
    const char *csrf_key; /* 64 hex digits */
    struct instant created_at, seen_at;
    const char *agent; /* what browser, in its own words */
};

enum err session_start(struct store *store, struct person_id person, struct str agent,
                       struct instant now, char ret_token[static TOKEN_TEXT_MAX]) MUST_USE;
/* The live session of a cookie's token with its actor. ERR_NOT_FOUND: unknown, ended, timed out, or
 * the person has left. seen_at may lie in the past by the time its touches are gathered. */
enum err session_find(struct store *store, struct str token, struct instant now,
                      struct arena *arena, struct session *ret, struct actor *ret_actor) MUST_USE;
enum err session_touch(struct store *store, int64_t id, struct instant seen_at) MUST_USE;
/* Ends one of that person's sessions; ERR_NOT_FOUND if it is not theirs. */
enum err session_end(struct store *store, struct person_id person, int64_t id) MUST_USE;
/* The demo's clock was moved: nobody sat idle meanwhile. Moves every session by as many seconds. */
enum err session_shift_all(struct store *store, int64_t seconds) MUST_USE;
/* Live ones, newest first, at most 50. */
enum err session_list(struct store *store, struct person_id person, struct arena *arena,
                      struct session **ret, int *ret_count) MUST_USE;
/* Deletes what has passed every limit; returns through *ret how many. */
enum err session_sweep(struct store *store, struct instant now) MUST_USE;

/* The grants of somebody on that day as an actor. */
enum err actor_load(struct store *store, struct person_id person, struct day today,
                    struct actor *ret) MUST_USE;

#endif
