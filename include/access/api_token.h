#ifndef SPARKD_ACCESS_API_TOKEN_H
#define SPARKD_ACCESS_API_TOKEN_H

#include "session.h"

/* A key for programs: hashed, of scope read or write, with days to live. Never rides on cookies. */
struct api_token_new {
    struct person_id person;
    bool write;
    struct instant from; /* may lie in the future: a demo clock is behind it */
    int days;            /* default 365 */
};
enum { API_TOKEN_DAYS_DEFAULT = 365, API_TOKEN_DAYS_MAX = 3650 };

enum err api_token_create(struct store *store, const struct api_token_new *token,
                          char ret_token[static TOKEN_TEXT_MAX]) MUST_USE;
/* ERR_NOT_FOUND: unknown, revoked, over, or its person has left. */
enum err api_token_find(struct store *store, struct str token, struct instant now, int64_t *ret_id,
                        struct actor *ret_actor) MUST_USE;
/* Ends all of somebody's, at leaving. */
enum err api_token_end_all(struct store *store, struct person_id person,
                           struct instant now) MUST_USE;
enum err api_token_touch(struct store *store, int64_t id, struct instant used_at) MUST_USE;

#endif
