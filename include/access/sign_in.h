#ifndef SPARKD_ACCESS_SIGN_IN_H
#define SPARKD_ACCESS_SIGN_IN_H

#include "sealed.h"
#include "session.h"

/*
 * What somebody gets who has shown who they are: a session, and what it still owes (http
 * specification, section 8.3). By code, card or remembered device, whoever has a second factor is
 * asked for it and a privileged person without one sets it up first; a provider, a proxy and the
 * demo have done their own. ERR_DENIED: a privileged person by card or remembered
 * device, or somebody who is not here any more.
 */
struct sign_in {
    struct person_id person;
    enum session_way way;
    struct str agent;
};
enum err sign_in_enter(struct store *store, const struct sealed_key *key,
                       const struct sign_in *sign_in, struct instant now, struct arena *arena,
                       char ret_token[static TOKEN_TEXT_MAX], enum session_owes *ret_owes) MUST_USE;

#endif
