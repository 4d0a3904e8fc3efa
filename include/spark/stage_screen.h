#ifndef SPARKD_SPARK_STAGE_SCREEN_H
#define SPARKD_SPARK_STAGE_SCREEN_H

#include "event.h"

/*
 * Whether an evening has an address for screens and phones that nobody signs in
 * at (SP-12): off until somebody who runs its stage opens it, and taken back at
 * any time. The address is made of a random key, another each time; the key
 * alone is no address.
 */

/* "": there is none. */
enum err stage_screen_find(struct store *store, struct event_id event, struct arena *arena,
                           const char **ret_key) MUST_USE;
struct stage_screen {
    struct event_id event;
    const char *key;
};
struct stage_screens {
    struct stage_screen *items;
    int count;
};
enum { STAGE_SCREENS_MAX = 200 };
/* The open ones of events that begin before `until` and end after `from`, up to STAGE_SCREENS_MAX.
 */
enum err stage_screen_list(struct store *store, struct instant from, struct instant until,
                           struct arena *arena, struct stage_screens *ret) MUST_USE;
/* Opened with a new key, or closed. Again: no change. Audited. */
enum err stage_screen_open(struct store *store, struct instant now, struct event_id event,
                           struct person_id by, bool open) MUST_USE;
/* Another key; the old one is of no use from now on. Audited. ERR_CONFLICT `closed`: there is none.
 */
enum err stage_screen_renew(struct store *store, struct instant now, struct event_id event,
                            struct person_id by, struct refusal *why) MUST_USE;

#endif
