#ifndef SPARKD_EVENT_REGISTER_CODE_H
#define SPARKD_EVENT_REGISTER_CODE_H

#include "register.h"
#include "sealed.h"

/*
 * A code on the screen of a room: whoever reads it there, and is signed in,
 * says that they are here. It changes every 30 seconds and counts in its own
 * window and the next, so that a photo of it is worth nothing a minute later.
 * It is a keyed hash of the session and the window; nothing of it is stored,
 * so no copy of the database gives it away. 40 bits against tries that are
 * counted (http specification, section 10).
 */
enum {
    REGISTER_CODE_CHARS = 8, /* of Crockford's base32 */
    REGISTER_CODE_S = 30,
    REGISTER_CODE_BEFORE_MIN = REGISTER_OPEN_MIN,
    REGISTER_CODE_AFTER_MIN = 60,  /* of the session's end */
    REGISTER_SEEN_S = 900,         /* how long a code that was read in time may wait for the yes */
    REGISTER_SEEN_BROWSER_S = 180, /* the same of whoever signs in first: nobody's yet */
    REGISTER_SEEN_CHARS_MAX = 128,
};

/* ---- pure ---- */

/* The window a moment is in, and when the next begins. */
int64_t register_code_window(struct instant now);
struct instant register_code_next(struct instant now);

void register_code(const struct sealed_key *key, int64_t session, int64_t window,
                   char ret[static REGISTER_CODE_CHARS + 1]);
/* Is this, folded (token_code_fold), a code of that session now? */
bool register_code_fits(const struct sealed_key *key, int64_t session, const char *code,
                        struct instant now);

/*
 * That a code was read in time, for as long as signing in and saying yes take:
 * to whom it is given ("17", or "browser" of whoever is not signed in yet and
 * keeps it in a cookie), for which session and for how many seconds, signed.
 * Nobody else's is good. A browser's is good in any browser it is carried to,
 * which is why it is short.
 */
void register_seen_make(const struct sealed_key *key, int64_t session, const char *whose,
                        struct instant now, int for_s, char ret[static REGISTER_SEEN_CHARS_MAX]);
/* The session it is of; ERR_INVALID: it is none, somebody else's, or too old. */
enum err register_seen_read(const struct sealed_key *key, struct str seen, const char *whose,
                            struct instant now, int64_t *ret_session) MUST_USE;

/* ---- use cases ---- */

struct register_place {
    struct event_id event;
    struct register_state state;
};
/* Whose code that is, as somebody typed it; ERR_NOT_FOUND: of no session that goes on now. Closed
 * registers are found, and events that were called off. */
enum err register_code_find(struct store *store, struct instant now, const struct sealed_key *key,
                            struct str typed, struct arena *arena,
                            struct register_place *ret) MUST_USE;
/* The session of a signed one. ERR_NOT_FOUND: there is none by now. */
enum err register_seen_find(struct store *store, int64_t session, struct arena *arena,
                            struct register_place *ret) MUST_USE;

/* May codes be shown and used? OK; ERR_CONFLICT `too-early`, `too-late`, `register-closed`,
 * `not-published`, `cancelled`. */
enum err register_code_check(const struct event *event, const struct register_state *state,
                             struct instant now, struct refusal *why) MUST_USE;

/*
 * They are here: marked as such, by their code. Who has no booking gets one as
 * a walk-in, at an event that anybody may come to and that is for them; else
 * ERR_DENIED `not-booked`, who to turn to. Whoever is marked here already stays
 * as they are marked (*ret_before). And as register_code_check.
 */
enum err register_arrive(struct store *store, struct instant now, const struct event *event,
                         const struct register_state *state, struct person_id person,
                         struct refusal *why, bool *ret_before) MUST_USE;

#endif
