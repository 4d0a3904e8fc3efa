#ifndef SPARKD_ACCESS_SIGN_IN_CODE_H
#define SPARKD_ACCESS_SIGN_IN_CODE_H

#include "person.h"
#include "refusal.h"
#include "token.h"

/*
 * Sign-in by a code sent by mail (http specification, section 8.2): 10 characters of Crockford
 * base32, 10 minutes, 5 tries, one live code a person, bound by a cookie to
 * the browser that asked. A code and not a link: mail scanners use links up.
 */
enum { SIGN_IN_CODE_CHARS = 10, SIGN_IN_CODE_TRIES = 5, SIGN_IN_CODE_LIFE_S = 600 };

/*
 * Makes a code for whoever has that address and queues its mail. An unknown address, and one that
 * was sent five codes within the hour, get the same answer and no mail. ret_browser is the cookie's
 * value.
 */
enum err sign_in_code_ask(struct store *store, struct str email, struct instant now,
                          struct arena *arena, char ret_browser[static TOKEN_TEXT_MAX]) MUST_USE;

/* A code shown on the command line (`sparkd init`), not mailed: the first browser that types it
 * with this person's address is signed in. */
enum err sign_in_code_make(struct store *store, struct person_id person, struct instant now,
                           char ret_code[static SIGN_IN_CODE_CHARS + 1]) MUST_USE;

/*
 * What was typed. OK and *ret_person.v > 0: signed in, the code is used up. OK and *ret_person.v ==
 * 0: wrong, used up or too old, in words in `why`; the transaction is kept, since it counted a try.
 */
enum err sign_in_code_try(struct store *store, struct str browser, struct str typed,
                          struct instant now, struct refusal *why,
                          struct person_id *ret_person) MUST_USE;

/* Forgets codes that are over for a day. */
enum err sign_in_code_sweep(struct store *store, struct instant now) MUST_USE;

#endif
