#ifndef SPARKD_ACCESS_DEVICE_H
#define SPARKD_ACCESS_DEVICE_H

#include "session.h"

/*
 * A browser its owner asked to be remembered for 30 days: it signs one person in without a mailed
 * code (decision 8). Never anybody privileged. Its token is a cookie of which only the SHA-256 is
 * kept; it changes at each use.
 */
enum { DEVICE_LIFE_S = 30 * 86400, DEVICES_MAX = 20 };

struct device {
    int64_t id;
    const char *agent; /* in its own words */
    struct instant made_at, used_at, expires_at;
};

/* ERR_DENIED: a privileged person. The oldest of DEVICES_MAX makes room. */
enum err device_remember(struct store *store, struct person_id person, struct str agent,
                         struct instant now, char ret_token[static TOKEN_TEXT_MAX]) MUST_USE;
/* Whom that browser may go on as; looks only. ERR_NOT_FOUND: unknown, over, somebody who left or
 * became privileged, or the token of before. */
enum err device_find(struct store *store, struct str token, struct instant now, struct arena *arena,
                     struct person *ret) MUST_USE;
/*
 * It is used: a new token from now to the same end. ERR_NOT_FOUND as above. A token that was used
 * before is a copy of it, or its answer was lost on the way: the device is over, OK with
 * ret_person->v < 0, and -v is whose it was.
 */
enum err device_use(struct store *store, struct str token, struct instant now,
                    char ret_token[static TOKEN_TEXT_MAX], int *ret_left_s,
                    struct person_id *ret_person) MUST_USE;
enum err device_list(struct store *store, struct person_id person, struct instant now,
                     struct arena *arena, struct device **ret, int *ret_count) MUST_USE;
/* ERR_NOT_FOUND if it is not theirs. */
enum err device_end(struct store *store, struct person_id person, int64_t id) MUST_USE;
enum err device_end_all(struct store *store, struct person_id person) MUST_USE;
/* Signing out on it forgets it. */
enum err device_forget(struct store *store, struct str token) MUST_USE;
enum err device_sweep(struct store *store, struct instant now) MUST_USE;

#endif
